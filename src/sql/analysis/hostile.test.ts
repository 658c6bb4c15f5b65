/**
 * Queries that reach for what is not theirs. Goal: only tables of the environment are ever bound, whatever names, scopes,
 * quotes and letters are tried. Method: each statement must be refused with the code that stands with it; those that are
 * harmless must bind the tables that stand with them and no others.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { sqlEnvironment } from '../../../test/support/sql-environment.ts';
import type { Query } from '../ast/query.ts';
import { parseQuery } from '../parse/parse-query.ts';
import { SqlSyntaxError } from '../parse/syntax-error.ts';
import { SqlAnalysisError } from './analysis-error.ts';
import { analyze } from './analyze.ts';

/** The code of the refusal, or the tables that are read. */
function outcome(sql: string): string {
  try {
    const { logicalTables } = analyze(parseQuery(sql), sql, sqlEnvironment());
    return logicalTables.map(({ path }) => path.join('.')).join(', ');
  } catch (error) {
    if (error instanceof SqlAnalysisError || error instanceof SqlSyntaxError) return error.code;
    throw error;
  }
}

const TABLES = [
  'duckdb_tables',
  'duckdb_settings',
  'sqlite_master',
  'information_schema.tables',
  'INFORMATION_SCHEMA.COLUMNS',
  'pg_catalog.pg_tables',
  'pg_class',
  'main.pageview',
  'temp.pageview',
  'memory.main.pageview',
  'data.c1',
  'c1',
  '"p1-c1"',
  'system.runtime.nodes',
  '"$system@system".runtime.nodes',
  'hive.default.pageview',
  '"pageview$partitions"',
  '"pageview$snapshots"',
  '"pageview$files"',
  'pageview."$path"',
  '"/etc/passwd"',
  '"file.csv"',
  `"s3://bucket/x.parquet"`,
  'main."/x.csv"',
  '"collection.pageview"',
  '"collection"".""pageview"',
  '"pageview "',
  '" pageview"',
  '"pageview\u0000"',
  '"pageview\u200b"',
  '"pagevıew"',
  '"ｐageview"',
  '"ſignup"',
  '"U&pageview"',
  'U&"pageview"',
  'collection.collection.pageview',
  'collection.continuous',
  '"collection.continuous".daily',
  'continuous.pageview',
  'materialized.daily',
  'collection.daily',
  'collection._all',
  'collection."_ALL"',
  '_malformed2',
  'other_project.pageview',
  '"other.project".pageview',
  '"*"',
  '""',
  '"(SELECT 1)"',
  '"pageview; SELECT 1"',
  '"pageview""--"',
];

