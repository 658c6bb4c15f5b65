import assert from 'node:assert/strict';
import test from 'node:test';
import { cutRange, partsByColumns, placesBetween, shareOut, shareOutRows } from './cut.ts';

test('places between two positions, partition by partition', () => {
  assert.equal(placesBetween([], [3, 4]), 7);
  assert.equal(placesBetween([3, 1], [3, 4]), 3);
  assert.equal(placesBetween([9], [3, 4]), 4);
});

test('whoever wants little gets it all, the rest is shared evenly', () => {
  assert.deepEqual(shareOut([1000, 2, 1000, 5], 107), [50, 2, 50, 5]);
  assert.deepEqual(shareOut([1, 2], 100), [1, 2]);
  assert.deepEqual(shareOut([], 10), []);
});

test('a budget is never exceeded, and never wasted while somebody wants more', () => {
  for (let budget = 0; budget < 40; budget++) {
    const wanted = [7, 1, 0, 13, 13];
    const given = shareOut(wanted, budget).reduce((sum, share) => sum + share, 0);
    assert.equal(given, Math.min(budget, 34));
  }
});

test('a cut range begins where it should and has at most so many places', () => {
  assert.deepEqual(cutRange([5], [100, 3], 13), [15, 3]);
  assert.deepEqual(cutRange([], [4], 100), [4]);
  assert.deepEqual(cutRange([7, 7], [7], 100), [7, 7]);
});

test('wide tables get fewer rows, each a row at least, and narrow ones do not pay for them', () => {
  const narrow = { rows: 100, columns: 10 };
  assert.deepEqual(shareOutRows([narrow], 50, 1_000_000), [50]);
  assert.deepEqual(shareOutRows([narrow, { rows: 10_000, columns: 1000 }], 20_000, 16_000), [100, 1]);
  assert.deepEqual(shareOutRows([narrow, { rows: 10_000, columns: 1000 }], 20_000, 808_000), [100, 100]);
  assert.deepEqual(shareOutRows([{ rows: 5, columns: 10_000 }], 20_000, 1), [1]);
});

test('a list is cut into parts of so many columns, and what is wider goes alone', () => {
  const parts = (columns: readonly number[]) => partsByColumns(columns, (each) => each, 10);
  assert.deepEqual(parts([]), []);
  assert.deepEqual(parts([4, 6, 1]), [[4, 6], [1]]);
  assert.deepEqual(parts([50, 1, 9, 50]), [[50], [1, 9], [50]]);
});
