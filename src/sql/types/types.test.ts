import assert from 'node:assert/strict';
import test from 'node:test';
import { canCast } from './cast-rules.ts';
import { canCoerce, commonType } from './common-type.ts';
import { parseSqlType } from './parse-type-pattern.ts';
import { printSqlType } from './print-sql-type.ts';
import { sameType } from './same-type.ts';
import { isComparable, isOrderable } from './type-traits.ts';

const common = (a: string, b: string) => {
  const type = commonType(parseSqlType(a), parseSqlType(b));
  return type === undefined ? undefined : printSqlType(type);
};

test('types are read as they are printed', () => {
  for (const text of [
    'bigint',
    'varchar',
    'varchar(5)',
    'char(3)',
    'decimal(38,10)',
    'timestamp with time zone',
    'interval day to second',
    'array(map(varchar, array(double)))',
    'row("a" bigint, varchar(2), "with ""quotes""" date)',
    'function(bigint, boolean)',
  ]) {
    assert.equal(printSqlType(parseSqlType(text)), text);
  }
  assert.equal(printSqlType(parseSqlType('INT')), 'integer');
  assert.equal(printSqlType(parseSqlType('double precision')), 'double');
  assert.equal(printSqlType(parseSqlType('decimal')), 'decimal(38,0)');
  assert.equal(
    printSqlType(parseSqlType('row(a bigint, timestamp with time zone)')),
    'row("a" bigint, timestamp with time zone)',
  );
});

test('what is no type says why', () => {
  assert.throws(() => parseSqlType('bigit'), /type "bigit" is not known/);
  assert.throws(() => parseSqlType('decimal(39,0)'), /1 to 38 digits, not 39/);
  assert.throws(() => parseSqlType('decimal(3,4)'), /cannot have 4 after the point/);
  assert.throws(() => parseSqlType('array()'), /a name is expected/);
  assert.throws(() => parseSqlType('bigint bigint'), /goes on after the type/);
  assert.throws(() => parseSqlType('T'), /type "t" is not known/);
});

test('common types are those of PrestoDB', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['unknown', 'bigint', 'bigint'],
    ['tinyint', 'integer', 'integer'],
    ['integer', 'bigint', 'bigint'],
    ['bigint', 'double', 'double'],
    ['bigint', 'real', 'real'],
    ['integer', 'decimal(5,2)', 'decimal(12,2)'],
    ['bigint', 'decimal(38,30)', 'decimal(38,30)'],
    ['decimal(10,2)', 'decimal(5,4)', 'decimal(12,4)'],
    ['decimal(10,2)', 'double', 'double'],
    ['date', 'timestamp', 'timestamp'],
    ['timestamp', 'timestamp with time zone', 'timestamp with time zone'],
    ['varchar(3)', 'varchar(5)', 'varchar(5)'],
    ['varchar(3)', 'varchar', 'varchar'],
    ['varchar(3)', 'char(2)', 'char(3)'],
    ['array(integer)', 'array(bigint)', 'array(bigint)'],
    ['map(varchar(1), integer)', 'map(varchar(2), double)', 'map(varchar(2), double)'],
    ['row("a" integer)', 'row("b" bigint)', 'row(bigint)'],
    ['row(integer)', 'row(integer, integer)', undefined],
    ['varchar', 'bigint', undefined],
    ['varchar', 'date', undefined],
    ['boolean', 'integer', undefined],
    ['json', 'varchar', undefined],
    ['time', 'timestamp', undefined],
  ];
  for (const [a, b, wanted] of cases) {
    assert.equal(common(a, b), wanted, `${a} and ${b}`);
    assert.equal(common(b, a), wanted, `${b} and ${a}`);
  }
});

test('coercions widen only', () => {
  const coerces = (from: string, to: string) => canCoerce(parseSqlType(from), parseSqlType(to));
  assert.ok(coerces('integer', 'bigint'));
  assert.ok(!coerces('bigint', 'integer'));
  assert.ok(coerces('decimal(5,2)', 'decimal(10,2)'));
  assert.ok(!coerces('decimal(10,2)', 'decimal(5,2)'));
  assert.ok(!coerces('double', 'decimal(38,2)'));
  assert.ok(coerces('array(unknown)', 'array(date)'));
});

test('the zone of a timestamp is kept where both agree', () => {
  const istanbul = { kind: 'timestamp with time zone', zone: 'Europe/Istanbul' } as const;
  assert.deepEqual(commonType(istanbul, istanbul), istanbul);
  assert.deepEqual(commonType(istanbul, { kind: 'timestamp with time zone', zone: 'UTC' }), {
    kind: 'timestamp with time zone',
  });
  assert.deepEqual(commonType(istanbul, { kind: 'timestamp' }), { kind: 'timestamp with time zone' });
  assert.ok(sameType(istanbul, { kind: 'timestamp with time zone' }));
});

test('what can be compared and sorted', () => {
  assert.ok(isOrderable(parseSqlType('row(bigint, array(varchar))')));
  assert.ok(isComparable(parseSqlType('map(varchar, bigint)')));
  assert.ok(!isOrderable(parseSqlType('array(map(varchar, bigint))')));
  assert.ok(!isComparable(parseSqlType('hyperloglog')));
});

test('casts that have a meaning', () => {
  const casts = (from: string, to: string) => canCast(parseSqlType(from), parseSqlType(to));
  assert.ok(casts('varchar', 'date'));
  assert.ok(casts('unknown', 'map(varchar, bigint)'));
  assert.ok(casts('json', 'array(map(varchar, bigint))'));
  assert.ok(casts('row(bigint, varchar)', 'row("a" varchar, "b" bigint)'));
  assert.ok(!casts('date', 'bigint'));
  assert.ok(!casts('bigint', 'timestamp'));
  assert.ok(!casts('array(varchar)', 'varchar'));
  assert.ok(!casts('json', 'map(date, bigint)'));
  assert.ok(!casts('row(bigint)', 'row(bigint, bigint)'));
});