for (const table of TABLES) {
  test(`no table ${JSON.stringify(table)}`, () => {
    for (const sql of [
      `SELECT * FROM ${table}`,
      `TABLE ${table}`,
      `SELECT (SELECT count(*) FROM ${table})`,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM ${table})`,
      `WITH a AS (SELECT * FROM ${table}) SELECT 1`,
      `WITH RECURSIVE a (x) AS (SELECT 1 UNION ALL SELECT x FROM a, ${table}) SELECT x FROM a`,
      `SELECT 1 FROM pageview JOIN ${table} ON TRUE`,
      `SELECT 1 FROM pageview, LATERAL (SELECT * FROM ${table})`,
      `SELECT 1 FROM pageview ORDER BY (SELECT 1 FROM ${table})`,
      `VALUES (SELECT 1 FROM ${table})`,
      `SELECT 1 UNION ALL SELECT 1 FROM ${table}`,
      `SELECT sum(n) FILTER (WHERE n IN (SELECT 1 FROM ${table})) FROM pageview`,
      `SELECT 1 FROM pageview TABLESAMPLE BERNOULLI ((SELECT 1 FROM ${table}))`,
      `SELECT 1 FROM pageview GROUP BY (SELECT 1 FROM ${table})`,
      `SELECT sum(n) OVER (ORDER BY (SELECT 1 FROM ${table})) FROM pageview`,
    ]) {
      assert.match(outcome(sql), /^SQL_(TABLE_NOT_FOUND|SYNTAX)$/, sql);
    }
  });
}

test('a WITH name never gives the name to a place outside of its query', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['SELECT (WITH c1 AS (SELECT 1 AS x) SELECT x FROM c1) FROM c1', 'SQL_TABLE_NOT_FOUND'],
    ['SELECT 1 FROM (WITH c1 AS (SELECT 1) SELECT * FROM c1) a, c1', 'SQL_TABLE_NOT_FOUND'],
    ['SELECT 1 FROM c1 WHERE 1 IN (WITH c1 AS (SELECT 1) SELECT * FROM c1)', 'SQL_TABLE_NOT_FOUND'],
    ['WITH a AS (WITH c1 AS (SELECT 1) SELECT * FROM c1) SELECT * FROM a, c1', 'SQL_TABLE_NOT_FOUND'],
    ['WITH a AS (SELECT * FROM c1), c1 AS (SELECT 1) SELECT * FROM a', 'SQL_TABLE_NOT_FOUND'],
    ['WITH c1 AS (SELECT * FROM c1) SELECT * FROM c1', 'SQL_TABLE_NOT_FOUND'],
    ['WITH RECURSIVE c1 AS (SELECT * FROM c1) SELECT * FROM c1', 'SQL_TABLE_NOT_FOUND'],
    [
      'WITH RECURSIVE a (x) AS (SELECT * FROM c1 UNION ALL SELECT 1), c1 AS (SELECT 1) SELECT 1',
      'SQL_TABLE_NOT_FOUND',
    ],
    ['WITH c1 AS (SELECT 1) SELECT * FROM main.c1', 'SQL_TABLE_NOT_FOUND'],
    ['WITH c1 AS (SELECT 1) SELECT * FROM collection.c1', 'SQL_TABLE_NOT_FOUND'],
    ['WITH "main.c1" AS (SELECT 1) SELECT * FROM main.c1', 'SQL_TABLE_NOT_FOUND'],
    ['WITH main AS (SELECT 1 AS c1) SELECT * FROM main.c1', 'SQL_TABLE_NOT_FOUND'],
    ['WITH c1 AS (SELECT 1 AS x) SELECT * FROM c1', ''],
    ['WITH pageview AS (SELECT 1 AS x) SELECT * FROM pageview, collection.signup', 'collection.signup'],
    ['WITH signup AS (SELECT * FROM pageview) SELECT * FROM signup', 'collection.pageview'],
    ['WITH signup AS (SELECT * FROM signup) SELECT * FROM signup', 'collection.signup'],
    ['WITH a AS (SELECT * FROM signup) SELECT 1', 'collection.signup'],
    ['SELECT 1 FROM pageview, pageview p, "PAGEVIEW" q', 'collection.pageview'],
    [
      'SELECT 1 FROM continuous.daily, materialized.weekly, users, _all',
      'continuous.daily, materialized.weekly, users, _all',
    ],
  ];
  for (const [sql, expected] of cases) assert.equal(outcome(sql), expected, sql);
});

const CALLS = [
  "read_csv('/etc/passwd')",
  "read_text('/etc/passwd')",
  "read_parquet('x')",
  "read_json_auto('x')",
  "glob('*')",
  "getenv('HOME')",
  "current_setting('threads')",
  "getvariable('x')",
  "query('SELECT 1')",
  "query_table('c1')",
  "json_execute_serialized_sql('{}')",
  'duckdb_tables()',
  'pragma_version()',
  'version()',
  "nextval('s')",
  'txid_current()',
  'current_schema()',
  'current_database()',
  'pg_sleep(10)',
  'sleep_ms(10)',
  'main.lower(url)',
  'system.main.lower(url)',
  '"lower(url)"(url)',
  '"low\u0435r"(url)',
  'U&"lower"(url)',
  'checkpoint()',
  "load_aws_credentials('x')",
  'unnest(tags)',
  'generate_series(1, 10)',
  "kill_query('x')",
];

for (const call of CALLS) {
  test(`no function ${JSON.stringify(call)}`, () => {
    for (const sql of [
      `SELECT ${call} FROM pageview`,
      `SELECT 1 FROM pageview WHERE ${call} IS NULL`,
      `SELECT transform(tags, x -> ${call}) FROM pageview`,
      `SELECT 1 FROM pageview ORDER BY ${call}`,
      `SELECT sum(n) OVER (PARTITION BY ${call}) FROM pageview`,
      `SELECT 1 FROM UNNEST(${call})`,
      `SELECT if(TRUE, 1, ${call}) FROM pageview`,
    ]) {
      assert.match(outcome(sql), /^SQL_(FUNCTION_NOT_FOUND|SYNTAX)$/, sql);
    }
  });
}

test('columns of engines do not exist', () => {
  for (const column of [
    'rowid',
    '"$path"',
    '"$row_id"',
    '"$file_size"',
    'ctid',
    'c1',
    'f0',
    'current_schema',
    'current_catalog',
    'session_user',
  ]) {
    assert.match(outcome(`SELECT ${column} FROM pageview`), /^SQL_(COLUMN_NOT_FOUND|SYNTAX)$/, column);
    assert.match(outcome(`SELECT p.${column} FROM pageview p`), /^SQL_(COLUMN_NOT_FOUND|SYNTAX)$/, column);
  }
  assert.equal(outcome('SELECT CURRENT_USER'), 'SQL_NOT_SUPPORTED');
});

test('a kind of node that is not known is refused wherever it stands', () => {
  const text = 'SELECT CAST(n AS bigint) FROM pageview GROUP BY n';
  const strange = { kind: 'pivot', position: { start: 0, end: 6 } };
  const changes: readonly ((query: Query) => unknown)[] = [
    (query) => ({ ...query, body: strange }),
    (query) => ({ ...query, body: { ...query.body, from: [strange] } }),
    (query) => ({ ...query, body: { ...query.body, where: strange } }),
    (query) => ({ ...query, body: { ...query.body, having: strange } }),
    (query) => ({
      ...query,
      body: {
        ...query.body,
        groupBy: { kind: 'group-by', quantifier: null, elements: [strange], position: strange.position },
      },
    }),
    (query) => ({
      ...query,
      body: {
        ...query.body,
        items: [{ kind: 'select-expression', expression: strange, alias: null, position: strange.position }],
      },
    }),
    (query) => ({
      ...query,
      orderBy: [
        {
          kind: 'sort-item',
          key: {
            kind: 'cast',
            value: { kind: 'null', position: strange.position },
            type: strange,
            safe: false,
            position: strange.position,
          },
          descending: false,
          nulls: null,
          position: strange.position,
        },
      ],
    }),
  ];
  for (const change of changes) {
    const query = change(parseQuery(text)) as Query;
    assert.throws(
      () => analyze(query, text, sqlEnvironment()),
      (error) =>
        error instanceof SqlAnalysisError &&
        error.code === 'SQL_NOT_SUPPORTED' &&
        /"pivot" is not supported/.test(error.reason),
    );
  }
});
