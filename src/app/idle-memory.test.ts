import assert from 'node:assert/strict';
import test from 'node:test';
import { reduceMemory } from '../platform/reduce-memory.ts';
import { reduceMemoryWhenIdle } from './idle-memory.ts';

/** Timers that fire when told. */
function handTimers() {
  const pending: (() => void)[] = [];
  return {
    pending,
    timers: {
      after(_delayMs: number, callback: () => void) {
        pending.push(callback);
        return { cancel: () => pending.splice(pending.indexOf(callback), 1) };
      },
      sleep: () => Promise.reject(new Error('not used')),
    },
  };
}

test('memory is given back once for each time without work', async () => {
  const { timers, pending } = handTimers();
  const looks = [0.5, 0.01, 0.01, 0, 0, 0.3, 0.01, 0.01, 0.01];
  const reducedAt: number[] = [];
  let look = -1;
  const component = reduceMemoryWhenIdle({
    timers,
    utilization: () => looks[++look]!,
    reduce: () => reducedAt.push(look),
  });
  for (const _ of looks) pending.shift()!();
  assert.deepEqual(reducedAt, [2, 7]);
  await component.close();
  assert.equal(pending.length, 0);
});

test('a collection gives pages of the heap back', () => {
  let garbage: unknown[] | undefined = Array.from({ length: 500_000 }, (_, at) => ({ at, text: `x${at}` }));
  const full = process.memoryUsage().heapTotal;
  assert.equal(garbage.length, 500_000);
  garbage = undefined;
  reduceMemory();
  assert.ok(process.memoryUsage().heapTotal < full - 20e6);
  assert.equal((globalThis as { gc?: unknown }).gc, undefined);
});
