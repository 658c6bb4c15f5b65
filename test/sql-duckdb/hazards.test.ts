/** What goes wrong silently when Presto's SQL is said to DuckDB, one by one; and what is refused, with its place. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { childNodes } from '../../src/sql/ast/child-nodes.ts';
import type { Parameter } from '../../src/sql/ast/expression.ts';
import type { AstNode } from '../../src/sql/ast/node.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { DuckDbProject, type TestRequest } from '../support/sql/duckdb-project.ts';
import { PAGEVIEW } from '../support/sql/project-data.ts';

let project: DuckDbProject;
before(async () => {
  project = await DuckDbProject.open();
});
after(() => project.close());

async function rows(sql: string, request?: TestRequest): Promise<readonly string[]> {
  return project.lines(project.compile(sql, request).sql);
}

/** `column: reason` of a refusal. */
function refusal(sql: string, request?: TestRequest): string {
  try {
    project.compile(sql, request);
  } catch (error) {
    if (error instanceof SqlTextError) return `${error.column}: ${error.reason}`;
    throw error;
  }
  return assert.fail(`not refused: ${sql}`);
}

/** The indexes of the parameters, in the order in which they stand in the text. */
function parametersOf(sql: string): readonly number[] {
  const found: Parameter[] = [];
  const walk = (node: AstNode): void => {
    if (node.kind === 'parameter') found.push(node);
    for (const child of childNodes(node)) walk(child);
  };
  walk(parseQuery(sql));
  return found.sort((a, b) => a.position.start - b.position.start).map(({ index }) => index);
}

const REFUSED: readonly (readonly [string, string])[] = [
  ['SELECT checksum(n) FROM pageview', "8: DuckDB cannot compute Presto's hash, xxHash64"],
  ['SELECT CAST(CAST(url AS char(3)) AS varchar) FROM pageview', '13: text cannot become char on DuckDB'],
  ['SELECT current_time', '8: CURRENT_TIME cannot be had on DuckDB: use CURRENT_TIMESTAMP'],
  [
    'SELECT a.n FROM pageview a LEFT JOIN pageview b ON a.n = (SELECT max(n) FROM purchase)',
    '52: DuckDB cannot decide a LEFT JOIN by a subquery',
  ],
  [
    'SELECT (SELECT count(*) FROM pageview a FULL JOIN pageview b ON a.n = b.n AND a.ok = p.ok) FROM pageview p',
    '65: DuckDB cannot decide a FULL JOIN by a column of the query around it',
  ],
  [
    'SELECT (SELECT count(*) FROM (SELECT n FROM pageview WHERE ok = p.ok) a FULL JOIN purchase b ON a.n = b.n) FROM pageview p',
    '30: DuckDB cannot do a FULL JOIN of what depends on the query around it',
  ],
  [
    'WITH w AS (TABLE purchase) SELECT (SELECT count(*) FROM w FULL JOIN pageview b ON w.n = b.n WHERE p.ok) FROM pageview p',
    '57: DuckDB cannot do a FULL JOIN of WITH names in a subquery that depends on the query around it',
  ],
  [
    'SELECT 1 FROM (pageview a CROSS JOIN pageview b) TABLESAMPLE BERNOULLI (50)',
    '15: DuckDB takes samples of tables and of subqueries: put this into a subquery',
  ],
  [
    'SELECT 1 FROM pageview TABLESAMPLE BERNOULLI (101)',
    '47: the percentage of TABLESAMPLE must be written as a number from 0 to 100',
  ],
  [
    'SELECT lag(n) FILTER (WHERE ok) OVER (ORDER BY n) FROM pageview',
    '8: FILTER cannot stand with lag, which is no aggregate',
  ],
  [
    'SELECT try((SELECT 1 / n FROM pageview))',
    '8: DuckDB cannot go on after an error in a subquery: put try into the subquery',
  ],
  [
    "SELECT sum(n) OVER (ORDER BY _time RANGE INTERVAL '1' MONTH PRECEDING) FROM pageview",
    '8: a frame on DuckDB cannot reach over months: write days, or hours',
  ],
  [
    'SELECT sum(n) OVER (ORDER BY n ROWS 1 + 1 PRECEDING) FROM pageview',
    '37: DuckDB takes a frame whose reach is written out alone',
  ],
  [
    "SELECT 'x' LIKE 'a#b' ESCAPE '#'",
    '8: the escape character must stand before %, _ or itself, and stands before "b"',
  ],
];

