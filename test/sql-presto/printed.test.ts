/**
 * What is printed for PrestoDB and Trino, side by side: how a table is read, what is said otherwise than it was written,
 * and what is refused with its reason. That the text answers right is for `npm run test:differential`.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { PrestoEngine } from '../../src/sql/print/presto-engine/dialect.ts';
import type { EngineSegment } from '../../src/sql/print/presto-engine/engine-tables.ts';
import { SqlTextError } from '../../src/sql/sql-text-error.ts';
import { compileForPresto } from '../support/sql/presto-project.ts';
import { EMPTY, PAGEVIEW } from '../support/sql/project-data.ts';

type Request = Parameters<typeof compileForPresto>[1];

function printed(sql: string, engine: PrestoEngine, request: Request = {}): string {
  return compileForPresto(sql, { ...request, engine }).sql;
}

/** `column: reason` of a refusal. */
function refusal(sql: string, engine: PrestoEngine, request: Request = {}): string {
  try {
    return `printed: ${printed(sql, engine, request)}`;
  } catch (error) {
    if (error instanceof SqlTextError) return `${error.column}: ${error.reason}`;
    throw error;
  }
}

const DATA = '"memory"."data"';

const TEXTS: readonly (readonly [sql: string, presto: string, trino: string])[] = [
  ['SELECT 1', 'SELECT 1 AS "_col0"', 'SELECT 1 AS "_col0"'],
  [
    'SELECT url AS "A b", n FROM pageview p WHERE p.n > 1 ORDER BY n DESC LIMIT 3',
    `SELECT r1.c1 AS "A b", r1.c4 AS "n" FROM (SELECT t."f_url" AS c1, t."f_n" AS c4 FROM ${DATA}."t_pageview" AS t) AS r1 WHERE (r1.c4 > CAST(1 AS bigint)) ORDER BY 2 DESC NULLS LAST LIMIT 3`,
    `SELECT r1.c1 AS "A b", r1.c4 AS "n" FROM (SELECT t."f_url" AS c1, t."f_n" AS c4 FROM ${DATA}."t_pageview" AS t) AS r1 WHERE (r1.c4 > CAST(1 AS bigint)) ORDER BY 2 DESC NULLS LAST LIMIT 3`,
  ],
  [
    'SELECT _time FROM pageview',
    `SELECT r1.c9 AS "_time" FROM (SELECT t."_time" AS c9 FROM ${DATA}."t_pageview" AS t) AS r1`,
    `SELECT r1.c9 AS "_time" FROM (SELECT CAST(t."_time" AS timestamp(3)) AS c9 FROM ${DATA}."t_pageview" AS t) AS r1`,
  ],
  [
    'SELECT a FROM empty',
    'SELECT r1.c1 AS "a" FROM (SELECT CAST(NULL AS bigint) AS c1 WHERE FALSE) AS r1',
    'SELECT r1.c1 AS "a" FROM (SELECT CAST(NULL AS bigint) AS c1 WHERE FALSE) AS r1',
  ],
  [
    "SELECT TIMESTAMP '2024-01-01 00:00:00', 1.50, X'0F', -INTERVAL '1' DAY",
    `SELECT TIMESTAMP '2024-01-01 00:00:00' AS "_col0", DECIMAL '1.50' AS "_col1", X'0F' AS "_col2", (-INTERVAL '1' DAY) AS "_col3"`,
    `SELECT CAST(TIMESTAMP '2024-01-01 00:00:00' AS timestamp(3)) AS "_col0", DECIMAL '1.50' AS "_col1", X'0F' AS "_col2", (-INTERVAL '1' DAY) AS "_col3"`,
  ],
  [
    'SELECT k / i FROM _edges',
    `SELECT CAST((CAST(r1.c1 AS bigint) / CAST(r1.c3 AS bigint)) AS integer) AS "_col0" FROM (SELECT t."f_k" AS c1, t."f_i" AS c3 FROM ${DATA}."t__edges" AS t) AS r1`,
    `SELECT (r1.c1 / r1.c3) AS "_col0" FROM (SELECT t."f_k" AS c1, t."f_i" AS c3 FROM ${DATA}."t__edges" AS t) AS r1`,
  ],
  [
    'SELECT x FROM (VALUES 1, 2) t(x) INTERSECT ALL SELECT 1',
    'SELECT r6.c1 AS "x" FROM (SELECT c1 FROM ((SELECT c1, row_number() OVER (PARTITION BY c1) AS n FROM (SELECT r2.c1 AS c1 FROM (SELECT c1 FROM (VALUES ROW(1), ROW(2)) AS r1 (c1)) AS r2) AS r3) INTERSECT (SELECT c1, row_number() OVER (PARTITION BY c1) AS n FROM (SELECT 1 AS c1) AS r4)) AS r5) AS r6',
    'SELECT r3.c1 AS "x" FROM ((SELECT r2.c1 AS c1 FROM (SELECT c1 FROM (VALUES ROW(1), ROW(2)) AS r1 (c1)) AS r2) INTERSECT ALL (SELECT 1 AS c1)) AS r3',
  ],
  [
    'SELECT n FROM pageview ORDER BY n OFFSET 1 LIMIT 2',
    `SELECT r3.c1 AS "n" FROM (SELECT c1, row_number() OVER (ORDER BY c1 ASC NULLS LAST) AS place FROM (SELECT r1.c4 AS c1 FROM (SELECT t."f_n" AS c4 FROM ${DATA}."t_pageview" AS t) AS r1) AS r2) AS r3 WHERE r3.place > 1 AND r3.place <= 3 ORDER BY r3.place`,
    `SELECT r1.c4 AS "n" FROM (SELECT t."f_n" AS c4 FROM ${DATA}."t_pageview" AS t) AS r1 ORDER BY 1 ASC NULLS LAST OFFSET 1 LIMIT 2`,
  ],
  [
    'SELECT p.n, x FROM pageview p LEFT JOIN UNNEST(p.tags) AS u(x) ON true',
    `SELECT r1.c4 AS "n", r2.c1 AS "x" FROM (SELECT t."f_n" AS c4, t."f_tags" AS c6 FROM ${DATA}."t_pageview" AS t) AS r1 CROSS JOIN UNNEST(CASE WHEN coalesce(cardinality(r1.c6), 0) = 0 THEN ARRAY[CAST(NULL AS varchar)] ELSE r1.c6 END) AS r2 (c1)`,
    `SELECT r1.c4 AS "n", r2.c1 AS "x" FROM (SELECT t."f_n" AS c4, t."f_tags" AS c6 FROM ${DATA}."t_pageview" AS t) AS r1 LEFT JOIN UNNEST(r1.c6) AS r2 (c1) ON TRUE`,
  ],
  [
    'SELECT count(*) FILTER (WHERE n > 1) OVER () FROM pageview',
    `SELECT count(CASE WHEN (r1.c4 > CAST(1 AS bigint)) THEN 1 END) OVER () AS "_col0" FROM (SELECT t."f_n" AS c4 FROM ${DATA}."t_pageview" AS t) AS r1`,
    `SELECT count(*) FILTER (WHERE (r1.c4 > CAST(1 AS bigint))) OVER () AS "_col0" FROM (SELECT t."f_n" AS c4 FROM ${DATA}."t_pageview" AS t) AS r1`,
  ],
  [
    "SELECT CAST(TIMESTAMP '2024-01-01 00:00:00 UTC' AS timestamp)",
    `SELECT CAST(TIMESTAMP '2024-01-01 00:00:00 UTC' AS timestamp) AS "_col0"`,
    `SELECT CAST(at_timezone(CAST(TIMESTAMP '2024-01-01 00:00:00 UTC' AS timestamp(3) with time zone), 'UTC') AS timestamp(3)) AS "_col0"`,
  ],
  [
    "SELECT array_has_duplicates(ARRAY[1]), normalize('x', NFD)",
    `SELECT array_has_duplicates(ARRAY[1]) AS "_col0", normalize('x', NFD) AS "_col1"`,
    `SELECT (cardinality(array_distinct(ARRAY[1])) < cardinality(ARRAY[1])) AS "_col0", normalize('x', NFD) AS "_col1"`,
  ],
];

