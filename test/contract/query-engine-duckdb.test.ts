/**
 * What every query engine owes (src/query/query-engine.ts), shown on DuckDB: right answers in the types of JSON,
 * positions of the same snapshot, bounds that hold, cancels that stop the work, and nothing but reads of the project's
 * own tables whatever the text is.
 *
 * Length: one case a promise of the port; they share one way of opening a lake with rows.
 */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import test from 'node:test';
import { ownMemoryBytes } from '../../src/platform/process-memory.ts';
import type { QueryEngine, QueryExecution } from '../../src/query/query-engine.ts';
import { fieldSqlType } from '../../src/sql/tables/field-sql-type.ts';
import { parseSqlType } from '../../src/sql/types/parse-type-pattern.ts';
import { printSqlType } from '../../src/sql/types/print-sql-type.ts';
import { openProject as open } from './duckdb-lake.ts';
import { collectionOf, eventOf, PROJECT } from './lake-events.ts';

const VISITS = collectionOf(1, 2);
const EMPTY = collectionOf(2, 2);

interface StartOptions {
  /** Of the columns; one `bigint` unless said otherwise. */
  readonly types?: readonly string[];
  /** Those that the text names in `data` unless said otherwise. */
  readonly tables?: readonly string[];
  readonly maxRows?: number;
  readonly timeoutMs?: number;
}

function start(engine: QueryEngine, sql: string, options: StartOptions = {}): QueryExecution {
  const named = [...sql.matchAll(/\bdata\.(\w+)/g)].map(([, name = '']) => name);
  return engine.start({
    project: PROJECT,
    collections: [VISITS, EMPTY],
    sql,
    columnTypes: (options.types ?? ['bigint']).map(parseSqlType),
    tables: options.tables ?? [...new Set(named)],
    maxRows: options.maxRows ?? 1000,
    timeoutMs: options.timeoutMs ?? 30_000,
  });
}

async function rowsOf(engine: QueryEngine, sql: string, options: StartOptions = {}): Promise<unknown[][]> {
  const { rowsJson, rowCount } = await start(engine, sql, options).result;
  const rows = JSON.parse(Buffer.concat(rowsJson).toString()) as unknown[][];
  assert.equal(rows.length, rowCount);
  return rows;
}

/** The JSON of a single row, as text: numbers beyond 2^53 must not pass through JavaScript's. */
async function jsonOf(engine: QueryEngine, select: string, types: readonly string[]): Promise<string> {
  const { rowsJson } = await start(engine, `SELECT ${select}`, { types }).result;
  return Buffer.concat(rowsJson).toString();
}

const TWO = ['bigint', 'bigint'];

const FOREVER = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = 3';
const SORTING =
  'SELECT * FROM (SELECT row_number() OVER (ORDER BY hash(a.range * b.range)) n FROM range(100000) a, range(1000) b) WHERE n = 5';

