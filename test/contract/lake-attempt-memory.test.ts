import assert from 'node:assert/strict';
import test from 'node:test';
import { MemoryAttemptLake, type WriteFate } from '../../src/adapters/memory/attempt-lake.ts';
import { VirtualTime } from '../simulation/virtual-time.ts';
import { testAttemptLake } from './lake-attempt.suite.ts';
import { collectionOf, PROJECT, syntheticSource } from './lake-events.ts';

testAttemptLake('memory', async () => {
  const lake = new MemoryAttemptLake(syntheticSource(), new VirtualTime().timers);
  return {
    lake,
    rows: async (segments) =>
      lake.scan(segments).map(({ partition, offset, batch }) => ({ partition, offset, batch })),
  };
});

/** Rows that are there when the caller hears of it, and ten seconds later. */
async function rowsAfter(
  fate: WriteFate,
): Promise<{ readonly code: unknown; readonly rows: readonly number[] }> {
  const time = new VirtualTime();
  const lake = new MemoryAttemptLake(syntheticSource(), time.timers, { fate: () => fate });
  const segment = { project: PROJECT, name: 'events' };
  const deadLetters = { project: PROJECT, name: 'dead_letters' };
  await lake.createSegment(
    segment,
    collectionOf(1, 2).schema.fields.map(({ physicalName, type }) => ({ physicalName, type })),
  );
  await lake.createSegment(deadLetters, []);
  const scenario = async () => {
    const range = { from: [10], to: [20] };
    const write = lake.write({
      attempt: 1,
      segment,
      deadLetters,
      collection: collectionOf(1, 2),
      range,
      skip: [],
    });
    const code = await write.then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
    const now = lake.everything('events').length;
    await time.timers.sleep(10_000);
    return { code, rows: [now, lake.everything('events').length] };
  };
  return time.run(scenario(), { untilMs: 60_000, steps: 1000 });
}

test('memory attempt lake: rows appear late, partly, or after a reported failure', async () => {
  const late = { replyMs: 5, lateMs: 1000 };
  assert.deepEqual(await rowsAfter({ ...late, reply: 'doubt', visible: 0 }), {
    code: 'ATTEMPT_IN_DOUBT',
    rows: [0, 10],
  });
  assert.deepEqual(await rowsAfter({ ...late, reply: 'failure', visible: 0.5 }), {
    code: 'ATTEMPT_FAILED',
    rows: [5, 10],
  });
  assert.deepEqual(await rowsAfter({ replyMs: 5, lateMs: undefined, reply: 'failure', visible: 0.5 }), {
    code: 'ATTEMPT_FAILED',
    rows: [5, 5],
  });
  assert.deepEqual(await rowsAfter({ replyMs: 5, lateMs: undefined, reply: 'success', visible: 0 }), {
    code: undefined,
    rows: [10, 10],
  });
});
