import {
  CONFIG_OPTION,
  type Command,
  DATA_OPTION,
  type Invocation,
  JSON_OPTION,
  PROJECT_OPTION,
} from '../command.ts';
import { connectAsAdmin, connectWithKey } from '../connect.ts';
import { EXIT, usageFailure } from '../exit-codes.ts';
import { formatCount } from '../progress.ts';
import { parseQueryResult, tableOf, writeCsv, writeJson } from '../query-result.ts';
import type { ClientResponse } from '../server-client.ts';

export const queryCommand: Command = {
  name: 'query',
  summary: 'Ask SQL and print the answer as a table',
  arguments: [{ name: '"SELECT …"', description: 'one SELECT; collections are its tables' }],
  options: [
    PROJECT_OPTION,
    { name: 'csv', description: 'print CSV with a header; NULL is an empty field' },
    { ...JSON_OPTION, description: 'print a JSON array with one object a row' },
    { name: 'limit', value: 'N', description: 'most rows (at most 500000)' },
    { name: 'after', value: 'POSITION', description: 'wait until this position can be seen' },
    { name: 'url', value: 'URL', description: 'another server, with --key' },
    { name: 'key', value: 'KEY', description: 'a read key' },
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  examples: [
    'millrace query "SELECT count(*) FROM pageview"',
    'millrace query --project shop --csv "SELECT * FROM purchase" > purchase.csv',
    'millrace query --url http://10.0.0.7:9999 --key READ_KEY "SELECT 1"',
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    if (options.flag('csv') && options.flag('json')) throw usageFailure('choose one of --csv and --json');
    const limit = options.integer('limit', { minimum: 1, maximum: 500_000 });
    const after = options.text('after');
    const body = JSON.stringify({
      query: invocation.arguments[0],
      ...(limit === undefined ? {} : { limit }),
      ...(after === undefined ? {} : { after }),
    });
    const startedAt = performance.now();
    const result = parseQueryResult(await ask(invocation, body));
    const elapsedMs = performance.now() - startedAt;
    if (options.flag('csv')) await writeCsv(result, terminal);
    else if (options.flag('json')) await writeJson(result, terminal);
    else {
      terminal.out(tableOf(result, terminal));
      const rows = result.result.length;
      terminal.note(`(${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}, ${Math.round(elapsedMs)} ms)`);
    }
    return EXIT.ok;
  },
};

async function ask(invocation: Invocation, body: string): Promise<ClientResponse> {
  const { signal, options } = invocation;
  const withKey = await connectWithKey(invocation);
  if (withKey === undefined) {
    const admin = await connectAsAdmin(invocation, { mayCreate: false });
    try {
      return await admin.query(await admin.projectOf(options.text('project')), body, signal);
    } finally {
      await admin.close();
    }
  }
  try {
    const headers = { 'content-type': 'application/json', read_key: withKey.key };
    return await withKey.client.request({ method: 'POST', path: '/query/execute', headers, body, signal });
  } finally {
    await withKey.client.close();
  }
}
