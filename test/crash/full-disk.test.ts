/**
 * Goal: a full disk costs the server nothing but the events that it refuses.
 *
 * Method: a real server on a file system of its own, as small as it comes, so that every store meets the same lack of
 * space. Clients write numbered events until the log says no; then the rest of the space is taken away, down to the
 * last byte, and the server goes on refusing, answering queries, and starting anew; then the space is given back. At
 * the end every acknowledged event is there once, and the ledger balances when it recounts the tables.
 *
 * The file system is in memory (`tmpfs`). Mounting needs root, or user namespaces: then the test runs itself in one.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { resultOf, spawnCommand } from '../support/command-line.ts';
import {
  assertExactlyOnce,
  ledgerOf,
  NumberedClients,
  type ProjectKeys,
  queryRows,
  untilStored,
} from '../support/numbered-clients.ts';
import { SEED, seededRandom } from '../support/seeded-random.ts';
import {
  portOf,
  post,
  type ServerProcess,
  sleep,
  startMillrace,
  stop,
  until,
} from '../support/server-process.ts';

const MEGABYTE = 1024 * 1024;
const DISK_BYTES = 200 * MEGABYTE;

const SMALL = {
  MILLRACE_LOG_MIN_FREE_DISK: '40MB',
  MILLRACE_LAKE_MIN_FREE_DISK: '20MB',
  MILLRACE_LAKE_CHECKPOINT_THRESHOLD: '4MB',
  MILLRACE_BATCH_UPKEEP_INTERVAL: '200ms',
  MILLRACE_BATCH_MAX_BACK_OFF: '1s',
};

/** Says that this process is in the namespace that it made for itself. */
const INSIDE = 'MILLRACE_TEST_IN_NAMESPACE';

/** A file system of so many bytes; `undefined` where this process may not mount one. */
function mountSmallDisk(t: TestContext): string | undefined {
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', directory];
  if (spawnSync('mount', options).status !== 0) {
    rmdirSync(directory);
    return undefined;
  }
  t.after(() => {
    spawnSync('umount', ['-l', directory]);
    rmdirSync(directory);
  });
  return directory;
}

/** Runs one test of this file again where its user is root over namespaces of its own. */
function runInNamespace(name: string): void {
  assert.equal(process.env[INSIDE], undefined, 'no file system can be mounted, not even in a namespace');
  // The runner tells its children by this variable that their output is for it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const options = ['--test', '--test-name-pattern', name, import.meta.filename];
  const command = ['--user', '--map-root-user', '--mount', process.execPath, ...options];
  const run = spawnSync('unshare', command, { env: { ...env, [INSIDE]: '1' }, encoding: 'utf8' });
  assert.equal(run.status, 0, `${run.error ?? ''}${run.stdout}${run.stderr}`);
}

async function freeBytesOf(disk: string): Promise<number> {
  const { bavail, bsize } = await statfs(disk);
  return bavail * bsize;
}

/** Takes all but so many bytes of the disk, until they are given back. */
async function takeSpace(disk: string, left: number): Promise<{ giveBack(): void }> {
  const file = path.join(disk, 'taken');
  const handle = await open(file, 'a');
  try {
    for (;;) {
      const excess = (await freeBytesOf(disk)) - left;
      if (excess <= 0) break;
      await handle.appendFile(Buffer.alloc(Math.min(excess, MEGABYTE), 1));
    }
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
  } finally {
    await handle.close();
  }
  return { giveBack: () => rmSync(file) };
}

interface Health {
  readonly status: string;
  readonly reason?: string;
}

async function healthOf({ port }: ServerProcess): Promise<{ code: number; health: Health }> {
  const reply = await fetch(`http://127.0.0.1:${port}/health/ready`);
  return { code: reply.status, health: (await reply.json()) as Health };
}

/** Each refusal must tell the client when to come back, and none may be an internal fault. */
function assertPolite(clients: NumberedClients): void {
  const rude = clients.refusals.filter(({ status, retryAfter }) => status !== 503 || retryAfter === null);
  assert.deepEqual(rude.slice(0, 5), [], `${rude.length} refusals are no 503 with Retry-After`);
}

async function untilRefused(clients: NumberedClients, more: number): Promise<void> {
  const wanted = clients.refusals.length + more;
  await until('requests are refused', () => clients.refusals.length >= wanted);
}

async function untilAcknowledged(clients: NumberedClients, more: number): Promise<void> {
  const wanted = clients.acknowledged().size + more;
  await until('events are acknowledged', () => clients.acknowledged().size >= wanted);
}

async function untilHealth(server: ServerProcess, status: string): Promise<Health> {
  let health: Health = { status: '' };
  await until(`health is ${status}`, async () => {
    health = (await healthOf(server)).health;
    return health.status === status;
  });
  return health;
}