for (const [sql, presto, trino] of TEXTS) {
  test(sql, () => {
    assert.equal(printed(sql, 'presto'), presto);
    assert.equal(printed(sql, 'trino'), trino);
  });
}

const REFUSED: readonly (readonly [sql: string, presto: string, trino: string])[] = [
  [
    'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT n FROM t',
    '16: PrestoDB has no WITH RECURSIVE',
    'printed',
  ],
  [
    'SELECT p.n FROM pageview p LEFT JOIN LATERAL (SELECT max(q.n) FROM purchase q WHERE q.n = p.n) l ON true',
    '17: PrestoDB has no LEFT JOIN LATERAL',
    'printed',
  ],
  [
    'SELECT array_agg(n) FILTER (WHERE ok) OVER () FROM pageview',
    '8: PrestoDB has no FILTER in windows: select the rows in a subquery, and aggregate there',
    'printed',
  ],
  [
    'SELECT (SELECT max(reduce(ARRAY[q.n], 0, (s, x) -> s + x + CAST(p.n AS integer), s -> s)) FROM purchase q) FROM pageview p',
    "65: PrestoDB cannot use a column of the query around this one in a lambda: join with that query's table, or compute the array there",
    'printed',
  ],
  [
    'SELECT ((SELECT 1), n) IN (SELECT n, n FROM purchase) FROM pageview',
    '8: a row with a subquery in it cannot be looked up by IN: join with the subquery first',
    '8: a row with a subquery in it cannot be looked up by IN: join with the subquery first',
  ],
  ['SELECT array_sum(ARRAY[1])', 'printed', '8: Trino has no array_sum'],
  [
    'SELECT n FROM pageview LIMIT ?',
    '30: a count of rows must be a whole number that is not negative',
    '30: a count of rows must be a whole number that is not negative',
  ],
];

