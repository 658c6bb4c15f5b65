/**
 * What every query engine owes (src/query/query-engine.ts), shown on DuckDB: right answers in the types of JSON,
 * positions of the same snapshot, bounds that hold, cancels that stop the work, and nothing but reads of the project's
 * own tables whatever the text is.
 *
 * Length: one case a promise of the port; they share one way of opening a lake with rows.
 */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import test, { type TestContext } from 'node:test';
import type { QueryEngine, QueryExecution } from '../../src/query/query-engine.ts';
import { type OpenOptions, openLake, temporaryDirectory } from './duckdb-lake.ts';
import { collectionOf, eventOf, PROJECT } from './lake-events.ts';

const VISITS = collectionOf(1, 2);
const EMPTY = collectionOf(2, 2);

async function open(t: TestContext, options: Partial<OpenOptions> = {}) {
  const directory = await temporaryDirectory(t);
  const opened = await openLake({ directory, ...options });
  t.after(async () => {
    await opened.engine.close();
    await opened.lake.close();
  });
  await opened.lake.openProject(PROJECT);
  return { ...opened, directory };
}

function start(
  engine: QueryEngine,
  sql: string,
  options: { maxRows?: number; timeoutMs?: number } = {},
): QueryExecution {
  return engine.start({
    project: PROJECT,
    collections: [VISITS, EMPTY],
    sql,
    maxRows: options.maxRows ?? 1000,
    timeoutMs: options.timeoutMs ?? 30_000,
  });
}

async function rowsOf(engine: QueryEngine, sql: string, maxRows = 1000): Promise<unknown[][]> {
  const { rowsJson, rowCount } = await start(engine, sql, { maxRows }).result;
  const rows = JSON.parse(Buffer.concat(rowsJson).toString()) as unknown[][];
  assert.equal(rows.length, rowCount);
  return rows;
}

/** The JSON of a single row, as text: numbers beyond 2^53 must not pass through JavaScript's. */
async function jsonOf(engine: QueryEngine, select: string): Promise<string> {
  const { rowsJson } = await start(engine, `SELECT ${select}`).result;
  return Buffer.concat(rowsJson).toString();
}

const FOREVER = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = 3';
const SORTING =
  'SELECT * FROM (SELECT row_number() OVER (ORDER BY hash(a.range * b.range)) n FROM range(100000) a, range(1000) b) WHERE n = 5';

test('every type of JSON', async (t) => {
  const { engine } = await open(t);
  const cases: readonly (readonly [string, string])[] = [
    ['1::TINYINT, -2::SMALLINT, 3, 4::UINTEGER', '[[1,-2,3,4]]'],
    ['9223372036854775807, (-9223372036854775808)::BIGINT', '[[9223372036854775807,-9223372036854775808]]'],
    [
      '170141183460469231731687303715884105727::HUGEINT, 18446744073709551615::UBIGINT',
      '[[170141183460469231731687303715884105727,18446744073709551615]]',
    ],
    ["1.5::DOUBLE, 0.1::FLOAT, 'nan'::DOUBLE, '-inf'::DOUBLE, 1e300", '[[1.5,0.1,"NaN","-Infinity",1e+300]]'],
    [
      '1.50::DECIMAL(4,2), -0.05::DECIMAL(18,2), 12345678901234567890.5::DECIMAL(38,1), 7::DECIMAL(5,0)',
      '[[1.50,-0.05,12345678901234567890.5,7]]',
    ],
    ['true, false, NULL', '[[true,false,null]]'],
    ["'a\"b\\c' || chr(10) || chr(1) || 'é🥊', ''", '[["a\\"b\\\\c\\u000a\\u0001é🥊",""]]'],
    [
      "DATE '2026-01-02', DATE '0001-01-01', DATE '12026-03-01', DATE '0044-03-15 (BC)', 'infinity'::DATE",
      '[["2026-01-02","0001-01-01","+012026-03-01","-000043-03-15","infinity"]]',
    ],
    [
      "TIMESTAMP '2026-01-01 00:00:00.123456', TIMESTAMP '1969-12-31 23:59:59.9999', 'infinity'::TIMESTAMP",
      '[["2026-01-01T00:00:00.123Z","1969-12-31T23:59:59.999Z","infinity"]]',
    ],
    [
      "TIMESTAMPTZ '2026-01-01 02:00:00+02', TIMESTAMP_NS '2026-01-01 00:00:00.123456789', TIMESTAMP_S '2026-01-01 00:00:01', TIMESTAMP_MS '280000-01-01 00:00:00.001'",
      '[["2026-01-01T00:00:00.000Z","2026-01-01T00:00:00.123Z","2026-01-01T00:00:01.000Z","+280000-01-01T00:00:00.001Z"]]',
    ],
    ["TIME '01:02:03.004005', '01:02:03+02:30'::TIMETZ", '[["01:02:03.004","01:02:03.000+02:30"]]'],
    [
      "INTERVAL '14 months 3 days 1 hour 500 milliseconds', INTERVAL 0 SECOND, INTERVAL '-1 day'",
      '[["1 year 2 months 3 days 01:00:00.500","00:00:00.000","-1 day"]]',
    ],
    [
      "'\\x00\\xFF\\x10'::BLOB, repeat('ab', 20)::BLOB",
      `[["AP8Q","${Buffer.from('ab'.repeat(20)).toString('base64')}"]]`,
    ],
    [
      "'00112233-4455-6677-8899-aabbccddeeff'::UUID, 'b'::ENUM('a', 'b')",
      '[["00112233-4455-6677-8899-aabbccddeeff","b"]]',
    ],
    ['[1, NULL, 3], []::INTEGER[], [[1], NULL, []], NULL::INTEGER[]', '[[[1,null,3],[],[[1],null,[]],null]]'],
    [
      "[1, 2]::INTEGER[2], {'a': 1, 'b': [NULL, 'x']}, row(1, 'y')",
      '[[[1,2],{"a":1,"b":[null,"x"]},[1,"y"]]]',
    ],
    [
      "MAP {'k': 1, 'l': NULL}, MAP {1: 'x', 2: 'y'}, MAP {DATE '2026-01-01': true}",
      '[[{"k":1,"l":null},{"1":"x","2":"y"},{"2026-01-01":true}]]',
    ],
    ['sum(x) FROM (VALUES (9007199254740993), (1)) t(x)', '[[9007199254740994]]'],
  ];
  for (const [select, expected] of cases) assert.equal(await jsonOf(engine, select), expected, select);
  await assert.rejects(start(engine, "SELECT '101'::BIT").result, { code: 'QUERY_FAILED', class: 'user' });
});

