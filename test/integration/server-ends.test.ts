/**
 * Goal: a server ends when it is told to, with an exit code that says how, whatever it is doing.
 *
 * Method: real server processes with queries that would run for hours, of a kind that can be interrupted and of one
 * that cannot. The exit code tells the ways apart: 0 is an end in good order, 1 the end by the time limit.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  assertExactlyOnce,
  NumberedClients,
  type ProjectKeys,
  untilStored,
} from '../support/numbered-clients.ts';
import {
  post,
  removeDirectory,
  type ServerProcess,
  sleep,
  startMillrace,
  stop,
  until,
} from '../support/server-process.ts';

/** Each would take days. DuckDB looks for interrupts between the rows of the first, but never within the second. */
const ENDLESS = 'SELECT count(*) FROM thing a, thing b, thing c, thing d, thing e, thing f, thing g, thing h';
/** The engine looks for an interrupt between steps of 2,048 rows: one of these takes a minute. */
const UNINTERRUPTIBLE = `SELECT max(${Array.from(
  { length: 40 },
  (_, at) => `levenshtein_distance(rpad(text, ${960 + at}, 'ab'), rpad(text, 960, 'ba'))`,
).join(' + ')}) FROM thing`;

interface Loaded {
  readonly data: string;
  readonly server: ServerProcess;
  readonly keys: ProjectKeys;
  readonly clients: NumberedClients;
}

/** A server with events in its tables, and nothing else to do. */
async function loadedServer(t: TestContext): Promise<Loaded> {
  const data = mkdtempSync(path.join(tmpdir(), 'millrace-end-'));
  const server = await startMillrace(data);
  t.after(async () => {
    await stop(server.child, 'SIGKILL');
    await clients.stop();
    removeDirectory(data);
  });
  const keys = (await post(server.port, '/project/create', { name: 'ends' })) as ProjectKeys;
  const collections = ['thing'];
  const random = () => 0.5;
  const clients = new NumberedClients({ server, keys, collections, clients: 1, batch: 400, random });
  clients.start();
  await until('events are acknowledged', () => clients.acknowledged().size >= 2000);
  await clients.stop();
  await untilStored(server.port, keys);
  return { data, server, keys, clients };
}

async function runQuery({ server, keys }: Loaded, query: string): Promise<{ status: number; body: string }> {
  const reply = await fetch(`http://127.0.0.1:${server.port}/query/execute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', read_key: keys.read_key },
    body: JSON.stringify({ query }),
  });
  return { status: reply.status, body: await reply.text() };
}

/** Ticks of processor time (100 a second) that threads of libuv's pool, where the engine computes, have used. */
function poolTicks({ server }: Loaded): number {
  const tasks = `/proc/${server.child.pid}/task`;
  let ticks = 0;
  for (const task of readdirSync(tasks)) {
    const stat = readFileSync(path.join(tasks, task, 'stat'), 'utf8');
    if (stat.includes('(libuv-worker)')) ticks += Number(stat.slice(stat.lastIndexOf(')')).split(' ')[12]);
  }
  return ticks;
}

/** Resolves when the engine is deep in the queries: nothing else of the server computes for so long. */
async function untilComputing(loaded: Loaded): Promise<void> {
  const before = poolTicks(loaded);
  await until('the engine computes', () => poolTicks(loaded) > before + 100);
}

/** What was acknowledged before the end is there after it. */
async function assertKept({ data, keys, clients }: Loaded): Promise<void> {
  const again = await startMillrace(data);
  try {
    await assertExactlyOnce(again.port, keys, clients.acknowledged(), [clients]);
  } finally {
    await stop(again.child, 'SIGKILL');
  }
}

test('heavy-queries-hold-up-the-end: they are cancelled, their clients are told, and the exit code is 0', async (t) => {
  const loaded = await loadedServer(t);
  const queries = [runQuery(loaded, ENDLESS), runQuery(loaded, ENDLESS)];
  await untilComputing(loaded);
  loaded.server.child.kill('SIGTERM');
  for (const { status, body } of await Promise.all(queries)) {
    assert.equal(status, 503);
    assert.match(body, /SERVER_STOPPING/);
  }
  await stop(loaded.server.child);
  assert.deepEqual([loaded.server.child.exitCode, loaded.server.child.signalCode], [0, null]);
  await assertKept(loaded);
});

test('a client that never finishes its request does not hold up the end', async (t) => {
  const loaded = await loadedServer(t);
  const socket = connect(loaded.server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST /event/batch HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"api":');
  await sleep(200);
  loaded.server.child.kill('SIGINT');
  await stop(loaded.server.child);
  assert.deepEqual([loaded.server.child.exitCode, loaded.server.child.signalCode], [0, null]);
  await assertKept(loaded);
});

test('native-work-outlives-the-process: what cannot be interrupted ends with exit code 1, without an abort', async (t) => {
  const loaded = await loadedServer(t);
  const query = runQuery(loaded, UNINTERRUPTIBLE).catch(() => undefined);
  await untilComputing(loaded);
  loaded.server.child.kill('SIGTERM');
  await stop(loaded.server.child);
  assert.deepEqual([loaded.server.child.exitCode, loaded.server.child.signalCode], [1, null]);
  await query;
  await assertKept(loaded);
});

test('a second signal ends at once, with the exit code of an interruption', async (t) => {
  for (const second of ['SIGTERM', 'SIGINT'] as const) {
    const loaded = await loadedServer(t);
    const query = runQuery(loaded, UNINTERRUPTIBLE).catch(() => undefined);
    await untilComputing(loaded);
    loaded.server.child.kill('SIGTERM');
    // Two in quick succession count as one.
    await sleep(600);
    loaded.server.child.kill(second);
    await stop(loaded.server.child);
    assert.deepEqual([loaded.server.child.exitCode, loaded.server.child.signalCode], [130, null]);
    await query;
    await assertKept(loaded);
  }
});
