import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldType } from '../model/field-type.ts';
import { coercionTo } from './coerce.ts';

function coerce(type: FieldType, value: unknown): { value: unknown; problem: string | undefined } {
  const context = { maxStringLength: 20, maxDepth: 3, problem: undefined as string | undefined };
  return { value: coercionTo(type)(value, context), problem: context.problem };
}

const day = Date.UTC(2026, 0, 2) / 86_400_000;
const noon = Date.UTC(2026, 0, 2, 12);

test('values that say what the type wants are stored', () => {
  const cases: readonly (readonly [FieldType, unknown, unknown])[] = [
    ['STRING', 'x', 'x'],
    ['STRING', 1.5, '1.5'],
    ['STRING', false, 'false'],
    ['STRING', { a: [1] }, '{"a":[1]}'],
    ['STRING', [], '[]'],
    ['STRING', 12345678901234567890n, '12345678901234567890'],
    ['INTEGER', 3, 3],
    ['INTEGER', '12', 12],
    ['INTEGER', ' -12 ', -12],
    ['INTEGER', '3.0', 3],
    ['INTEGER', -(2 ** 31), -(2 ** 31)],
    ['LONG', 2 ** 53 - 1, 2 ** 53 - 1],
    ['LONG', 1e18, 10n ** 18n],
    ['LONG', '9223372036854775807', 2n ** 63n - 1n],
    ['LONG', '-1', -1n],
    ['LONG', '1e3', 1000],
    ['DOUBLE', '3.5', 3.5],
    ['DOUBLE', '-1e-3', -0.001],
    ['DECIMAL', 7, 7],
    ['DOUBLE', 2n ** 60n, 2 ** 60],
    ['BOOLEAN', 'TRUE', true],
    ['BOOLEAN', 'false', false],
    ['DATE', '2026-01-02', day],
    ['DATE', day, day],
    ['TIME', '10:20:30.5', 37_230_500],
    ['TIME', 5, 5],
    ['TIMESTAMP', '2026-01-02T12:00:00Z', noon],
    ['TIMESTAMP', '2026-01-02', day * 86_400_000],
    ['TIMESTAMP', noon, noon],
    ['TIMESTAMP', String(noon), noon],
    ['BINARY', 'aGk=', Buffer.from('hi')],
    ['BINARY', '_-8', Buffer.from([0xff, 0xef])],
    ['BINARY', '', Buffer.alloc(0)],
    ['ARRAY_DOUBLE', [1, '2', null], [1, 2, null]],
    ['ARRAY_STRING', ['a', 1, [2]], ['a', '1', '[2]']],
    ['ARRAY_LONG', [], []],
    ['MAP_INTEGER', { a: 1, b: '2', c: null }, ['a', 1, 'b', 2, 'c', null]],
    ['MAP_DATE', { a: '2026-01-02' }, ['a', day]],
  ];
  for (const [type, value, expected] of cases) {
    const name = `${String(value)} as ${type}`;
    assert.deepEqual(coerce(type, value), { value: expected, problem: undefined }, name);
  }
});

test('values that say something else are not guessed at', () => {
  const cases: readonly (readonly [FieldType, unknown])[] = [
    ['INTEGER', 3.5],
    ['INTEGER', 2 ** 31],
    ['INTEGER', ''],
    ['INTEGER', '0x10'],
    ['INTEGER', true],
    ['INTEGER', 5n],
    ['LONG', 1.5],
    ['LONG', 2 ** 63],
    ['LONG', '9223372036854775808'],
    ['LONG', -(2n ** 63n) - 1n],
    ['DOUBLE', ''],
    ['DOUBLE', ' '],
    ['DOUBLE', 'NaN'],
    ['DOUBLE', 'Infinity'],
    ['DOUBLE', '1e999'],
    ['DOUBLE', Number.POSITIVE_INFINITY],
    ['DOUBLE', '1'.repeat(10_000)],
    ['DOUBLE', [1]],
    ['BOOLEAN', 1],
    ['BOOLEAN', 'yes'],
    ['DATE', '2026-02-30'],
    ['DATE', '2026-01-02T10:00:00Z'],
    ['DATE', 1e9],
    ['DATE', 1.5],
    ['TIME', '25:00'],
    ['TIME', 86_400_000],
    ['TIME', -1],
    ['TIMESTAMP', 'soon'],
    ['TIMESTAMP', 1e15],
    ['TIMESTAMP', true],
    ['BINARY', 'a'],
    ['BINARY', 'a=='],
    ['BINARY', 'ä'],
    ['BINARY', 5],
    ['STRING', Number.NEGATIVE_INFINITY],
    ['ARRAY_DOUBLE', 1],
    ['ARRAY_DOUBLE', { a: 1 }],
    ['ARRAY_DOUBLE', [1, 'x']],
    ['ARRAY_DOUBLE', [[1]]],
    ['MAP_DOUBLE', [1]],
    ['MAP_DOUBLE', 'x'],
    ['MAP_DOUBLE', { a: {} }],
  ];
  for (const [type, value] of cases) {
    assert.equal(coerce(type, value).value, undefined, `${String(value)} as ${type}`);
  }
});

test('what does not fit says why', () => {
  assert.match(coerce('ARRAY_DOUBLE', [1, 'x']).problem ?? '', /element 1/);
  assert.match(coerce('MAP_DOUBLE', { a: 'x' }).problem ?? '', /value of a key/);
  assert.match(coerce('STRING', { a: 'x'.repeat(20) }).problem ?? '', /longer than 20/);
  assert.match(coerce('ARRAY_STRING', [[[[]]]]).problem ?? '', /deeper than 3/);
  assert.match(coerce('STRING', [[[[]]]]).problem ?? '', /deeper than 3/);
  assert.match(coerce('MAP_STRING', { ['k'.repeat(21)]: 'x' }).problem ?? '', /key/);
});

test('the nearest double and a cut text are stored, with the reason to keep the whole', () => {
  const near = coerce('DOUBLE', 2n ** 53n + 1n);
  assert.equal(near.value, 2 ** 53);
  assert.match(near.problem ?? '', /exact/);
  const text = coerce('STRING', 'x'.repeat(21));
  assert.equal(text.value, 'x'.repeat(20));
  assert.match(text.problem ?? '', /longer than 20/);
});

test('the array of the event itself is used where nothing had to change', () => {
  const array = ['a', null, 'b'];
  assert.equal(coerce('ARRAY_STRING', array).value, array);
  const mixed = ['a', 1];
  assert.deepEqual(coerce('ARRAY_STRING', mixed).value, ['a', '1']);
  assert.deepEqual(mixed, ['a', 1], 'what goes to _extra must stay as it was sent');
});
