import assert from 'node:assert/strict';
import test from 'node:test';
import { MemoryEventLog } from '../adapters/memory/event-log.ts';
import { systemClock } from '../platform/clock.ts';
import { internalError, resourceError } from '../platform/errors.ts';
import { systemTimers } from '../platform/timers.ts';
import { guardedLog } from './guarded-log.ts';

test('a stopped project takes no events, others do', async () => {
  const log = new MemoryEventLog({ clock: systemClock, timers: systemTimers });
  const stopped = internalError('LOG_BEHIND_LAKE', 'the log ends before the tables');
  const guarded = guardedLog(log, {
    stopReason: (projectId) => (projectId === 1 ? stopped : undefined),
    isLive: async () => true,
  });
  await guarded.createTopic('a-b', 1);
  const batch = { topic: 'a-b', partition: 0, lengths: Uint32Array.of(1), bytes: Uint8Array.of(7) };
  await assert.rejects(guarded.append(1, [batch]), { code: 'PROJECT_STOPPED', detail: /ends before/ });
  assert.deepEqual(await log.latest('a-b'), [0]);
  assert.deepEqual(await guarded.append(2, [batch]), [1]);
  await log.close();
});

test('topic-of-a-deleted-project: a request that was under way does not bring one back', async () => {
  const log = new MemoryEventLog({ clock: systemClock, timers: systemTimers });
  const live = new Set(['shop']);
  const guarded = guardedLog(log, {
    stopReason: () => undefined,
    isLive: async (physicalName) => live.has(physicalName),
  });
  await guarded.createTopic('shop-pageview', 1);
  assert.deepEqual(await log.latest('shop-pageview'), [0]);
  live.clear();
  await assert.rejects(guarded.createTopic('shop-purchase', 1), { code: 'PROJECT_NOT_FOUND' });
  await assert.rejects(log.latest('shop-purchase'), { code: 'TOPIC_NOT_FOUND' });
  await log.close();
});

test('a project of which it is not known where it stands takes events later', async () => {
  const log = new MemoryEventLog({ clock: systemClock, timers: systemTimers });
  let reason: Promise<ReturnType<typeof resourceError> | undefined> = Promise.resolve(
    resourceError('PROJECT_STARTING', 'not yet'),
  );
  const guarded = guardedLog(log, { stopReason: () => reason, isLive: async () => true });
  await guarded.createTopic('a-b', 1);
  const batch = { topic: 'a-b', partition: 0, lengths: Uint32Array.of(1), bytes: Uint8Array.of(7) };
  await assert.rejects(guarded.append(1, [batch]), { code: 'PROJECT_STARTING', retryAfterMs: 1000 });
  reason = Promise.resolve(undefined);
  assert.deepEqual(await guarded.append(1, [batch]), [1]);
  await log.close();
});
