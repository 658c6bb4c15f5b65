/**
 * `npm run test:differential`: the same answer on DuckDB and on a real PrestoDB. Goal: one language, two engines. Method:
 * both get the same rows; the whole queries of `test/sql-duckdb/queries.txt` and generated ones are compiled for both,
 * and names, types and values are compared; PrestoDB is asked for every expression of `test/sql-functions` once more, as
 * it is written, so that the stored answers cannot be stale, and as it is printed. `SEEDS=n` generates more queries,
 * `SEED=n` runs one of them. Ends with a summary. Known differences are listed with their reasons, and no others may be.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { PrestoQueryFailed } from '../../src/adapters/presto/errors.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { Dice } from '../simulation/dice.ts';
import { generateTypedQuery } from '../sql/generate-typed-query.ts';
import { type RunningPresto, startPresto } from '../support/presto/start-presto.ts';
import { compareAnswers } from '../support/sql/compare-answers.ts';
import { DuckDbProject, type TestRequest } from '../support/sql/duckdb-project.ts';
import { readExpected } from '../support/sql/expected.ts';
import { functionCases } from '../support/sql/function-cases.ts';
import { compileForPresto, PrestoProject } from '../support/sql/presto-project.ts';
import { type QueryCase, queryCases } from '../support/sql/query-cases.ts';
import { askExpressions, type Engine } from './ask-expressions.ts';
import { BEYOND_ENGINES } from './beyond-engines.ts';
import { functionSummary } from './function-summary.ts';
import { NOT_ON_PRESTO } from './not-on-presto.ts';
import { PRINTED_OTHERWISE } from './printed-otherwise.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 80);
const ONE = process.env['SEED'];
const AT_ONCE = 3;

let server: RunningPresto;
let presto: PrestoProject;
let duckDb: DuckDbProject;
const summary: string[] = [];

before(async () => {
  server = await startPresto({ progress: (line) => console.error(line) });
  presto = await PrestoProject.open(server.client({ properties: { task_concurrency: '1' } }));
  duckDb = await DuckDbProject.open();
});

after(async () => {
  duckDb?.close();
  await server?.stop();
  console.log([...summary, ...functionSummary()].join('\n'));
});

/** What an engine says: of its columns and rows, or why it says nothing. */
type Verdict =
  | { readonly kind: 'same'; readonly rows: number }
  | { readonly kind: 'both fail' }
  | { readonly kind: 'refused'; readonly engine: 'DuckDB' | 'PrestoDB'; readonly says: string }
  | { readonly kind: 'different'; readonly what: string };

async function outcome<T>(run: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: Error }> {
  try {
    return { value: await run() };
  } catch (error) {
    if (error instanceof Error) return { error };
    throw error;
  }
}

/** Faults of a translation are no refusals: a text that the engine cannot even read. */
const UNREADABLE = /^(Parser|Binder|Catalog|Internal) Error/;

interface Question extends Pick<QueryCase, 'sql' | 'sorted'> {
  /** What the compiler is told beside the text. */
  readonly request?: Pick<TestRequest, 'parameters' | 'timezone' | 'sampling' | 'rows' | 'defaultSchema'>;
}

async function ask({ sql, sorted, request = {} }: Question): Promise<Verdict> {
  const [ours, theirs] = await Promise.all([
    outcome(async () => {
      const compiled = duckDb.compile(sql, request);
      return { compiled, rows: await duckDb.values(compiled) };
    }),
    outcome(async () => presto.run(compileForPresto(sql, request).sql)),
  ]);
  if ('error' in ours && UNREADABLE.test(ours.error.message)) {
    return { kind: 'different', what: `DuckDB: ${ours.error.message}` };
  }
  if ('error' in ours && 'error' in theirs) {
    // Our own errors are of the text, and the same for every engine.
    return { kind: 'both fail' };
  }
  if ('error' in ours) return { kind: 'refused', engine: 'DuckDB', says: ours.error.message };
  if ('error' in theirs) return { kind: 'refused', engine: 'PrestoDB', says: theirs.error.message };
  const { compiled, rows } = ours.value;
  const what = compareAnswers(compiled.columns, rows, theirs.value, sorted);
  return what === undefined ? { kind: 'same', rows: rows.length } : { kind: 'different', what };
}

