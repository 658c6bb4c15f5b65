/**
 * The guard between users' SQL and the engine. Goal: nothing but the project's own collections can be read, and what is
 * allowed means what it says. Method: texts go through the guard and its real parser; what is let through is run on a
 * real instance that holds two collections, a table of another kind and a file that must not be read.
 *
 * Length: mostly tables of texts; it goes when the guard goes.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type DuckDbSqlJson, openSqlJson } from '../../src/adapters/duckdb/sql-json.ts';
import { MillraceError } from '../../src/platform/errors.ts';
import { type GuardedQuery, guardQuery } from '../../src/query/interim-guard.ts';
import type { QueryTextError } from '../../src/query/query-text-error.ts';
import { COLLECTIONS } from '../support/query-fakes.ts';

const ENVELOPE = `"_partition" INTEGER, "_offset" BIGINT, "_batch" BIGINT, "_id" VARCHAR, "_time" TIMESTAMP,
  "_shard_time" TIMESTAMP, "_client_time" TIMESTAMP, "_upload_time" TIMESTAMP, "_collector" BIGINT,
  "_sequence" BIGINT, "_extra" VARCHAR`;

let sqlJson: DuckDbSqlJson;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
let directory: string;

before(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'millrace-guard-'));
  writeFileSync(path.join(directory, 'secret.csv'), 'secret\nhush\n');
  sqlJson = await openSqlJson();
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
  await connection.run(
    'CREATE SCHEMA data; CREATE SCHEMA meta; CREATE TABLE meta.secret AS SELECT 1 AS hush',
  );
  await connection.run(
    'CREATE TABLE main.hidden AS SELECT 1 AS hush; CREATE TABLE data.c_9 AS SELECT 1 AS hush',
  );
  // The catalog knows one field of `pageview` more, and a third collection.
  await connection.run(
    `CREATE TABLE data.c_1 (${ENVELOPE}, user_1 VARCHAR, url_1 VARCHAR, f_3 DOUBLE, tags VARCHAR[])`,
  );
  await connection.run(`CREATE TABLE data.c_2 (${ENVELOPE}, user_1 VARCHAR, price DOUBLE)`);
  await connection.run(`INSERT INTO data.c_1 VALUES
    (0, 0, 1, 'mine', '2026-01-01', '2026-01-01', NULL, NULL, 5, 0, NULL, 'ann', '/a', 1.5, ['x', 'y']),
    (0, 1, 1, NULL, '2026-01-02', '2026-01-02', NULL, NULL, 5, 1,
      '[{"property":"größe","type":"DOUBLE","error":"is no number","value":"big"},{"property":"q","error":"no column","value":{"a":1}}]',
      'bob', '/b', NULL, [])`);
  await connection.run(
    `INSERT INTO data.c_2 VALUES (0, 0, 1, NULL, '2026-01-03', '2026-01-03', NULL, NULL, 6, 9, NULL, 'ann', 10)`,
  );
});

after(async () => {
  await sqlJson.close();
  connection.closeSync();
  instance.closeSync();
  rmSync(directory, { recursive: true });
});

function guard(text: string, options: Partial<GuardedQuery> = {}) {
  return guardQuery(sqlJson, {
    text,
    collections: COLLECTIONS,
    withoutTable: new Set([3]),
    maxRows: 1000,
    limit: undefined,
    ...options,
  });
}

async function rows(text: string, options: Partial<GuardedQuery> = {}): Promise<unknown[][]> {
  const { sql } = await guard(text, options);
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJson();
}

async function columns(text: string): Promise<readonly string[]> {
  const { sql } = await guard(text);
  return (await connection.runAndReadAll(sql)).columnNames();
}

async function refusal(text: string, options: Partial<GuardedQuery> = {}): Promise<QueryTextError> {
  try {
    const { sql } = await guard(text, options);
    assert.fail(`let through: ${text}\nas: ${sql}`);
  } catch (error) {
    assert.ok(error instanceof MillraceError, String(error));
    assert.equal(error.class, 'user', `${text}: ${error.message}`);
    return error as QueryTextError;
  }
}

/** Each tries to reach what is not the project's events. */
const ATTACKS: readonly string[] = [
  // files
  "SELECT * FROM 'secret.csv'",
  'SELECT * FROM "secret.csv"',
  `SELECT * FROM main."secret.csv"`,
  `SELECT * FROM "secret.csv"."secret.csv"."secret.csv"`,
  "SELECT * FROM read_csv('secret.csv')",
  "SELECT * FROM read_csv_auto('secret.csv')",
  "SELECT * FROM READ_TEXT('secret.csv')",
  "SELECT * FROM main.read_text('secret.csv')",
  "SELECT * FROM system.main.read_blob('secret.csv')",
  "SELECT * FROM read_parquet('secret.parquet')",
  "SELECT * FROM parquet_metadata('secret.parquet')",
  "SELECT * FROM read_json('secret.json')",
  "SELECT * FROM glob('*')",
  "SELECT * FROM sniff_csv('secret.csv')",
  "SELECT * FROM 'https://example.org/x.parquet'",
  "SELECT (SELECT content FROM read_text('secret.csv'))",
  "SELECT * FROM pageview WHERE url IN (SELECT content FROM read_text('secret.csv'))",
  'SELECT * FROM pageview p, LATERAL (SELECT * FROM read_text(p.url))',
  "WITH x AS (SELECT * FROM read_text('secret.csv')) SELECT * FROM x",
  "SELECT url FROM pageview UNION ALL SELECT content FROM read_text('secret.csv')",
  "SELECT count(*) FILTER (WHERE EXISTS (SELECT * FROM glob('*'))) FROM pageview",
  "SELECT sum(1) OVER (ORDER BY (SELECT count(*) FROM glob('*')))",
  "SELECT 1 ORDER BY (SELECT count(*) FROM glob('*'))",
  "SELECT 1 LIMIT (SELECT count(*) FROM glob('*'))",
  "SELECT 1 OFFSET (SELECT count(*) FROM glob('*'))",
  "SELECT CASE WHEN true THEN (SELECT count(*) FROM glob('*')) END",
  "SELECT * REPLACE ((SELECT count(*) FROM glob('*')) AS url) FROM pageview",
  "SELECT list_transform([1], x -> (SELECT count(*) FROM glob('*')))",
  "SELECT DISTINCT ON ((SELECT count(*) FROM glob('*'))) url FROM pageview",
  "VALUES ((SELECT count(*) FROM glob('*')))",
  "SELECT * FROM range((SELECT count(*) FROM glob('*')))",
  "SELECT * FROM unnest((SELECT list(file) FROM glob('*')))",
  'SELECT * FROM pageview JOIN "order" ON (SELECT true FROM glob(\'*\'))',
  "SELECT 1 GROUP BY (SELECT count(*) FROM glob('*')) HAVING true QUALIFY true",
  "SELECT min(url ORDER BY (SELECT count(*) FROM glob('*'))) FROM pageview",
  // the engine's own tables
  'SELECT * FROM meta.secret',
  'SELECT * FROM hidden',
  'SELECT * FROM main.hidden',
  'SELECT * FROM memory.main.hidden',
  'SELECT * FROM data.c_1',
  'SELECT * FROM c_1',
  'SELECT * FROM "data"."c_9"',
  'SELECT * FROM collection.c_9',
  'SELECT * FROM memory.collection.pageview',
  'SELECT * FROM information_schema.tables',
  'SELECT * FROM pg_catalog.pg_class',
  'SELECT * FROM pg_class',
  'SELECT * FROM sqlite_master',
  'SELECT * FROM duckdb_tables()',
  'SELECT * FROM duckdb_tables',
  'SELECT * FROM duckdb_settings()',
  'SELECT * FROM duckdb_secrets()',
  "SELECT * FROM pragma_table_info('c_1')",
  "SELECT * FROM pragma_storage_info('data.c_1')",
  'SELECT * FROM pragma_database_size()',
  "SELECT * FROM which_secret('x', 'y')",
  'TABLE hidden',
  'FROM hidden',
  // a WITH name must not lend its name to another scope
  'SELECT * FROM (WITH hidden AS (SELECT 1 AS x) SELECT * FROM hidden) a, hidden b',
  'WITH a AS (WITH hidden AS (SELECT 1 AS x) SELECT * FROM hidden) SELECT * FROM hidden',
  'WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a',
  'WITH hidden AS (SELECT * FROM hidden) SELECT * FROM hidden',
  'SELECT (WITH hidden AS (SELECT 1) SELECT count(*) FROM hidden), x FROM hidden',
  'WITH hidden AS (SELECT 1) SELECT * FROM main.hidden',
  'SELECT * FROM _with_1_hidden',
  'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT * FROM t',
  // text that is run
  "SELECT * FROM query('SELECT * FROM meta.secret')",
  "SELECT * FROM query_table('hidden')",
  "SELECT * FROM query_table(['hidden'])",
  "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
  "SELECT json_serialize_sql('SELECT 1')",
  "SELECT json_deserialize_sql('{}')",
  "SELECT * FROM sql_auto_complete('SEL')",
  'SELECT * FROM seq_scan(hidden)',
  // settings, variables, sequences, the session
  "SELECT current_setting('temp_directory')",
  "SELECT main.current_setting('temp_directory')",
  "SELECT getvariable('x')",
  "SELECT nextval('s')",
  "SELECT currval('s')",
  'SELECT current_database()',
  'SELECT current_schema()',
  'SELECT current_schema',
  'SELECT current_catalog',
  'SELECT current_query()',
  'SELECT version()',
  'SELECT txid_current()',
  'SELECT sleep_ms(100000)',
  'SELECT pg_sleep(100)',
  'SELECT setseed(0.5)',
  "SELECT write_log('x')",
  'SELECT pg_catalog.pg_size_pretty(1)',
  "SELECT system.main.upper('x')",
  // other statements
  'SHOW TABLES',
  'SELECT * FROM (SHOW TABLES)',
  'SELECT * FROM (SHOW ALL TABLES)',
  'DESCRIBE hidden',
  'SELECT * FROM (DESCRIBE pageview)',
  'SUMMARIZE pageview',
  'EXPLAIN SELECT 1',
  'EXPLAIN ANALYZE SELECT 1',
  'SELECT 1; SELECT 2',
  'SELECT 1; DROP TABLE data.c_1',
  'DROP TABLE data.c_1',
  'INSERT INTO data.c_1 SELECT * FROM data.c_1',
  'DELETE FROM data.c_1',
  'UPDATE data.c_1 SET url_1 = NULL',
  'CREATE TABLE x AS SELECT 1',
  'CREATE MACRO f() AS 1',
  "COPY (SELECT 1) TO 'x.csv'",
  "EXPORT DATABASE 'x'",
  "ATTACH 'x.db'",
  'INSTALL httpfs',
  "LOAD 'x'",
  'SET threads = 1',
  'PRAGMA database_list',
  'CHECKPOINT',
  'CALL duckdb_tables()',
  'BEGIN',
  'PREPARE p AS SELECT 1',
  // what the walk does not know
  'PIVOT pageview ON url',
  "SELECT * FROM pageview PIVOT (count(*) FOR url IN ('/a'))",
  'SELECT * FROM pageview UNPIVOT (v FOR n IN (url))',
  'SELECT #1 FROM pageview',
  'SELECT $1',
  'SELECT ?',
  'SELECT $name',
  'SELECT DEFAULT',
  'SELECT * FROM pageview AT (VERSION => 1)',
  "SELECT 'a'::ENUM('a')",
  'SELECT 1::hidden',
  'SELECT 1::main.hidden',
  'SELECT NULL::hidden[]',
  'SELECT NULL::STRUCT(a hidden)',
];