for (const [sql, presto, trino] of REFUSED) {
  test(`refused: ${sql}`, () => {
    const request = sql.includes('?') ? { parameters: [-1] } : {};
    for (const [engine, wanted] of [
      ['presto', presto],
      ['trino', trino],
    ] as const) {
      const found = refusal(sql, engine, request);
      assert.equal(wanted === 'printed' ? found.split(':')[0] : found, wanted);
    }
  });
}

test('segments are read together, of each the visible rows alone, and what one lacks is NULL', () => {
  const table = (name: string) => ({ catalog: 'lake', schema: 'p"1', name });
  const segments: readonly EngineSegment[] = [
    { table: table('a'), visible: { attempts: { upTo: 9n, except: [3n, 5n] } } },
    { table: table('b'), lacks: new Set(['f_n']), visible: { attempts: { upTo: 9n, except: [] } } },
    {
      table: table('c'),
      visible: {
        before: new Map([
          [0, 7n],
          [2, 1n],
        ]),
      },
    },
    { table: table('d'), visible: { before: new Map() } },
  ];
  const compiled = compileForPresto('SELECT n FROM pageview', { tables: { segmentsOf: () => segments } });
  const read = (name: string, column: string, where: string) =>
    `SELECT ${column} AS c4 FROM "lake"."p""1"."${name}" AS t WHERE ${where}`;
  assert.equal(
    compiled.sql,
    `SELECT r1.c4 AS "n" FROM (${[
      read('a', 't."f_n"', 't."_batch" <= 9 AND t."_batch" NOT IN (3, 5)'),
      read('b', 'CAST(NULL AS bigint)', 't."_batch" <= 9'),
      read(
        'c',
        't."f_n"',
        '((t."_partition" = 0 AND t."_offset" < 7) OR (t."_partition" = 2 AND t."_offset" < 1))',
      ),
      read('d', 't."f_n"', 'FALSE'),
    ].join(' UNION ALL ')}) AS r1`,
  );
  assert.deepEqual(
    compiled.physicalTables,
    ['a', 'b', 'c', 'd'].map((name) => `"lake"."p""1"."${name}"`),
  );
});

test('_all and $invalid_schema read every collection; one without segments is none of them', () => {
  const all = compileForPresto('SELECT "$collection", late FROM _all');
  assert.deepEqual(all.physicalTables, [`${DATA}."t_pageview"`, `${DATA}."t_purchase"`]);
  assert.match(all.sql, /CAST\('pageview' AS varchar\) AS c1, CAST\(NULL AS varchar\) AS c\d+ FROM/);
  const invalid = compileForPresto('SELECT property FROM "$invalid_schema"');
  assert.equal(invalid.sql.split('json_extract_scalar(e.entry').length - 1, 3);
  assert.ok(!invalid.sql.includes(EMPTY.physicalName));
});

test('only the columns that are named are read, and hidden ones are not looked for', () => {
  const { sql } = compileForPresto('SELECT url FROM pageview');
  assert.doesNotMatch(sql, /_extra|f_price|_batch|_id/);
  assert.match(compileForPresto('SELECT _extra FROM pageview').sql, /"_extra"/);
});

