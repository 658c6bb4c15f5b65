/**
 * The operators as entries like those of functions, so that they are resolved and rendered the same way. `||` is the
 * function `concat`.
 */
import type { SqlType } from '../../types/sql-type.ts';
import { define, type Entry } from '../define.ts';
import { monthsOf } from '../duckdb/intervals.ts';
import { once, raise } from '../duckdb/sql-text.ts';
import { addToWall } from '../duckdb/time-units.ts';
import { zoneOf } from '../duckdb/zone.ts';
import { rendering, template } from '../forms.ts';
import type { FunctionDefinition, RenderedCall } from '../function-definition.ts';
import { plainArithmetic, quotient, remainder } from './arithmetic.ts';

const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'];
const NUMBERS = [...INTEGERS, 'real', 'double'];
const DAYS = 'interval day to second';
const MONTHS = 'interval year to month';
const TIMES = ['date', 'time', 'timestamp', 'timestamp with time zone'];
const NOT_ALL_NUMBERS =
  'An interval times, or divided by, what is no number or makes it too long is an error; PrestoDB gives an interval of another length.';

function numeric(name: string): readonly string[] {
  return NUMBERS.map((type) => `${name}(${type}, ${type}) -> ${type}`);
}

/** A time and an interval. Intervals of days are so many milliseconds, whatever clocks do; months follow the clocks. */
function moved(
  call: RenderedCall,
  time: RenderedCall['arguments'][number],
  operator: '+' | '-',
  interval: RenderedCall['arguments'][number],
): string {
  if (time.type.kind === 'timestamp') return `(${time.sql} ${operator} ${interval.sql})`;
  if (time.type.kind === 'time') {
    // A clock goes round, and months do not move it.
    return interval.type.kind === MONTHS
      ? `CASE WHEN ${interval.sql} IS NOT NULL THEN ${time.sql} END`
      : `(${time.sql} ${operator} ${interval.sql})`;
  }
  if (time.type.kind === 'date') {
    const value = `CAST(${time.sql} ${operator} ${interval.sql} AS DATE)`;
    if (interval.type.kind === MONTHS) return value;
    return once(
      call,
      [interval.sql],
      (step) =>
        `CASE WHEN epoch_ms(${step}) % 86400000 <> 0 THEN ${raise('a date moves by whole days only', time.type)} ELSE CAST(${time.sql} ${operator} ${step} AS DATE) END`,
    );
  }
  if (interval.type.kind === DAYS) {
    return `timezone('UTC', timezone('UTC', ${time.sql}) ${operator} ${interval.sql})`;
  }
  const step = operator === '+' ? interval.sql : `(-${interval.sql})`;
  return addToWall(call, time.sql, step, zoneOf(time.type));
}

function isInterval(type: SqlType): boolean {
  return type.kind === DAYS || type.kind === MONTHS;
}

function additive(symbol: '+' | '-', name: string): Entry {
  const times = TIMES.flatMap((time) =>
    [DAYS, MONTHS].map((interval) => `${name}(${time}, ${interval}) -> ${time}`),
  );
  return {
    name,
    symbol,
    description:
      symbol === '+'
        ? 'The sum of two numbers, or a time moved.'
        : 'The difference of two numbers or times, or a time moved.',
    example:
      symbol === '+'
        ? "DATE '2024-01-31' + INTERVAL '1' MONTH"
        : "TIMESTAMP '2024-03-01 00:00:00' - INTERVAL '1' DAY",
    signatures: [
      ...numeric(name),
      `${name}(decimal(p, s), decimal(q, t)) -> decimal(min(38, max(p - s, q - t) + max(s, t) + 1), max(s, t))`,
      ...times,
      ...[DAYS, MONTHS].map((interval) => `${name}(${interval}, ${interval}) -> ${interval}`),
      ...(symbol === '+'
        ? TIMES.flatMap((time) =>
            [DAYS, MONTHS].map((interval) => `${name}(${interval}, ${time}) -> ${time}`),
          )
        : TIMES.map((time) => `${name}(${time}, ${time}) -> ${DAYS}`)),
    ],
    duckdb: rendering((call) => {
      const [a, b] = [call.arguments[0]!, call.arguments[1]!];
      if (isInterval(a.type) && isInterval(b.type)) return `(${a.sql} ${symbol} ${b.sql})`;
      if (isInterval(b.type)) return moved(call, a, symbol, b);
      if (isInterval(a.type)) return moved(call, b, symbol, a);
      if (a.type.kind === 'date') return `to_days(CAST(${a.sql} - ${b.sql} AS INTEGER))`;
      if (a.type.kind === 'time')
        return `to_microseconds(1000 * date_sub('millisecond', ${b.sql}, ${a.sql}))`;
      if (isInterval(call.resultType))
        return `to_microseconds(1000 * (epoch_ms(${a.sql}) - epoch_ms(${b.sql})))`;
      return plainArithmetic(symbol, a, b, call.resultType);
    }),
  };
}

/** An interval as the number that Presto computes with, which cuts off what is after the point. */
function scaled(type: SqlType, compute: (size: string) => string, interval: string): string {
  return type.kind === MONTHS
    ? `to_months(CAST(trunc(${compute(monthsOf(interval))}) AS INTEGER))`
    : `to_microseconds(CAST(trunc(${compute(`epoch_ms(${interval})`)}) AS BIGINT) * 1000)`;
}