test(`${ATTACKS.length} attempts to reach anything else are refused as the user's fault`, async () => {
  assert.ok(ATTACKS.length >= 60);
  for (const text of ATTACKS) await refusal(text);
});

test('texts that are not queries are refused with their place', async () => {
  const cases: readonly (readonly [string, string, { line: number; column: number } | undefined])[] = [
    ['', 'QUERY_INVALID', undefined],
    [' ;; ', 'QUERY_INVALID', undefined],
    ['-- nothing', 'QUERY_INVALID', undefined],
    ['SELECT\n  1 + FROM pageview', 'QUERY_SYNTAX', { line: 2, column: 7 }],
    ["SELECT 'é', FROM FROM x", 'QUERY_SYNTAX', { line: 1, column: 18 }],
    ['SELECT 1 FROM\npagevieww', 'TABLE_NOT_FOUND', { line: 2, column: 1 }],
    ["SELECT 'é',\n  foo(1)", 'QUERY_NOT_SUPPORTED', { line: 2, column: 3 }],
    ['SELECT "', 'QUERY_SYNTAX', { line: 1, column: 8 }],
    ['SELECT \0', 'QUERY_INVALID', undefined],
    [`SELECT 1 ${'/*'.repeat(5000)}`, 'QUERY_NOT_SUPPORTED', undefined],
    [`SELECT ${'('.repeat(20_000)}`, 'QUERY_SYNTAX', undefined],
    [`SELECT ${'1+'.repeat(20_000)}1`, 'QUERY_SYNTAX', undefined],
  ];
  for (const [text, code, place] of cases) {
    const error = await refusal(text);
    assert.equal(error.code, code, text.slice(0, 50));
    if (place !== undefined) assert.deepEqual(error.place, place, text);
  }
});

