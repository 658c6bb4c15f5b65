import assert from 'node:assert/strict';
import test from 'node:test';
import { SentSoFar } from './sent-so-far.ts';

function state({ count, first, reached }: SentSoFar): readonly number[] {
  return [count, first, reached];
}

test('what is stored without a gap grows as gaps are filled, in whatever order answers come', () => {
  const sent = new SentSoFar();
  assert.deepEqual(state(sent), [0, 0, 0]);
  sent.acknowledged(10, 5);
  assert.deepEqual(state(sent), [5, 0, 15]);
  sent.acknowledged(0, 4);
  assert.deepEqual(state(sent), [9, 4, 15]);
  sent.acknowledged(4, 6);
  assert.deepEqual(state(sent), [15, 15, 15]);
});

test('a request that broke off leaves its events in doubt and never counts them as stored', () => {
  const sent = new SentSoFar();
  sent.acknowledged(0, 3);
  sent.inDoubt(3, 7);
  assert.deepEqual(state(sent), [3, 3, 10]);
});