test('the names of the engine are ours: none of the text is in it but values, output names and fields of rows', () => {
  const { sql } =
    compileForPresto(`WITH secret_cte AS (SELECT url AS secret_column FROM pageview secret_alias)
    SELECT secret_column AS "shown; --" FROM secret_cte x JOIN secret_cte y USING (secret_column)
    WHERE EXISTS (SELECT 1 FROM pageview z WHERE z.url = secret_column) -- secret comment`);
  assert.doesNotMatch(sql, /secret/);
  assert.match(sql, /AS "shown; --"/);
});

const HOSTILE = `'); DROP TABLE t; -- " $$ \\' /* {count(x)} $1 $* (p1) -> x`;

test('texts and names cannot end their quotes, whatever is in them', () => {
  const text = `'${HOSTILE.replaceAll("'", "''")}'`;
  const name = `"${HOSTILE.replaceAll('"', '""')}"`;
  for (const engine of ['presto', 'trino'] as const) {
    assert.equal(printed(`SELECT ${text} AS ${name}`, engine), `SELECT ${text} AS ${name}`);
    assert.equal(printed('SELECT ?', engine, { parameters: [HOSTILE] }), `SELECT ${text} AS "_col0"`);
    assert.equal(
      printed(`SELECT CAST(ROW(1) AS row(${name} bigint))`, engine),
      `SELECT CAST(ROW(1) AS row(${name.toLowerCase()} bigint)) AS "_col0"`,
    );
  }
});

test('the form of normalize is a word in the engine, so a text that is none is refused', () => {
  // In quotes it is a function like any other, whose second argument is a text.
  for (const form of [`'NFC) || (SELECT 1'`, `'nfc'`, 'url']) {
    for (const engine of ['presto', 'trino'] as const) {
      assert.match(
        refusal(`SELECT "normalize"(url, ${form}) FROM pageview`, engine),
        /the form of normalize must be one of/,
      );
    }
  }
});

test('today and the clock are those of the zone asked for', () => {
  const sql = printed('SELECT current_date, localtimestamp', 'presto', { timezone: 'Pacific/Kiritimati' });
  const clock = "CAST(at_timezone(current_timestamp, 'Pacific/Kiritimati') AS varchar)";
  assert.equal(
    sql,
    `SELECT CAST(substr(${clock}, 1, 10) AS date) AS "_col0", CAST(substr(${clock}, 1, 23) AS timestamp) AS "_col1"`,
  );
});

test('a row limit is kept within the order of a query in parentheses', () => {
  const limited = { rows: { maxRows: 9, limit: 2 } };
  const sql = printed('(SELECT n FROM pageview ORDER BY n LIMIT 5)', 'presto', limited);
  assert.match(sql, /ORDER BY 1 ASC NULLS LAST LIMIT 2$/);
  const ties = '(SELECT n FROM pageview ORDER BY n FETCH FIRST 5 ROWS WITH TIES)';
  assert.match(printed(ties, 'presto', limited), /ORDER BY r\d+\.place LIMIT 2$/);
});

test('long texts are printed in time and memory that grow with them, or refused', () => {
  const many = (count: number, one: (index: number) => string, by: string) =>
    Array.from({ length: count }, (_, index) => one(index)).join(by);
  for (const text of [
    `SELECT count(*) FROM pageview WHERE ${many(2000, (index) => `n = ${index}`, ' OR ')}`,
    `SELECT count(*) FROM pageview WHERE n IN (${many(10_000, String, ', ')})`,
    `SELECT count(*) FROM (${many(100, (index) => `SELECT ${index}`, ' UNION ALL ')})`,
    `SELECT ${many(300, () => 'n', ' + ')} FROM pageview`,
  ]) {
    assert.ok(printed(text, 'presto').length < 20 * text.length + 1000, text.slice(0, 60));
  }
  assert.match(
    refusal(`SELECT ${many(900, () => 'n', ' + ')} FROM pageview`, 'presto'),
    /nests too deep for PrestoDB/,
  );
});

test('a segment that lacks a column which there is not is our mistake, and stops', () => {
  const table = { catalog: 'lake', schema: 'data', name: PAGEVIEW.physicalName };
  const tables = { segmentsOf: () => [{ table, lacks: new Set(['nosuch']) }] };
  assert.throws(() => compileForPresto('SELECT n FROM pageview', { tables }), /lacks column nosuch/);
});
