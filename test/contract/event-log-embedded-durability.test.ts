/** What only the durable log can break: crashes, full disks, damaged files, other threads, copies under load. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, stat, statfs, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { openEnvironment } from '../../src/adapters/embedded-log/environment.ts';
import { deletionKey, topicKey } from '../../src/adapters/embedded-log/keys.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { batchOf, readAll } from './event-log.suite.ts';
import { openLog } from './event-log-embedded-open.ts';

const CHILD = new URL('./event-log-embedded-child.ts', import.meta.url).pathname;

async function temporary(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-log-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}

/** Collects the child's lines; `until` resolves when one begins with the text. */
function linesOf(child: ChildProcess) {
  const lines: string[] = [];
  const waiting: { readonly prefix: string; readonly resolve: () => void }[] = [];
  const input = createInterface({ input: child.stdout! });
  input.on('line', (line) => {
    lines.push(line);
    for (const one of waiting) if (line.startsWith(one.prefix)) one.resolve();
  });
  return {
    lines,
    until: (prefix: string) =>
      new Promise<void>((resolve, reject) => {
        if (lines.some((line) => line.startsWith(prefix))) resolve();
        waiting.push({ prefix, resolve });
        input.once('close', () => reject(new Error(`the child ended before "${prefix}"`)));
      }),
    closed: once(input, 'close'),
  };
}

/** Request name → the numbers of its messages that are stored. */
async function storedRequests(log: EventLog): Promise<Map<string, number[]>> {
  const requests = new Map<string, number[]>();
  const [a, b] = [await log.latest('a'), await log.latest('b')];
  const messages = [
    ...(await readAll(log, 'a', 0, 0, a[0]!)),
    ...(await readAll(log, 'a', 1, 0, a[1]!)),
    ...(await readAll(log, 'b', 0, 0, b[0]!)),
  ];
  for (const { text } of messages) {
    const [request = '', number] = text.split(' ');
    const numbers = requests.get(request) ?? [];
    requests.set(request, numbers);
    numbers.push(Number(number));
  }
  return requests;
}

function assertWholeAndOnce(stored: Map<string, number[]>, acknowledged: Iterable<string>): void {
  for (const [request, numbers] of stored)
    assert.deepEqual(numbers, [0, 1, 2, 3], `request ${request} is torn`);
  for (const request of acknowledged) assert.ok(stored.has(request), `request ${request} was lost`);
}