for (const [sql, wanted] of REFUSED) {
  test(`refused: ${sql}`, () => assert.equal(refusal(sql), wanted));
}

const FAILING: readonly (readonly [string, RegExp])[] = [
  ['SELECT n / (n - n) FROM pageview', /division by zero/],
  ['SELECT n % (n - n) FROM pageview', /division by zero/],
  ['SELECT price / 1 + 1.0 / (n - n) FROM pageview', /division by zero/],
  ['SELECT tags[n + 5] FROM pageview WHERE n = 1', /out of the bounds/],
  ["SELECT marks['nosuch'] FROM pageview WHERE n = 1", /does not have this key/],
  ['SELECT sum(x) FROM (VALUES 9223372036854775807, 1) t(x)', /out of range/],
  ['SELECT n + 9223372036854775807 FROM pageview', /Overflow/],
  ['SELECT CAST(url AS bigint) FROM pageview', /no bigint/],
  ['SELECT (SELECT n FROM pageview)', /[Mm]ore than one row/],
];

for (const [sql, message] of FAILING) {
  test(`an error on both engines: ${sql}`, async () => {
    await assert.rejects(rows(sql), message);
  });
}

test('the names of the engine are ours: each relation has one that is used once, and none of the text is in it', () => {
  const sql = `WITH secret_cte AS (SELECT url AS secret_column FROM pageview secret_alias)
    SELECT secret_column AS secret_output FROM secret_cte x JOIN secret_cte y USING (secret_column)
    WHERE EXISTS (SELECT 1 FROM pageview z WHERE z.url = secret_column) -- secret comment`;
  const compiled = project.compile(sql);
  assert.doesNotMatch(compiled.sql, /secret/);
  assert.deepEqual(
    compiled.columns.map(({ name }) => name),
    ['secret_output'],
  );
  const aliases = [...compiled.sql.matchAll(/AS ("\$\d+")/g)].map(([, alias]) => alias);
  assert.equal(new Set(aliases).size, aliases.length);
});

test('a text in the query cannot end its quotes, whatever is in it', async () => {
  const text = `'); DROP TABLE data.t_pageview; -- " $$ \\' /* {count(x)} $1 lambda p1: (SELECT`;
  assert.deepEqual(await rows(`SELECT '${text.replaceAll("'", "''")}' || '!'`), [`${text}!`]);
});

test('only the columns that are named are read, and hidden ones are not looked for', () => {
  const { sql } = project.compile('SELECT url FROM pageview');
  assert.match(sql, /"f_url"/);
  assert.doesNotMatch(sql, /_extra|f_price|_batch|_id/);
});

test('a WITH query that nothing reads is not printed, because the engine would not tell what it reads', () => {
  const compiled = project.compile(
    'WITH a AS (SELECT * FROM purchase), b AS (SELECT * FROM a) SELECT n FROM pageview',
  );
  assert.deepEqual(compiled.physicalTables, ['t_pageview']);
  assert.deepEqual(project.tableNames(compiled.sql), ['t_pageview']);
});

test('segments are read together, and of each the visible rows alone', async () => {
  const segment = { table: PAGEVIEW.physicalName };
  const tables = (...segments: readonly { table: string; visible?: { batches: readonly bigint[] } }[]) => ({
    tables: { segmentsOf: () => segments },
  });
  const count = 'SELECT count(*), max(n) FROM pageview';
  assert.deepEqual(await rows(count, tables(segment, segment)), ['8|3']);
  assert.deepEqual(await rows(count, tables({ ...segment, visible: { batches: [1n] } })), ['2|2']);
  assert.deepEqual(await rows(count, tables({ ...segment, visible: { batches: [] } })), ['0|NULL']);
  assert.deepEqual(await rows(count, tables()), ['0|NULL']);
});

