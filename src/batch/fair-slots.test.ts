import assert from 'node:assert/strict';
import test from 'node:test';
import { VirtualTime } from '../../test/simulation/virtual-time.ts';
import { BackOff } from './back-off.ts';
import { FairSlots } from './fair-slots.ts';
import { Wakeup } from './wakeup.ts';

const LIMITS = { untilMs: 100_000, steps: 1000 };

test('slots are given in the order of asking, no more than there are', async () => {
  const time = new VirtualTime();
  const slots = new FairSlots(time.timers, 2, 10_000);
  const order: number[] = [];
  let running = 0;
  const work = (id: number) =>
    slots.use(async () => {
      order.push(id);
      assert.ok(++running <= 2);
      await time.timers.sleep(10);
      running--;
      if (id === 2) throw new Error('expected');
    });
  const all = Promise.allSettled([1, 2, 3, 4, 5].map(work));
  await time.run(all, LIMITS);
  assert.deepEqual(order, [1, 2, 3, 4, 5]);
  assert.equal(running, 0);
});

test('the slot of slow work is lent once, and is not given back twice', async () => {
  const time = new VirtualTime();
  const slots = new FairSlots(time.timers, 1, 100);
  const startedAt: number[] = [];
  const work = (ms: number) =>
    slots.use(async () => {
      startedAt.push(time.nowMs);
      await time.timers.sleep(ms);
    });
  await time.run(Promise.all([work(500), work(50), work(50), work(50)]), LIMITS);
  assert.deepEqual(startedAt, [0, 100, 150, 200]);
  startedAt.length = 0;
  await time.run(Promise.all([work(50), work(50)]), LIMITS);
  assert.equal(startedAt[1]! - startedAt[0]!, 50);
});

test('a wake-up that comes while nobody sleeps is remembered once', async () => {
  const time = new VirtualTime();
  const wakeup = new Wakeup(time.timers);
  wakeup.wake();
  await time.run(wakeup.wait(undefined), LIMITS);
  const started = time.nowMs;
  await time.run(wakeup.wait(70), LIMITS);
  assert.equal(time.nowMs - started, 70);
  time.timers.after(5, () => wakeup.wake());
  await time.run(wakeup.wait(undefined), LIMITS);
  assert.equal(time.nowMs - started, 75);
});

test('pauses double up to a bound, are jittered, and begin anew after a success', () => {
  const random = { next: () => 1, bytes: () => new Uint8Array() };
  const backOff = new BackOff(random, 100, 1000);
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map(() => backOff.failed()),
    [100, 200, 400, 800, 1000, 1000],
  );
  assert.equal(backOff.failures, 6);
  backOff.succeeded();
  assert.equal(backOff.failed(), 100);
  const jittered = new BackOff({ ...random, next: () => 0 }, 100, 1000);
  assert.equal(jittered.failed(), 50);
});
