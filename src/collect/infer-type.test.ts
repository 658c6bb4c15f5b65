import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inferType } from './infer-type.ts';

test('a first value decides the type of its field', () => {
  const cases: readonly (readonly [unknown, string | undefined])[] = [
    [null, undefined],
    [[], undefined],
    [{}, undefined],
    [[null, null], undefined],
    [{ a: null }, undefined],
    [true, 'BOOLEAN'],
    [0, 'DOUBLE'],
    [1.5, 'DOUBLE'],
    [12345678901234567890n, 'DOUBLE'],
    ['', 'STRING'],
    ['12', 'STRING'],
    ['true', 'STRING'],
    ['2026-01-31', 'DATE'],
    ['2026-02-30', 'STRING'],
    ['2026-1-1', 'STRING'],
    ['2026-01-31T10:00:00Z', 'TIMESTAMP'],
    ['2026-01-31 10:00', 'TIMESTAMP'],
    ['2026-1-1 1:2', 'STRING'],
    ['10:20:30', 'STRING'],
    ['1700000000000', 'STRING'],
    [[null, 1], 'ARRAY_DOUBLE'],
    [['2026-01-31'], 'ARRAY_DATE'],
    [['a', 1], 'ARRAY_STRING'],
    [[[1]], 'ARRAY_STRING'],
    [[{}], 'ARRAY_STRING'],
    [{ a: false }, 'MAP_BOOLEAN'],
    [{ a: 1, b: 'x' }, 'MAP_STRING'],
    [{ a: { b: 1 } }, 'MAP_STRING'],
    [{ a: '2026-01-31T10:00:00Z', b: null }, 'MAP_TIMESTAMP'],
  ];
  for (const [value, type] of cases)
    assert.equal(inferType(value), type, String(JSON.stringify(String(value))));
});