test('rows of the tables are the events that were stored', async (t) => {
  const { engine, lake } = await open(t);
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [], to: [3000, 40] } }] });
  const names = ['_partition', '_offset', '_id', '_time', '_collector', '_sequence', '_extra'];
  const fields = VISITS.schema.fields.map(({ physicalName }) => physicalName);
  const columns = [...names, ...fields].map((name) => `"${name}"`).join(', ');
  const rows = await rowsOf(engine, `SELECT ${columns} FROM data.visits_1 ORDER BY 1, 2`, 10_000);
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

test('columns have the nearest field types, also when no row is asked for', async (t) => {
  const { engine } = await open(t);
  const sql = `SELECT 1 AS a, 'x' AS b, 2.5 AS c, 1e0 AS d, true AS e, DATE '2026-01-01' AS f, now()::TIMESTAMP AS g,
    [1] AS h, MAP {'k': 1::BIGINT} AS i, sum(1) AS j, {'x': 1} AS k, ''::BLOB AS l, TIME '00:00' AS m FROM data.visits_2`;
  const { columns, rowsJson, rowCount } = await start(engine, sql, { maxRows: 0 }).result;
  assert.deepEqual(
    columns.map(({ name, type }) => `${name} ${type}`),
    [
      'a INTEGER',
      'b STRING',
      'c DECIMAL',
      'd DOUBLE',
      'e BOOLEAN',
      'f DATE',
      'g TIMESTAMP',
      'h ARRAY_INTEGER',
      'i MAP_LONG',
      'j LONG',
      'k STRING',
      'l BINARY',
      'm TIME',
    ],
  );
  assert.equal(Buffer.concat(rowsJson).toString(), '[]');
  assert.equal(rowCount, 0);
});

test('a collection without rows answers with none, and its fields can be named', async (t) => {
  const { engine } = await open(t);
  assert.deepEqual(await rowsOf(engine, 'SELECT url, scores FROM data.visits_2 LIMIT 1'), []);
  assert.deepEqual(await rowsOf(engine, 'WITH v AS (SELECT * FROM visits_2) SELECT count(*) FROM v'), [[0]]);
});