test('the row limit is the smaller of both, and one above the largest is refused', async () => {
  const limited = (limit: number) => ({ rows: { maxRows: 5, limit } });
  assert.equal((await rows('SELECT n FROM pageview', limited(2))).length, 2);
  assert.equal((await rows('SELECT n FROM pageview LIMIT 1', limited(2))).length, 1);
  assert.equal((await rows('SELECT n FROM pageview LIMIT 4', limited(2))).length, 2);
  assert.equal((await rows('SELECT n FROM pageview LIMIT ALL', limited(2))).length, 2);
  assert.deepEqual(
    await rows('SELECT x FROM (VALUES 1, 2, 2, 2) t(x) ORDER BY x FETCH FIRST 2 ROWS WITH TIES', limited(3)),
    ['1', '2', '2'],
  );
  assert.equal(
    refusal('SELECT n FROM pageview LIMIT 6', limited(2)),
    '24: LIMIT 6 is above the largest allowed, 5',
  );
});

test('sampling is of every table, within WITH and subqueries too', async () => {
  const none = { sampling: { method: 'bernoulli', percentage: 0 } } as const;
  const sql =
    'WITH a AS (SELECT * FROM pageview) SELECT (SELECT count(*) FROM purchase), (SELECT count(*) FROM a)';
  assert.deepEqual(await rows(sql, none), ['0|0']);
  assert.deepEqual(await rows(sql), ['3|4']);
});

test('parameters are values: of LIMIT, of comparisons, and texts that look like SQL', async () => {
  const request = { parameters: ["' OR true --", 2, null, 1.5, true] };
  const sql = 'SELECT n FROM pageview WHERE url = ? OR n <= ? OR n = ? OR price = ? AND ok = ? ORDER BY n';
  assert.deepEqual(await rows(sql, request), ['1', '2']);
  assert.deepEqual(await rows('SELECT n FROM pageview ORDER BY n LIMIT ?', { parameters: [1] }), ['1']);
  assert.equal(
    refusal('SELECT n FROM pageview LIMIT ?', { parameters: [-1] }),
    '30: a count of rows must be a whole number that is not negative',
  );
  const compiled = project.compile(sql, request);
  assert.deepEqual(project.tableNames(compiled.sql), ['t_pageview']);
});

test('a value is bound by its place in the text, also where the engine has arguments in another order', async () => {
  // POSITION(a IN b) is strpos(b, a), TRIM(a FROM b) is trim(b, a).
  const sql = `WITH w AS (SELECT ? AS a)
    SELECT POSITION(? IN ?), TRIM(LEADING ? FROM ?), TRIM(? FROM ?), ltrim(?, ?), a,
      (SELECT max(n) FROM pageview WHERE n < ?) FROM w WHERE ? LIKE ? ESCAPE ? OFFSET ? LIMIT ?`;
  const places = Array.from(
    { length: [...sql].filter((character) => character === '?').length },
    (_, n) => n,
  );
  assert.deepEqual(parametersOf(sql), places);
  const values = ['cte', 'b', 'ab', 'x', 'xy', 'z', 'zyz', 'xy', 'x', 3, 'a%', 'a#%', '#', 0, 1];
  assert.equal(values.length, places.length);
  assert.deepEqual(await rows(sql, { parameters: values }), ['2|y|y|y|cte|2']);
});

test('today and the clock are those of the zone asked for', async () => {
  const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'] as const;
  const [east, west] = await Promise.all(
    zones.map((timezone) => rows('SELECT current_date, localtimestamp', { timezone })),
  );
  assert.notEqual(east![0]!.split('|')[0], west![0]!.split('|')[0]);
});

test('names without a schema are looked up in the default one', () => {
  const compiled = project.compile('SELECT total FROM daily', { defaultSchema: 'continuous' });
  assert.deepEqual(compiled.physicalTables, ['t_daily']);
});

