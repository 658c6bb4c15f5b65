/**
 * The types of expressions. Method: each expression is the only column of a query over one table with a column of every
 * type; expected is its type, or the place and the whole reason of the refusal.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseQuery } from '../parse/parse-query.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { arrayOf, decimal, mapOf, VARCHAR } from '../types/types.ts';
import { SqlAnalysisError } from './analysis-error.ts';
import { analyze } from './analyze.ts';
import type { AnalysisEnvironment } from './environment.ts';

const COLUMNS: Readonly<Record<string, SqlType>> = {
  b: { kind: 'boolean' },
  ti: { kind: 'tinyint' },
  si: { kind: 'smallint' },
  i: { kind: 'integer' },
  l: { kind: 'bigint' },
  r: { kind: 'real' },
  d: { kind: 'double' },
  dec: decimal(10, 2),
  s: VARCHAR,
  s3: { kind: 'varchar', length: 3 },
  c: { kind: 'char', length: 2 },
  bin: { kind: 'varbinary' },
  j: { kind: 'json' },
  day: { kind: 'date' },
  t: { kind: 'time' },
  tz: { kind: 'time with time zone' },
  ts: { kind: 'timestamp' },
  tsz: { kind: 'timestamp with time zone' },
  ym: { kind: 'interval year to month' },
  ds: { kind: 'interval day to second' },
  hll: { kind: 'hyperloglog' },
  ai: arrayOf({ kind: 'integer' }),
  sa: arrayOf(VARCHAR),
  m: mapOf(VARCHAR, { kind: 'bigint' }),
  ro: { kind: 'row', fields: [{ name: 'x', type: { kind: 'bigint' } }] },
};

function environment(parameters: readonly SqlType[] = []): AnalysisEnvironment {
  const columns = Object.entries(COLUMNS).map(([name, type]) => ({ name, type, hidden: false }));
  return {
    findTable: () => ({ path: ['v'], columns, source: null }),
    tableNames: () => ['v'],
    defaultSchema: 'collection',
    timezone: 'UTC',
    parameters,
  };
}

function typeOf(expression: string, parameters?: readonly SqlType[]): string {
  const sql = `SELECT ${expression} FROM v`;
  try {
    return printSqlType(analyze(parseQuery(sql), sql, environment(parameters)).columns[0]!.type);
  } catch (error) {
    if (!(error instanceof SqlAnalysisError)) throw error;
    return `! ${error.column - 7} ${error.reason}`;
  }
}

function check(cases: Readonly<Record<string, string>>): void {
  const found = Object.fromEntries(Object.keys(cases).map((expression) => [expression, typeOf(expression)]));
  assert.deepEqual(found, cases);
}

test('literals', () => {
  check({
    NULL: 'unknown',
    TRUE: 'boolean',
    '2147483647': 'integer',
    '2147483648': 'bigint',
    '1.50': 'decimal(3,2)',
    '0.5': 'decimal(1,1)',
    '00.0': 'decimal(1,1)',
    '.5': 'decimal(1,1)',
    '12.': 'decimal(2,0)',
    '1e0': 'double',
    "'abc'": 'varchar(3)',
    "''": 'varchar(0)',
    "'a😀'": 'varchar(2)',
    "X'00FF'": 'varbinary',
    "DATE '2024-02-29'": 'date',
    "DATE '2023-02-29'": '! 1 "2023-02-29" is no DATE',
    "DATE '2024-2-9'": 'date',
    "TIME '13:30'": 'time',
    "TIME '25:30'": '! 1 "25:30" is no TIME',
    "TIME '13:30:00 +02:00'": 'time with time zone',
    "TIMESTAMP '2024-02-29 13:30:00.123'": 'timestamp',
    "TIMESTAMP '2024-02-29'": 'timestamp',
    "TIMESTAMP '2024-02-29T13:30:00'": '! 1 "2024-02-29T13:30:00" is no TIMESTAMP',
    "TIMESTAMP '2024-02-29 13:30:00 Europe/Istanbul'": 'timestamp with time zone',
    "TIMESTAMP '2024-02-29 13:30:00 Europe/Nowhere'":
      '! 1 "2024-02-29 13:30:00 Europe/Nowhere" is no TIMESTAMP',
    "DECIMAL '001.50'": 'decimal(3,2)',
    "DECIMAL '1e5'": '! 1 "1e5" is no DECIMAL',
    "BIGINT '9223372036854775808'": '! 1 "9223372036854775808" is no BIGINT',
    "BIGINT '-9223372036854775808'": 'bigint',
    "DOUBLE '1.5'": 'double',
    "DOUBLE 'x'": '! 1 "x" is no DOUBLE',
    "REAL '1'": 'real',
    "BOOLEAN 'true'": 'boolean',
    "VARCHAR 'ab'": 'varchar',
    "CHAR 'ab'": 'char(2)',
    "JSON '{}'": 'json',
    "JSON '{'": '! 1 "{" is no JSON',
    "UUID 'x'": '! 1 type "UUID" is not known before a text',
    "INTERVAL '1' DAY": 'interval day to second',
    "INTERVAL '1-2' YEAR TO MONTH": 'interval year to month',
    "INTERVAL '1 02:03:04.5' DAY TO SECOND": 'interval day to second',
    "INTERVAL 'x' DAY": '! 1 "x" is no interval of DAY',
    "INTERVAL '1' MONTH TO DAY": '! 1 there is no interval MONTH TO DAY',
    '12345678901234567890123456789012345678.9': '! 1 the number has 39 digits, and a decimal has at most 38',
    current_date: 'date',
    current_timestamp: 'timestamp with time zone',
    'current_timestamp(3)': 'timestamp with time zone',
    'current_timestamp(6)': '! 1 times are in milliseconds, so that a precision of 6 cannot be had',
    current_time: 'time with time zone',
    localtime: 'time',
    localtimestamp: 'timestamp',
    current_user:
      '! 1 CURRENT_USER is not supported: queries are asked with the key of a project, and not by a user',
  });
});

test('arithmetic', () => {
  check({
    'ti + ti': 'tinyint',
    'ti + i': 'integer',
    'i + l': 'bigint',
    'i / i': 'integer',
    'i + r': 'real',
    'r + d': 'double',
    'l * d': 'double',
    'dec + dec': 'decimal(11,2)',
    'dec + i': 'decimal(13,2)',
    'dec * dec': 'decimal(20,4)',
    'dec / 3': 'decimal(10,2)',
    'dec % 3': 'decimal(10,2)',
    '1.5 + 1': 'decimal(12,1)',
    'dec + d': 'double',
    'dec + r': 'real',
    'dec * dec * dec * dec': 'decimal(38,8)',
    '0.00000000000000000001 * 0.00000000000000000001':
      '! 1 the product of decimal(20,20) and decimal(20,20) has more than 38 digits after the point',
    '-i': 'integer',
    '-dec': 'decimal(10,2)',
    '-ds': 'interval day to second',
    '+ds': '! 1 "+" cannot stand before a value of type interval day to second',
    '-s': '! 1 "-" cannot stand before a value of type varchar',
    'i + NULL': 'integer',
    'NULL + NULL': 'bigint',
    's + 1': '! 1 "+" cannot be used between varchar and integer',
    "'a' + 'b'": '! 1 "+" cannot be used between varchar(1) and varchar(1)',
    'b + 1': '! 1 "+" cannot be used between boolean and integer',
  });
});

test('moments and intervals', () => {
  check({
    "day + INTERVAL '1' DAY": 'date',
    "INTERVAL '1' DAY + day": 'date',
    "day - INTERVAL '1' MONTH": 'date',
    "INTERVAL '1' DAY - day": '! 1 "-" cannot be used between interval day to second and date',
    "ts + INTERVAL '1' YEAR": 'timestamp',
    "tsz - INTERVAL '1' HOUR": 'timestamp with time zone',
    "t + INTERVAL '1' MONTH": 'time',
    'day - day': 'interval day to second',
    'ts - day': 'interval day to second',
    'ts - ts': 'interval day to second',
    'ts + ts': '! 1 "+" cannot be used between timestamp and timestamp',
    'ds + ds': 'interval day to second',
    'ds + ym': '! 1 "+" cannot be used between interval day to second and interval year to month',
    'ds * 2': 'interval day to second',
    '2 / ds': '! 1 "/" cannot be used between integer and interval day to second',
    'day + 1': '! 1 "+" cannot be used between date and integer',
    'ts - 1': '! 1 "-" cannot be used between timestamp and integer',
    "ts - '1 day'": '! 1 "-" cannot be used between timestamp and varchar(5)',
    'ts + NULL': 'timestamp',
    "ts AT TIME ZONE 'Europe/Istanbul'": 'timestamp with time zone',
    "ts AT TIME ZONE 'Europe/Istambul'": '! 17 there is no time zone "Europe/Istambul"',
    "ts AT TIME ZONE INTERVAL '1' MONTH": '! 17 the offset of a time zone is in hours and minutes',
    "day AT TIME ZONE 'UTC'": '! 1 AT TIME ZONE cannot be used between date and varchar(3)',
    'EXTRACT(year FROM day)': 'bigint',
    'EXTRACT(hour FROM ts)': 'bigint',
    'EXTRACT(hour FROM day)': '! 19 a value of type date has no hour',
    'EXTRACT(day FROM ym)': '! 18 a value of type interval year to month has no day',
    'EXTRACT(timezone_hour FROM tsz)': 'bigint',
    'EXTRACT(timezone_hour FROM ts)': '! 28 a value of type timestamp has no timezone_hour',
    'EXTRACT(dow FROM s)': '! 18 a value of type varchar has no day_of_week',
  });
});

test('comparisons and conditions', () => {
  check({
    'i = l': 'boolean',
    'i < dec': 'boolean',
    's = s3': 'boolean',
    's = 1': '! 1 cannot compare varchar with integer',
    "i IN (1, 'a')": '! 10 cannot compare integer with varchar(1)',
    "ts > '2024-01-01'": '! 1 cannot compare timestamp with varchar(10)',
    "day BETWEEN '2024-01-01' AND day": '! 13 cannot compare date with varchar(10)',
    'day < ts': 'boolean',
    't < ts': '! 1 cannot compare time with timestamp',
    'ai = sa': '! 1 cannot compare array(integer) with array(varchar)',
    'ai < ai': 'boolean',
    'm = m': 'boolean',
    'm < m': '! 1 values of type map(varchar, bigint) have no order',
    'j = j': 'boolean',
    'j > j': '! 1 values of type json have no order',
    'hll = hll': '! 1 values of type hyperloglog cannot be compared',
    '(i, s) = (l, s3)': 'boolean',
    '(i, s) = (i, s, i)': '! 1 cannot compare row(integer, varchar) with row(integer, varchar, integer)',
    '(i, s) IN ((1, s), (2, s3))': 'boolean',
    'i = NULL': 'boolean',
    'i IS NULL': 'boolean',
    'hll IS NOT NULL': 'boolean',
    'i IS DISTINCT FROM d': 'boolean',
    'i IS DISTINCT FROM s': '! 1 cannot compare integer with varchar',
    'i BETWEEN 1 AND 2.5': 'boolean',
    "s LIKE 'a%'": 'boolean',
    "s LIKE 'a%' ESCAPE '!'": 'boolean',
    "s LIKE 'a%' ESCAPE '!!'": '! 20 ESCAPE takes one character',
    "i LIKE 'a'": '! 1 LIKE compares texts, and this is of type integer',
    's LIKE 1': '! 8 LIKE compares texts, and this is of type integer',
    'NOT b': 'boolean',
    'NOT i': '! 5 NOT needs a condition, and this is of type integer',
    'b AND NULL': 'boolean',
    'b OR s': '! 6 OR needs a condition, and this is of type varchar',
  });
});

test('texts, bytes and arrays joined', () => {
  check({
    "s || 'x'": 'varchar',
    's || NULL': 'varchar',
    'bin || bin': 'varbinary',
    's || bin': '! 1 "||" cannot join varchar and varbinary',
    's || i': '! 1 "||" cannot join varchar and integer',
    'ai || ai': 'array(integer)',
    'ai || l': 'array(bigint)',
    '1 || ai': 'array(integer)',
    'ai || s': '! 1 "||" cannot join array(integer) and varchar',
    'ARRAY[ai] || ai': 'array(array(integer))',
    'ai || NULL': 'array(integer)',
  });
});

test('CASE, arrays, rows, maps', () => {
  check({
    'CASE WHEN b THEN 1 ELSE 2.5 END': 'decimal(11,1)',
    'CASE WHEN b THEN 1 END': 'integer',
    "CASE WHEN b THEN 1 ELSE 'x' END":
      '! 25 all branches of CASE give values of one type: this is of type varchar(1), and what stands before it of type integer',
    'CASE WHEN i THEN 1 END': '! 11 WHEN needs a condition, and this is of type integer',
    "CASE i WHEN 1 THEN 'a' WHEN 2.5 THEN 'bc' END": 'varchar(2)',
    "CASE i WHEN 'x' THEN 1 END": '! 13 cannot compare integer with varchar(1)',
    'CASE WHEN b THEN NULL END': 'unknown',
    'ARRAY[1, NULL, 2.5]': 'array(decimal(11,1))',
    'ARRAY[]': 'array(unknown)',
    "ARRAY[1, 'a']":
      '! 10 an array holds values of one type: this is of type varchar(1), and what stands before it of type integer',
    "ROW(1, 'a')": 'row(integer, varchar(1))',
    '(1, NULL)': 'row(integer, unknown)',
    'ai[1]': 'integer',
    'ai[l]': 'integer',
    'ai[s]': '! 4 an array is read by whole numbers, and this is of type varchar',
    'ai[1.0]': '! 4 an array is read by whole numbers, and this is of type decimal(2,1)',
    "m['a']": 'bigint',
    'm[1]': '! 3 the keys of this map are of type varchar, and this is of type integer',
    'ro[1]': 'bigint',
    'ro.x': 'bigint',
    'ro[l]': '! 4 the fields of this row are read by a number from 1 to 1',
    's[1]': '! 1 a value of type varchar has no elements',
    'j[1]': '! 1 a value of type json has no elements',
  });
});

test('casts', () => {
  check({
    'CAST(s AS bigint)': 'bigint',
    'TRY_CAST(s AS DATE)': 'date',
    'CAST(i AS varchar(5))': 'varchar(5)',
    'CAST(i AS decimal)': 'decimal(38,0)',
    'CAST(i AS DECIMAL(10, 2))': 'decimal(10,2)',
    'CAST(i AS decimal(39))': '! 19 its digits must be a number from 1 to 38',
    'CAST(i AS decimal(5, 6))': '! 22 its digits after the point must be a number from 0 to 5',
    'CAST(i AS decimal(1, 2, 3))': '! 11 "decimal" has too many numbers',
    'CAST(i AS int)': 'integer',
    'CAST(d AS double precision)': 'double',
    'CAST(i AS text)': '! 11 type "text" does not exist',
    'CAST(i AS biginteger)': '! 11 type "biginteger" does not exist',
    'CAST(i AS bigint(5))': '! 11 type "bigint" takes nothing in parentheses',
    'CAST(i AS date)': '! 1 cannot cast integer to date',
    'CAST(ts AS bigint)': '! 1 cannot cast timestamp to bigint',
    'CAST(ts AS date)': 'date',
    'CAST(day AS timestamp)': 'timestamp',
    'CAST(ts AS timestamp(3))': 'timestamp',
    'CAST(ts AS timestamp(6))': '! 12 timestamp(6) is not supported: times are in milliseconds',
    'CAST(ts AS timestamp with time zone)': 'timestamp with time zone',
    'CAST(j AS array(bigint))': 'array(bigint)',
    'CAST(j AS map(varchar, array(double)))': 'map(varchar, array(double))',
    'CAST(ro AS row(a varchar))': 'row("a" varchar)',
    'CAST(ai AS varchar)': '! 1 cannot cast array(integer) to varchar',
    'CAST(ai AS json)': 'json',
    'CAST(NULL AS hyperloglog)': 'hyperloglog',
    'CAST(NULL AS tdigest(double))': 'tdigest',
    'CAST(NULL AS map(hyperloglog, bigint))': '! 14 keys of a map must be comparable, and hyperloglog is not',
    'CAST(NULL AS array(1))': '! 20 a type must stand here, and not 1',
    'CAST(NULL AS array)': '! 14 type "array" is written as array(bigint)',
    'CAST(NULL AS interval day to second)': 'interval day to second',
    'CAST(NULL AS interval hour to second)': '! 14 there is no type interval hour to second',
    'CAST(NULL AS geometry)': '! 14 type "geometry" does not exist',
    'CAST(NULL AS public.bigint)': '! 14 type "public.bigint" does not exist',
  });
});

test('parameters', () => {
  assert.equal(typeOf('? + 1', [{ kind: 'bigint' }]), 'bigint');
  assert.equal(typeOf('s = ?', [VARCHAR]), 'boolean');
  assert.equal(typeOf('s = ?', [{ kind: 'bigint' }]), '! 1 cannot compare varchar with bigint');
  assert.equal(typeOf('? + ?', [{ kind: 'bigint' }]), '! 5 no value is given for parameter 2');
  assert.equal(typeOf('?', [VARCHAR, VARCHAR]), '! -6 2 values are given, and the query has 1 parameter');
});

test('LIMIT and OFFSET take parameters that are whole numbers', () => {
  const sql = 'SELECT i FROM v WHERE i > ? OFFSET ? LIMIT ?';
  const run = (...kinds: readonly ('bigint' | 'integer' | 'double')[]) =>
    analyze(parseQuery(sql), sql, environment(kinds.map((kind) => ({ kind }))));
  const { types } = run('integer', 'bigint', 'integer');
  assert.deepEqual(
    [...types].filter(([node]) => node.kind === 'parameter').map(([, type]) => type.kind),
    ['integer', 'bigint', 'integer'],
  );
  assert.throws(() => run('integer', 'bigint', 'double'), /1:44: LIMIT takes a whole number/);
  assert.throws(() => run('integer', 'double', 'bigint'), /1:36: OFFSET takes a whole number/);
  const huge = `SELECT i FROM v LIMIT ${'9'.repeat(20)}`;
  assert.throws(() => analyze(parseQuery(huge), huge, environment()), /LIMIT "9{20}" is too large/);
});

test('coercions stand at the values that change', () => {
  const sql = "SELECT i + l, dec = i, ts > day, CASE WHEN b THEN i ELSE d END, s || 'x', s = s3 FROM v";
  const { coercions } = analyze(parseQuery(sql), sql, environment());
  const found = [...coercions].map(
    ([node, type]) => `${sql.slice(node.position.start, node.position.end)}: ${printSqlType(type)}`,
  );
  assert.deepEqual(found, [
    'i: bigint',
    'dec: decimal(12,2)',
    'i: decimal(12,2)',
    'day: timestamp',
    'i: double',
  ]);
});

test('a lambda that is typed twice keeps the last types only', () => {
  const sql = 'SELECT reduce(ai, 0, (a, e) -> a + e + d, a -> a) FROM v';
  const { coercions, types, columns } = analyze(parseQuery(sql), sql, environment());
  assert.equal(columns[0]!.type.kind, 'double');
  const at = (text: string) =>
    [...types].find(([node]) => sql.slice(node.position.start, node.position.end) === text)?.[1];
  assert.equal(at('a + e')?.kind, 'double');
  const coerced = [...coercions].map(
    ([node, type]) => `${sql.slice(node.position.start, node.position.end)}: ${type.kind}`,
  );
  assert.deepEqual(coerced.toSorted(), ['0: double', 'e: double']);
});
