/**
 * The client, and the server that tests start, on a real PrestoDB. Goal: what `test/support/presto/` and
 * `src/adapters/presto/` promise is true of the engine itself, not of a picture of it.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { PrestoQueryFailed } from '../../src/adapters/presto/errors.ts';
import type { PrestoClient } from '../../src/adapters/presto/rest-client.ts';
import type { PrestoStatement } from '../../src/adapters/presto/statement.ts';
import { type RunningPresto, startPresto } from '../support/presto/start-presto.ts';

let presto: RunningPresto;
let client: PrestoClient;
let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'millrace-presto-tables-'));
  presto = await startPresto({ folder });
  client = presto.client();
});

after(async () => {
  await presto?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The one row of an answer. */
async function row(sql: string): Promise<readonly unknown[]> {
  const { rows } = await client.execute(sql);
  assert.equal(rows.length, 1);
  return rows[0]!;
}

test('SELECT 1', async () => {
  const result = await client.execute('SELECT 1 AS one');
  assert.deepEqual(result.rows, [[1]]);
  assert.deepEqual(
    result.columns.map(({ name, typeText }) => [name, typeText]),
    [['one', 'integer']],
  );
  assert.equal(result.stats.state, 'FINISHED');
});

test('an answer without rows has its columns', async () => {
  const { rows, columns } = await client.execute("SELECT 'a' AS a WHERE false");
  assert.deepEqual([rows, columns.length], [[], 1]);
});

for (const catalog of ['memory', 'hive', 'iceberg']) {
  test(`a table of ${catalog} is written and read back`, async () => {
    await client.execute(`CREATE SCHEMA IF NOT EXISTS ${catalog}.trip`);
    const created = await client.execute(`
      CREATE TABLE ${catalog}.trip.t AS
      SELECT 9007199254740993 AS n, CAST('12345678901234567890.10' AS decimal(38,2)) AS d, 'é😀' AS s,
             TIMESTAMP '2026-03-29 02:30:00.123' AS ts, ARRAY[1, NULL] AS a, MAP(ARRAY['k'], ARRAY[1.5E0]) AS m
      UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL`);
    assert.deepEqual([created.updateType, created.updateCount], ['CREATE TABLE', 2n]);
    const { rows } = await client.execute('SELECT * FROM trip.t ORDER BY n', { session: { catalog } });
    assert.deepEqual(rows, [
      [
        9007199254740993n,
        '12345678901234567890.10',
        'é😀',
        '2026-03-29 02:30:00.123',
        [1, null],
        new Map([['k', 1.5]]),
      ],
      [null, null, null, null, null, null],
    ]);
    await client.execute(`DROP TABLE ${catalog}.trip.t`);
  });
}

test('tables of hive and iceberg are in the folder that was given', () => {
  assert.deepEqual(readdirSync(folder).sort(), ['hive', 'iceberg']);
});

test('numbers arrive exactly', async () => {
  assert.deepEqual(
    await row(`SELECT 9007199254740993, -9223372036854775807 - 1, CAST(7 AS tinyint), REAL '1.1', 1e300, nan(),
      -infinity(), -0e0, 1.50, DECIMAL '-0.000000000000000001', DECIMAL '99999999999999999999999999999999999999'`),
    [
      9007199254740993n,
      -9223372036854775808n,
      7,
      1.1,
      1e300,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      -0,
      '1.50',
      '-0.000000000000000001',
      '99999999999999999999999999999999999999',
    ],
  );
});

test('containers arrive exactly, one in another too', async () => {
  assert.deepEqual(
    await row(
      `SELECT ARRAY[ARRAY[9007199254740993, NULL], NULL, ARRAY[]],
      MAP(ARRAY[9007199254740993], ARRAY[ARRAY['[1]', '"', NULL]]),
      CAST(ROW(1, ROW(DECIMAL '1.50', TIMESTAMP '2026-01-01 00:00:00 UTC'), X'00ff') AS
        ROW(a bigint, "b c" ROW(d decimal(3,2), t timestamp with time zone), v varbinary)),
      MAP(ARRAY[TIMESTAMP '2026-01-01 00:00:00', TIMESTAMP '2026-01-02 00:00:00'], ARRAY[1, NULL])`,
    ),
    [
      [[9007199254740993n, null], null, []],
      new Map([[9007199254740993n, ['[1]', '"', null]]]),
      [1n, ['1.50', '2026-01-01 00:00:00.000 UTC'], Buffer.from([0, 255])],
      new Map([
        ['2026-01-01 00:00:00.000', 1],
        ['2026-01-02 00:00:00.000', null],
      ]),
    ],
  );
});

test('times arrive as the engine writes them, in UTC unless the session says otherwise', async () => {
  assert.deepEqual(
    await row(`SELECT TIMESTAMP '1969-12-31 23:59:59.999', TIMESTAMP '2026-01-01 01:02:03.456 Europe/Berlin',
      TIMESTAMP '2026-01-01 01:02:03.456 +05:30', DATE '0001-01-01', TIME '01:02:03.400', INTERVAL '3' DAY,
      INTERVAL '14' MONTH, current_timezone(), CAST(from_unixtime(0) AS varchar)`),
    [
      '1969-12-31 23:59:59.999',
      '2026-01-01 01:02:03.456 Europe/Berlin',
      '2026-01-01 01:02:03.456 +05:30',
      '0001-01-01',
      '01:02:03.400',
      '3 00:00:00.000',
      '1-2',
      'UTC',
      '1970-01-01 00:00:00.000',
    ],
  );
  const berlin = await client.execute('SELECT current_timezone()', {
    session: { timeZone: 'Europe/Berlin' },
  });
  assert.deepEqual(berlin.rows, [['Europe/Berlin']]);
});