test('an unknown name is answered with the nearest known one', async () => {
  assert.match((await refusal('SELECT * FROM pagevieww')).hint ?? '', /"pageview"/);
  assert.match(
    (await refusal('WITH orders_of AS (SELECT 1) SELECT * FROM order_of')).hint ?? '',
    /"orders_of"/,
  );
  assert.match((await refusal('SELECT uper(url) FROM pageview')).hint ?? '', /"upper"/);
  assert.match((await refusal('SELECT * FROM $invalid_schema')).hint ?? '', /"\$invalid_schema"/);
});

test('* shows the fields, the id and the time, also of fields that the table lacks yet', async () => {
  assert.deepEqual(await columns('SELECT * FROM pageview'), [
    '_user',
    'url',
    'größe "x"',
    'tags',
    'added_later',
    '_id',
    '_time',
  ]);
  assert.deepEqual(await rows('SELECT url, added_later, _id FROM pageview ORDER BY url'), [
    ['/a', null, 'mine'],
    ['/b', null, '5-1'],
  ]);
});

test('hidden columns are there when they are named', async () => {
  assert.deepEqual(await rows('SELECT _partition, _OFFSET, _batch, _collector FROM pageview ORDER BY 2'), [
    [0, '0', '1', '5'],
    [0, '1', '1', '5'],
  ]);
});