test('the columns of an answer have the names that were written, the same twice or none', () => {
  const { columns } = project.compile('SELECT n AS "A b", n AS "A b", n + 1 FROM pageview');
  assert.deepEqual(
    columns.map(({ name, type }) => [name, type.kind]),
    [
      ['A b', 'bigint'],
      ['A b', 'bigint'],
      [null, 'bigint'],
    ],
  );
});

test('long texts are printed in time and memory that grow with them, or refused', async () => {
  const many = (count: number, one: (index: number) => string, by: string) =>
    Array.from({ length: count }, (_, index) => one(index)).join(by);
  const texts = [
    `SELECT count(*) FROM pageview WHERE ${many(2000, (index) => `n = ${index}`, ' OR ')}`,
    `SELECT count(*) FROM pageview WHERE n IN (${many(10_000, String, ', ')})`,
    `SELECT count(*) FROM (${many(100, (index) => `SELECT ${index}`, ' UNION ALL ')})`,
    `SELECT ${many(100, () => '1', ' + ')}`,
  ];
  for (const text of texts) assert.equal((await rows(text)).length, 1, text.slice(0, 60));
  for (const text of [
    `SELECT ${'('.repeat(200)}1${' / 2)'.repeat(200)}`,
    `SELECT ${'CAST('.repeat(100)}1e0${' AS varchar) AS double)'.repeat(50).replace(/^/, '')}`,
    `SELECT ${'(SELECT 1.0 / '.repeat(60)}3${')'.repeat(60)}`,
  ]) {
    try {
      assert.ok(project.compile(text).sql.length < 4_000_001);
    } catch (error) {
      assert.ok(error instanceof SqlTextError, String(error));
    }
  }
});

test('nesting that the engine would plan for seconds is refused', () => {
  const sum = (count: number) => `SELECT ${Array(count).fill('n').join(' + ')} FROM pageview`;
  assert.ok(project.compile(sum(300)).sql.length > 0);
  assert.equal(refusal(sum(900)), '1: the query nests too deep for DuckDB');
});

test('a value that a lambda needs from a query around is brought in', async () => {
  // 1.0 / x is printed with a lambda, because its operands are used twice.
  const sql = `SELECT n, (SELECT max(CAST(q.amount / (p.n * 1e0) AS varchar)) FROM purchase q WHERE q.n = 1) FROM pageview p WHERE n < 3 ORDER BY n`;
  assert.deepEqual(await rows(sql), ['1|10.0', '2|5.0']);
});

test('an outer join in a subquery can be decided by a column of the query around it', async () => {
  const counted = (join: string, count: string) =>
    rows(`SELECT p.n, (SELECT count(${count}) FROM purchase q ${join} JOIN pageview r ON q.n = r.n AND r.ok = p.ok)
      FROM pageview p ORDER BY 1`);
  const matches = ['1|1', '2|1', '3|0', 'NULL|1'];
  assert.deepEqual(await counted('LEFT', 'r.n'), matches);
  assert.deepEqual(await counted('LEFT', '*'), ['1|3', '2|3', '3|3', 'NULL|3']);
  assert.deepEqual(await counted('RIGHT', 'q.n'), matches);
  assert.deepEqual(await counted('RIGHT', '*'), ['1|4', '2|4', '3|4', 'NULL|4']);
});

test('a window function in a subquery can use a column of the query around it', async () => {
  const sums = `SELECT p.n, (SELECT max(s) FROM (SELECT sum(q.n * p.n) OVER (ORDER BY q.n) AS s FROM purchase q))
    FROM pageview p ORDER BY 1`;
  assert.deepEqual(await rows(sums), ['1|6', '2|12', '3|18', 'NULL|NULL']);
  const lateral = `SELECT p.n, l.r FROM pageview p CROSS JOIN LATERAL (
    SELECT max(r) AS r FROM (SELECT rank() OVER (PARTITION BY p.ok ORDER BY q.n * p.n) AS r FROM purchase q)) l ORDER BY 1`;
  assert.deepEqual(await rows(lateral), ['1|3', '2|3', '3|3', 'NULL|1']);
});
