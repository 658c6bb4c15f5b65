import assert from 'node:assert/strict';
import test from 'node:test';
import { parseSqlType } from '../types/parse-type-pattern.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { lookupFunction } from './catalogue.ts';
import { lookupOperator } from './operators/operators.ts';
import { type CallArgument, resolveCall } from './resolve-call.ts';

const value = (type: string): CallArgument => ({ kind: 'value', type: parseSqlType(type) });
const lambda = (parameterCount: number, typeOf: (types: readonly SqlType[]) => string): CallArgument => ({
  kind: 'lambda',
  parameterCount,
  typeOf: (types) => parseSqlType(typeOf(types)),
});

/** `parameters -> result`, or the message. */
function resolved(name: string, ...given: readonly CallArgument[]): string {
  const call = resolveCall(lookupFunction(name) ?? lookupOperator(name)!, given);
  if ('message' in call) return call.message;
  return `${call.parameterTypes.map(printSqlType).join('; ')} -> ${printSqlType(call.resultType)}`;
}

test('a signature that fits as it is wins', () => {
  assert.equal(resolved('abs', value('integer')), 'integer -> integer');
  assert.equal(resolved('abs', value('decimal(5,2)')), 'decimal(5,2) -> decimal(5,2)');
  assert.equal(resolved('sum', value('bigint')), 'bigint -> bigint');
});

test('of those that need coercions the most specific one is taken', () => {
  assert.equal(resolved('sum', value('integer')), 'bigint -> bigint');
  assert.equal(resolved('avg', value('decimal(5,2)')), 'decimal(5,2) -> decimal(5,2)');
  assert.equal(resolved('sqrt', value('decimal(5,2)')), 'double -> double');
  assert.equal(resolved('corr', value('bigint'), value('bigint')), 'real; real -> real');
  assert.equal(resolved('year', value('unknown')), 'date -> bigint');
});

test('type variables take the common type', () => {
  assert.equal(
    resolved('coalesce', value('integer'), value('unknown'), value('double')),
    'double; double; double -> double',
  );
  assert.equal(
    resolved('contains', value('array(integer)'), value('bigint')),
    'array(bigint); bigint -> boolean',
  );
  assert.equal(
    resolved('element_at', value('map(varchar(1), date)'), value('varchar(3)')),
    'map(varchar(3), date); varchar(3) -> date',
  );
});

test('results of decimals are computed', () => {
  assert.equal(
    resolved('/', value('decimal(2,1)'), value('integer')),
    'decimal(2,1); decimal(10,0) -> decimal(2,1)',
  );
  assert.equal(
    resolved('*', value('decimal(2,1)'), value('decimal(3,2)')),
    'decimal(2,1); decimal(3,2) -> decimal(5,3)',
  );
  assert.equal(resolved('floor', value('decimal(5,2)')), 'decimal(5,2) -> decimal(4,0)');
  assert.equal(
    resolved('+', value('decimal(38,0)'), value('integer')),
    'decimal(38,0); decimal(10,0) -> decimal(38,0)',
  );
});

test('lambdas are typed after the values, and what they return may widen what they take', () => {
  const sum = lambda(2, ([, element]) => printSqlType(element!));
  const same = lambda(1, ([state]) => printSqlType(state!));
  assert.equal(
    resolved('reduce', value('array(bigint)'), value('integer'), sum, same),
    'array(bigint); bigint; function(bigint, bigint, bigint); function(bigint, bigint) -> bigint',
  );
  assert.equal(
    resolved(
      'transform',
      value('array(date)'),
      lambda(1, () => 'varchar(3)'),
    ),
    'array(date); function(date, varchar(3)) -> array(varchar(3))',
  );
});

test("an error in a lambda's body is that body's own", () => {
  const broken: CallArgument = {
    kind: 'lambda',
    parameterCount: 1,
    typeOf: () => {
      throw new Error('no column z');
    },
  };
  assert.throws(() => resolved('transform', value('array(date)'), broken), /no column z/);
});

test('zones go through calls as far as they are known', () => {
  const zoned = (zone?: string): CallArgument => ({
    kind: 'value',
    type: { kind: 'timestamp with time zone', ...(zone === undefined ? {} : { zone }) },
  });
  const literal = (text: string): CallArgument => ({
    kind: 'value',
    type: parseSqlType('varchar'),
    literal: text,
  });
  const zoneOf = (name: string, ...given: readonly CallArgument[]) => {
    const call = resolveCall(lookupFunction(name)!, given);
    assert.ok(!('message' in call));
    return call.resultType.kind === 'timestamp with time zone' ? call.resultType.zone : 'none';
  };
  assert.equal(zoneOf('at_timezone', zoned('UTC'), literal('Asia/Tokyo')), 'Asia/Tokyo');
  assert.equal(zoneOf('at_timezone', zoned('UTC'), value('varchar')), undefined);
  assert.equal(zoneOf('date_trunc', literal('day'), zoned('Asia/Tokyo')), 'Asia/Tokyo');
  assert.equal(zoneOf('greatest', zoned('Asia/Tokyo'), zoned('UTC')), undefined);
  assert.equal(zoneOf('now'), 'UTC');
  assert.equal(zoneOf('from_iso8601_timestamp', literal('2024-01-01')), undefined);
});

test('messages name the types given, the signatures there are, and the way out', () => {
  assert.equal(
    resolved('date_diff', value('varchar'), value('varchar'), value('date')),
    'function date_diff cannot take (varchar, varchar, date); it is date_diff(varchar, date, date) -> bigint, or date_diff(varchar, timestamp, timestamp) -> bigint, or date_diff(varchar, timestamp with time zone, timestamp with time zone) -> bigint, or date_diff(varchar, time, time) -> bigint; argument 2 could be cast: CAST(… AS date)',
  );
  assert.equal(
    resolved('+', value('varchar(1)'), value('integer')).slice(0, 54),
    'operator + cannot take (varchar(1), integer); it is ad',
  );
  assert.equal(
    resolved('upper', value('varchar'), value('varchar')),
    'function upper cannot take (varchar, varchar); it is upper(varchar(x)) -> varchar(x): it was given 2 arguments',
  );
  assert.equal(
    resolved('array_sort', value('array(map(varchar, bigint))')).slice(0, 60),
    'function array_sort cannot take (array(map(varchar, bigint)))'.slice(0, 60),
  );
  assert.match(
    resolved(
      'transform',
      value('array(date)'),
      lambda(2, () => 'date'),
    ),
    /a lambda of 2 parameters/,
  );
});

test('what NULLs leave open is the first signature', () => {
  assert.equal(resolved('abs', value('unknown')), 'tinyint -> tinyint');
  assert.equal(resolved('length', value('unknown')), 'varchar -> bigint');
  assert.equal(resolved('concat', value('varchar(1)'), value('unknown')), 'varchar; varchar -> varchar');
});
