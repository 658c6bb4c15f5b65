/**
 * Length: a table, one entry for each function.
 *
 * Where Java gives NaN or an infinity, DuckDB raises an error in places: the arguments are looked at first there.
 */
import type { DecimalType } from '../../types/sql-type.ts';
import { isFloating, isInteger } from '../../types/type-traits.ts';
import { BIGINT, VARCHAR } from '../../types/types.ts';
import { alias, define, type Entry } from '../define.ts';
import { duckDbType } from '../duckdb/duckdb-type.ts';
import { fold } from '../duckdb/lists.ts';
import { once, quote, raise } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import { refused, rendering, same, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';
import { remainder } from '../operators/arithmetic.ts';

const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'];
const NUMBERS = [...INTEGERS, 'double', 'real'];
const NAN = "CAST('nan' AS DOUBLE)";
const INFINITY = "CAST('inf' AS DOUBLE)";

const sqls = (call: RenderedCall) => call.arguments.map(({ sql }) => sql);
const cast = (sql: string, call: RenderedCall) => `CAST(${sql} AS ${duckDbType(call.resultType)})`;

function withOnce(body: (call: RenderedCall, ...names: string[]) => string) {
  return rendering((call) => once(call, sqls(call), (...names) => body(call, ...names)));
}

/** A function of a double, as DuckDB has it. */
function plain(name: string, description: string, example: string): Entry {
  return { name, description, example, signatures: [`${name}(double) -> double`], duckdb: same };
}

/** One that DuckDB has for some doubles only; `$1` is the argument. */
function guarded(name: string, description: string, example: string, conditions: string): Entry {
  return {
    name,
    description,
    example,
    signatures: [`${name}(double) -> double`],
    duckdb: withOnce((_, x) => `CASE ${conditions.replaceAll('$1', x!)} ELSE ${name}(${x}) END`),
  };
}

const LOGARITHM = `WHEN $1 = 0 THEN -${INFINITY} WHEN $1 < 0 OR isnan($1) THEN ${NAN}`;
const ARC = `WHEN abs($1) > 1 THEN ${NAN}`;
const CIRCLE = `WHEN isinf($1) THEN ${NAN}`;

const power: Entry = {
  name: 'power',
  description: 'The first number to the power of the second.',
  example: 'power(2, 10)',
  signatures: ['power(double, double) -> double'],
  // C has 1 for 1 to any power, Java NaN where the exponent is NaN, or 1 to an infinite one.
  duckdb: withOnce(
    (_, x, y) =>
      `CASE WHEN isnan(${y}) OR (abs(${x}) = 1 AND isinf(${y})) THEN ${NAN} ELSE pow(${x}, ${y}) END`,
  ),
};

function rounding(name: 'ceil' | 'floor', description: string): Entry {
  return {
    name,
    description,
    example: `${name}(-1.5)`,
    signatures: [
      ...NUMBERS.map((type) => `${name}(${type}) -> ${type}`),
      `${name}(decimal(p, s)) -> decimal(min(38, p - s + min(s, 1)), 0)`,
    ],
    duckdb: rendering((call) =>
      isInteger(call.resultType) ? call.arguments[0]!.sql : cast(`${name}(${call.arguments[0]!.sql})`, call),
    ),
  };
}

const random: Entry = {
  name: 'random',
  description: 'A random number from 0 to below 1, or a whole one from 0 to below the argument.',
  example: 'random()',
  signatures: ['random() -> double', 'random(integer) -> integer', 'random(bigint) -> bigint'],
  deterministic: false,
  duckdb: withOnce((call, bound) =>
    bound === undefined
      ? 'random()'
      : `CASE WHEN ${bound} <= 0 THEN ${raise('the bound of random must be positive', call.resultType)} ELSE ${cast(`floor(random() * ${bound})`, call)} END`,
  ),
};

/** Presto rounds a double by a long: what is beyond one becomes the largest. */
function roundDouble(x: string, digits: string): string {
  const factor = `pow(10e0, ${digits})`;
  const scaled = `least(floor(abs(${x}) * ${factor} + 0.5), 9223372036854775807e0)`;
  return `CASE WHEN isnan(${x}) OR isinf(${x}) THEN ${x} ELSE sign(${x}) * ${scaled} / ${factor} END`;
}

function literalDigits(call: RenderedCall): number {
  const literal = call.arguments[1]!.literal;
  return Number(literal ?? refuse('the digits a decimal is rounded to must be a literal number'));
}

/** The decimal without what is beyond some digits. */
function truncatedDecimal(call: RenderedCall): string {
  const { scale } = call.arguments[0]!.type as DecimalType;
  const digits = call.arguments[1] === undefined ? 0 : literalDigits(call);
  if (digits >= scale) return call.arguments[0]!.sql;
  return once(call, [call.arguments[0]!.sql], (x) => {
    const unit =
      digits >= 0
        ? `CAST(${quote(`1e-${digits}`)} AS DECIMAL(${digits + 1}, ${digits}))`
        : `CAST(${quote(`1e${-digits}`)} AS DECIMAL(${1 - digits}, 0))`;
    return cast(`${x} - ${x} % ${unit}`, call);
  });
}

/** Bits beyond the width fall off, and the highest one left is the sign. */
function wrapped(value: string, call: RenderedCall): string {
  const bits = { tinyint: 8, smallint: 16, integer: 32 }[call.resultType.kind as 'tinyint'] ?? 64;
  const modulus = `CAST('${2n ** BigInt(bits)}' AS HUGEINT)`;
  const half = `CAST('${2n ** BigInt(bits - 1)}' AS HUGEINT)`;
  return cast(`(((${value} + ${half}) % ${modulus} + ${modulus}) % ${modulus} - ${half})`, call);
}

const widthOf = (call: RenderedCall) =>
  ({ tinyint: 8, smallint: 16, integer: 32 })[call.resultType.kind as 'tinyint'] ?? 64;

const SHIFTED = ['tinyint', 'smallint', 'integer', 'bigint'];

function bits(name: string, description: string, operator: string): Entry {
  return {
    name,
    description,
    example: `${name}(12, 10)`,
    signatures: [`${name}(bigint, bigint) -> bigint`],
    duckdb: template(`(${operator})`),
  };
}

export const MATH = define('math', [
  {
    name: 'abs',
    description: 'The absolute value.',
    example: 'abs(-1.5)',
    signatures: [...NUMBERS.map((type) => `abs(${type}) -> ${type}`), 'abs(decimal(p, s)) -> decimal(p, s)'],
    duckdb: same,
  },
  guarded('acos', 'The arc cosine.', 'acos(0.5)', ARC),
  guarded('asin', 'The arc sine.', 'asin(0.5)', ARC),
  plain('atan', 'The arc tangent.', 'atan(1)'),
  {
    name: 'atan2',
    description: 'The angle of the point (second, first).',
    example: 'atan2(1, 2)',
    signatures: ['atan2(double, double) -> double'],
    duckdb: same,
  },
  plain('cbrt', 'The cube root.', 'cbrt(27)'),
  rounding('ceil', 'The smallest whole number that is not smaller.'),
  alias('ceiling', rounding('ceil', '')),
  guarded('cos', 'The cosine of an angle in radians.', 'cos(1)', CIRCLE),
  plain('cosh', 'The hyperbolic cosine.', 'cosh(1)'),
  plain('degrees', 'Radians as degrees.', 'degrees(3.14)'),
  {
    name: 'e',
    description: "Euler's number.",
    example: 'e()',
    signatures: ['e() -> double'],
    duckdb: template('exp(1e0)'),
  },
  plain('exp', "Euler's number to that power.", 'exp(2)'),
  rounding('floor', 'The largest whole number that is not larger.'),
  {
    name: 'from_base',
    description: 'The number that a text says in a base from 2 to 36.',
    example: "from_base('ff', 16)",
    signatures: ['from_base(varchar, bigint) -> bigint'],
    duckdb: withOnce((call, text, base) => {
      const digits = "'0123456789abcdefghijklmnopqrstuvwxyz'";
      const magnitude = `lower(regexp_replace(${text}, '^[+-]', ''))`;
      const value = fold(
        call,
        `string_split(${magnitude}, '')`,
        VARCHAR,
        { kind: 'decimal', precision: 38, scale: 0 },
        '0',
        (s, x) => `${s} * ${base} + (strpos(${digits}, ${x}) - 1)`,
      );
      const bad = `NOT regexp_full_match(${text}, '[+-]?[0-9A-Za-z]{1,65}') OR len(list_filter(string_split(${magnitude}, ''), lambda c: strpos(${digits}, c) > ${base})) > 0`;
      return `CASE WHEN ${base} NOT BETWEEN 2 AND 36 THEN ${raise('the base must be from 2 to 36', BIGINT)} WHEN ${bad} THEN ${raise('the text is no number in this base', BIGINT)} ELSE CAST(CASE WHEN left(${text}, 1) = '-' THEN -1 ELSE 1 END * ${value} AS BIGINT) END`;
    }),
  },
  {
    name: 'to_base',
    description: 'The text of a number in a base from 2 to 36.',
    example: 'to_base(255, 16)',
    signatures: ['to_base(bigint, bigint) -> varchar(64)'],
    duckdb: withOnce(
      (_, value, base) =>
        `CASE WHEN ${base} NOT BETWEEN 2 AND 36 THEN ${raise('the base must be from 2 to 36', VARCHAR)} WHEN ${value} < 0 THEN '-' || lower(to_base(-${value}, CAST(${base} AS INTEGER))) ELSE lower(to_base(${value}, CAST(${base} AS INTEGER))) END`,
    ),
  },
  {
    name: 'infinity',
    description: 'Infinity.',
    example: 'infinity()',
    signatures: ['infinity() -> double'],
    duckdb: template(INFINITY),
  },
  {
    name: 'nan',
    description: 'The value that is no number.',
    example: 'is_nan(nan())',
    signatures: ['nan() -> double'],
    duckdb: template(NAN),
  },
  {
    name: 'is_finite',
    description: 'Whether a number is neither infinite nor NaN.',
    example: 'is_finite(1e0)',
    signatures: ['is_finite(double) -> boolean'],
    duckdb: template('isfinite($1)'),
  },
  {
    name: 'is_infinite',
    description: 'Whether a number is infinite.',
    example: 'is_infinite(infinity())',
    signatures: ['is_infinite(double) -> boolean'],
    duckdb: template('isinf($1)'),
  },
  {
    name: 'is_nan',
    description: 'Whether a number is NaN.',
    example: 'is_nan(nan())',
    signatures: ['is_nan(double) -> boolean'],
    duckdb: template('isnan($1)'),
  },
  guarded('ln', 'The natural logarithm.', 'ln(10)', LOGARITHM),
  guarded('log2', 'The logarithm to the base 2.', 'log2(8)', LOGARITHM),
  guarded('log10', 'The logarithm to the base 10.', 'log10(100)', LOGARITHM),
  {
    name: 'mod',
    description: 'The remainder of a division, with the sign of the first number.',
    example: 'mod(-7, 3)',
    signatures: [
      ...NUMBERS.map((type) => `mod(${type}, ${type}) -> ${type}`),
      'mod(decimal(p, s), decimal(q, t)) -> decimal(min(38, min(p - s, q - t) + max(s, t)), max(s, t))',
    ],
    duckdb: rendering((call) => remainder(call, call.arguments[0]!, call.arguments[1]!, call.resultType)),
  },
  {
    name: 'pi',
    description: 'The number pi.',
    example: 'pi()',
    signatures: ['pi() -> double'],
    duckdb: same,
  },
  power,
  alias('pow', power),
  plain('radians', 'Degrees as radians.', 'radians(180)'),
  random,
  alias('rand', random),
  {
    name: 'round',
    description: 'The number rounded half away from zero, to whole ones or to some digits after the point.',
    example: 'round(2.675, 2)',
    signatures: [
      ...NUMBERS.map((type) => `round(${type}) -> ${type}`),
      'round(decimal(p, s)) -> decimal(min(38, p - s + min(s, 1)), 0)',
      ...NUMBERS.map((type) => `round(${type}, integer) -> ${type}`),
      'round(decimal(p, s), integer) -> decimal(min(38, p + 1), s)',
    ],
    duckdb: rendering((call) => {
      const [value, digits] = call.arguments;
      const { type, sql } = value!;
      // Presto returns whole numbers as they are, even to digits before the point.
      if (isInteger(type))
        return digits === undefined ? sql : `CASE WHEN ${digits.sql} IS NOT NULL THEN ${sql} END`;
      if (isFloating(type)) {
        if (digits === undefined) return `round(${sql})`;
        return once(call, [sql, digits.sql], (x, d) => cast(roundDouble(x!, d!), call));
      }
      return digits === undefined
        ? cast(`round(${sql})`, call)
        : cast(`round(${sql}, ${literalDigits(call)})`, call);
    }),
    difference: 'Trino rounds whole numbers to digits before the point; PrestoDB leaves them.',
  },
  {
    name: 'sign',
    description: '-1, 0 or 1 for negative numbers, zero and positive numbers.',
    example: 'sign(-2.5)',
    signatures: [
      ...NUMBERS.map((type) => `sign(${type}) -> ${type}`),
      'sign(decimal(p, s)) -> decimal(1, 0)',
    ],
    duckdb: withOnce((call, x) =>
      isFloating(call.resultType)
        ? cast(`CASE WHEN isnan(${x}) THEN ${x} ELSE sign(${x}) END`, call)
        : cast(`sign(${x})`, call),
    ),
  },
  guarded('sin', 'The sine of an angle in radians.', 'sin(1)', CIRCLE),
  guarded('sqrt', 'The square root.', 'sqrt(2)', `WHEN $1 < 0 THEN ${NAN}`),
  guarded('tan', 'The tangent of an angle in radians.', 'tan(1)', CIRCLE),
  plain('tanh', 'The hyperbolic tangent.', 'tanh(1)'),
  {
    name: 'truncate',
    description: 'The number without what is after the point, or after some digits.',
    example: 'truncate(-2.789, 1)',
    signatures: [
      'truncate(double) -> double',
      'truncate(real) -> real',
      'truncate(decimal(p, s)) -> decimal(max(1, p - s), 0)',
      'truncate(double, integer) -> double',
      'truncate(decimal(p, s), integer) -> decimal(p, s)',
    ],
    duckdb: rendering((call) => {
      const [value, digits] = call.arguments;
      if (!isFloating(value!.type)) return truncatedDecimal(call);
      if (digits === undefined) return `trunc(${value!.sql})`;
      return once(
        call,
        [value!.sql, digits.sql],
        (x, d) =>
          `CASE WHEN isnan(${x}) OR isinf(${x}) THEN ${x} ELSE trunc(${x} * pow(10e0, ${d})) / pow(10e0, ${d}) END`,
      );
    }),
  },
  {
    name: 'width_bucket',
    description:
      'Which of that many equal buckets between two bounds a number falls in, or of the buckets between the given bounds.',
    example: 'width_bucket(5.3, 0.2, 10.6, 5)',
    signatures: [
      'width_bucket(double, double, double, bigint) -> bigint',
      'width_bucket(double, array(double)) -> bigint',
    ],
    duckdb: withOnce((call, x, low, high, count) => {
      if (high === undefined) {
        return `CASE WHEN len(${low}) = 0 THEN ${raise('the bounds of width_bucket must not be empty', BIGINT)} WHEN isnan(${x}) THEN ${raise('width_bucket takes no NaN', BIGINT)} WHEN ${x} IS NOT NULL THEN len(list_filter(${low}, lambda b: b <= ${x})) END`;
      }
      const place = `floor(CAST(${count} AS DOUBLE) * abs(${x} - ${low}) / abs(${high} - ${low})) + 1`;
      const below = `(CASE WHEN ${low} < ${high} THEN ${x} < ${low} ELSE ${x} > ${low} END)`;
      const above = `(CASE WHEN ${low} < ${high} THEN ${x} >= ${high} ELSE ${x} <= ${high} END)`;
      return `CASE WHEN ${count} <= 0 THEN ${raise('the count of width_bucket must be positive', BIGINT)} WHEN ${low} = ${high} THEN ${raise('the bounds of width_bucket must differ', BIGINT)} WHEN isnan(${x}) THEN ${raise('width_bucket takes no NaN', BIGINT)} WHEN ${below} THEN 0 WHEN ${above} THEN ${count} + 1 ELSE ${cast(place, call)} END`;
    }),
  },
  {
    name: 'wilson_interval_lower',
    description:
      'The lower bound of the Wilson interval of that many successes in that many trials, for a z-score; PrestoDB alone.',
    example: 'wilson_interval_lower(1250, 1310, 1.96)',
    signatures: ['wilson_interval_lower(bigint, bigint, double) -> double'],
    duckdb: withOnce((_, successes, trials, z) => wilson(successes!, trials!, z!, '-')),
    trino: refused('Trino has no wilson_interval_lower'),
  },
  {
    name: 'wilson_interval_upper',
    description: 'The upper bound of the Wilson interval; PrestoDB alone.',
    example: 'wilson_interval_upper(1250, 1310, 1.96)',
    signatures: ['wilson_interval_upper(bigint, bigint, double) -> double'],
    duckdb: withOnce((_, successes, trials, z) => wilson(successes!, trials!, z!, '+')),
    trino: refused('Trino has no wilson_interval_upper'),
  },
  {
    name: 'normal_cdf',
    description:
      'The probability that a normally distributed value, of a mean and a standard deviation, is at most the third number.',
    example: 'normal_cdf(0, 1, 1.96)',
    signatures: ['normal_cdf(double, double, double) -> double'],
    duckdb: withOnce((call, mean, deviation, value) => normalCdf(call, mean!, deviation!, value!)),
    accuracy: 'On DuckDB within 1e-15 of the true probability, in Presto about the same.',
  },
  {
    name: 'great_circle_distance',
    description:
      'The kilometres between two places on the earth, each a latitude and a longitude in degrees.',
    example: 'great_circle_distance(41.01, 28.97, 52.52, 13.40)',
    signatures: ['great_circle_distance(double, double, double, double) -> double'],
    duckdb: withOnce((_, ...places) => greatCircle(places)),
  },
  bits('bitwise_and', 'The bits that both numbers have.', '$1 & $2'),
  bits('bitwise_or', 'The bits that one of the numbers has.', '$1 | $2'),
  bits('bitwise_xor', 'The bits that only one of the numbers has.', 'xor($1, $2)'),
  {
    name: 'bitwise_not',
    description: 'The bits that the number has not.',
    example: 'bitwise_not(12)',
    signatures: ['bitwise_not(bigint) -> bigint'],
    duckdb: template('(~$1)'),
  },
  {
    name: 'bitwise_left_shift',
    description: 'The bits of the number moved to the left; those that fall off are lost.',
    example: 'bitwise_left_shift(7, 2)',
    signatures: SHIFTED.map((type) => `bitwise_left_shift(${type}, integer) -> ${type}`),
    duckdb: withOnce(
      (call, value, shift) =>
        `CASE WHEN ${shift} NOT BETWEEN 0 AND ${widthOf(call) - 1} THEN ${cast('0', call)} ELSE ${wrapped(`CAST(${value} AS HUGEINT) * CAST(pow(2, ${shift}) AS HUGEINT)`, call)} END`,
    ),
  },
  {
    name: 'bitwise_right_shift',
    description: 'The bits of the number moved to the right, zeros from the left.',
    example: 'bitwise_right_shift(-8, 1)',
    signatures: SHIFTED.map((type) => `bitwise_right_shift(${type}, integer) -> ${type}`),
    duckdb: withOnce((call, value, shift) => {
      const unsigned = `(CAST(${value} AS HUGEINT) + CASE WHEN ${value} < 0 THEN CAST('${2n ** BigInt(widthOf(call))}' AS HUGEINT) ELSE 0 END)`;
      return `CASE WHEN ${shift} NOT BETWEEN 0 AND ${widthOf(call) - 1} THEN ${cast('0', call)} ELSE ${wrapped(`${unsigned} // CAST(pow(2, ${shift}) AS HUGEINT)`, call)} END`;
    }),
  },
  {
    name: 'bitwise_right_shift_arithmetic',
    description: 'The bits of the number moved to the right, the sign from the left.',
    example: 'bitwise_right_shift_arithmetic(-8, 1)',
    signatures: SHIFTED.map((type) => `bitwise_right_shift_arithmetic(${type}, integer) -> ${type}`),
    duckdb: withOnce(
      (call, value, shift) =>
        `CASE WHEN ${shift} NOT BETWEEN 0 AND ${widthOf(call) - 1} THEN ${cast(`CASE WHEN ${value} < 0 THEN -1 ELSE 0 END`, call)} ELSE ${cast(`${value} >> ${shift}`, call)} END`,
    ),
  },
  {
    name: 'bit_count',
    description: 'How many bits of the number, kept in that many bits, are set.',
    example: 'bit_count(7, 64)',
    signatures: ['bit_count(bigint, bigint) -> bigint'],
    duckdb: withOnce((call, value, width) => {
      const bounds = `${width} NOT BETWEEN 2 AND 64`;
      const range = `CAST(${value} AS HUGEINT) >= CAST(pow(2, ${width} - 1) AS HUGEINT) OR CAST(${value} AS HUGEINT) < -CAST(pow(2, ${width} - 1) AS HUGEINT)`;
      return `CASE WHEN ${bounds} THEN ${raise('the bits of bit_count must be from 2 to 64', BIGINT)} WHEN ${range} THEN ${raise('the number does not fit the bits of bit_count', BIGINT)} ELSE ${cast(`CASE WHEN ${value} < 0 THEN ${width} - bit_count(~${value}) ELSE bit_count(${value}) END`, call)} END`;
    }),
  },
]);

function wilson(successes: string, trials: string, z: string, sign: '+' | '-'): string {
  const p = `(CAST(${successes} AS DOUBLE) / ${trials})`;
  const n = `CAST(${trials} AS DOUBLE)`;
  const z2 = `(${z} * ${z})`;
  const bad = `${successes} < 0 OR ${trials} <= 0 OR ${successes} > ${trials} OR ${z} < 0`;
  return `CASE WHEN ${bad} THEN ${raise('a Wilson interval needs 0 ≤ successes ≤ trials, trials > 0 and z ≥ 0', { kind: 'double' })} ELSE (${p} + ${z2} / (2 * ${n}) ${sign} ${z} * sqrt(${p} * (1 - ${p}) / ${n} + ${z2} / (4 * ${n} * ${n}))) / (1 + ${z2} / ${n}) END`;
}

/**
 * The error function of z is 2/√π e^(-z²) Σ 2ⁿ z²ⁿ⁺¹ / (1·3·…·(2n+1)), whose terms are all of one sign; here from the last
 * one on. Beyond 6 it is 1 in doubles.
 */
function normalCdf(call: RenderedCall, mean: string, deviation: string, value: string): string {
  const z = `((${value} - ${mean}) / ${deviation} / sqrt(2e0))`;
  const step = (sum: string, n: string) => `1 + ${sum} * 2 * ${z} * ${z} / (2 * ${n} + 1)`;
  const terms = 'list_transform(range(160), lambda k: 160 - k)';
  const series = fold(call, terms, BIGINT, { kind: 'double' }, '1', step);
  const erf = `2 / sqrt(pi()) * exp(-${z} * ${z}) * ${z} * ${series}`;
  const bad = raise('the standard deviation must be above 0', { kind: 'double' });
  return `CASE WHEN NOT ${deviation} > 0 OR isnan(${deviation}) THEN ${bad} WHEN isnan(${z}) THEN ${z} WHEN ${z} > 6 THEN 1 WHEN ${z} < -6 THEN 0 WHEN ${z} IS NOT NULL THEN (1 + ${erf}) / 2 END`;
}

const EARTH_RADIUS_KM = 6371.01;

function greatCircle([lat1 = '', lon1 = '', lat2 = '', lon2 = '']: readonly string[]): string {
  const within = (value: string, most: number) => `(abs(${value}) <= ${most} AND NOT isnan(${value}))`;
  const [a, b, d] = [`radians(${lat1})`, `radians(${lat2})`, `radians(${lon1} - ${lon2})`];
  const t1 = `cos(${b}) * sin(${d})`;
  const t2 = `(cos(${a}) * sin(${b}) - sin(${a}) * cos(${b}) * cos(${d}))`;
  const t3 = `sin(${a}) * sin(${b}) + cos(${a}) * cos(${b}) * cos(${d})`;
  const bad = raise('a latitude is from -90 to 90, a longitude from -180 to 180', { kind: 'double' });
  const places = [within(lat1, 90), within(lat2, 90), within(lon1, 180), within(lon2, 180)];
  return `CASE WHEN NOT (${places.join(' AND ')}) THEN ${bad} ELSE atan2(sqrt(${t1} * ${t1} + ${t2} * ${t2}), ${t3}) * ${EARTH_RADIUS_KM} END`;
}
