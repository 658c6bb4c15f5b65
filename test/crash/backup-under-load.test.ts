/**
 * Goal: a backup taken at any moment, under load, is one consistent point (protocol, rule 30).
 *
 * Method: clients write numbered events to a real server process, which trims its log and checkpoints its tables as
 * often as it can, while queries keep readers open and projects are created and deleted. At random moments
 * `millrace backup` runs. Each backup is then restored by `millrace restore` into an empty directory and a server is
 * started on it: every event acknowledged before the backup began must be there once, none twice, the ledger must
 * balance when it recounts the tables, projects deleted before must be gone, and the server must take new events.
 *
 * `BACKUPS=50 npm test -- test/crash/backup-under-load.test.ts` runs longer; `SEED=…` repeats the same moments.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { millrace } from '../support/command-line.ts';
import { assertExactlyOnce, NumberedClients, type ProjectKeys } from '../support/numbered-clients.ts';
import { SEED, seededRandom } from '../support/seeded-random.ts';
import { post, removeDirectory, sleep, startMillrace, stop, until } from '../support/server-process.ts';

const BACKUPS = Number(process.env['BACKUPS'] ?? 3);

/** Everything that could pull the ground from under a backup happens all the time. */
const RESTLESS = {
  MILLRACE_LOG_RETENTION: '0s',
  MILLRACE_BATCH_UPKEEP_INTERVAL: '20ms',
  MILLRACE_LAKE_CHECKPOINT_THRESHOLD: '1MB',
};

/** A project that lives for a moment. */
interface PassingProject {
  readonly name: string;
  readonly keys: ProjectKeys;
  readonly clients: NumberedClients;
  deletion: 'none' | 'asked for' | 'done';
}

/** What must hold of a backup, noted when it began and when it had ended. */
interface Backup {
  readonly directory: string;
  readonly acknowledged: ReadonlySet<string>;
  /** Projects whose deletion was answered before the backup began. */
  readonly gone: readonly string[];
  /** Projects that were there before it began and that nobody asked to delete before it had ended. */
  readonly kept: readonly { readonly project: PassingProject; readonly acknowledged: ReadonlySet<string> }[];
}

test(`${BACKUPS} backups under load are each one point that restores (SEED=${SEED})`, async (t) => {
  const random = seededRandom(SEED);
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-backup-'));
  const data = path.join(directory, 'data');
  let proved = false;
  let running = true;
  const senders: NumberedClients[] = [];
  const server = await startMillrace(data, { env: RESTLESS });
  t.after(async () => {
    running = false;
    await stop(server.child, 'SIGKILL');
    // Also where the test failed, or they would keep the process up.
    await Promise.all(senders.map((clients) => clients.stop()));
    if (proved) removeDirectory(directory);
    else t.diagnostic(`data directories kept: ${directory}`);
  });
  const keys = (await post(server.port, '/project/create', { name: 'steady' })) as ProjectKeys;
  const collections = ['alpha', 'beta', 'gamma delta'];
  const clients = new NumberedClients({
    server,
    keys,
    collections,
    clients: 4,
    batch: 100,
    random,
    pauseMs: 5,
    textLength: 200,
  });
  clients.start();
  senders.push(clients);
  const passing: PassingProject[] = [];
  const others = [
    comeAndGo(server.port, passing, random, () => running, senders),
    keepReading(server.port, keys, () => running),
  ];
  // Awaited at the end; a failure before that is the test's.
  for (const other of others) other.catch(() => undefined);

  const stays = ({ deletion, clients: own }: PassingProject) =>
    deletion === 'none' && own.acknowledged().size > 0;
  await until(
    'there is something to back up',
    () =>
      clients.acknowledged().size > 100 &&
      passing.some(({ deletion }) => deletion === 'done') &&
      passing.some((project, index) => index % 3 === 2 && stays(project)),
  );
  const backups: Backup[] = [];
  for (let number = 1; number <= BACKUPS; number++) {
    await sleep(300 + random() * 1500);
    backups.push(await backUp(data, path.join(directory, `backup-${number}`), clients, passing));
  }
  running = false;
  await Promise.all(others);
  await clients.stop();
  const whole = await assertExactlyOnce(server.port, keys, clients.acknowledged(), [clients]);
  server.child.kill('SIGTERM');
  await stop(server.child);
  assert.equal(server.child.exitCode, 0);

  const stored: number[] = [];
  for (const [index, backup] of backups.entries()) {
    const restored = path.join(directory, `restored-${index + 1}`);
    stored.push(await restore(backup, restored, keys, clients));
    removeDirectory(restored);
    removeDirectory(backup.directory);
  }
  const sizes = backups.map(({ acknowledged }, index) => `${acknowledged.size}/${stored[index]}`);
  t.diagnostic(
    `${whole.acknowledged} events acknowledged, ${passing.length} projects came and went; acknowledged before the ` +
      `backup / stored after its restore: ${sizes.join(', ')}; none lost, none twice`,
  );
  for (const { gone, kept } of backups) {
    assert.ok(gone.length > 0 && kept.some(({ acknowledged }) => acknowledged.size > 0));
  }
  proved = true;
});