test('a schema that queries saw first does not disturb rounds under an older one', async (t) => {
  const { engine, lake } = await open(t);
  await lake.commitRound(PROJECT, {
    ranges: [{ collection: collectionOf(1, 1), range: { from: [], to: [5] } }],
  });
  assert.deepEqual(await rowsOf(engine, 'SELECT count(scores), count(tags) FROM data.visits_1'), [[0, 0]]);
  await lake.commitRound(PROJECT, {
    ranges: [{ collection: collectionOf(1, 1), range: { from: [5], to: [7] } }],
  });
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [7], to: [1010] } }] });
  const [row] = await rowsOf(engine, 'SELECT count(*), count(big), count(names) FROM data.visits_1');
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
    const { asOf, rowsJson } = await start(engine, 'SELECT count(*), max(_offset) FROM data.visits_1').result;
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
  assert.equal((await rowsOf(engine, 'SELECT * FROM range(5000)', 5000)).length, 5000);
  await assert.rejects(start(engine, 'SELECT * FROM range(5001)', { maxRows: 5000 }).result, {
    class: 'user',
    code: 'TOO_MANY_ROWS',
  });
  await assert.rejects(start(engine, 'SELECT * FROM range(100000000000)').result, { code: 'TOO_MANY_ROWS' });
  await assert.rejects(start(engine, "SELECT repeat('x', 1000) FROM range(500)").result, {
    class: 'user',
    code: 'RESULT_TOO_LARGE',
  });
  assert.deepEqual(await rowsOf(engine, 'SELECT 1'), [[1]]);
});

test('cancel and timeout stop the work, also in joins and sorts', async (t) => {
  const { engine } = await open(t, { concurrentQueries: 2 });
  for (const sql of [FOREVER, SORTING]) {
    const slow = start(engine, sql);
    const timed = start(engine, sql, { timeoutMs: 300 });
    const queued = start(engine, 'SELECT 1');
    assert.equal(queued.stats().state, 'QUEUED');
    assert.equal(slow.stats().state, 'RUNNING');
    await assert.rejects(timed.result, { class: 'user', code: 'QUERY_TIMEOUT' });
    await queued.result;
    slow.cancel();
    slow.cancel();
    await assert.rejects(slow.result, { class: 'user', code: 'QUERY_CANCELLED' });
    assert.equal(slow.stats().state, 'FAILED');
    // Both turns are free again, so the work has ended.
    assert.deepEqual(await Promise.all([rowsOf(engine, 'SELECT 1'), rowsOf(engine, 'SELECT 2')]), [
      [[1]],
      [[2]],
    ]);
  }
  const finished = start(engine, 'SELECT 3');
  await finished.result;
  finished.cancel();
  assert.equal(finished.stats().state, 'FINISHED');
  assert.equal(finished.stats().percentage, 100);
});

test('a waiting query can be cancelled and runs out of time', async (t) => {
  const { engine } = await open(t, { concurrentQueries: 1 });
  const first = start(engine, FOREVER);
  const cancelled = start(engine, 'SELECT 1');
  const late = start(engine, 'SELECT 1', { timeoutMs: 50 });
  cancelled.cancel();
  await assert.rejects(cancelled.result, { code: 'QUERY_CANCELLED' });
  await assert.rejects(late.result, { code: 'QUERY_TIMEOUT' });
  first.cancel();
  await assert.rejects(first.result, { code: 'QUERY_CANCELLED' });
  assert.deepEqual(await rowsOf(engine, 'SELECT 1'), [[1]]);
});

test('a query beyond the memory limit fails by itself', async (t) => {
  const memory = { memoryLimitBytes: 128 * 1024 * 1024, temporaryLimitBytes: 1024 * 1024 };
  const { engine, lake } = await open(t, { store: memory });
  const sql = 'SELECT len(list(range)) FROM range(100000000)';
  await assert.rejects(start(engine, sql).result, { class: 'insufficient_resources', code: 'QUERY_MEMORY' });
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [], to: [100] } }] });
  assert.deepEqual(await rowsOf(engine, 'SELECT count(*) FROM data.visits_1'), [[98]]);
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
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table(['meta.store'])",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
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
      (reason: { class: string; message: string; detail?: string }) => reason,
    );
    assert.equal(error.class, 'user', `${sql}: ${error.message}`);
    assert.ok(!`${error.message} ${error.detail}`.includes(directory), `${sql}: ${error.message}`);
    assert.ok(!/\bmeta\./.test(error.message), `${sql}: ${error.message}`);
  }
  assert.deepEqual(await readdir(directory), before);
  assert.deepEqual(await rowsOf(engine, 'SELECT count(*) FROM data.visits_1'), [[8]]);
  await lake.commitRound(PROJECT, { ranges: [{ collection: VISITS, range: { from: [10], to: [20] } }] });
});

test('large answers come in pieces that make one array', async (t) => {
  const { engine } = await open(t);
  const { rowsJson, rowCount } = await start(
    engine,
    "SELECT range, 'some text ' || range FROM range(60000)",
    {
      maxRows: 60_000,
    },
  ).result;
  assert.equal(rowCount, 60_000);
  assert.ok(rowsJson.length > 3);
  const rows = JSON.parse(Buffer.concat(rowsJson).toString()) as [number, string][];
  assert.deepEqual([rows.length, rows[59_999]], [60_000, [59_999, 'some text 59999']]);
});