test('every type of JSON', async (t) => {
  const { engine } = await open(t);
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['1::TINYINT, -2::SMALLINT, 3', ['tinyint', 'smallint', 'integer'], '[[1,-2,3]]'],
    [
      '9223372036854775807, (-9223372036854775808)::BIGINT',
      ['bigint', 'bigint'],
      '[[9223372036854775807,-9223372036854775808]]',
    ],
    [
      "1.5::DOUBLE, 0.1::FLOAT, 'nan'::DOUBLE, '-inf'::DOUBLE, 1e300",
      ['double', 'real', 'double', 'double', 'double'],
      '[[1.5,0.1,"NaN","-Infinity",1e+300]]',
    ],
    [
      '1.50::DECIMAL(4,2), -0.05::DECIMAL(18,2), 12345678901234567890.5::DECIMAL(38,1), 7::DECIMAL(5,0)',
      ['decimal(4,2)', 'decimal(18,2)', 'decimal(38,1)', 'decimal(5,0)'],
      '[[1.50,-0.05,12345678901234567890.5,7]]',
    ],
    ['true, false, NULL', ['boolean', 'boolean', 'unknown'], '[[true,false,null]]'],
    [
      "'a\"b\\c' || chr(10) || chr(1) || 'é🥊', '', '{\"a\":1}'::JSON",
      ['varchar', 'varchar(3)', 'json'],
      '[["a\\"b\\\\c\\u000a\\u0001é🥊","","{\\"a\\":1}"]]',
    ],
    [
      "DATE '2026-01-02', DATE '0001-01-01', DATE '12026-03-01', DATE '0044-03-15 (BC)', 'infinity'::DATE",
      ['date', 'date', 'date', 'date', 'date'],
      '[["2026-01-02","0001-01-01","+012026-03-01","-000043-03-15","infinity"]]',
    ],
    [
      "TIMESTAMP '2026-01-01 00:00:00.123456', TIMESTAMP '1969-12-31 23:59:59.9999', 'infinity'::TIMESTAMP",
      ['timestamp', 'timestamp', 'timestamp'],
      '[["2026-01-01T00:00:00.123Z","1969-12-31T23:59:59.999Z","infinity"]]',
    ],
    [
      "TIMESTAMPTZ '2026-01-01 02:00:00+02', TIMESTAMP '280000-01-01 00:00:00.001', TIME '01:02:03.004005'",
      ['timestamp with time zone', 'timestamp', 'time'],
      '[["2026-01-01T00:00:00.000Z","+280000-01-01T00:00:00.001Z","01:02:03.004"]]',
    ],
    [
      "INTERVAL '14 months', INTERVAL '-1 month', INTERVAL 0 MONTH",
      ['interval year to month', 'interval year to month', 'interval year to month'],
      '[["1-2","-0-1","0-0"]]',
    ],
    [
      "INTERVAL '3 days 1 hour 500 milliseconds', INTERVAL 0 SECOND, INTERVAL '-1 day', INTERVAL '30 hours', INTERVAL '1 day -1 second'",
      Array.from({ length: 5 }, () => 'interval day to second'),
      '[["3 01:00:00.500","0 00:00:00.000","-1 00:00:00.000","1 06:00:00.000","0 23:59:59.000"]]',
    ],
    [
      "'\\x00\\xFF\\x10'::BLOB, repeat('ab', 20)::BLOB",
      ['varbinary', 'varbinary'],
      `[["AP8Q","${Buffer.from('ab'.repeat(20)).toString('base64')}"]]`,
    ],
    [
      '[1, NULL, 3], []::INTEGER[], [[1], NULL, []], NULL::INTEGER[]',
      ['array(integer)', 'array(integer)', 'array(array(integer))', 'array(integer)'],
      '[[[1,null,3],[],[[1],null,[]],null]]',
    ],
    [
      "{'f1': 1, 'f2': [NULL, 'x']}, {'f1': 1, 'f2': 'y'}, {'f1': 1, 'f2': 2}",
      ['row(a integer, "B ü" array(varchar))', 'row(a integer, varchar)', 'row(a integer, a integer)'],
      '[[{"a":1,"B ü":[null,"x"]},[1,"y"],[1,2]]]',
    ],
    [
      "MAP {'k': 1, 'l': NULL}, MAP {1: 'x', 2: 'y'}, MAP {DATE '2026-01-01': true}",
      ['map(varchar, integer)', 'map(integer, varchar)', 'map(date, boolean)'],
      '[[{"k":1,"l":null},{"1":"x","2":"y"},{"2026-01-01":true}]]',
    ],
  ];
  for (const [select, types, expected] of cases) {
    assert.equal(await jsonOf(engine, select, types), expected, select);
  }
});

test('values of another type than was asked for are an error, not read as something else', async (t) => {
  const { engine } = await open(t);
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['1', ['integer', 'integer']],
    ['1, 2', ['integer']],
    ['1', ['bigint']],
    ['1.5', ['decimal(3,1)']],
    ["'x'", ['varbinary']],
    ['[1]', ['array(bigint)']],
    ['MAP {1: 1}', ['map(bigint, integer)']],
    ["{'f1': 1}", ['row(integer, integer)']],
    ["TIMESTAMP '2026-01-01'", ['timestamp with time zone']],
    ['sum(1)', ['bigint']],
  ];
  for (const [select, types] of cases) {
    await assert.rejects(
      start(engine, `SELECT ${select}`, { types }).result,
      { class: 'internal', code: 'QUERY_ENGINE_FAILED' },
      select,
    );
  }
});