/** Creates projects, writes to each for a while, and deletes some of them while they are still written to. */
async function comeAndGo(
  port: number,
  passing: PassingProject[],
  random: () => number,
  running: () => boolean,
  senders: NumberedClients[],
): Promise<void> {
  const deletions: Promise<void>[] = [];
  for (let number = 1; running(); number++) {
    const name = `passing_${number}`;
    const keys = (await post(port, '/project/create', { name })) as ProjectKeys;
    const clients = new NumberedClients({
      server: { port },
      keys,
      collections: ['one', 'two'],
      clients: 1,
      batch: 20,
      random,
      pauseMs: 10,
    });
    const project: PassingProject = { name, keys, clients, deletion: 'none' };
    passing.push(project);
    senders.push(clients);
    clients.start();
    await sleep(100 + random() * 300);
    // Every third stays, without further events.
    if (number % 3 === 0) await clients.stop();
    else deletions.push(deleteLater(port, project, random() * 2000));
  }
  await Promise.all(deletions);
}

async function deleteLater(port: number, project: PassingProject, delayMs: number): Promise<void> {
  await sleep(delayMs);
  project.deletion = 'asked for';
  await post(port, '/project/delete', {}, { master_key: project.keys.master_key });
  project.deletion = 'done';
  await project.clients.stop();
}

/** Queries that hold a snapshot open while tables are checkpointed and copied. */
async function keepReading(port: number, keys: ProjectKeys, running: () => boolean): Promise<void> {
  const sql = 'SELECT count(*), max(a.text) FROM alpha a JOIN beta b ON a.number % 500 = b.number % 500';
  while (running()) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 1000);
    await fetch(`http://127.0.0.1:${port}/query/execute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', read_key: keys.read_key },
      body: JSON.stringify({ query: sql }),
      signal: controller.signal,
    }).then(
      (reply) => reply.arrayBuffer(),
      () => undefined,
    );
    clearTimeout(timer);
    await sleep(20);
  }
}

async function backUp(
  data: string,
  directory: string,
  clients: NumberedClients,
  passing: readonly PassingProject[],
): Promise<Backup> {
  const acknowledged = clients.acknowledged();
  const gone = passing.filter(({ deletion }) => deletion === 'done').map(({ name }) => name);
  const there = passing
    .filter(({ deletion }) => deletion === 'none')
    .map((project) => ({ project, acknowledged: project.clients.acknowledged() }));
  const { exit, note } = await millrace(['backup', directory, '--data', data]);
  assert.equal(exit, 0, note);
  const kept = there.filter(({ project }) => project.deletion === 'none');
  return { directory, acknowledged, gone, kept };
}

/** Restores, checks what must be there, and writes more. Returns the stored events of the steady project. */
async function restore(
  backup: Backup,
  target: string,
  keys: ProjectKeys,
  clients: NumberedClients,
): Promise<number> {
  const { exit, note } = await millrace(['restore', backup.directory, '--data', target]);
  assert.equal(exit, 0, note);
  const server = await startMillrace(target);
  try {
    const { stored } = await assertExactlyOnce(server.port, keys, backup.acknowledged, [clients]);
    for (const { project, acknowledged } of backup.kept) {
      await assertExactlyOnce(server.port, project.keys, acknowledged, [project.clients]);
    }
    const projects = (await post(server.port, '/project/list', {})) as readonly string[];
    assert.deepEqual(
      backup.gone.filter((name) => projects.includes(name)),
      [],
      'deleted projects are back',
    );
    // Old collections and a new one, under the old keys.
    const collections = ['alpha', 'beta', 'gamma delta', 'after the restore'];
    const more = new NumberedClients({
      server,
      keys,
      collections,
      clients: 2,
      batch: 40,
      random: seededRandom(SEED + 1),
      firstNumber: 100,
    });
    more.start();
    await sleep(300);
    await more.stop();
    assert.deepEqual(more.refusals, []);
    const all = new Set([...backup.acknowledged, ...more.acknowledged()]);
    await assertExactlyOnce(server.port, keys, all, [clients, more]);
    server.child.kill('SIGTERM');
    await stop(server.child);
    assert.equal(server.child.exitCode, 0);
    return stored;
  } finally {
    await stop(server.child, 'SIGKILL');
  }
}
