import assert from 'node:assert/strict';
import test from 'node:test';
import { singleProcessMastership } from './mastership.ts';

/** A store whose answers come when the test says so. */
function storeWithLateAnswers() {
  const answers: ((epoch: number | Error) => void)[] = [];
  const acquireMastership = () =>
    new Promise<number>((resolve, reject) => {
      answers.push((epoch) => (typeof epoch === 'number' ? resolve(epoch) : reject(epoch)));
    });
  return { answers, acquireMastership };
}

test('stale-epoch-told-while-a-new-one-is-asked-for: the node goes on with the new one, and can lose it too', async () => {
  const store = storeWithLateAnswers();
  const mastership = singleProcessMastership(store, 'node');
  const first = mastership.epoch();
  store.answers[0]?.(1);
  assert.equal(await first, 1);
  mastership.lost(1);
  const second = mastership.epoch();
  // Whoever still had the first epoch is told late that it is over.
  mastership.lost(1);
  assert.equal(mastership.epoch(), second, 'it is not asked for twice');
  store.answers[1]?.(2);
  assert.equal(await mastership.epoch(), 2);
  mastership.lost(2);
  void mastership.epoch();
  assert.equal(store.answers.length, 3, 'an epoch that is over is not held for ever');
});

test('a failed question for mastership is asked anew', async () => {
  const store = storeWithLateAnswers();
  const mastership = singleProcessMastership(store, 'node');
  const first = mastership.epoch();
  store.answers[0]?.(new Error('lost'));
  await assert.rejects(first, /lost/);
  const second = mastership.epoch();
  store.answers[1]?.(7);
  assert.equal(await second, 7);
});