test('rows of the tables are the events that were stored', async (t) => {
  const { engine, lake } = await open(t);
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [], to: [3000, 40] } }] });
  const names = ['_partition', '_offset', '_id', '_time', '_collector', '_sequence', '_extra'];
  const fields = VISITS.schema.fields.map(({ physicalName }) => physicalName);
  const columns = [...names, ...fields].map((name) => `"${name}"`).join(', ');
  const types = ['integer', 'bigint', 'varchar', 'timestamp', 'bigint', 'bigint', 'varchar'];
  for (const { type } of VISITS.schema.fields) types.push(printSqlType(fieldSqlType(type)));
  const rows = await rowsOf(engine, `SELECT ${columns} FROM data.visits_1 ORDER BY 1, 2`, {
    types,
    maxRows: 10_000,
  });
  assert.equal(rows.length, 3040 - 4);
  for (const [partition, offset, ...values] of rows) {
    const event = eventOf(Number(partition), Number(offset));
    const younger = Number(offset) >= 1000;
    const want = [...names.slice(2), ...fields].map((name) => {
      const value = event[name];
      if (!younger && fields.indexOf(name) >= 3) return null;
      return value === null ? null : asJson(name, value);
    });
    assert.deepEqual(values, want, `event ${String(partition)}/${String(offset)}`);
  }
});

function asJson(name: string, value: unknown): unknown {
  if (name === '_time' || name === 'when') return new Date(Number(value)).toISOString();
  if (name === 'day') return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
  if (name === 'at') return new Date(Number(value)).toISOString().slice(11, -1);
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}

test('a collection without rows answers with none, and its fields can be named', async (t) => {
  const { engine } = await open(t);
  const types = ['varchar', 'map(varchar, double)'];
  assert.deepEqual(await rowsOf(engine, 'SELECT url, scores FROM data.visits_2 LIMIT 1', { types }), []);
  const sql = 'WITH v AS (SELECT * FROM data.visits_2) SELECT count(*) FROM v';
  assert.deepEqual(await rowsOf(engine, sql), [[0]]);
});

test('a schema that queries saw first does not disturb rounds under an older one', async (t) => {
  const { engine, lake } = await open(t);
  await lake.commitRound(PROJECT, {
    ranges: [{ collection: collectionOf(1, 1), range: { from: [], to: [5] } }],
  });
  assert.deepEqual(
    await rowsOf(engine, 'SELECT count(scores), count(tags) FROM data.visits_1', { types: TWO }),
    [[0, 0]],
  );
  await lake.commitRound(PROJECT, {
    ranges: [{ collection: collectionOf(1, 1), range: { from: [5], to: [7] } }],
  });
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [7], to: [1010] } }] });
  const [row] = await rowsOf(engine, 'SELECT count(*), count(big), count(names) FROM data.visits_1', {
    types: ['bigint', 'bigint', 'bigint'],
  });
  assert.deepEqual(row, [1008, 7, 10]);
});

test('the positions of an answer are those of its rows', async (t) => {
  const { engine, lake } = await open(t);
  let position = 0;
  let done = false;
  const rounds = (async () => {
    for (; position < 6000; position += 300) {
      const from = position === 0 ? [] : [position];
      await lake.commitRound(PROJECT, {
        ranges: [{ collection: VISITS, range: { from, to: [position + 300] } }],
      });
    }
    done = true;
  })();
  let answers = 0;
  while (!done) {
    const { asOf, rowsJson } = await start(engine, 'SELECT count(*), max(_offset) FROM data.visits_1', {
      types: TWO,
      tables: ['visits_1'],
    }).result;
    const [[count, last]] = JSON.parse(Buffer.concat(rowsJson).toString()) as [[number, number | null]];
    const [end = 0] = asOf.get(1) ?? [];
    assert.deepEqual(asOf.get(2), []);
    assert.equal(last, end === 0 ? null : end - 1);
    // Offsets 7 and 8 are dead letters.
    assert.equal(count, Math.max(0, end - 2));
    answers++;
  }
  await rounds;
  assert.ok(answers >= 3, `only ${answers} answers came between the rounds`);
});

