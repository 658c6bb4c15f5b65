import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MAX_DAY,
  MAX_TIME_MS,
  MIN_DAY,
  MIN_TIME_MS,
  parseDate,
  parseTimeOfDay,
  parseTimestamp,
} from './time-text.ts';

test('every day of the years 1–9999 is the day that Date makes of it', () => {
  for (let day = MIN_DAY; day <= MAX_DAY; day += 37) {
    const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (parseDate(text) !== day) assert.equal(parseDate(text), day, text);
  }
  assert.equal(parseDate('0001-01-01'), MIN_DAY);
  assert.equal(parseDate('9999-12-31'), MAX_DAY);
});

test('days that do not exist are no dates', () => {
  for (const text of [
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-04-31',
    '0000-01-01',
    '2024-1-01',
    '2024-01-1',
    '10000-01-01',
    '2024/01/01',
    '2024-01-01 ',
    'abcd-ef-gh',
    '',
  ]) {
    assert.equal(parseDate(text), undefined, text);
  }
  assert.equal(parseDate('2024-02-29'), 19_782);
  assert.equal(parseDate('2000-02-29'), 11_016);
});

test('timestamps are read in every form that the original read', () => {
  const noon = Date.UTC(2024, 0, 2, 12, 34, 56, 789);
  const cases: readonly (readonly [string, number])[] = [
    ['2024-01-02T12:34:56.789Z', noon],
    ['2024-01-02T12:34:56.789', noon],
    ['2024-01-02 12:34:56.789', noon],
    ['2024-01-02T12:34:56.789123456Z', noon],
    ['2024-01-02T14:34:56.789+02:00', noon],
    ['2024-01-02T14:34:56.789+0200', noon],
    ['2024-01-02T14:34:56.789+02', noon],
    ['2024-01-02T09:04:56.789 -03:30', noon],
    ['2024-01-02 12:34:56.789 UTC', noon],
    ['2024-1-2 12:34:56.789', noon],
    ['2024-1-2 12:34', noon - 56_789],
    ['2024-01-02T12:34:56.7Z', noon - 89],
    ['2024-01-02T12:34:56Z', noon - 789],
    ['0001-01-01T00:00:00Z', MIN_TIME_MS],
    ['9999-12-31T23:59:59.999Z', MAX_TIME_MS],
  ];
  for (const [text, millis] of cases) assert.equal(parseTimestamp(text), millis, text);
});

test('what is no time, or lies outside the years 1–9999, is refused', () => {
  for (const text of [
    '2024-01-02',
    '2024-01-02T24:00:00Z',
    '2024-01-02T12:60:00Z',
    '2024-01-02T12:34:60Z',
    '2024-02-30T12:34:56Z',
    '2024-01-02T12:34:56+25:00',
    '2024-01-02T12:34:56 CEST',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+10000-01-01T00:00:00Z',
    '10000-01-01T00:00:00Z',
    'Product 5 of 10',
    'January 5, 2024 10:00',
    '1700000000000',
    `2024-01-02T12:34:56.${'1'.repeat(100)}`,
  ]) {
    assert.equal(parseTimestamp(text), undefined, text);
  }
});

test('times of day are milliseconds', () => {
  assert.equal(parseTimeOfDay('00:00'), 0);
  assert.equal(parseTimeOfDay('23:59:59.999'), 86_399_999);
  assert.equal(parseTimeOfDay('12:34:56'), 45_296_000);
  for (const text of ['24:00', '1:00', '12:60', '12:34:56.', '12', '12:34:56Z']) {
    assert.equal(parseTimeOfDay(text), undefined, text);
  }
});