function compared(name: string, symbol: string, trait: 'comparable' | 'orderable'): Entry {
  return {
    name,
    symbol,
    description: `Whether the first value is ${name.replaceAll('_', ' ')} the second.`,
    example: `1 ${symbol} 2`,
    signatures: [`${name}(T, T) -> boolean where T ${trait}`],
    duckdb: template(`($1 ${symbol} $2)`),
    difference:
      'NaN is equal to itself and larger than all numbers on DuckDB; in PrestoDB no comparison with it is true. Arrays, rows and maps that hold NULL compare as if NULLs were equal.',
  };
}

export const OPERATORS: readonly FunctionDefinition[] = define('operator', [
  additive('+', 'add'),
  additive('-', 'subtract'),
  {
    name: 'multiply',
    symbol: '*',
    description: 'The product of two numbers, or an interval so many times.',
    example: '1.5 * 2.25',
    signatures: [
      ...numeric('multiply'),
      'multiply(decimal(p, s), decimal(q, t)) -> decimal(min(38, p + q), s + t)',
      ...[DAYS, MONTHS].flatMap((interval) =>
        ['bigint', 'double'].flatMap((factor) => [
          `multiply(${interval}, ${factor}) -> ${interval}`,
          `multiply(${factor}, ${interval}) -> ${interval}`,
        ]),
      ),
    ],
    duckdb: rendering((call) => {
      const [a, b] = [call.arguments[0]!, call.arguments[1]!];
      if (!isInterval(call.resultType)) return plainArithmetic('*', a, b, call.resultType);
      const [interval, factor] = isInterval(a.type) ? [a, b] : [b, a];
      return once(call, [interval.sql], (step) =>
        scaled(interval.type, (size) => `${size} * ${factor.sql}`, step),
      );
    }),
    difference: NOT_ALL_NUMBERS,
  },
  {
    name: 'divide',
    symbol: '/',
    description:
      'The quotient of two numbers: of integers without what is after the point; by zero an error, but for doubles.',
    example: '-7 / 2',
    signatures: [
      ...numeric('divide'),
      'divide(decimal(p, s), decimal(q, t)) -> decimal(min(38, p + t + max(t - s, 0)), max(s, t))',
      `divide(${DAYS}, double) -> ${DAYS}`,
      `divide(${MONTHS}, double) -> ${MONTHS}`,
    ],
    duckdb: rendering((call) => {
      const [a, b] = [call.arguments[0]!, call.arguments[1]!];
      if (!isInterval(call.resultType)) return quotient(call, a, b, call.resultType);
      return once(call, [a.sql], (step) => scaled(a.type, (size) => `${size} / ${b.sql}`, step));
    }),
    difference: NOT_ALL_NUMBERS,
  },
  {
    name: 'modulus',
    symbol: '%',
    description: 'The remainder of a division, with the sign of the first number.',
    example: '-7 % 3',
    signatures: [
      ...numeric('modulus'),
      'modulus(decimal(p, s), decimal(q, t)) -> decimal(min(38, min(p - s, q - t) + max(s, t)), max(s, t))',
    ],
    duckdb: rendering((call) => remainder(call, call.arguments[0]!, call.arguments[1]!, call.resultType)),
  },
  {
    name: 'negate',
    symbol: '-',
    description: 'The number with the other sign.',
    example: '-(1.5)',
    signatures: [
      ...NUMBERS.map((type) => `negate(${type}) -> ${type}`),
      'negate(decimal(p, s)) -> decimal(p, s)',
      `negate(${DAYS}) -> ${DAYS}`,
      `negate(${MONTHS}) -> ${MONTHS}`,
    ],
    duckdb: template('(-$1)'),
  },
  {
    name: 'subscript',
    symbol: '[]',
    description:
      'The element of an array, counted from 1, or the value of a key of a map; an error when there is none.',
    example: 'ARRAY[10, 20][2]',
    signatures: ['subscript(array(E), bigint) -> E', 'subscript(map(K, V), K) -> V'],
    duckdb: rendering((call) =>
      once(
        call,
        call.arguments.map(({ sql }) => sql),
        (base, index) => {
          const missing =
            call.arguments[0]!.type.kind === 'map'
              ? `WHEN NOT list_contains(map_keys(${base}), ${index}) THEN ${raise('the map does not have this key', call.resultType)}`
              : `WHEN ${index} < 1 OR ${index} > len(${base}) THEN ${raise('the index is out of the bounds of the array, which start at 1', call.resultType)}`;
          return `CASE ${missing} ELSE ${base}[${index}] END`;
        },
      ),
    ),
  },
  compared('equal', '=', 'comparable'),
  compared('not_equal', '<>', 'comparable'),
  compared('less_than', '<', 'orderable'),
  compared('less_than_or_equal', '<=', 'orderable'),
  compared('greater_than', '>', 'orderable'),
  compared('greater_than_or_equal', '>=', 'orderable'),
]);

/** Binary operators, as the AST writes them. */
export function lookupOperator(symbol: string): FunctionDefinition | undefined {
  return BINARY.get(symbol === '!=' ? '<>' : symbol);
}

export const NEGATE = OPERATORS.find(({ name }) => name === 'negate')!;
export const SUBSCRIPT = OPERATORS.find(({ name }) => name === 'subscript')!;

const BINARY = new Map(
  OPERATORS.filter(({ name }) => name !== 'negate' && name !== 'subscript').map((entry) => [
    entry.symbol!,
    entry,
  ]),
);