test('more rows or bytes than allowed are an error', async (t) => {
  const { engine } = await open(t, { maxResultBytes: 100_000 });
  assert.equal((await rowsOf(engine, 'SELECT * FROM range(5000)', { maxRows: 5000 })).length, 5000);
  await assert.rejects(start(engine, 'SELECT * FROM range(5001)', { maxRows: 5000 }).result, {
    class: 'user',
    code: 'TOO_MANY_ROWS',
  });
  await assert.rejects(start(engine, 'SELECT * FROM range(100000000000)').result, { code: 'TOO_MANY_ROWS' });
  await assert.rejects(
    start(engine, "SELECT repeat('x', 1000) FROM range(500)", { types: ['varchar'] }).result,
    {
      class: 'user',
      code: 'RESULT_TOO_LARGE',
    },
  );
  assert.deepEqual(await rowsOf(engine, 'SELECT 1::BIGINT'), [[1]]);
});

test('cancel and timeout stop the work, also in joins and sorts', async (t) => {
  const { engine } = await open(t, { concurrentQueries: 2 });
  for (const sql of [FOREVER, SORTING]) {
    const slow = start(engine, sql);
    const timed = start(engine, sql, { timeoutMs: 300 });
    const queued = start(engine, 'SELECT 1::BIGINT');
    assert.equal(queued.stats().state, 'QUEUED');
    assert.equal(slow.stats().state, 'RUNNING');
    await assert.rejects(timed.result, { class: 'user', code: 'QUERY_TIMEOUT' });
    await queued.result;
    slow.cancel();
    slow.cancel();
    await assert.rejects(slow.result, { class: 'user', code: 'QUERY_CANCELLED' });
    assert.equal(slow.stats().state, 'FAILED');
    // Both turns are free again, so the work has ended.
    assert.deepEqual(
      await Promise.all([rowsOf(engine, 'SELECT 1::BIGINT'), rowsOf(engine, 'SELECT 2::BIGINT')]),
      [[[1]], [[2]]],
    );
  }
  const finished = start(engine, 'SELECT 3::BIGINT');
  await finished.result;
  finished.cancel();
  assert.equal(finished.stats().state, 'FINISHED');
  assert.equal(finished.stats().percentage, 100);
});

test('a waiting query can be cancelled and runs out of time', async (t) => {
  const { engine } = await open(t, { concurrentQueries: 1 });
  const first = start(engine, FOREVER);
  const cancelled = start(engine, 'SELECT 1::BIGINT');
  const late = start(engine, 'SELECT 1::BIGINT', { timeoutMs: 50 });
  cancelled.cancel();
  await assert.rejects(cancelled.result, { code: 'QUERY_CANCELLED' });
  await assert.rejects(late.result, { code: 'QUERY_TIMEOUT' });
  first.cancel();
  await assert.rejects(first.result, { code: 'QUERY_CANCELLED' });
  assert.deepEqual(await rowsOf(engine, 'SELECT 1::BIGINT'), [[1]]);
});

test('a query beyond the memory limit fails by itself', async (t) => {
  const memory = { memoryLimitBytes: 128 * 1024 * 1024, temporaryLimitBytes: 1024 * 1024 };
  const { engine, lake } = await open(t, { store: memory });
  const sql = 'SELECT len(list(range)) FROM range(100000000)';
  await assert.rejects(start(engine, sql).result, { class: 'insufficient_resources', code: 'QUERY_MEMORY' });
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [], to: [100] } }] });
  assert.deepEqual(await rowsOf(engine, 'SELECT count(*) FROM data.visits_1'), [[98]]);
});

