import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParseTurns } from './parse-turns.ts';

test('bodies are parsed while there is room, then wait in order; one bigger than the bound goes alone', async () => {
  const turns = new ParseTurns(10);
  const order: string[] = [];
  const enter = async (name: string, bytes: number) => {
    await turns.enter(bytes);
    order.push(name);
  };
  assert.equal(turns.enter(6), undefined);
  assert.equal(turns.enter(4), undefined);
  const waiting = [enter('large', 50), enter('small', 1)];
  turns.leave(6);
  await settled();
  assert.deepEqual(order, [], 'a small one does not overtake a large one, which would wait for ever');
  turns.leave(4);
  await settled();
  assert.deepEqual(order, ['large']);
  turns.leave(50);
  await Promise.all(waiting);
  assert.deepEqual(order, ['large', 'small']);
  turns.leave(1);
  assert.equal(turns.enter(10), undefined);
});

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