test('tables are found by any way of writing them', async () => {
  for (const name of ['pageview', 'PageView', '"pageview"', 'collection.pageview', 'Collection."pageview"']) {
    assert.deepEqual(await rows(`SELECT count(*) FROM ${name}`), [['2']], name);
  }
  assert.deepEqual(await rows('SELECT pageview.url FROM pageview ORDER BY 1 LIMIT 1'), [['/a']]);
  assert.deepEqual(await rows('SELECT collection.pageview.url FROM collection.pageview ORDER BY 1 LIMIT 1'), [
    ['/a'],
  ]);
  assert.deepEqual(await rows('SELECT p.u FROM pageview AS p(x, u) ORDER BY 1 LIMIT 1'), [['/a']]);
});

test('a collection without a table is empty and has its columns', async () => {
  assert.deepEqual(await rows('SELECT * FROM "never sent"'), []);
  assert.deepEqual(await columns('SELECT * FROM "never sent"'), ['_user', '_id', '_time']);
  assert.deepEqual(await rows('SELECT count(*) FROM "never sent" n JOIN pageview p ON n._user = p._user'), [
    ['0'],
  ]);
});

test('_all has the common columns of all collections and the name of each', async () => {
  assert.deepEqual(await columns('SELECT * FROM _all'), ['$collection', '_user', '_id', '_time']);
  assert.deepEqual(await rows('SELECT _collection, count(*), min(_batch) FROM _all GROUP BY 1 ORDER BY 1'), [
    ['order', '1', '1'],
    ['pageview', '2', '1'],
  ]);
  assert.deepEqual(await rows('SELECT * FROM _all', { collections: [] }), []);
});

