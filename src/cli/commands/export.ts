import { CONFIG_OPTION, type Command, DATA_OPTION, type Invocation, PROJECT_OPTION } from '../command.ts';
import { connectAsStreamingAdmin, connectWithKey } from '../connect.ts';
import { EXIT, usageFailure } from '../exit-codes.ts';
import { formatCount, Progress } from '../progress.ts';
import { receiveExport } from '../receive-export.ts';
import type { ClientRequest, StreamingClient } from '../server-client.ts';
import { writeWhole } from '../write-whole.ts';

const FORMATS = ['csv', 'jsonl', 'avro', 'parquet'] as const;
type Format = (typeof FORMATS)[number];

const FORMAT_BY_ENDING: ReadonlyMap<string, Format> = new Map([
  ['csv', 'csv'],
  ['json', 'jsonl'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['avro', 'avro'],
  ['parquet', 'parquet'],
]);

const STANDARD_OUTPUT = '-';

export const exportCommand: Command = {
  name: 'export',
  summary: 'Ask SQL and write the answer, of any size, to a file',
  arguments: [{ name: '"SELECT …"', description: 'one SELECT; collections are its tables' }],
  options: [
    { name: 'output', value: 'FILE', description: 'where it goes; - is standard output (default)' },
    {
      name: 'format',
      value: 'FORMAT',
      description: `${FORMATS.join(', ')}; by default what FILE ends in, else csv`,
    },
    PROJECT_OPTION,
    { name: 'after', value: 'POSITION', description: 'wait until this position can be seen' },
    { name: 'url', value: 'URL', description: 'another server, with --key' },
    { name: 'key', value: 'KEY', description: 'a read key' },
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  notes: [
    'The file gets its name when all of it is there and its checksum agrees; until then it is called FILE.<process id>.partial, and an export that fails leaves nothing. What goes to standard output may be cut: then the exit code is not 0.',
  ],
  examples: [
    'millrace export "SELECT * FROM purchase" --output purchase.parquet',
    'millrace export --format jsonl "SELECT url, _time FROM pageview" > pageview.jsonl',
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const file = options.text('output') ?? STANDARD_OUTPUT;
    const after = options.text('after');
    const body = JSON.stringify({
      query: invocation.arguments[0],
      export_type: formatOf(file, options.text('format')),
      ...(after === undefined ? {} : { after }),
    });
    const connection = await connect(invocation, body);
    try {
      const stream = await connection.client.stream(connection.request);
      const progress = new Progress(terminal, { label: 'exporting', unit: 'bytes' });
      const startedAt = performance.now();
      const receive = (write: (piece: Buffer) => Promise<void>) =>
        receiveExport(stream, write, (bytes) => progress.update(bytes, undefined));
      const { rows, bytes } =
        file === STANDARD_OUTPUT
          ? await receive((piece) => terminal.write(piece))
          : await writeWhole(file, receive);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const what = `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}, ${formatCount(bytes)} bytes`;
      terminal.note(`exported ${what} in ${seconds} s`);
      return EXIT.ok;
    } finally {
      await connection.client.close();
    }
  },
};

function formatOf(file: string, named: string | undefined): Format {
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  const format = named ?? (file === STANDARD_OUTPUT ? 'csv' : FORMAT_BY_ENDING.get(ending));
  const known = FORMATS.find((one) => one === format);
  if (known !== undefined) return known;
  const formats = FORMATS.join(', ');
  throw format === undefined
    ? usageFailure(`the name of "${file}" does not tell its format`, `say --format with one of: ${formats}`)
    : usageFailure(`option "--format" cannot be "${format}"`, `it is one of: ${formats}`);
}

async function connect(
  invocation: Invocation,
  body: string,
): Promise<{ readonly client: StreamingClient; readonly request: ClientRequest }> {
  const { options, signal } = invocation;
  const withKey = await connectWithKey(invocation);
  if (withKey === undefined) {
    const admin = await connectAsStreamingAdmin(invocation);
    try {
      const project = await admin.projectOf(options.text('project'));
      return { client: admin.client, request: admin.exportRequest(project, body, signal) };
    } catch (error) {
      await admin.close();
      throw error;
    }
  }
  const headers = { 'content-type': 'application/json', read_key: withKey.key };
  return {
    client: withKey.client,
    request: { method: 'POST', path: '/query/export', headers, body, signal },
  };
}
