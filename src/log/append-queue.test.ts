import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduceMemory } from '../platform/reduce-memory.ts';
import { AppendQueue } from './append-queue.ts';

interface Request {
  readonly owner: number;
  readonly byteCount: number;
  readonly name: string;
}

const KILOBYTE = 1024;
const NO_LIMIT = { pendingBytes: Number.POSITIVE_INFINITY, ownerPendingBytes: Number.POSITIVE_INFINITY };

function request(owner: number, byteCount: number, name = `${owner}`): Request {
  return { owner, byteCount, name };
}

test('a group shares its room among the owners by bytes', () => {
  const queue = new AppendQueue<Request>({ ...NO_LIMIT, groupBytes: 512 * KILOBYTE });
  for (let i = 0; i < 100; i++) queue.add(request(1, 30 * KILOBYTE));
  for (let i = 0; i < 1000; i++) queue.add(request(2, KILOBYTE));
  const bytes = { 1: 0, 2: 0 } as Record<number, number>;
  const group = queue.takeGroup();
  for (const one of group) bytes[one.owner]! += one.byteCount;
  assert.ok(bytes[1]! > 150 * KILOBYTE && bytes[2]! > 150 * KILOBYTE, JSON.stringify(bytes));
  assert.equal(queue.waiting, 1100 - group.length);
});

test('every request is taken once, in the order of its owner, and groups keep to their size', () => {
  const queue = new AppendQueue<Request>({ ...NO_LIMIT, groupBytes: 128 * KILOBYTE });
  const added: Request[] = [];
  for (let i = 0; i < 500; i++) added.push(request(i % 3, (i * 7919) % (100 * KILOBYTE), `${i}`));
  for (const one of added) queue.add(one);
  const taken: Request[] = [];
  while (queue.waiting > 0) {
    const group = queue.takeGroup();
    const bytes = group.reduce((sum, one) => sum + one.byteCount, 0);
    assert.ok(group.length === 1 || bytes <= 128 * KILOBYTE);
    taken.push(...group);
  }
  for (const owner of [0, 1, 2]) {
    const names = (requests: readonly Request[]) =>
      requests.filter((one) => one.owner === owner).map((one) => one.name);
    assert.deepEqual(names(taken), names(added));
  }
  for (const one of taken) queue.settle(one);
  assert.equal(queue.pendingBytes, 0);
});

test('a request larger than a group goes alone, and does not wait for ever among small ones', () => {
  const queue = new AppendQueue<Request>({ ...NO_LIMIT, groupBytes: 256 * KILOBYTE });
  queue.add(request(1, 4096 * KILOBYTE, 'large'));
  for (let i = 0; i < 5000; i++) queue.add(request(2, KILOBYTE));
  let groups = 0;
  for (let found = false; !found; groups++) found = queue.takeGroup().some((one) => one.name === 'large');
  assert.ok(groups <= 40, `it waited for ${groups} groups`);
});

test('memory counts until a request is settled, per owner and altogether', () => {
  const queue = new AppendQueue<Request>({
    pendingBytes: 3000,
    ownerPendingBytes: 2000,
    groupBytes: KILOBYTE,
  });
  const first = request(1, 1500);
  queue.add(first);
  assert.throws(() => queue.add(request(1, 500)), { code: 'LOG_BUSY' });
  queue.add(request(2, 900));
  assert.throws(() => queue.add(request(3, 900)), { code: 'LOG_BUSY' });
  assert.deepEqual(queue.takeGroup(), [first]);
  assert.throws(() => queue.add(request(1, 500)), { code: 'LOG_BUSY' });
  queue.settle(first);
  queue.add(request(1, 500));
});

test('a request that exceeds every bound is taken when it is alone', () => {
  const queue = new AppendQueue<Request>({ pendingBytes: 10, ownerPendingBytes: 10, groupBytes: 10 });
  const large = request(1, 5000);
  queue.add(large);
  assert.throws(() => queue.add(request(1, 1)), { code: 'LOG_BUSY' });
  assert.deepEqual(queue.takeGroup(), [large]);
});

test('an owner whose queue never runs empty keeps nothing of what was taken', async () => {
  const queue = new AppendQueue<Request & { readonly bytes: Uint8Array }>({
    ...NO_LIMIT,
    groupBytes: 64 * KILOBYTE,
  });
  const add = () => {
    const one = { ...request(1, 64 * KILOBYTE), bytes: new Uint8Array(64 * KILOBYTE) };
    queue.add(one);
    return new WeakRef(one);
  };
  const taken: WeakRef<object>[] = [add(), add()];
  for (let i = 0; i < 500; i++) {
    taken.push(add());
    for (const one of queue.takeGroup()) queue.settle(one);
    assert.ok(queue.waiting > 0, 'the queue ran empty, which is another case');
  }
  // What a WeakRef was asked for is kept until the turn of the event loop ends.
  await new Promise((resolve) => setImmediate(resolve));
  reduceMemory();
  const kept = taken.filter((one) => one.deref() !== undefined).length;
  assert.ok(kept <= 10, `${kept} requests are still in memory, ${queue.waiting} wait`);
});