test('$invalid_schema shows what did not fit', async () => {
  for (const name of ['"$invalid_schema"', 'collection."$invalid_schema"']) {
    assert.deepEqual(
      await rows(
        `SELECT collection, property, type, event_id, error_message, encoded_value, _user FROM ${name} ORDER BY property`,
      ),
      [
        ['pageview', 'größe', 'DOUBLE', '5-1', 'is no number', '"big"', 'bob'],
        ['pageview', 'q', null, '5-1', 'no column', '{"a":1}', 'bob'],
      ],
    );
  }
  assert.deepEqual(await rows('SELECT * FROM "$invalid_schema"', { collections: [] }), []);
});

test('queries mean what they say', async () => {
  const cases: readonly (readonly [string, unknown[][]])[] = [
    ['WITH a AS (SELECT * FROM pageview) SELECT a.url FROM a ORDER BY 1', [['/a'], ['/b']]],
    [
      'WITH pageview AS (SELECT url || 1 AS url FROM pageview) SELECT pageview.url FROM pageview ORDER BY 1',
      [['/a1'], ['/b1']],
    ],
    ['WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM b, a', [[2, 1]]],
    ['WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH a AS (SELECT 2 AS x) SELECT * FROM a) i, a', [[2, 1]]],
    ['SELECT p._user FROM pageview p JOIN "order" USING (_user)', [['ann']]],
    ['SELECT url FROM pageview WHERE _user IN (SELECT _user FROM "order")', [['/a']]],
    ['SELECT url FROM pageview p WHERE EXISTS (SELECT 1 FROM "order" o WHERE o._user = p._user)', [['/a']]],
    [
      'SELECT url, row_number() OVER (PARTITION BY 1 ORDER BY url DESC) FROM pageview ORDER BY 1',
      [
        ['/a', '2'],
        ['/b', '1'],
      ],
    ],
    ['SELECT t FROM pageview, unnest(tags) AS u(t) ORDER BY 1', [['x'], ['y']]],
    ['SELECT i FROM generate_series(1, 2) AS g(i)', [['1'], ['2']]],
    ['SELECT sum("größe ""x""") FROM pageview', [[1.5]]],
    ['(SELECT 1 UNION SELECT 1) EXCEPT SELECT 2 -- done\n;', [[1]]],
    ["SELECT '[1,2]'::JSON->>'$[1]', json_extract_string('{\"a\":\"b\"}', '$.a')", [['2', 'b']]],
    [
      'SELECT 9007199254740993, 123456789012345678901234567890, 1.50, 5e0, 1e300, -0.0',
      [['9007199254740993', '123456789012345678901234567890', '1.50', 5, 1e300, '0.0']],
    ],
    ["SELECT 'it''s', 'ü\"x', $$a$$, E'\\n', 'a;b'", [["it's", 'ü"x', 'a', '\n', 'a;b']]],
    [
      "SELECT date '2026-01-01' + interval '1' month, extract(year FROM date '2026-01-01')",
      [['2026-02-01 00:00:00', '2026']],
    ],
    [
      'SELECT list_transform([1, 2], x -> x + 1), [y FOR y IN [1, 2] IF y > 1], {a: 1}, MAP {1: 2}',
      [[[2, 3], [2], { a: 1 }, [{ key: 1, value: 2 }]]],
    ],
    [
      'SELECT CASE WHEN false THEN 1 ELSE 2 END, 2 BETWEEN 1 AND 3, 1 IN (1, 2), NULL IS NULL, NOT true',
      [[2, true, true, true, false]],
    ],
    [
      "SELECT count(*) FILTER (WHERE url = '/a'), string_agg(url, ',' ORDER BY url DESC) FROM pageview",
      [['1', '/b,/a']],
    ],
    [
      'SELECT url, count(*) FROM pageview GROUP BY ROLLUP (url) ORDER BY url NULLS LAST',
      [
        ['/a', '1'],
        ['/b', '1'],
        [null, '2'],
      ],
    ],
    ['FROM pageview SELECT url ORDER BY ALL', [['/a'], ['/b']]],
    ['SELECT DISTINCT _collector FROM pageview', [['5']]],
    ["VALUES (1, 'a')", [[1, 'a']]],
    [
      "SELECT * EXCLUDE (tags, _time, _user) REPLACE (1 AS url) FROM pageview WHERE _id = 'mine'",
      [[1, 1.5, null, 'mine']],
    ],
  ];
  for (const [text, expected] of cases) assert.deepEqual(await rows(text), expected, text);
});

