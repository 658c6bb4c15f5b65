import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { AppendQueue } from '../../log/append-queue.ts';
import { createLogTelemetry } from '../../log/telemetry.ts';
import { systemPlatform } from '../../platform/platform.ts';
import { openEnvironment, withSnapshot } from './environment.ts';
import { type AppendRequest, GroupCommits } from './group-commits.ts';
import { appendedOf } from './snapshot.ts';
import { SpaceBound } from './space-bound.ts';
import { Topics } from './topics.ts';
import { WriterClient } from './writer-client.ts';
import type { WriterCommand } from './writer-messages.ts';

/**
 * Group commits on a real log. A commit can be made to fail: its frame then has a key that LMDB refuses. Replies can be
 * held back, so that what happens before them is certain.
 */
async function openCommits(t: TestContext) {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-commits-'));
  const mapBytes = 16 * 1024 * 1024;
  const writer = await WriterClient.open({ directory, mapBytes }, (error) => assert.fail(error));
  const environment = openEnvironment({ directory, mapBytes: undefined });
  t.after(async () => {
    await environment.close();
    await writer.close();
    await rm(directory, { recursive: true });
  });
  const { number } = await writer.execute({ kind: 'create-topic', topic: 'a-b', partitionCount: 1 });
  const topics = new Topics();
  topics.add('a-b', number, 1, () => ({ next: 0, accepted: 0, bytes: 0 }));
  const commits: number[] = [];
  const failing = new Set<number>();
  const replies = { held: Promise.resolve() };
  const holdReplies = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    replies.held = promise;
    return () => {
      replies.held = Promise.resolve();
      resolve();
    };
  };
  const execute = ((command: WriterCommand) => {
    if (command.kind === 'commit') {
      commits.push(command.generation);
      if (failing.has(commits.length)) new Uint32Array(command.shared)[0] = 10_000;
    }
    const reply = writer.execute(command);
    // Handled below, when it is no longer held back.
    (reply as Promise<unknown>).catch(() => {});
    return replies.held.then(() => reply);
  }) as WriterClient['execute'];
  const platform = systemPlatform('silent');
  const queue = new AppendQueue<AppendRequest>({
    pendingBytes: 1e6,
    ownerPendingBytes: 1e6,
    groupBytes: 1e6,
  });
  const groups = new GroupCommits({
    platform,
    queue,
    topics,
    writer: { execute },
    environment,
    space: new SpaceBound({ limitBytes: 1e9, minFreeBytes: 0 }, { fileBytes: 0, freeBytes: 1e9 }, 0),
    telemetry: createLogTelemetry(platform.metrics),
    measure: async () => {},
    onCommitted: () => {},
  });
  const append = (count: number): Promise<readonly number[]> =>
    new Promise((resolve, reject) => {
      const bytes = new Uint8Array(count);
      const lengths = new Uint32Array(count).fill(1);
      const batches = [{ topic: 'a-b', partition: 0, lengths, bytes }];
      queue.add({ owner: 1, byteCount: count, eventCount: count, batches, resolve, reject, offsets: [] });
      groups.announce();
    });
  const appendMany = (count: number) => Array.from({ length: count }, () => append(1));
  const stored = () => withSnapshot(environment, () => appendedOf(environment, number, 0));
  return { append, appendMany, groups, commits, failing, stored, holdReplies };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('group-behind-a-failed-one: it is refused with it, and places go on from what is durable', async (t) => {
  const { append, appendMany, groups, commits, failing, stored, holdReplies } = await openCommits(t);
  assert.deepEqual(await append(3), [3]);
  failing.add(2);
  const release = holdReplies();
  const failed = append(5);
  await turn();
  const behind = appendMany(8);
  await turn();
  assert.deepEqual(commits, [0, 0, 0], 'the second was on its way before the first had failed');
  const later = append(11);
  release();
  await assert.rejects(failed, { code: 'LOG_APPEND_FAILED' });
  for (const request of behind) await assert.rejects(request, { code: 'LOG_APPEND_FAILED' });
  assert.deepEqual(await later, [14]);
  assert.deepEqual(commits, [0, 0, 0, 1]);
  await groups.idle();
  const { next, accepted } = stored();
  assert.deepEqual({ next, accepted }, { next: 14, accepted: 14 });
});

test('requests of one turn share a commit, and those that come while it runs the next', async (t) => {
  const { append, appendMany, groups, commits, stored, holdReplies } = await openCommits(t);
  const release = holdReplies();
  const requests = appendMany(20);
  await turn();
  assert.equal(commits.length, 1);
  requests.push(...appendMany(9));
  await turn();
  assert.equal(commits.length, 1, 'nine are not worth a second sync while twenty have theirs');
  requests.push(append(1));
  await turn();
  assert.equal(commits.length, 2, 'ten are');
  requests.push(...appendMany(50));
  await turn();
  assert.equal(commits.length, 2, 'but no third one');
  release();
  const ends = (await Promise.all(requests)).flat();
  assert.deepEqual(
    ends,
    ends.map((_, i) => i + 1),
  );
  await groups.idle();
  assert.equal(commits.length, 3);
  assert.equal(stored().next, 80);
});