/** Asks about all of them, a few at a time; the verdicts in the order of the queries. */
async function askAll<Q extends Question>(
  queries: readonly Q[],
): Promise<readonly (readonly [Q, Verdict])[]> {
  const verdicts: (readonly [Q, Verdict])[] = [];
  const waiting = [...queries.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      verdicts[next[0]] = [next[1], await ask(next[1])];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return verdicts;
}

test('whole queries', async () => {
  const met = new Map<string, number>();
  const wrong: string[] = [];
  let same = 0;
  for (const [{ sql, rows }, verdict] of await askAll(queryCases())) {
    if (verdict.kind === (rows === undefined ? 'both fail' : 'same')) {
      same++;
      continue;
    }
    const says = verdict.kind === 'refused' && verdict.engine === 'PrestoDB' ? verdict.says : undefined;
    const reason = NOT_ON_PRESTO.find(([pattern]) => says !== undefined && pattern.test(says))?.[1];
    if (reason === undefined) wrong.push(`${sql}\n  ${JSON.stringify(verdict)}`);
    else met.set(reason, (met.get(reason) ?? 0) + 1);
  }
  summary.push(`whole queries: ${same} the same, errors included; not on PrestoDB:`);
  for (const [reason, count] of met) summary.push(`  ${count}: ${reason}`);
  assert.deepEqual(wrong, []);
  assert.ok(same >= 280, String(same));
  const idle = NOT_ON_PRESTO.filter(([, reason]) => !met.has(reason));
  assert.deepEqual(idle, [], 'no difference is listed that there is not');
});

const REQUESTS: readonly Question[] = [
  {
    sql: 'SELECT ?, ?, ?, ?, ?, ?, n FROM pageview WHERE url = ? OR n > ? OR ? ORDER BY n LIMIT ?',
    sorted: true,
    request: {
      parameters: ["' OR true --\n😀", 7, 2n ** 63n - 1n, -1.5, true, null, '/a', -1, false, 3],
    },
  },
  {
    sql: "SELECT ? || 'x', ? / 2, ? + 1, coalesce(?, 'none'), ? = '' FROM pageview OFFSET ?",
    sorted: false,
    request: { parameters: ['', -3, 1e300, null, '', 1] },
  },
  ...['Pacific/Kiritimati', 'America/New_York', '+05:30', 'UTC'].map((timezone) => ({
    // Midnight may come between the two engines: the day is then another, and so it is compared with the clock's.
    sql: `SELECT current_date = CAST(localtimestamp AS date), current_timestamp = now(),
      date_diff('minute', CAST(current_timestamp AS timestamp), localtimestamp)`,
    sorted: false,
    request: { timezone },
  })),
  {
    sql: 'WITH a AS (SELECT * FROM pageview) SELECT (SELECT count(*) FROM purchase), (SELECT count(*) FROM a)',
    sorted: false,
    request: { sampling: { method: 'bernoulli', percentage: 0 } },
  },
  {
    sql: 'SELECT count(*) FROM pageview p JOIN purchase q ON true',
    sorted: false,
    request: { sampling: { method: 'system', percentage: 100 } },
  },
  { sql: 'SELECT total FROM daily ORDER BY total', sorted: true, request: { defaultSchema: 'continuous' } },
  ...[
    'SELECT n FROM pageview ORDER BY n',
    '(SELECT n FROM pageview ORDER BY n FETCH FIRST 3 ROWS WITH TIES)',
  ].map((sql) => ({ sql, sorted: true, request: { rows: { maxRows: 9, limit: 2 } } })),
];

test('parameters, zones, sampling, limits', async () => {
  const wrong = (await askAll(REQUESTS)).filter(([, verdict]) => verdict.kind !== 'same');
  summary.push(`requests with parameters and settings: ${REQUESTS.length - wrong.length} the same`);
  assert.deepEqual(wrong, []);
});

test('generated queries', async () => {
  const seeds = ONE === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(ONE)];
  const queries = seeds.map((seed) => ({
    seed,
    sql: generateTypedQuery(new Dice(seed), 3, true).sql,
    sorted: false,
  }));
  const wrong: string[] = [];
  const beyond = new Map<string, number>();
  let same = 0;
  let rowCount = 0;
  for (const [{ seed, sql }, verdict] of await askAll(queries)) {
    if (verdict.kind === 'same') {
      same++;
      rowCount += verdict.rows;
      continue;
    }
    const says = verdict.kind === 'refused' ? `${verdict.engine}: ${verdict.says}` : '';
    const reason =
      verdict.kind === 'both fail'
        ? 'both engines refuse it'
        : BEYOND_ENGINES.find(([pattern]) => pattern.test(says))?.[1];
    if (reason === undefined) wrong.push(`SEED=${seed} ${sql}\n  ${JSON.stringify(verdict)}`);
    else beyond.set(reason, (beyond.get(reason) ?? 0) + 1);
  }
  summary.push(`generated queries: ${same} of ${seeds.length} the same, ${rowCount} rows; beyond an engine:`);
  for (const [reason, count] of beyond) summary.push(`  ${count}: ${reason}`);
  assert.deepEqual(wrong, []);
  if (ONE === undefined) assert.ok(same >= seeds.length * 0.75, `${same} of ${seeds.length}`);
});

const cases = functionCases();

function engine(print: Engine['print']): Engine {
  return {
    print,
    run: (sql) => presto.run(sql),
    errorName: (error) => {
      if (error instanceof PrestoQueryFailed) return error.failure.errorName;
      if (error instanceof SqlTextError) return `refused: ${error.reason}`;
      throw error;
    },
  };
}

test('expressions: what is stored is what PrestoDB answers', async () => {
  const questions = cases.map((each) => ({ each, expression: each.presto }));
  const stale = await askExpressions(
    engine((sql) => sql),
    questions,
    readExpected(),
  );
  summary.push(`expressions asked again: ${cases.length}, stored answers that are stale: ${stale.length}`);
  assert.ok(cases.length > 1500, String(cases.length));
  assert.deepEqual(stale, [], 'run npm run sql-expected');
});

test('expressions: printed for PrestoDB they answer as they are written', async () => {
  const questions = cases.map((each) => ({ each, expression: each.expression }));
  const other = await askExpressions(
    engine((sql) => compileForPresto(sql).sql),
    questions,
    readExpected(),
  );
  const known = other.filter((line) =>
    Object.keys(PRINTED_OTHERWISE).some((key) => line.startsWith(`${key}: `)),
  );
  summary.push(`expressions printed: ${cases.length - other.length} the same, otherwise: ${known.length}`);
  assert.deepEqual(
    other.filter((line) => !known.includes(line)),
    [],
  );
  assert.equal(
    known.length,
    Object.keys(PRINTED_OTHERWISE).length,
    'no difference is listed that there is not',
  );
});
