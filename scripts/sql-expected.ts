/**
 * Writes what PrestoDB answers to every case of test/sql-functions into expected.json: `npm run sql-expected`. Starts a
 * PrestoDB, or asks the one at `-- --address URL`; `-- --new` asks only what is not answered yet.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PrestoQueryFailed } from '../src/adapters/presto/errors.ts';
import { PrestoClient } from '../src/adapters/presto/rest-client.ts';
import { systemRandom } from '../src/platform/random.ts';
import { systemTimers } from '../src/platform/timers.ts';
import { startPresto } from '../test/support/presto/start-presto.ts';
import {
  caseKey,
  caseQuery,
  EXPECTED_FILE,
  type Expected,
  readExpected,
} from '../test/support/sql/expected.ts';
import { type FunctionCase, functionCases } from '../test/support/sql/function-cases.ts';
import { fromPresto } from '../test/support/sql/plain-value.ts';

const { values: options } = parseArgs({
  options: { address: { type: 'string' }, new: { type: 'boolean', default: false } },
});

async function ask(client: PrestoClient, each: FunctionCase): Promise<Expected> {
  try {
    const { columns, rows } = await client.execute(caseQuery(each, [each.presto]));
    return { type: columns[0]!.typeText, values: rows.map((row) => fromPresto(row[0]!)) };
  } catch (error) {
    if (!(error instanceof PrestoQueryFailed)) throw error;
    return { error: error.failure.errorName };
  }
}

async function askAll(client: PrestoClient): Promise<void> {
  const cases = functionCases();
  const before = options.new ? readExpected() : new Map<string, Expected>();
  const expected = new Map<string, Expected>();
  const waiting = [...cases];
  const worker = async () => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      const key = caseKey(each);
      expected.set(key, before.get(key) ?? (await ask(client, each)));
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  const sorted = cases.map((each) => {
    const key = caseKey(each);
    return `${JSON.stringify(key)}: ${JSON.stringify(expected.get(key))}`;
  });
  writeFileSync(EXPECTED_FILE, `{\n${sorted.join(',\n')}\n}\n`);
  console.log(`${cases.length} expressions`);
}

if (options.address === undefined) {
  await using presto = await startPresto({ progress: (line) => console.error(line) });
  await askAll(presto.client());
} else {
  const client = new PrestoClient({
    timers: systemTimers,
    random: systemRandom,
    address: options.address,
    session: { user: 'test' },
  });
  await askAll(client);
  client.close();
}