test('ten kills lose nothing that was acknowledged and tear no request', async (t) => {
  const directory = await temporary(t);
  const acknowledged = new Set<string>();
  for (let run = 0; run < 10; run++) {
    const child = spawn(process.execPath, [CHILD, directory, String(run), '300'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = linesOf(child);
    await output.until('ack');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    child.kill('SIGKILL');
    await output.closed;
    const acks = output.lines.filter((line) => line.startsWith('ack ')).map((line) => line.slice(4));
    assert.ok(acks.length > 0);
    for (const ack of acks) acknowledged.add(ack);
  }
  const log = await openLog(directory);
  t.after(() => log.close());
  const stored = await storedRequests(log);
  assertWholeAndOnce(stored, acknowledged);
  assert.equal((await log.count('a', [])).accepted, 3 * stored.size);
});

/**
 * The limit on file size makes the log's writes fail as on a full disk, also half-way through one, and needs no rights;
 * raising it is what freeing space is.
 */
test('a disk that is full refuses, tears nothing, and goes on when there is space again', async (t) => {
  const directory = await temporary(t);
  const child = spawn(
    'sh',
    ['-c', `ulimit -S -f 20000; exec "$0" "$@"`, process.execPath, CHILD, directory, '1', '20000'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const output = linesOf(child);
  await output.until('full');
  const refusals = output.lines.filter((line) => line.startsWith('refused '));
  // A write that the limit cuts short is an input/output error to LMDB, one that it refuses says why.
  const known = new Set(['refused LOG_APPEND_FAILED', 'refused LOG_FULL']);
  assert.ok(refusals.length > 0);
  assert.deepEqual(
    refusals.filter((line) => !known.has(line)),
    [],
  );
  const raised = spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
  assert.equal(raised.status, 0, String(raised.stderr));
  child.stdin!.end('go on\n');
  await output.closed;
  const acks = output.lines.filter((line) => line.startsWith('ack ')).map((line) => line.slice(4));
  assert.equal(acks.at(-1), '1-last');
  assert.ok(acks.length > 10);
  const log = await openLog(directory);
  t.after(() => log.close());
  const stored = await storedRequests(log);
  assertWholeAndOnce(stored, acks);
  assert.equal(stored.size, acks.length);
});

test('appends are refused while the file system has less free space than it must keep', async (t) => {
  const log = await openLog(await temporary(t), { 'log.min-free-disk': 2 ** 52 });
  t.after(() => log.close());
  await log.createTopic('t', 1);
  await assert.rejects(log.append(1, [batchOf('t', 0, ['a'])]), { code: 'LOG_FULL', retryAfterMs: 10_000 });
});

test('another thread sees each append as soon as it is acknowledged', async (t) => {
  const directory = await temporary(t);
  const log = await openLog(directory);
  t.after(() => log.close());
  await log.createTopic('t', 1);
  const reader = new Worker(new URL('./event-log-reader-thread.ts', import.meta.url), {
    workerData: directory,
  });
  await once(reader, 'message');
  for (let i = 0; i < 50; i++) {
    const [end] = await log.append(1, [batchOf('t', 0, [`${i}a`, `${i}b`])]);
    reader.postMessage({ from: 2 * i, to: end });
    const [answer] = await once(reader, 'message');
    assert.deepEqual(answer.latest, [end]);
    assert.deepEqual(
      answer.messages.map((message: { text: string }) => message.text),
      [`${i}a`, `${i}b`],
    );
  }
  reader.postMessage({ from: 100, to: 101 });
  await log.append(1, [batchOf('t', 0, ['waited for'])]);
  const [answer] = await once(reader, 'message');
  assert.deepEqual([answer.waited, answer.messages.length], [true, 1]);
  reader.postMessage({ from: -1, to: -1 });
  await once(reader, 'exit');
  assert.deepEqual(await log.append(1, [batchOf('t', 0, ['writer goes on'])]), [102]);
});

test('a copy taken while appends go on is a whole log of one moment', async (t) => {
  const directory = await temporary(t);
  const log = await openLog(directory);
  t.after(() => log.close());
  await log.createTopic('a', 2);
  await log.createTopic('b', 1);
  let isDone = false;
  const acknowledged: string[] = [];
  const produce = async (producer: number) => {
    for (let i = 0; !isDone; i++) {
      const request = `${producer}-${i}`;
      await log.append(producer, [
        batchOf('a', 0, [`${request} 0`, `${request} 1`]),
        batchOf('a', 1, [`${request} 2`]),
        batchOf('b', 0, [`${request} 3`]),
      ]);
      acknowledged.push(request);
    }
  };
  const producers = [1, 2, 3, 4].map(produce);
  await log.waitForAppend('b', [200], 10_000);
  const before = [...acknowledged];
  const copy = path.join(directory, 'copy');
  await log.backup(path.join(copy, 'log'));
  isDone = true;
  await Promise.all(producers);
  const restored = await openLog(copy);
  t.after(() => restored.close());
  const stored = await storedRequests(restored);
  assertWholeAndOnce(stored, before);
  assert.deepEqual(await restored.append(1, [batchOf('b', 0, ['x 0'])]), [stored.size + 1]);
});

test('trimmed space is used again: the file does not grow with what passes through', async (t) => {
  const directory = await temporary(t);
  const log = await openLog(directory);
  t.after(() => log.close());
  await log.createTopic('t', 1);
  const large = 'x'.repeat(200_000);
  for (let i = 0; i < 150; i++) {
    const [end] = await log.append(1, [batchOf('t', 0, [large, 'small'])]);
    if (i % 5 === 4) await log.trim('t', [end! - 10]);
  }
  const { size } = await stat(path.join(directory, 'log', 'data.mdb'));
  assert.ok(size < 10_000_000, `${size} bytes after 30 MB passed through, 2 MB of them stored`);
});

test('an interrupted deletion is finished at the next start', async (t) => {
  const directory = await temporary(t);
  const first = await openLog(directory);
  await first.createTopic('t', 2);
  await first.append(1, [batchOf('t', 0, ['a'.repeat(10_000)]), batchOf('t', 1, ['b'])]);
  await first.close();
  const environment = openEnvironment({ directory: path.join(directory, 'log'), mapBytes: 2 ** 30 });
  environment.transactionSync(() => {
    const topic = environment.get(topicKey('t'))!;
    environment.removeSync(topicKey('t'));
    environment.putSync(deletionKey(topic.readUInt32LE(0)), topic.subarray(4, 8));
  });
  await environment.close();
  const second = await openLog(directory);
  t.after(() => second.close());
  for (const startedMs = Date.now(); (await second.usage()).bytes > 0 && Date.now() - startedMs < 10_000; ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal((await second.usage()).bytes, 0);
  await second.createTopic('t', 1);
  assert.deepEqual(await second.latest('t'), [0]);
});

test('damaged files are refused with the reason, and nothing is overwritten', async (t) => {
  const directory = await temporary(t);
  const whole = path.join(directory, 'whole');
  const log = await openLog(whole);
  await log.createTopic('t', 1);
  for (let i = 0; i < 8; i++) await log.append(1, [batchOf('t', 0, ['x'.repeat(100_000)])]);
  await log.close();
  const damages: Record<string, (data: string) => Promise<void>> = {
    truncated: async (data) => truncate(data, Math.floor((await stat(data)).size / 2)),
    emptied: (data) => truncate(data, 0),
    removed: (data) => rm(data),
    'cut to a piece of a page': (data) => truncate(data, 1000),
    'overwritten with text': (data) => writeFile(data, 'not a log '.repeat(10_000)),
    'with pages of zeros': async (data) => {
      const { size } = await stat(data);
      await truncate(data, 8192);
      await truncate(data, size);
    },
  };
  for (const [kind, damage] of Object.entries(damages)) {
    const damaged = path.join(directory, kind.replaceAll(' ', '-'));
    await cp(whole, damaged, { recursive: true });
    await damage(path.join(damaged, 'log', 'data.mdb'));
    await assert.rejects(openLog(damaged), { code: 'LOG_CORRUPT', class: 'external' }, kind);
  }
  await writeFile(path.join(whole, 'log', 'format'), 'millrace event log 99\n');
  await assert.rejects(openLog(whole), { code: 'LOG_FORMAT_UNKNOWN' });
});

test('telemetry counts what became durable, what was refused, and how much is there', async (t) => {
  const metrics = createMetrics();
  const log = await openLog(await temporary(t), { 'log.disk-limit': 16 * 1024 * 1024 }, metrics);
  t.after(() => log.close());
  await log.createTopic('t', 1);
  await log.append(1, [batchOf('t', 0, ['abc', 'de'])]);
  await log.append(1, [batchOf('t', 0, ['f'])]);
  await assert.rejects(log.append(1, [batchOf('t', 0, ['x'.repeat(17 * 1024 * 1024)])]), {
    code: 'LOG_FULL',
  });
  const text = await metrics.render();
  for (const line of [
    'millrace_log_appends_total 2',
    'millrace_log_events_total 3',
    'millrace_log_appended_bytes_total 6',
    'millrace_log_commit_seconds_count 2',
    'millrace_log_refused_appends_total{code="LOG_FULL"} 1',
    'millrace_log_pending_bytes 0',
    `millrace_log_stored_bytes ${(await log.usage()).bytes}`,
  ]) {
    assert.ok(text.split('\n').includes(line), `"${line}" in:\n${text}`);
  }
  assert.match(text, /millrace_log_file_bytes [1-9]/);
});

test('a disk smaller than "log.disk-limit" bounds the log too, so that it is trimmed before it refuses', async (t) => {
  const directory = await temporary(t);
  const { bavail, bsize } = await statfs(directory);
  const roomBytes = 256 * 1024 * 1024;
  const log = await openLog(directory, { 'log.min-free-disk': bavail * bsize - roomBytes });
  t.after(() => log.close());
  const { limitBytes = 0 } = await log.usage();
  // Others use the disk meanwhile; the configured limit is far beyond.
  assert.ok(limitBytes > 0 && limitBytes < 2 * roomBytes, `${limitBytes} bytes are the bound`);
});
