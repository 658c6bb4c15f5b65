/**
 * Length: a table, one entry for each function.
 */
import type { ArrayType, SqlType } from '../../types/sql-type.ts';
import { BIGINT } from '../../types/types.ts';
import { alias, define, type Entry } from '../define.ts';
import { duckDbType, rowSql } from '../duckdb/duckdb-type.ts';
import { LONGEST_TEXT, MOST_ELEMENTS, MOST_MADE, MOST_QUADRATIC, mostWithin } from '../duckdb/limits.ts';
import { compared, distinct, hasNull, joined, valuesPerKey } from '../duckdb/lists.ts';
import { once, raise } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import { refused, rendering, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';
import { textOf } from '../operators/text-of.ts';

const NOT_IN_TRINO = (name: string) => refused(`Trino has no ${name}`);

const sqls = (call: RenderedCall) => call.arguments.map(({ sql }) => sql);
const elementOf = (type: SqlType) => (type as ArrayType).element;

const most = ({ lambdas }: RenderedCall) => Math.min(MOST_ELEMENTS, mostWithin(lambdas));
const place = ({ lambdas }: RenderedCall) => (lambdas === 0 ? '' : ' within a lambda');

/** The array, or an empty one for NULL, which is looked at before; DuckDB finds no type in a constant NULL. */
const known = (call: RenderedCall, array: string) =>
  `coalesce(${array}, CAST([] AS ${duckDbType(call.resultType)}))`;

/** A rendering that may use each argument several times. */
function withOnce(body: (call: RenderedCall, ...names: string[]) => string) {
  return rendering((call) => once(call, sqls(call), (...names) => body(call, ...names)));
}

function extreme(name: 'array_max' | 'array_min') {
  const own = name === 'array_max' ? 'list_max' : 'list_min';
  return withOnce((_, array) => `CASE WHEN NOT ${hasNull(array!)} THEN ${own}(${array}) END`);
}

const duplicates: Entry = {
  name: 'array_duplicates',
  description: 'The different elements that are there more than once, in no order; PrestoDB alone.',
  example: 'array_duplicates(ARRAY[1, 2, 1])',
  signatures: ['array_duplicates(array(T)) -> array(T) where T comparable'],
  duckdb: withOnce((call, array) => {
    const [x, y, z] = [call.fresh(), call.fresh(), call.fresh()];
    const groups = valuesPerKey(call, `list_transform(${array}, lambda ${x}: ${rowSql(x, x)})`);
    return `list_transform(list_filter(${groups}, lambda ${y}: len(${y}.f2) > 1), lambda ${z}: ${z}.f1)`;
  }),
  trino: NOT_IN_TRINO('array_duplicates'),
};

const hasDuplicates: Entry = {
  name: 'array_has_duplicates',
  description: 'Whether an element is there more than once; PrestoDB alone.',
  example: 'array_has_duplicates(ARRAY[1, 2, 1])',
  signatures: ['array_has_duplicates(array(T)) -> boolean where T comparable'],
  duckdb: withOnce((call, array) => `(len(${distinct(call, array!)}) < len(${array}))`),
  trino: template('(cardinality(array_distinct($1)) < cardinality($1))'),
};

export const ARRAY = define('array', [
  {
    name: 'cardinality',
    description: 'How many elements an array has, or entries a map.',
    example: 'cardinality(ARRAY[1, NULL, 3])',
    signatures: ['cardinality(array(E)) -> bigint', 'cardinality(map(K, V)) -> bigint'],
    duckdb: rendering(({ arguments: [value] }) =>
      value!.type.kind === 'map' ? `CAST(cardinality(${value!.sql}) AS BIGINT)` : `len(${value!.sql})`,
    ),
  },
  {
    name: 'contains',
    description: 'Whether an array has a value; NULL when it has not, but a NULL.',
    example: 'contains(ARRAY[1, 2, 3], 2)',
    signatures: ['contains(array(T), T) -> boolean where T comparable'],
    duckdb: withOnce(
      (_, array, value) =>
        `CASE WHEN ${array} IS NULL OR ${value} IS NULL THEN NULL WHEN list_contains(${array}, ${value}) THEN true WHEN ${hasNull(array!)} THEN NULL ELSE false END`,
    ),
  },
  {
    name: 'element_at',
    description:
      'An element of an array, counted from 1 or from the end when negative, or the value of a key in a map; NULL when there is none.',
    example: 'element_at(ARRAY[10, 20], -1)',
    signatures: ['element_at(array(E), bigint) -> E', 'element_at(map(K, V), K) -> V'],
    duckdb: rendering((call) => {
      const [value, index] = call.arguments;
      if (value!.type.kind === 'map' || Number(index!.literal ?? 0) > 0)
        return `${value!.sql}[${index!.sql}]`;
      return once(
        call,
        sqls(call),
        (array, at) =>
          `CASE WHEN ${at} = 0 THEN ${raise('indices of arrays start at 1', call.resultType)} ELSE ${array}[${at}] END`,
      );
    }),
  },
  {
    name: 'array_distinct',
    description: 'The elements without those that are there before; NULL counts as one.',
    example: 'array_distinct(ARRAY[3, 1, 3, NULL, NULL])',
    signatures: ['array_distinct(array(E)) -> array(E) where E comparable'],
    duckdb: withOnce((call, array) => distinct(call, array!)),
  },
  {
    name: 'array_intersect',
    description: 'The different elements that both arrays, or all the arrays in an array, have.',
    example: 'array_intersect(ARRAY[1, 2, 3], ARRAY[3, 2, 5])',
    signatures: [
      'array_intersect(array(E), array(E)) -> array(E) where E comparable',
      'array_intersect(array(array(E))) -> array(E) where E comparable',
    ],
    duckdb: withOnce((call, a, b) => {
      const [x, y] = [call.fresh(), call.fresh()];
      if (b === undefined) {
        const others = (element: string) =>
          `list_filter(${a}, lambda ${y}: list_position(${y}, ${element}) IS NULL)`;
        const common = `list_filter(${a}[1], lambda ${x}: len(${others(x)}) = 0)`;
        return `CASE WHEN list_position(${a}, NULL) IS NULL THEN ${distinct(call, common)} END`;
      }
      return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${compared(call, known(call, a!), known(call, b), true)} END`;
    }),
  },
  {
    name: 'array_union',
    description: 'The different elements that one of the arrays has.',
    example: 'array_union(ARRAY[1, 2], ARRAY[2, 3])',
    signatures: ['array_union(array(E), array(E)) -> array(E) where E comparable'],
    duckdb: withOnce((call, a, b) => distinct(call, `(${a} || ${b})`)),
  },
  {
    name: 'array_except',
    description: 'The different elements of the first array that the second has not.',
    example: 'array_except(ARRAY[1, 2, 3], ARRAY[2])',
    signatures: ['array_except(array(E), array(E)) -> array(E) where E comparable'],
    duckdb: withOnce(
      (call, a, b) =>
        `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${compared(call, known(call, a!), known(call, b!), false)} END`,
    ),
  },
  {
    name: 'array_join',
    description:
      'The elements as one text with a delimiter between them; NULLs are left out, or shown as the third text.',
    example: "array_join(ARRAY[1, NULL, 2], '-', '?')",
    signatures: [
      'array_join(array(T), varchar) -> varchar',
      'array_join(array(T), varchar, varchar) -> varchar',
    ],
    duckdb: rendering((call) =>
      once(call, sqls(call), (array, delimiter, nulls) => {
        const [x, y] = [call.fresh(), call.fresh()];
        const text = textOf(y, elementOf(call.arguments[0]!.type), call);
        const texts =
          nulls === undefined
            ? `list_transform(list_filter(${array}, lambda ${x}: ${x} IS NOT NULL), lambda ${y}: ${text})`
            : `list_transform(${array}, lambda ${y}: coalesce(${text}, ${nulls}))`;
        return `CASE WHEN ${array} IS NOT NULL AND ${nulls ?? delimiter} IS NOT NULL THEN ${joined(call, texts, delimiter!, call.arguments[1]!.literal)} END`;
      }),
    ),
  },
  {
    name: 'array_max',
    description: 'The largest element; NULL when one is NULL.',
    example: 'array_max(ARRAY[1, 3, 2])',
    signatures: ['array_max(array(T)) -> T where T orderable'],
    duckdb: extreme('array_max'),
  },
  {
    name: 'array_min',
    description: 'The smallest element; NULL when one is NULL.',
    example: 'array_min(ARRAY[3, 1, 2])',
    signatures: ['array_min(array(T)) -> T where T orderable'],
    duckdb: extreme('array_min'),
  },
  {
    name: 'array_position',
    description: 'Where an array has a value, counted from 1, or its given occurrence; 0 when it has not.',
    example: 'array_position(ARRAY[10, 20, 10], 10)',
    signatures: [
      'array_position(array(T), T) -> bigint where T comparable',
      'array_position(array(T), T, bigint) -> bigint where T comparable',
    ],
    duckdb: withOnce((call, array, value, instance) => {
      const missing = `${array} IS NULL OR ${value} IS NULL`;
      if (instance === undefined) {
        return `CASE WHEN ${missing} THEN NULL ELSE CAST(coalesce(list_position(${array}, ${value}), 0) AS BIGINT) END`;
      }
      const i = call.fresh();
      const places = `list_filter(range(1, len(${array}) + 1), lambda ${i}: ${array}[${i}] = ${value})`;
      return `CASE WHEN ${instance} = 0 THEN ${raise('the instance of array_position must not be zero', BIGINT)} WHEN ${missing} OR ${instance} IS NULL THEN NULL ELSE coalesce(${places}[${instance}], 0) END`;
    }),
  },
  {
    name: 'array_remove',
    description: 'The elements that are not equal to a value; NULLs stay.',
    example: 'array_remove(ARRAY[1, 2, 1], 1)',
    signatures: ['array_remove(array(E), E) -> array(E) where E comparable'],
    duckdb: withOnce((call, array, value) => {
      const x = call.fresh();
      return `CASE WHEN ${value} IS NOT NULL THEN list_filter(${array}, lambda ${x}: ${x} IS DISTINCT FROM ${value}) END`;
    }),
  },
  {
    name: 'array_sort_desc',
    description: 'The elements from the largest to the smallest, NULLs last; PrestoDB alone.',
    example: 'array_sort_desc(ARRAY[1, NULL, 3])',
    signatures: ['array_sort_desc(array(T)) -> array(T) where T orderable'],
    duckdb: template("list_sort($1, 'DESC', 'NULLS LAST')"),
    trino: template('reverse(array_sort($1))'),
  },
  {
    name: 'array_top_n',
    description: 'The largest elements, that many; PrestoDB alone.',
    example: 'array_top_n(ARRAY[1, 5, 3], 2)',
    signatures: ['array_top_n(array(T), integer) -> array(T) where T orderable'],
    duckdb: withOnce(
      (call, array, count) =>
        `CASE WHEN ${count} < 0 THEN ${raise('the count of array_top_n must not be negative', call.resultType)} WHEN ${count} = 0 THEN ${array}[2:1] ELSE list_sort(${array}, 'DESC', 'NULLS LAST')[:${count}] END`,
    ),
    trino: NOT_IN_TRINO('array_top_n'),
  },
  {
    name: 'array_sum',
    description: 'The sum of the elements that are not NULL; PrestoDB alone.',
    example: 'array_sum(ARRAY[1, NULL, 3])',
    signatures: ['array_sum(array(bigint)) -> bigint', 'array_sum(array(double)) -> double'],
    duckdb: withOnce(
      (call, array) =>
        `CASE WHEN ${array} IS NOT NULL THEN CAST(coalesce(list_sum(${array}), 0) AS ${call.resultType.kind === 'double' ? 'DOUBLE' : 'BIGINT'}) END`,
    ),
    trino: NOT_IN_TRINO('array_sum'),
  },
  {
    name: 'array_average',
    description: 'The average of the elements that are not NULL; PrestoDB alone.',
    example: 'array_average(ARRAY[1, 2, NULL])',
    signatures: ['array_average(array(double)) -> double'],
    duckdb: template('list_avg($1)'),
    trino: NOT_IN_TRINO('array_average'),
  },
  {
    name: 'array_cum_sum',
    description: 'For each element the sum up to it; NULL from the first NULL on. PrestoDB alone.',
    example: 'array_cum_sum(ARRAY[1, 2, 3])',
    signatures: [
      'array_cum_sum(array(bigint)) -> array(bigint)',
      'array_cum_sum(array(integer)) -> array(integer)',
      'array_cum_sum(array(double)) -> array(double)',
    ],
    duckdb: withOnce((call, array) => {
      const [x, i, j] = [call.fresh(), call.fresh(), call.fresh()];
      const type = elementOf(call.resultType).kind.toUpperCase();
      const first = `coalesce(list_position(${array}, NULL), len(${array}) + 1)`;
      const sums = `list_transform(${array}, lambda ${x}, ${i}: CASE WHEN ${i} < ${first} THEN CAST(list_sum(list_transform(range(1, ${i} + 1), lambda ${j}: ${array}[${j}])) AS ${type}) END)`;
      return `CASE WHEN len(${array}) > ${MOST_QUADRATIC} THEN ${raise(`array_cum_sum takes at most ${MOST_QUADRATIC} elements`, call.resultType)} ELSE ${sums} END`;
    }),
    trino: NOT_IN_TRINO('array_cum_sum'),
  },
  duplicates,
  alias('array_dupes', duplicates),
  hasDuplicates,
  alias('array_has_dupes', hasDuplicates),
  {
    name: 'array_frequency',
    description: 'How often each element is there, NULLs left out; PrestoDB alone.',
    example: 'array_frequency(ARRAY[1, 2, 1])',
    signatures: ['array_frequency(array(T)) -> map(T, integer) where T comparable'],
    duckdb: withOnce((call, array) => {
      const [x, y] = [call.fresh(), call.fresh()];
      const entries = `list_transform(list_filter(${array}, lambda ${x}: ${x} IS NOT NULL), lambda ${y}: ${rowSql(y, y)})`;
      const z = call.fresh();
      const counts = `list_transform(${valuesPerKey(call, entries)}, lambda ${z}: ${rowSql(`${z}.f1`, `CAST(len(${z}.f2) AS INTEGER)`)})`;
      return `map_from_entries(${counts})`;
    }),
    trino: NOT_IN_TRINO('array_frequency'),
  },
  {
    name: 'array_least_frequent',
    description:
      'The element that is there least often, or that many such, the smaller first of those that are there as often; NULLs are left out. PrestoDB alone.',
    example: 'array_least_frequent(ARRAY[3, 3, 2, 1], 2)',
    signatures: [
      'array_least_frequent(array(T)) -> array(T) where T orderable',
      'array_least_frequent(array(T), bigint) -> array(T) where T orderable',
    ],
    duckdb: rendering((call) =>
      once(call, sqls(call), (array, count = '1') => {
        const [x, e, f] = [call.fresh(), call.fresh(), call.fresh()];
        const counts = `list_aggregate(list_filter(${array}, lambda ${x}: ${x} IS NOT NULL), 'histogram')`;
        const sorted = `list_sort(list_transform(map_entries(${counts}), lambda ${e}: struct_pack(n := ${e}.value, k := ${e}.key)))`;
        const least = `list_transform(${sorted}[:${count}], lambda ${f}: ${f}.k)`;
        const bad = raise('the count of array_least_frequent must not be negative', call.resultType);
        return `CASE WHEN ${count} < 0 THEN ${bad} WHEN len(list_filter(${array}, lambda ${x}: ${x} IS NOT NULL)) = 0 THEN NULL WHEN ${count} = 0 THEN ${array}[2:1] ELSE ${least} END`;
      }),
    ),
    trino: NOT_IN_TRINO('array_least_frequent'),
  },
  {
    name: 'arrays_overlap',
    description: 'Whether both arrays have a common element; NULL when they have not, but one has a NULL.',
    example: 'arrays_overlap(ARRAY[1, 2], ARRAY[2, 3])',
    signatures: ['arrays_overlap(array(T), array(T)) -> boolean where T comparable'],
    duckdb: withOnce(
      (_, a, b) =>
        `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL WHEN list_has_any(${a}, ${b}) THEN true WHEN len(${a}) > 0 AND len(${b}) > 0 AND (${hasNull(a!)} OR ${hasNull(b!)}) THEN NULL ELSE false END`,
    ),
  },
  {
    name: 'combinations',
    description: 'All ways to take that many elements, at most 5.',
    example: "combinations(ARRAY['a', 'b', 'c'], 2)",
    signatures: ['combinations(array(T), integer) -> array(array(T))'],
    duckdb: rendering((call) => {
      const count = Number(
        call.arguments[1]!.literal ?? refuse('the count of combinations must be a literal number'),
      );
      if (count < 0 || count > 5) refuse('combinations takes from 0 to 5 elements');
      return once(call, [call.arguments[0]!.sql], (array) => {
        const nested = (chosen: readonly string[]): string => {
          if (chosen.length === count) return `[${chosen.map((at) => `${array}[${at}]`).join(', ')}]`;
          const at = call.fresh();
          const from = chosen.length === 0 ? '1' : `${chosen.at(-1)} + 1`;
          const each = `list_transform(range(${from}, len(${array}) + 1), lambda ${at}: ${nested([...chosen, at])})`;
          return chosen.length === count - 1 ? each : `flatten(${each})`;
        };
        if (count === 0) return `CASE WHEN ${array} IS NOT NULL THEN [${array}[2:1]] END`;
        // So that there are about 2,000 at most.
        const bound = { 1: 2000, 2: 63, 3: 23, 4: 16, 5: 14 }[count];
        return `CASE WHEN len(${array}) > ${bound} THEN ${raise(`combinations of ${count} are limited to arrays of ${bound} elements`, call.resultType)} WHEN ${array} IS NOT NULL THEN ${nested([])} END`;
      });
    }),
  },
  {
    name: 'flatten',
    description: 'The elements of all the arrays in an array.',
    example: 'flatten(ARRAY[ARRAY[1, 2], ARRAY[3]])',
    signatures: ['flatten(array(array(E))) -> array(E)'],
    duckdb: template('flatten($1)'),
  },
  {
    name: 'ngrams',
    description: 'All runs of that many neighbours.',
    example: "ngrams(ARRAY['a', 'b', 'c'], 2)",
    signatures: ['ngrams(array(T), integer) -> array(array(T))'],
    duckdb: withOnce((call, array, size) => {
      const [i, j] = [call.fresh(), call.fresh()];
      return `CASE WHEN ${size} <= 0 THEN ${raise('the size of ngrams must be positive', call.resultType)} WHEN ${array} IS NULL OR ${size} IS NULL THEN NULL WHEN len(${array}) <= ${size} THEN [${array}] WHEN (len(${array}) - ${size} + 1) * ${size} > ${MOST_MADE} THEN ${raise(`ngrams makes at most ${MOST_MADE} elements`, call.resultType)} ELSE list_transform(range(1, len(${array}) - ${size} + 2), lambda ${i}: list_transform(range(${i}, ${i} + ${size}), lambda ${j}: ${array}[${j}])) END`;
    }),
  },
  {
    name: 'remove_nulls',
    description: 'The elements that are not NULL; PrestoDB alone.',
    example: 'remove_nulls(ARRAY[1, NULL, 3])',
    signatures: ['remove_nulls(array(T)) -> array(T)'],
    duckdb: rendering((call) => {
      const x = call.fresh();
      return `list_filter(${call.arguments[0]!.sql}, lambda ${x}: ${x} IS NOT NULL)`;
    }),
    trino: template('filter($1, x -> x IS NOT NULL)'),
  },
  {
    name: 'repeat',
    description: `The value that many times, at most ${MOST_ELEMENTS.toLocaleString('en')}.`,
    example: "repeat('a', 3)",
    signatures: ['repeat(T, integer) -> array(T)'],
    onNull: 'called',
    duckdb: withOnce((call, value, count) => {
      const i = call.fresh();
      return `CASE WHEN ${count} NOT BETWEEN 0 AND ${most(call)} THEN ${raise(`the count of repeat must be from 0 to ${most(call)}${place(call)}`, call.resultType)} ${largeRepeat(call, value!, count!)}WHEN ${count} IS NOT NULL THEN list_transform(range(${count}), lambda ${i}: ${value}) END`;
    }),
  },
  {
    name: 'sequence',
    description: `The numbers or times from a first to a last one by a step, at most ${MOST_ELEMENTS.toLocaleString('en')}.`,
    example: "sequence(DATE '2024-01-31', DATE '2024-04-30', INTERVAL '1' MONTH)",
    signatures: [
      'sequence(bigint, bigint) -> array(bigint)',
      'sequence(bigint, bigint, bigint) -> array(bigint)',
      'sequence(date, date) -> array(date)',
      'sequence(date, date, interval day to second) -> array(date)',
      'sequence(date, date, interval year to month) -> array(date)',
      'sequence(timestamp, timestamp, interval day to second) -> array(timestamp)',
      'sequence(timestamp, timestamp, interval year to month) -> array(timestamp)',
    ],
    duckdb: rendering((call) => once(call, sqls(call), (from, to, step) => sequence(call, from!, to!, step))),
  },
  {
    name: 'shuffle',
    description: 'The elements in a random order.',
    example: 'shuffle(ARRAY[1, 2, 3])',
    signatures: ['shuffle(array(E)) -> array(E)'],
    deterministic: false,
    duckdb: rendering((call) => {
      const [x, e] = [call.fresh(), call.fresh()];
      return `list_transform(list_sort(list_transform(${call.arguments[0]!.sql}, lambda ${x}: struct_pack(r := random(), x := ${x}))), lambda ${e}: ${e}.x)`;
    }),
  },
  {
    name: 'slice',
    description: 'The elements from a position on, counted from 1 or from the end when negative, that many.',
    example: 'slice(ARRAY[1, 2, 3, 4], 2, 2)',
    signatures: ['slice(array(E), bigint, bigint) -> array(E)'],
    duckdb: withOnce((call, array, start, length) => {
      const first = `CASE WHEN ${start} < 0 THEN len(${array}) + ${start} + 1 ELSE ${start} END`;
      return `CASE WHEN ${start} = 0 THEN ${raise('indices of arrays start at 1', call.resultType)} WHEN ${length} < 0 THEN ${raise('the length of slice must not be negative', call.resultType)} WHEN ${array} IS NULL OR ${start} IS NULL OR ${length} IS NULL THEN NULL WHEN ${length} = 0 OR ${first} < 1 THEN ${array}[2:1] ELSE ${array}[${first}:${first} + least(${length}, len(${array})) - 1] END`;
    }),
  },
  {
    name: 'trim_array',
    description: 'The array without that many elements at its end.',
    example: 'trim_array(ARRAY[1, 2, 3], 1)',
    signatures: ['trim_array(array(E), bigint) -> array(E)'],
    duckdb: withOnce(
      (call, array, size) =>
        `CASE WHEN ${size} < 0 OR ${size} > len(${array}) THEN ${raise('trim_array cannot remove more elements than there are, nor fewer than 0', call.resultType)} WHEN ${size} = len(${array}) THEN ${array}[2:1] ELSE ${array}[:len(${array}) - ${size}] END`,
    ),
  },
  {
    name: 'zip',
    description: 'Rows of the elements at the same place; NULL where an array has ended.',
    example: "zip(ARRAY[1, 2], ARRAY['a'])",
    signatures: [
      'zip(array(T1), array(T2)) -> array(row(T1, T2))',
      'zip(array(T1), array(T2), array(T3)) -> array(row(T1, T2, T3))',
      'zip(array(T1), array(T2), array(T3), array(T4)) -> array(row(T1, T2, T3, T4))',
      'zip(array(T1), array(T2), array(T3), array(T4), array(T5)) -> array(row(T1, T2, T3, T4, T5))',
      'zip(array(T1), array(T2), array(T3), array(T4), array(T5), array(T6)) -> array(row(T1, T2, T3, T4, T5, T6))',
      'zip(array(T1), array(T2), array(T3), array(T4), array(T5), array(T6), array(T7)) -> array(row(T1, T2, T3, T4, T5, T6, T7))',
    ],
    duckdb: rendering((call) =>
      once(call, sqls(call), (...arrays) => {
        const i = call.fresh();
        const longest = `greatest(${arrays.map((array) => `len(${array})`).join(', ')})`;
        const row = rowSql(...arrays.map((array) => `${array}[${i}]`));
        return `CASE WHEN ${arrays.map((array) => `${array} IS NOT NULL`).join(' AND ')} THEN list_transform(range(1, ${longest} + 1), lambda ${i}: ${row}) END`;
      }),
    ),
  },
]);

/** Long texts and arrays are repeated less often. */
function largeRepeat(call: RenderedCall, value: string, count: string): string {
  const { kind } = elementOf(call.resultType);
  if (kind !== 'varchar' && kind !== 'array') return '';
  const size = kind === 'varchar' ? `strlen(${value})` : `len(${value})`;
  const fails = raise(`what repeat makes is limited to ${LONGEST_TEXT} bytes or elements`, call.resultType);
  return `WHEN ${size} * ${count} > ${LONGEST_TEXT} THEN ${fails} `;
}

function sequence(call: RenderedCall, from: string, to: string, step: string | undefined): string {
  const element = elementOf(call.resultType);
  const stepType = call.arguments[2]?.type.kind;
  const i = call.fresh();
  const fail = (message: string) => raise(message, call.resultType);
  const monthly = stepType === 'interval year to month';
  const days = element.kind === 'date' && !monthly;
  // Steps, and the way from first to last, in one unit: numbers, days, months or milliseconds.
  const unit = monthly
    ? `(datepart('year', ${step}) * 12 + datepart('month', ${step}))`
    : element.kind === 'bigint'
      ? (step ?? `CASE WHEN ${to} >= ${from} THEN 1 ELSE -1 END`)
      : step === undefined
        ? `CASE WHEN ${to} >= ${from} THEN 1 ELSE -1 END`
        : days
          ? `(epoch_ms(${step}) // 86400000)`
          : `epoch_ms(${step})`;
  const way = monthly
    ? `date_sub('month', ${from}, ${to})`
    : element.kind === 'bigint'
      ? `(CAST(${to} AS HUGEINT) - ${from})`
      : days
        ? `date_diff('day', ${from}, ${to})`
        : `(epoch_ms(${to}) - epoch_ms(${from}))`;
  const wholeDays =
    days && step !== undefined
      ? `WHEN epoch_ms(${step}) % 86400000 <> 0 THEN ${fail('the step of a sequence of dates must be whole days')} `
      : '';
  const value = monthly
    ? `CAST(${from} + to_months(CAST(${i} * ${unit} AS INTEGER)) AS ${element.kind.toUpperCase()})`
    : element.kind === 'bigint'
      ? `CAST(${from} + ${i} * ${unit} AS BIGINT)`
      : days
        ? `CAST(${from} + to_days(CAST(${i} * ${unit} AS INTEGER)) AS DATE)`
        : `(${from} + to_microseconds(${i} * ${unit} * 1000))`;
  return `CASE WHEN ${unit} = 0 THEN ${fail('the step of a sequence must not be zero')} ${wholeDays}WHEN (${way} > 0 AND ${unit} < 0) OR (${way} < 0 AND ${unit} > 0) THEN ${fail('the step of a sequence must lead from its first to its last value')} WHEN ${way} // ${unit} >= ${most(call)} THEN ${fail(`a sequence has at most ${most(call)} values${place(call)}`)} WHEN ${from} IS NULL OR ${to} IS NULL OR ${unit} IS NULL THEN NULL ELSE list_transform(range(CAST(${way} // ${unit} AS BIGINT) + 1), lambda ${i}: ${value}) END`;
}
