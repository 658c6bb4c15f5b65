/** `npm run --silent bench -- NAME [--seconds N]`: runs one benchmark; figures go to standard output, JSON a line. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { freshness } from './freshness.ts';
import { ingestBatch } from './ingest-batch.ts';
import { ingestSingle } from './ingest-single.ts';
import { query } from './query.ts';
import { queryBomb } from './query-bomb.ts';
import { sql } from './sql.ts';
import { start } from './start.ts';

/** Each takes how long a phase may last, in seconds. */
const BENCHES: Readonly<
  Record<string, { readonly run: (seconds: number) => Promise<void>; readonly seconds: number }>
> = {
  'ingest-batch': { run: ingestBatch, seconds: 60 },
  'ingest-single': { run: ingestSingle, seconds: 20 },
  freshness: { run: freshness, seconds: 20 },
  query: { run: query, seconds: 4 },
  'query-bomb': { run: queryBomb, seconds: 20 },
  sql: { run: sql, seconds: 5 },
  start: { run: start, seconds: 0 },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' } },
});
const [name = ''] = positionals;
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(
    `usage: npm run --silent bench -- NAME [--seconds N], where NAME is one of ${Object.keys(BENCHES).join(', ')}`,
  );
  process.exit(2);
}
await bench.run(values.seconds === undefined ? bench.seconds : Number(values.seconds));