test('LIMIT', async () => {
  assert.equal((await refusal('SELECT 1 LIMIT 1001')).code, 'QUERY_LIMIT_TOO_LARGE');
  assert.equal((await refusal('SELECT 1 LIMIT 99999999999999999999999')).code, 'QUERY_LIMIT_TOO_LARGE');
  assert.deepEqual((await rows('SELECT 1 LIMIT 1000')).length, 1);
  const many = 'SELECT i FROM range(100) AS r(i) ORDER BY i';
  assert.equal((await rows(many, { limit: 3 })).length, 3);
  assert.equal((await rows(`${many} LIMIT 2`, { limit: 3 })).length, 2);
  assert.equal((await rows(`${many} LIMIT 5 OFFSET 98`, { limit: 3 })).length, 2);
  assert.equal((await rows(`${many} LIMIT 5`, { limit: 3 })).length, 3);
  assert.equal((await rows(`${many} OFFSET 90`, { limit: 3 })).length, 3);
  assert.equal((await rows('SELECT 1 UNION ALL SELECT 2', { limit: 1 })).length, 1);
  assert.equal((await refusal(`${many} LIMIT 10%`, { limit: 3 })).code, 'QUERY_INVALID');
  assert.equal((await refusal(`${many} LIMIT 1 + 1`, { limit: 3 })).code, 'QUERY_INVALID');
});

test('it tells which collections are read, and where a column is named', async () => {
  const guarded = await guard('SELECT url,\n  wrong FROM pageview');
  assert.deepEqual(
    guarded.collections.map(({ name }) => name),
    ['pageview'],
  );
  assert.deepEqual(guarded.placeOfColumn('wrong'), { line: 2, column: 3 });
  assert.equal(guarded.placeOfColumn('other'), undefined);
  assert.equal((await guard('SELECT 1 FROM _all')).collections.length, 3);
});

test('names that need quoting reach the engine as names', async () => {
  const nasty = 'x"; drop table data.c_1; --';
  const [first] = COLLECTIONS;
  assert.ok(first !== undefined);
  const fields = [{ name: nasty, physicalName: 'url_1', type: 'STRING' as const }];
  const collection = { ...first, name: nasty, schema: { ...first.schema, fields } };
  const quoted = `"${nasty.replaceAll('"', '""')}"`;
  const options = { collections: [collection] };
  assert.equal((await rows(`SELECT ${quoted} FROM ${quoted}`, options)).length, 2);
  assert.equal((await rows(`SELECT ${quoted}.${quoted} AS ${quoted} FROM ${quoted}`, options)).length, 2);
  assert.equal((await rows(`WITH ${quoted} AS (SELECT 1) SELECT * FROM ${quoted}`, options)).length, 1);
  assert.equal((await rows('SELECT * FROM "$invalid_schema"', options)).length, 2);
});
