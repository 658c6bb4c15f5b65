/**
 * Length: a table, one entry for each function.
 *
 * The call proper goes through `invoke`, which hangs DISTINCT, ORDER BY, FILTER and OVER on it; what is around it stays
 * around it. An aggregate that is made of several calls repeats them all with what hangs on them.
 */
import type { DecimalType, MapType, SqlType } from '../../types/sql-type.ts';
import { alias, define, type Entry } from '../define.ts';
import { duckDbType } from '../duckdb/duckdb-type.ts';
import { monthsOf } from '../duckdb/intervals.ts';
import { distinct, firstPerKey, valuesPerKey } from '../duckdb/lists.ts';
import { bound, once, raise } from '../duckdb/sql-text.ts';
import { refused, rendering, same, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';
import { decimalToWhole, wholeToDecimal } from '../operators/arithmetic.ts';

const NUMBERS = ['bigint', 'double', 'real'];
const INTERVALS = ['interval day to second', 'interval year to month'];
const isInterval = ({ kind }: SqlType) => INTERVALS.includes(kind);

function entriesOf(call: RenderedCall): string {
  const [key, value] = call.arguments;
  return call.invoke('list', [`struct_pack(f1 := ${key!.sql}, f2 := ${value!.sql})`], {
    filter: `${key!.sql} IS NOT NULL`,
  });
}

/** Presto's average of decimals has their own type, rounded half up. */
function decimalAverage(call: RenderedCall, type: DecimalType): string {
  const sum = decimalToWhole(call.invoke('sum', [call.arguments[0]!.sql]), { ...type, precision: 38 });
  const parts = `struct_pack(s := ${sum}, n := ${call.invoke('count', [call.arguments[0]!.sql])})`;
  return bound(call, parts, (p) => {
    const rounded = `(CASE WHEN ${p}.s < 0 THEN -1 ELSE 1 END * ((2 * abs(${p}.s) + ${p}.n) // (2 * ${p}.n)))`;
    return `CASE WHEN ${p}.n > 0 THEN ${wholeToDecimal(rounded, type)} END`;
  });
}

/** An aggregate of intervals, computed with their sizes. */
function ofSizes(call: RenderedCall, { kind }: SqlType, aggregate: (sizes: string) => string): string {
  const [interval] = call.arguments;
  return kind === 'interval year to month'
    ? `to_months(CAST(${aggregate(monthsOf(interval!.sql))} AS INTEGER))`
    : `to_microseconds(1000 * CAST(${aggregate(`epoch_ms(${interval!.sql})`)} AS BIGINT))`;
}

/** `min_by` and `max_by`: rows without a measure are left out, values may be NULL. */
function by(name: 'min_by' | 'max_by'): Entry {
  const own = name === 'min_by' ? 'arg_min' : 'arg_max';
  const word = name === 'min_by' ? 'smallest' : 'largest';
  return {
    name,
    description: `The value of the row whose measure is ${word}, or of that many such rows.`,
    example: `${name}(value, key)`,
    signatures: [
      `${name}(V, K) -> V where K orderable`,
      `${name}(V, K, bigint) -> array(V) where K orderable`,
    ],
    duckdb: rendering((call) => {
      const [value, measure, count] = call.arguments;
      const filter = `${measure!.sql} IS NOT NULL`;
      if (count === undefined) return call.invoke(`${own}_null`, [value!.sql, measure!.sql], { filter });
      const e = call.fresh();
      const rows = call.invoke(own, [`struct_pack(v := ${value!.sql})`, measure!.sql, count.sql], { filter });
      return `list_transform(${rows}, lambda ${e}: ${e}.v)`;
    }),
  };
}

function extreme(name: 'min' | 'max', word: string): Entry {
  return {
    name,
    description: `The ${word} value, or that many of the ${word} ones.`,
    example: `${name}(value)`,
    signatures: [`${name}(E) -> E where E orderable`, `${name}(E, bigint) -> array(E) where E orderable`],
    duckdb: same,
  };
}

function truth(name: string, description: string, own: string): Entry {
  return {
    name,
    description,
    example: `${name}(flag)`,
    signatures: [`${name}(boolean) -> boolean`],
    duckdb: template(`{${own}($1)}`),
  };
}

function bits(name: string, description: string, own: string): Entry {
  return {
    name,
    description,
    example: `${name}(value)`,
    signatures: [`${name}(bigint) -> bigint`],
    duckdb: template(`{${own}($1)}`),
  };
}

const arbitrary: Entry = {
  name: 'arbitrary',
  description: 'Some value that is not NULL.',
  example: 'arbitrary(value) IS NOT NULL',
  signatures: ['arbitrary(T) -> T'],
  duckdb: template('{any_value($1)}'),
};

const boolAnd = truth('bool_and', 'Whether all values are true.', 'bool_and');

export const AGGREGATE = define('aggregate', [
  {
    name: 'count',
    description: 'How many rows there are, or how many where the argument is not NULL.',
    example: 'count(value)',
    signatures: ['count() -> bigint', 'count(T) -> bigint'],
    duckdb: rendering((call) => call.invoke('count', [call.arguments[0]?.sql ?? '*'])),
  },
  {
    name: 'count_if',
    description: 'How many rows fulfil a condition.',
    example: 'count_if(value > 1)',
    signatures: ['count_if(boolean) -> bigint'],
    duckdb: template('CAST(coalesce({count_if($1)}, 0) AS BIGINT)'),
  },
  {
    name: 'sum',
    description: 'The sum of the values; one beyond the type is an error.',
    example: 'sum(value)',
    signatures: [
      'sum(bigint) -> bigint',
      'sum(double) -> double',
      'sum(real) -> real',
      'sum(decimal(p, s)) -> decimal(38, s)',
      ...INTERVALS.map((type) => `sum(${type}) -> ${type}`),
    ],
    duckdb: rendering((call) =>
      isInterval(call.resultType)
        ? ofSizes(call, call.resultType, (sizes) => call.invoke('sum', [sizes]))
        : `CAST(${call.invoke('sum', [call.arguments[0]!.sql])} AS ${duckDbType(call.resultType)})`,
    ),
    difference:
      'Presto fails when a part of the rows, in whatever order they come, has a sum beyond bigint; DuckDB only when all have.',
  },
  {
    name: 'avg',
    description: 'The average of the values.',
    example: 'avg(value)',
    signatures: [
      'avg(bigint) -> double',
      'avg(double) -> double',
      'avg(real) -> real',
      'avg(decimal(p, s)) -> decimal(p, s)',
      ...INTERVALS.map((type) => `avg(${type}) -> ${type}`),
    ],
    duckdb: rendering((call) => {
      const { resultType } = call;
      if (resultType.kind === 'decimal') return decimalAverage(call, resultType);
      if (isInterval(resultType)) {
        return ofSizes(call, resultType, (sizes) => `floor(${call.invoke('avg', [sizes])} + 0.5)`);
      }
      return `CAST(${call.invoke('avg', [call.arguments[0]!.sql])} AS ${duckDbType(resultType)})`;
    }),
    difference: 'Presto adds whole numbers up as doubles, and loses digits beyond 2^53; DuckDB loses none.',
  },
  extreme('min', 'smallest'),
  extreme('max', 'largest'),
  by('min_by'),
  by('max_by'),
  arbitrary,
  alias('any_value', arbitrary),
  boolAnd,
  alias('every', boolAnd),
  truth('bool_or', 'Whether some value is true.', 'bool_or'),
  {
    name: 'array_agg',
    description: 'The values as an array, NULLs among them.',
    example: 'array_agg(value ORDER BY value)',
    signatures: ['array_agg(T) -> array(T)'],
    duckdb: template('{list($1)}'),
  },
  {
    name: 'set_agg',
    description: 'The different values as an array, in no order; PrestoDB alone.',
    example: 'array_sort(set_agg(value))',
    signatures: ['set_agg(T) -> array(T) where T comparable'],
    duckdb: rendering((call) => call.invoke('list', [call.arguments[0]!.sql], { distinct: true })),
    trino: template('{array_agg(DISTINCT $1)}'),
  },
  {
    name: 'set_union',
    description: 'The different elements of all arrays, in no order; PrestoDB alone.',
    example: 'array_sort(set_union(ARRAY[value, 0]))',
    signatures: ['set_union(array(T)) -> array(T) where T comparable'],
    duckdb: rendering((call) => {
      const empty = `CAST([] AS ${duckDbType(call.resultType)})`;
      const arrays = call.invoke('list', [call.arguments[0]!.sql]);
      return bound(
        call,
        arrays,
        (all) =>
          `CASE WHEN ${all} IS NOT NULL THEN coalesce(${distinct(call, `flatten(${all})`)}, ${empty}) END`,
      );
    }),
    trino: template('array_distinct(flatten({array_agg($1)}))'),
  },
  {
    name: 'map_agg',
    description: 'The map of keys and values; of a key more than once one value is taken.',
    example: 'map_agg(key, value)',
    signatures: ['map_agg(K, V) -> map(K, V) where K comparable'],
    duckdb: rendering((call) => `map_from_entries(${firstPerKey(call, entriesOf(call))})`),
  },
  {
    name: 'multimap_agg',
    description: 'The map of keys and arrays of their values.',
    example: 'multimap_agg(key, value)',
    signatures: ['multimap_agg(K, V) -> map(K, array(V)) where K comparable'],
    duckdb: rendering((call) => `map_from_entries(${valuesPerKey(call, entriesOf(call))})`),
  },
  {
    name: 'map_union',
    description: 'One map of all; of a key in several one value is taken.',
    example: 'map_union(MAP(ARRAY[key], ARRAY[value]))',
    signatures: ['map_union(map(K, V)) -> map(K, V) where K comparable'],
    duckdb: rendering((call) => {
      const [e, m] = [call.fresh(), call.fresh()];
      const maps = call.invoke('list', [call.arguments[0]!.sql], {
        filter: `${call.arguments[0]!.sql} IS NOT NULL`,
      });
      const entries = `list_transform(flatten(list_transform(${maps}, lambda ${m}: map_entries(${m}))), lambda ${e}: struct_pack(f1 := ${e}.key, f2 := ${e}.value))`;
      return `map_from_entries(${firstPerKey(call, entries)})`;
    }),
  },
  {
    name: 'map_union_sum',
    description: 'One map of all, the values of a key added up; PrestoDB alone.',
    example: 'map_union_sum(MAP(ARRAY[key], ARRAY[value]))',
    signatures: ['bigint', 'double'].map(
      (type) => `map_union_sum(map(K, ${type})) -> map(K, ${type}) where K comparable`,
    ),
    duckdb: rendering((call) => {
      const [e, m, s] = [call.fresh(), call.fresh(), call.fresh()];
      const maps = call.invoke('list', [call.arguments[0]!.sql], {
        filter: `${call.arguments[0]!.sql} IS NOT NULL`,
      });
      const entries = `list_transform(flatten(list_transform(${maps}, lambda ${m}: map_entries(${m}))), lambda ${e}: struct_pack(f1 := ${e}.key, f2 := ${e}.value))`;
      const value = duckDbType((call.resultType as MapType).value);
      return `map_from_entries(list_transform(${valuesPerKey(call, entries)}, lambda ${s}: struct_pack(f1 := ${s}.f1, f2 := CAST(coalesce(list_sum(${s}.f2), 0) AS ${value}))))`;
    }),
    trino: refused('Trino has no map_union_sum'),
  },
  {
    name: 'histogram',
    description: 'How often each value is there, as a map.',
    example: 'histogram(value)',
    signatures: ['histogram(K) -> map(K, bigint) where K comparable'],
    duckdb: rendering(
      (call) =>
        `CAST(${call.invoke('histogram', [call.arguments[0]!.sql])} AS ${duckDbType(call.resultType)})`,
    ),
  },
  {
    name: 'geometric_mean',
    description: 'The geometric mean.',
    example: 'geometric_mean(value)',
    signatures: NUMBERS.map((type) => `geometric_mean(${type}) -> ${type === 'real' ? 'real' : 'double'}`),
    duckdb: rendering((call) => {
      const x = call.arguments[0]!.sql;
      const logarithm = `CASE WHEN ${x} > 0 THEN ln(${x}) END`;
      // One zero makes the whole zero, one negative value NaN, neither of which DuckDB's logarithm takes.
      return `CAST(CASE WHEN ${call.invoke('bool_or', [`${x} < 0`])} THEN CAST('nan' AS DOUBLE) WHEN ${call.invoke('bool_or', [`${x} = 0`])} THEN 0e0 ELSE exp(${call.invoke('avg', [logarithm])}) END AS ${duckDbType(call.resultType)})`;
    }),
  },
  bits('bitwise_and_agg', 'The bits that all values have.', 'bit_and'),
  bits('bitwise_or_agg', 'The bits that some value has.', 'bit_or'),
  bits('bitwise_xor_agg', 'The bits that an odd number of values has.', 'bit_xor'),
  {
    name: 'checksum',
    description: 'A checksum of the values in any order.',
    example: 'checksum(value)',
    signatures: ['checksum(T) -> varbinary'],
    duckdb: refused("DuckDB cannot compute Presto's hash, xxHash64"),
  },
  {
    name: 'reduce_agg',
    description: 'One value made of all by functions.',
    example: 'reduce_agg(value, 0, (a, b) -> a + b, (a, b) -> a + b)',
    signatures: ['reduce_agg(T, S, function(S, T, S), function(S, S, S)) -> S'],
    duckdb: refused('DuckDB has no aggregate made of lambdas: use reduce(array_agg(value), …)'),
  },
]);

/**
 * The value at rank floor(share × n), counted from 0, where DuckDB's own takes that at ceil(share × n) - 1. That one is
 * asked only for a share that is written out: of a text with another DuckDB does not tell which tables it reads.
 */
function percentile(call: RenderedCall): string {
  const [value, share] = call.arguments;
  const written = Number(share!.literal ?? Number.NaN);
  if (written >= 0 && written <= 1) {
    return call.invoke('quantile_disc', [value!.sql, Math.min(1, written + 1e-12).toFixed(12)]);
  }
  const values = call.invoke('list', [value!.sql], { filter: `${value!.sql} IS NOT NULL` });
  const shared = call.invoke('any_value', [share!.sql]);
  return once(call, [`list_sort(${values})`, shared], (sorted, shares) => {
    const at = (one: string) => {
      const bad = raise('a share is from 0 to 1', value!.type);
      const place = `CAST(floor((${one} + 1e-12) * len(${sorted})) AS BIGINT) + 1`;
      return `CASE WHEN ${one} < 0 OR ${one} > 1 THEN ${bad} ELSE ${sorted}[least(len(${sorted}), ${place})] END`;
    };
    if (share!.type.kind !== 'array') return at(shares!);
    const name = call.fresh();
    return `CASE WHEN ${sorted} IS NOT NULL THEN list_transform(${shares}, lambda ${name}: ${at(name)}) END`;
  });
}

export const APPROXIMATE_AGGREGATE = define('approximate aggregate', [
  {
    name: 'approx_distinct',
    description:
      'About how many different values there are; the second argument is the standard error that is allowed.',
    example: 'approx_distinct(value)',
    signatures: [
      'approx_distinct(T) -> bigint where T comparable',
      'approx_distinct(T, double) -> bigint where T comparable',
    ],
    duckdb: rendering((call) => call.invoke('count', [call.arguments[0]!.sql], { distinct: true })),
    accuracy:
      'Exact on DuckDB, with memory for all different values. On Presto a standard error of 2.3 %, or the one asked for.',
  },
  {
    name: 'approx_percentile',
    description: 'The value below which about that share of the values lies; several shares give an array.',
    example: 'approx_percentile(value, 0.5)',
    signatures: ['bigint', 'double', 'real'].flatMap((type) => [
      `approx_percentile(${type}, double) -> ${type}`,
      `approx_percentile(${type}, double, double) -> ${type}`,
      `approx_percentile(${type}, array(double)) -> array(${type})`,
      `approx_percentile(${type}, array(double), double) -> array(${type})`,
    ]),
    duckdb: rendering(percentile),
    accuracy:
      'Exact on DuckDB: of n values in order, the one at place floor(share × n), counted from 0. On Presto within 1 % of the rank, or the accuracy asked for.',
  },
  {
    name: 'approx_most_frequent',
    description:
      'The most frequent values with their counts, that many, of about that many kept; PrestoDB and Trino.',
    example: 'approx_most_frequent(3, value, 10)',
    signatures: ['bigint', 'varchar'].map(
      (type) => `approx_most_frequent(bigint, ${type}, bigint) -> map(${type}, bigint)`,
    ),
    duckdb: rendering((call) => {
      const [e, f] = [call.fresh(), call.fresh()];
      const counts = call.invoke('histogram', [call.arguments[1]!.sql]);
      const sorted = `list_sort(list_transform(map_entries(${counts}), lambda ${e}: struct_pack(n := -CAST(${e}.value AS BIGINT), k := ${e}.key)))`;
      const count = call.arguments[0]!.sql;
      const bad = raise('approx_most_frequent takes 2 values or more', call.resultType);
      return `CASE WHEN ${count} < 2 THEN ${bad} ELSE map_from_entries(list_transform(${sorted}[:${count}], lambda ${f}: struct_pack(f1 := ${f}.k, f2 := -${f}.n))) END`;
    }),
    accuracy:
      'Exact on DuckDB; on Presto counts may be too large when there are more different values than the capacity.',
  },
  ...['approx_set', 'merge', 'numeric_histogram', 'tdigest_agg'].map(
    (name): Entry => ({
      name,
      description: `A sketch of Presto's own.`,
      example:
        { numeric_histogram: 'numeric_histogram(10, value)', merge: 'merge(CAST(NULL AS hyperloglog))' }[
          name
        ] ?? `${name}(value)`,
      signatures: [
        {
          approx_set: 'approx_set(T) -> hyperloglog',
          merge: 'merge(hyperloglog) -> hyperloglog',
          numeric_histogram: 'numeric_histogram(bigint, double) -> map(double, double)',
          tdigest_agg: 'tdigest_agg(double) -> tdigest',
        }[name]!,
      ],
      duckdb: refused(`${name} makes a sketch in Presto's own format, which DuckDB does not have`),
    }),
  ),
]);
