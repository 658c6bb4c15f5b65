import assert from 'node:assert/strict';
import test from 'node:test';
import { simpleType } from '../../../test/support/fake-presto.ts';
import { type Json, parseLossless } from './lossless-json.ts';
import { readType } from './presto-type.ts';
import { decoderOf, type PrestoValue, UnexpectedValue } from './value-decoder.ts';

type Signature = object;

function container(
  rawType: string,
  typeArguments: readonly Signature[],
  names: readonly Json[] = [],
): Signature {
  return { rawType, typeArguments, literalArguments: names, arguments: [] };
}

function decode(signature: Signature, json: string): PrestoValue {
  const type = readType(signature as Json);
  assert.ok(type !== undefined);
  return decoderOf(type)(parseLossless(json));
}

const BIGINT = simpleType('bigint');
const DOUBLE = simpleType('double');
const VARCHAR = simpleType('varchar');

test('whole numbers keep every digit', () => {
  assert.equal(decode(BIGINT, '9007199254740993'), 9007199254740993n);
  assert.equal(decode(BIGINT, '-9223372036854775808'), -9223372036854775808n);
  assert.equal(decode(BIGINT, '1'), 1n);
  assert.equal(decode(simpleType('integer'), '-2147483648'), -2147483648);
  assert.equal(decode(BIGINT, 'null'), null);
});

test('doubles and decimals', () => {
  assert.equal(decode(DOUBLE, '1.0E300'), 1e300);
  assert.ok(Object.is(decode(DOUBLE, '-0.0'), -0));
  assert.equal(decode(DOUBLE, '"NaN"'), Number.NaN);
  assert.equal(decode(DOUBLE, '"-Infinity"'), Number.NEGATIVE_INFINITY);
  assert.equal(decode(DOUBLE, '100000000000000000000'), 1e20);
  const decimal = simpleType('decimal');
  assert.equal(decode(decimal, '"12345678901234567890.10"'), '12345678901234567890.10');
});

test('containers come as text within text', () => {
  const nested = container('array', [container('array', [BIGINT])]);
  assert.deepEqual(decode(nested, JSON.stringify('[ "[ 9007199254740993, null ]", null ]')), [
    [9007199254740993n, null],
    null,
  ]);
  assert.deepEqual(decode(nested, '[[1]]'), [[1n]]);
  const row = container('row', [VARCHAR, container('map', [DOUBLE, VARCHAR])], ['a', null]);
  assert.deepEqual(decode(row, JSON.stringify('[ "[1]", "{\\"1.5\\" : null, \\"NaN\\" : \\"x\\"}" ]')), [
    '[1]',
    new Map([
      [1.5, null],
      [Number.NaN, 'x'],
    ]),
  ]);
  const names = readType(row as Json)?.fieldNames;
  assert.deepEqual(names, ['a', null]);
});

test('keys of maps have their type', () => {
  const map = (key: Signature) => container('map', [key, BIGINT]);
  assert.deepEqual(decode(map(BIGINT), '"{\\"9007199254740993\\":1}"'), new Map([[9007199254740993n, 1n]]));
  assert.deepEqual(decode(map(simpleType('boolean')), '"{\\"true\\":1}"'), new Map([[true, 1n]]));
  assert.deepEqual(decode(map(VARCHAR), '"{\\"__proto__\\":1}"'), new Map([['__proto__', 1n]]));
  assert.deepEqual(
    [
      ...(decode(map(container('row', [BIGINT, VARCHAR])), '"{\\"[ 1, \\\\\\"b\\\\\\" ]\\":1}"') as Map<
        unknown,
        unknown
      >),
    ],
    [[[1n, 'b'], 1n]],
  );
});

test('bytes', () => {
  assert.deepEqual(decode(simpleType('varbinary'), '"AP8="'), Buffer.from([0, 255]));
});

test('what is no value of the type is refused without being quoted', () => {
  for (const [signature, json] of [
    [BIGINT, '1.5'],
    [BIGINT, '"secret"'],
    [DOUBLE, '"secret"'],
    [DOUBLE, '""'],
    [simpleType('boolean'), '"secret"'],
    [VARCHAR, '1'],
    [container('array', [BIGINT]), '"secret"'],
    [container('array', [BIGINT]), '"{}"'],
    [container('map', [VARCHAR, BIGINT]), '"[]"'],
    [container('row', [VARCHAR]), '"[]"'],
  ] as const) {
    assert.throws(
      () => decode(signature, json),
      (error: unknown) => error instanceof UnexpectedValue && !error.message.includes('secret'),
      json,
    );
  }
});

test('a signature that is none', () => {
  assert.equal(readType(undefined), undefined);
  assert.equal(readType({ rawType: 1 }), undefined);
  assert.equal(readType({ rawType: 'array', typeArguments: [] }), undefined);
  assert.equal(readType({ rawType: 'row', typeArguments: [null] }), undefined);
});