test('memory that the engine does not count is bounded too', async (t) => {
  const { engine } = await open(t, { processMemoryLimitBytes: ownMemoryBytes() + 300 * 1024 * 1024 });
  // The nodes of its map are no part of the memory limit, which they pass at once.
  const sql =
    'SELECT cardinality(histogram(a.range * 10000 + b.range))::BIGINT FROM range(10000) a, range(10000) b';
  await assert.rejects(start(engine, sql).result, { class: 'insufficient_resources', code: 'QUERY_MEMORY' });
  assert.deepEqual(await rowsOf(engine, 'SELECT 1::BIGINT'), [[1]]);
});

test('rounds go on while heavy queries run', async (t) => {
  const { engine, lake } = await open(t);
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [], to: [1000] } }] });
  // Each occupies a thread of libuv's pool, which has four here; rounds need one too.
  const heavy = [FOREVER, SORTING, FOREVER].map((sql) => start(engine, sql));
  for (let from = 1000; from < 4000; from += 500) {
    await lake.commitRound(PROJECT, {
      ranges: [{ collection: VISITS, range: { from: [from], to: [from + 500] } }],
    });
  }
  for (const query of heavy) {
    assert.equal(query.stats().state, 'RUNNING');
    query.cancel();
  }
  await Promise.all(heavy.map((query) => assert.rejects(query.result, { code: 'QUERY_CANCELLED' })));
  assert.equal((await lake.state(PROJECT)).collections.get(1)?.position[0], 4000);
});