test('other types', async () => {
  assert.deepEqual(
    await row(`SELECT X'00ff', JSON '{"a":[1,2.0]}', CAST('a' AS char(3)), true, NULL, U&'\\+01F600',
      cardinality(CAST(CAST(approx_set(1) AS varbinary) AS HyperLogLog)) FROM (VALUES 1)`),
    [Buffer.from([0, 255]), '{"a":[1,2.0]}', 'a  ', true, null, '😀', 1n],
  );
});

test('session properties reach the engine', async () => {
  const { rows } = await client.execute("SHOW SESSION LIKE 'query_max_run_time'", {
    session: { properties: { query_max_run_time: '77s' } },
  });
  assert.equal(rows[0]?.[1], '77s');
});

test('many pages: every row once', async () => {
  const statement = client.statement('SELECT orderkey, linenumber, comment FROM tpch.tiny.lineitem');
  const seen = new Set<string>();
  let pages = 0;
  for await (const page of statement.pages()) {
    pages++;
    for (const [order, line] of page) seen.add(`${order}-${line}`);
  }
  assert.ok(pages > 1);
  assert.equal(seen.size, 60_175);
});

async function failureOf(sql: string): Promise<PrestoQueryFailed> {
  try {
    await client.execute(sql);
  } catch (error) {
    assert.ok(error instanceof PrestoQueryFailed, String(error));
    return error;
  }
  return assert.fail('the statement did not fail');
}

test('an error has its name, its line and its column', async () => {
  const unknown = await failureOf('SELECT x +\n  foo FROM (VALUES 1) t(x)');
  assert.equal(unknown.code, 'QUERY_FAILED');
  const { errorName, line, column } = unknown.failure;
  assert.deepEqual([errorName, line, column], ['SYNTAX_ERROR', 2, 3]);
  const division = await failureOf('SELECT 1 / (x - x) FROM (VALUES 1) t(x)');
  assert.deepEqual([division.failure.errorName, division.failure.line], ['DIVISION_BY_ZERO', undefined]);
});

const ENDLESS =
  'SELECT count(*) FROM tpch.sf1000.lineitem a, tpch.sf1000.orders b WHERE a.comment < b.comment';

async function stateOf(queryId: string): Promise<readonly unknown[]> {
  const sql = `SELECT state FROM system.runtime.queries WHERE query_id = '${queryId}'`;
  return (await client.execute(sql)).rows.map(([state]) => state);
}

async function untilState(statement: PrestoStatement, states: readonly string[]): Promise<void> {
  while (!states.includes(statement.stats?.state ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

for (const states of [['WAITING_FOR_PREREQUISITES', 'QUEUED', 'PLANNING', 'RUNNING'], ['RUNNING']] as const) {
  test(`cancel stops a statement that is ${states[0]}`, async () => {
    const statement = client.statement(ENDLESS);
    const running = assert.rejects(statement.pages().next(), { code: 'QUERY_CANCELLED' });
    await untilState(statement, states);
    await statement.cancel();
    await running;
    // A statement that was never begun is not in the list.
    for (const state of await stateOf(statement.queryId!)) assert.equal(state, 'FAILED');
  });
}

test('whoever stops reading stops the statement', async () => {
  const statement = client.statement('SELECT * FROM tpch.sf1.lineitem');
  for await (const page of statement.pages()) {
    assert.ok(page.length > 0);
    break;
  }
  assert.deepEqual(await stateOf(statement.queryId!), ['FAILED']);
});

test('a statement that takes too long is stopped', async () => {
  const statement = client.statement(ENDLESS, { timeoutMs: 1500 });
  await assert.rejects(statement.pages().next(), { code: 'QUERY_TIMEOUT' });
  await statement.cancel();
  for (const state of await stateOf(statement.queryId!)) assert.equal(state, 'FAILED');
});

test('other machines cannot reach it', async () => {
  const outside = Object.values(os.networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal);
  if (outside === undefined) return;
  const port = Number(new URL(presto.address).port);
  const reached = await new Promise<boolean>((resolve) => {
    const socket = net.connect({ host: outside.address, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  assert.equal(reached, false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('stop leaves no process and no file', async () => {
  const { pid, logFile } = presto;
  await presto.stop();
  await presto.stop();
  assert.equal(isAlive(pid), false);
  assert.equal(existsSync(path.dirname(logFile)), false);
});

test('a server does not outlive a test run that was killed', { timeout: 240_000 }, async () => {
  const child: ChildProcess = spawn(process.execPath, [path.join(import.meta.dirname, 'starter-child.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<Buffer>((resolve) => child.stdout?.once('data', resolve));
  const [pidText, instance = ''] = said.toString().trim().split(' ');
  const pid = Number(pidText);
  assert.ok(isAlive(pid));
  child.kill('SIGKILL');
  while (isAlive(pid) || existsSync(instance)) await new Promise((resolve) => setTimeout(resolve, 50));
});