function enlarge(disk: string): void {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,size=${2 * DISK_BYTES}`, disk]);
  assert.equal(status, 0, String(stderr));
}

interface SmallServer {
  readonly disk: string;
  readonly data: string;
  readonly server: ServerProcess;
  readonly keys: ProjectKeys;
  readonly clients: NumberedClients;
}

/** A server that has filled its disk as far as it goes, with clients that do not give up. */
async function fullServer(t: TestContext, disk: string, env = SMALL): Promise<SmallServer> {
  const data = path.join(disk, 'data');
  const server = await startMillrace(data, { env });
  let clients: NumberedClients | undefined;
  t.after(async () => {
    await stop(server.child, 'SIGKILL');
    await clients?.stop();
  });
  const keys = (await post(server.port, '/project/create', { name: 'small' })) as ProjectKeys;
  clients = new NumberedClients({
    server,
    keys,
    collections: ['alpha', 'beta'],
    clients: 4,
    batch: 100,
    random: seededRandom(SEED),
    textLength: 2000,
  });
  assert.deepEqual(await healthOf(server), { code: 200, health: { status: 'ok' } });
  clients.start();
  await untilRefused(clients, 20);
  return { disk, data, server, keys, clients };
}

/** What must hold at any time on a full disk. */
async function assertServing({ server, keys, clients }: SmallServer): Promise<void> {
  assertPolite(clients);
  const { code, health } = await healthOf(server);
  assert.deepEqual([code, health.status], [200, 'degraded'], health.reason);
  assert.equal((await ledgerOf(server.port, keys)).balanced, true);
  const [[visible] = []] = await queryRows(server.port, keys, 'SELECT count(*) FROM alpha');
  assert.ok(Number(visible) > 100, 'what is there cannot be queried');
}

/** After space came back: events are taken again, health is restored, and every event is accounted for. */
async function assertRecovered({ server, keys, clients }: SmallServer): Promise<string> {
  await untilAcknowledged(clients, 500);
  await clients.stop();
  await untilStored(server.port, keys);
  await untilHealth(server, 'ok');
  const { acknowledged, stored } = await assertExactlyOnce(server.port, keys, clients.acknowledged(), [
    clients,
  ]);
  return `${acknowledged} events acknowledged, ${stored} stored, ${clients.refusals.length} requests refused, none lost, none twice`;
}

/** Starts a server that either listens, and is stopped again, or ends with words about the lack of space. */
async function tryToStart(data: string): Promise<string> {
  const child = spawnCommand(['start', '--data', data, '--port', '0'], { env: SMALL });
  const ended = resultOf(child);
  const listens = portOf(data, child).then(
    () => undefined,
    () => ended,
  );
  const refused = await Promise.race([ended, listens]);
  if (refused === undefined) {
    await stop(child, 'SIGTERM');
    return 'it started';
  }
  assert.match(refused.note, /no space is left|full/);
  return `exit ${refused.exit}: ${refused.note.trim().split('\n')[0]}`;
}

/** The test proper, on a disk of its own. */
function onSmallDisk(name: string, work: (t: TestContext, disk: string) => Promise<void>): void {
  test(`${name} (SEED=${SEED})`, async (t) => {
    const disk = mountSmallDisk(t);
    if (disk === undefined) runInNamespace(name);
    else await work(t, disk);
  });
}

onSmallDisk('a full disk loses nothing and is survived without a restart', async (t, disk) => {
  const small = await fullServer(t, disk);
  const { clients } = small;
  // Full by what the server itself stores: it says no while there is still room.
  assert.ok((await freeBytesOf(disk)) > 0, 'the server filled the disk to the last byte');
  assert.ok(clients.refusals.some(({ code }) => code === 'LOG_FULL'));
  assert.match((await untilHealth(small.server, 'degraded')).reason ?? '', /event log/);
  await assertServing(small);
  const before = clients.acknowledged().size;
  assert.ok(before > 1000, `only ${before} events were acknowledged: the test proves nothing`);

  // Full to the last byte, by somebody else.
  const taken = await takeSpace(disk, 0);
  await untilRefused(clients, 100);
  await sleep(2000);
  await assertServing(small);

  taken.giveBack();
  enlarge(disk);
  t.diagnostic(`${before} acknowledged until the disk was full; at the end ${await assertRecovered(small)}`);
});

onSmallDisk('a server that is killed on a full disk starts on it again', async (t, disk) => {
  const small = await fullServer(t, disk);
  const { server, data, clients } = small;
  await stop(server.child, 'SIGKILL');
  Object.assign(server, await startMillrace(data, { env: SMALL }));
  await untilRefused(clients, 20);
  await assertServing(small);

  // With no byte left it may refuse to start, but says so and harms nothing.
  const taken = await takeSpace(disk, 0);
  await untilRefused(clients, 20);
  await stop(server.child, 'SIGKILL');
  t.diagnostic(`start without a byte of space: ${await tryToStart(data)}`);

  taken.giveBack();
  enlarge(disk);
  Object.assign(server, await startMillrace(data, { env: SMALL }));
  t.diagnostic(await assertRecovered(small));
});

onSmallDisk(
  'with the least reserve the tables and the metadata meet the end of the disk, and nothing is lost',
  async (t, disk) => {
    const leastReserve = {
      ...SMALL,
      MILLRACE_LOG_MIN_FREE_DISK: '16MB',
      MILLRACE_LAKE_MIN_FREE_DISK: '0B',
      // Every failed commit is an error in the log.
      MILLRACE_LOG_LEVEL: 'silent',
    };
    const small = await fullServer(t, disk, leastReserve);
    const { clients, server, keys } = small;
    await untilRefused(clients, 100);
    await sleep(2000);
    assertPolite(clients);
    const left = await freeBytesOf(disk);
    assert.equal((await healthOf(server)).health.status, 'degraded');
    assert.equal((await ledgerOf(server.port, keys)).balanced, true);
    enlarge(disk);
    const codes = [...new Set(clients.refusals.map(({ code }) => code))];
    t.diagnostic(
      `${left} bytes were left, refused with ${codes.join(', ')}; ${await assertRecovered(small)}`,
    );
  },
);