test('nothing but one SELECT over the project’s tables runs', async (t) => {
  const { engine, lake, directory } = await open(t);
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [], to: [10] } }] });
  const before = await readdir(directory);
  const attacks = [
    `COPY data.visits_1 TO '${directory}/stolen.csv'`,
    `COPY (SELECT 1) TO '${directory}/stolen.csv'`,
    `ATTACH '${directory}/other.duckdb' AS other`,
    `ATTACH ':memory:' AS other`,
    'DETACH shop',
    'PRAGMA database_list',
    "PRAGMA memory_limit='10GB'",
    "SET memory_limit = '10GB'",
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    'RESET lock_configuration',
    'INSTALL httpfs',
    'LOAD httpfs',
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/*')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM main.'/etc/passwd'",
    'SELECT * FROM "/etc/passwd.csv"',
    'SELECT * FROM data."/etc/passwd.csv"',
    `SELECT * FROM '${directory}/shop.duckdb'`,
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM parquet_scan('/etc/passwd')",
    'SELECT 1; SELECT 2',
    'SELECT 1; DROP TABLE data.visits_1',
    "SELECT * FROM query('SELECT 1::BIGINT')",
    "SELECT * FROM query_table(['meta.store'])",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1::BIGINT'))",
    'SELECT * FROM meta.store',
    'SELECT * FROM shop.meta.store',
    'SELECT * FROM shop.data.visits_1',
    'SELECT (SELECT max(batch) FROM meta.store)',
    'WITH store AS (SELECT * FROM meta.store) SELECT * FROM store',
    'SELECT * FROM information_schema.tables',
    'SELECT * FROM duckdb_tables()',
    'SELECT * FROM duckdb_tables',
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM pg_catalog.pg_tables',
    'SELECT * FROM sqlite_master',
    'SELECT * FROM force_checkpoint()',
    'SELECT * FROM checkpoint()',
    'SELECT * FROM enable_logging()',
    "SELECT * FROM sql_auto_complete('SEL')",
    'SELECT * FROM test_all_types()',
    "SELECT current_setting('temp_directory')",
    "SELECT getvariable('x')",
    "SELECT write_log('x')",
    'SELECT sleep_ms(10)',
    'SELECT current_query()',
    'SHOW TABLES',
    'DESCRIBE data.visits_1',
    'SUMMARIZE data.visits_1',
    'EXPLAIN SELECT 1',
    'EXPLAIN ANALYZE SELECT 1',
    'INSERT INTO data.visits_1 (_offset) VALUES (1)',
    'UPDATE data.visits_1 SET _offset = 0',
    'DELETE FROM data.visits_1',
    'TRUNCATE data.visits_1',
    'DROP TABLE data.visits_1',
    'CREATE TABLE data.x AS SELECT 1',
    'CREATE TEMP TABLE x AS SELECT 1',
    'CREATE MACRO sum(x) AS 1',
    'ALTER TABLE data.visits_1 DROP COLUMN url',
    'BEGIN',
    'COMMIT',
    'ROLLBACK',
    'CHECKPOINT',
    'VACUUM',
    'USE meta',
    'PREPARE p AS SELECT 1',
    'EXECUTE p',
    'CALL pragma_version()',
    'SELECT $1',
    'SELECT ?',
    'SELECT * FROM data.nothing',
    'SELECT nothing FROM data.visits_1',
    'SELEC',
    '',
  ];
  for (const sql of attacks) {
    const error = await start(engine, sql).result.then(
      ({ rowsJson }) => assert.fail(`${sql} answered ${Buffer.concat(rowsJson).toString().slice(0, 200)}`),
      (reason: { code: string; message: string; detail?: string }) => reason,
    );
    assert.ok(
      error.code === 'QUERY_NOT_AUTHORISED' || error.code === 'QUERY_ENGINE_FAILED',
      `${sql}: ${error.message}`,
    );
    assert.ok(!`${error.message} ${error.detail}`.includes(directory), `${sql}: ${error.message}`);
    assert.ok(!/\bmeta\./.test(error.message), `${sql}: ${error.message}`);
  }
  assert.deepEqual(await readdir(directory), before);
  assert.deepEqual(await rowsOf(engine, 'SELECT count(*) FROM data.visits_1'), [[8]]);
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [10], to: [20] } }] });
});

test('a text that reads other tables than were authorised is refused, in both directions', async (t) => {
  const { engine, lake } = await open(t);
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [], to: [10] } }] });
  const both = 'SELECT count(*) FROM data.visits_1, data.visits_2';
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['SELECT count(*) FROM data.visits_1', []],
    ['SELECT count(*) FROM data.visits_1', ['visits_2']],
    [both, ['visits_1']],
    ['SELECT count(*) FROM data.visits_1', ['visits_1', 'visits_2']],
    ['WITH v AS (SELECT 1) SELECT count(*) FROM data.visits_1', []],
    // What the engine would find by its search path.
    ['SELECT count(*) FROM visits_1', ['visits_1']],
  ];
  for (const [sql, tables] of cases) {
    await assert.rejects(
      start(engine, sql, { tables }).result,
      { class: 'internal', code: 'QUERY_NOT_AUTHORISED' },
      sql,
    );
  }
  assert.deepEqual(await rowsOf(engine, both, { tables: ['visits_1', 'visits_2'] }), [[0]]);
});

test('what the engine cannot plan is the text’s fault if it is a limit, ours otherwise', async (t) => {
  const { engine } = await open(t);
  const unsupported =
    'SELECT (SELECT count(*) FROM (SELECT 1 UNION SELECT a.x FROM (SELECT 1) b LIMIT a.x) c) FROM (SELECT 1 x) a';
  await assert.rejects(start(engine, unsupported).result, { class: 'user', code: 'QUERY_NOT_SUPPORTED' });
  await assert.rejects(start(engine, 'SELECT nothing').result, {
    class: 'internal',
    code: 'QUERY_ENGINE_FAILED',
  });
  await assert.rejects(start(engine, "SELECT CAST('x' AS BIGINT)").result, {
    class: 'user',
    code: 'QUERY_FAILED',
  });
});

test('large answers come in pieces that make one array', async (t) => {
  const { engine } = await open(t);
  const { rowsJson, rowCount } = await start(
    engine,
    "SELECT range, 'some text ' || range FROM range(60000)",
    {
      types: ['bigint', 'varchar'],
      maxRows: 60_000,
    },
  ).result;
  assert.equal(rowCount, 60_000);
  assert.ok(rowsJson.length > 3);
  const rows = JSON.parse(Buffer.concat(rowsJson).toString()) as [number, string][];
  assert.deepEqual([rows.length, rows[59_999]], [60_000, [59_999, 'some text 59999']]);
});
