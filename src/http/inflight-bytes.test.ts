import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MillraceError } from '../platform/errors.ts';
import { type BodyShare, InflightBytes } from './inflight-bytes.ts';

function bound(limit: number) {
  let nowMs = 0;
  const inflight = new InflightBytes(limit, { now: () => nowMs, monotonic: () => nowMs });
  const gaveWay: string[] = [];
  const open = (name: string): BodyShare => {
    const share: BodyShare = inflight.open((error: MillraceError) => {
      gaveWay.push(`${name} ${error.code}`);
      share.release();
    });
    return share;
  };
  const advance = (ms: number) => {
    nowMs += ms;
  };
  return { inflight, open, gaveWay, advance };
}

test('what does not fit is refused, what fits exactly is not, and a body bigger than the bound passes alone', () => {
  const { inflight, open } = bound(10);
  const first = open('first');
  first.take(4);
  const second = open('second');
  second.take(6);
  assert.throws(() => open('third').take(1), { code: 'BODIES_BUSY', class: 'insufficient_resources' });
  second.release();
  second.release();
  first.release();
  assert.equal(inflight.used, 0);
  open('large').take(100);
  assert.equal(inflight.used, 100);
});

test('bodies that are sent slowly give way, the oldest first, and no more of them than need be', () => {
  const { inflight, open, gaveWay, advance } = bound(10);
  for (const name of ['a', 'b', 'c']) {
    open(name).take(3);
    advance(1000);
  }
  open('d').take(3);
  assert.deepEqual(gaveWay, ['a BODIES_BUSY']);
  assert.equal(inflight.used, 9);
});

test('bodies that are whole, or came quickly, do not give way', () => {
  const { open, gaveWay, advance } = bound(10);
  const whole = open('whole');
  whole.take(9);
  whole.received();
  advance(60_000);
  assert.throws(() => open('newcomer').take(3), { code: 'BODIES_BUSY' });
  whole.release();
  open('quick').take(9);
  advance(1999);
  assert.throws(() => open('newcomer').take(3), { code: 'BODIES_BUSY' });
  assert.deepEqual(gaveWay, []);
});

test('a slow body that needs more itself is the one that is refused', () => {
  const { open, gaveWay, advance } = bound(10);
  const slow = open('slow');
  slow.take(6);
  advance(5000);
  const other = open('other');
  other.take(4);
  assert.throws(() => slow.take(1), { code: 'BODIES_BUSY' });
  assert.deepEqual(gaveWay, []);
});
