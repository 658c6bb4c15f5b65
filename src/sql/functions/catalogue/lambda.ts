/** Functions that take functions. A lambda's NULL is NULL here too: DuckDB's own `list_filter` is used where it is false. */
import type { ArrayType } from '../../types/sql-type.ts';
import { define, type Entry } from '../define.ts';
import { duckDbType, rowSql } from '../duckdb/duckdb-type.ts';
import { boundedState, MOST_QUADRATIC } from '../duckdb/limits.ts';
import { allTrue, anyTrue, fold } from '../duckdb/lists.ts';
import { bound, once, raise } from '../duckdb/sql-text.ts';
import { refused, rendering, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';

/** The body of the lambda at a place, for these parameters. */
function apply(call: RenderedCall, at: number, ...parameters: readonly string[]): string {
  const body = call.arguments[at]!.body;
  if (body === undefined) throw new Error('a lambda was printed without its body');
  return body(parameters);
}

/** `list_transform(list, body)` over one new name. */
function mapped(call: RenderedCall, list: string, body: (name: string) => string): string {
  const name = call.fresh();
  return `list_transform(${list}, lambda ${name}: ${body(name)})`;
}

function filtered(call: RenderedCall, list: string, body: (name: string) => string): string {
  const name = call.fresh();
  return `list_filter(${list}, lambda ${name}: ${body(name)})`;
}

function matching(name: string, description: string, how: typeof anyTrue, negated: boolean): Entry {
  return {
    name,
    description,
    example: `${name}(ARRAY[1, 2, 3], x -> x > 2)`,
    signatures: [`${name}(array(T), function(T, boolean)) -> boolean`],
    duckdb: rendering((call) => {
      const truths = mapped(call, call.arguments[0]!.sql, (x) => apply(call, 1, x));
      return negated ? `(NOT ${how(call, truths)})` : how(call, truths);
    }),
  };
}

function ofMap(name: string, of: 'keys' | 'values', how: typeof anyTrue, negated: boolean): Entry {
  const words = { all: 'Whether all', any: 'Whether some', no: 'Whether no' }[
    name.split('_')[0] as 'all' | 'any' | 'no'
  ];
  return {
    name,
    description: `${words} ${of} of a map fulfil a condition; PrestoDB alone.`,
    example: `${name}(MAP(ARRAY[1, 2], ARRAY[3, 4]), x -> x > 1)`,
    signatures: [`${name}(map(K, V), function(${of === 'keys' ? 'K' : 'V'}, boolean)) -> boolean`],
    duckdb: rendering((call) => {
      const truths = mapped(call, `map_${of}(${call.arguments[0]!.sql})`, (x) => apply(call, 1, x));
      return negated ? `(NOT ${how(call, truths)})` : how(call, truths);
    }),
    trino: template(
      `${{ all: 'all_match', any: 'any_match', no: 'none_match' }[name.split('_')[0] as 'all']}(map_${of}($1), $2)`,
    ),
  };
}

/** The places, counted from 1, whose elements fulfil the condition, from a start on and in its direction. */
function found(call: RenderedCall, array: string, start: string | undefined, at: number): string {
  const places =
    start === undefined
      ? `range(1, len(${array}) + 1)`
      : `CASE WHEN ${start} > 0 THEN range(${start}, len(${array}) + 1) ELSE range(len(${array}) + ${start} + 1, 0, -1) END`;
  return `${filtered(call, places, (i) => apply(call, at, `${array}[${i}]`))}[1]`;
}

function finder(name: 'find_first' | 'find_first_index', description: string): Entry {
  const result = name === 'find_first' ? 'T' : 'bigint';
  return {
    name,
    description: `${description}; PrestoDB alone.`,
    example: `${name}(ARRAY[10, 20, 30], x -> x > 10)`,
    signatures: [
      `${name}(array(T), function(T, boolean)) -> ${result}`,
      `${name}(array(T), bigint, function(T, boolean)) -> ${result}`,
    ],
    duckdb: rendering((call) => {
      const last = call.arguments.length - 1;
      const values = call.arguments.slice(0, last).map(({ sql }) => sql);
      return once(call, values, (array, start) =>
        once(call, [found(call, array!, start, last)], (place) => {
          const value =
            name === 'find_first'
              ? `CASE WHEN ${place} IS NOT NULL AND ${array}[${place}] IS NULL THEN ${raise('find_first found NULL, which it cannot tell from nothing', call.resultType)} ELSE ${array}[${place}] END`
              : place;
          return start === undefined
            ? value
            : `CASE WHEN ${start} = 0 THEN ${raise('indices of arrays start at 1', call.resultType)} ELSE ${value} END`;
        }),
      );
    }),
    trino: refused(`Trino has no ${name}: use element_at(filter(array, condition), 1)`),
  };
}

/** The element with the largest or smallest measure. */
function by(name: 'array_max_by' | 'array_min_by'): Entry {
  const order = name === 'array_max_by' ? 'DESC' : 'ASC';
  return {
    name,
    description: `The element for which a measure is ${order === 'DESC' ? 'largest' : 'smallest'}; PrestoDB alone.`,
    example: `${name}(ARRAY['a', 'bbb', 'cc'], x -> length(x))`,
    signatures: [`${name}(array(T), function(T, U)) -> T where U orderable`],
    duckdb: rendering((call) => {
      const measured = mapped(
        call,
        call.arguments[0]!.sql,
        (x) => `struct_pack(m := ${apply(call, 1, x)}, x := ${x})`,
      );
      return `list_sort(${filtered(call, measured, (e) => `${e}.m IS NOT NULL`)}, '${order}', 'NULLS LAST')[1].x`;
    }),
    trino: refused(`Trino has no ${name}`),
  };
}

/** A map made of the entries of another. */
function remade(call: RenderedCall, map: string, entry: (key: string, value: string) => string): string {
  return once(
    call,
    [map],
    (m) =>
      `CASE WHEN ${m} IS NOT NULL THEN map_from_entries(${mapped(call, `map_entries(${m})`, (e) => entry(`${e}.key`, `${e}.value`))}) END`,
  );
}

export const LAMBDA = define('lambda', [
  {
    name: 'transform',
    description: 'What the function makes of each element.',
    example: 'transform(ARRAY[1, 2, NULL], x -> x + 1)',
    signatures: ['transform(array(T), function(T, U)) -> array(U)'],
    duckdb: rendering((call) => mapped(call, call.arguments[0]!.sql, (x) => apply(call, 1, x))),
  },
  {
    name: 'filter',
    description: 'The elements for which the condition is true.',
    example: 'filter(ARRAY[1, NULL, 3], x -> x > 1)',
    signatures: ['filter(array(T), function(T, boolean)) -> array(T)'],
    duckdb: rendering((call) =>
      filtered(call, call.arguments[0]!.sql, (x) => `coalesce(${apply(call, 1, x)}, false)`),
    ),
  },
  {
    name: 'reduce',
    description:
      'One value made of all elements: a state that begins with the second argument, changed by each element, and finished by the last function.',
    example: 'reduce(ARRAY[5, 20, 50], 0, (s, x) -> s + x, s -> s)',
    signatures: ['reduce(array(T), S, function(S, T, S), function(S, R)) -> R'],
    onNull: 'called',
    duckdb: rendering((call) => {
      const [array, initial, step] = call.arguments;
      const state = step!.type.kind === 'function' ? step!.type.result : initial!.type;
      const last = fold(call, array!.sql, (array!.type as ArrayType).element, state, initial!.sql, (s, x) =>
        boundedState(call, apply(call, 2, s, x), state),
      );
      const name = call.fresh();
      return once(
        call,
        [array!.sql],
        (a) =>
          `CASE WHEN ${a} IS NOT NULL THEN CAST(list_transform([${last}], lambda ${name}: ${apply(call, 3, name)})[1] AS ${duckDbType(call.resultType)}) END`,
      );
    }),
  },
  matching(
    'any_match',
    'Whether the condition is true for some element; NULL when for none, but unknown for one.',
    anyTrue,
    false,
  ),
  matching('all_match', 'Whether the condition is true for all elements.', allTrue, false),
  matching('none_match', 'Whether the condition is true for no element.', anyTrue, true),
  finder(
    'find_first',
    'The first element for which the condition is true, from a place on when one is given',
  ),
  finder('find_first_index', 'The place of the first element for which the condition is true'),
  by('array_max_by'),
  by('array_min_by'),
  {
    name: 'array_sort',
    description: 'The elements sorted, NULLs last, or by a function that compares two: -1, 0 or 1.',
    example: 'array_sort(ARRAY[3, NULL, 1])',
    signatures: [
      'array_sort(array(E)) -> array(E) where E orderable',
      'array_sort(array(T), function(T, T, integer)) -> array(T)',
    ],
    duckdb: rendering((call) => {
      const [array] = call.arguments;
      if (call.arguments.length === 1) return `list_sort(${array!.sql}, 'ASC', 'NULLS LAST')`;
      // Each element goes behind those that do not come after it, so equal ones stay in their order.
      const type = array!.type as ArrayType;
      return once(call, [array!.sql], (list) => {
        const sorted = fold(call, list, type.element, type, `${list}[2:1]`, (done, x) => {
          const before = `len(${filtered(call, done, (y) => `${apply(call, 1, y, x)} <= 0`)})`;
          return bound(
            call,
            before,
            (place) =>
              `(${done}[:CASE WHEN ${place} = 0 THEN -len(${done}) - 1 ELSE ${place} END] || [${x}] || ${done}[${place} + 1:])`,
          );
        });
        const fails = raise(`array_sort by a function takes at most ${MOST_QUADRATIC} elements`, type);
        return `CASE WHEN len(${list}) > ${MOST_QUADRATIC} THEN ${fails} WHEN ${list} IS NOT NULL THEN ${sorted} END`;
      });
    }),
  },
  {
    name: 'zip_with',
    description:
      'What the function makes of the elements at the same place of two arrays; NULL where one has ended.',
    example: 'zip_with(ARRAY[1, 2], ARRAY[10, 20], (x, y) -> x + y)',
    signatures: ['zip_with(array(T), array(U), function(T, U, R)) -> array(R)'],
    duckdb: rendering((call) =>
      once(
        call,
        [call.arguments[0]!.sql, call.arguments[1]!.sql],
        (a, b) =>
          `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${mapped(call, `range(1, greatest(len(${a}), len(${b})) + 1)`, (i) => apply(call, 2, `${a}[${i}]`, `${b}[${i}]`))} END`,
      ),
    ),
  },
  {
    name: 'map_filter',
    description: 'The entries for which the condition is true.',
    example: 'map_filter(MAP(ARRAY[1, 2], ARRAY[3, 4]), (k, v) -> v > 3)',
    signatures: ['map_filter(map(K, V), function(K, V, boolean)) -> map(K, V)'],
    duckdb: rendering((call) =>
      once(
        call,
        [call.arguments[0]!.sql],
        (map) =>
          `CASE WHEN ${map} IS NOT NULL THEN map_from_entries(${filtered(call, `map_entries(${map})`, (e) => `coalesce(${apply(call, 1, `${e}.key`, `${e}.value`)}, false)`)}) END`,
      ),
    ),
  },
  {
    name: 'map_zip_with',
    description:
      'What the function makes of the values that two maps have for a key; NULL where one has none.',
    example:
      'map_zip_with(MAP(ARRAY[1, 2], ARRAY[3, 4]), MAP(ARRAY[2], ARRAY[5]), (k, a, b) -> coalesce(a, 0) + coalesce(b, 0))',
    signatures: ['map_zip_with(map(K, V1), map(K, V2), function(K, V1, V2, V3)) -> map(K, V3)'],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql, call.arguments[1]!.sql], (a, b) => {
        const keys = `list_distinct(map_keys(${a}) || map_keys(${b}))`;
        return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN map_from_entries(${mapped(call, keys, (k) => rowSql(k, apply(call, 2, k, `${a}[${k}]`, `${b}[${k}]`)))}) END`;
      }),
    ),
  },
  {
    name: 'transform_keys',
    description: 'The map with keys made by a function; a key twice is an error.',
    example: 'transform_keys(MAP(ARRAY[1, 2], ARRAY[3, 4]), (k, v) -> k + 10)',
    signatures: ['transform_keys(map(K1, V), function(K1, V, K2)) -> map(K2, V)'],
    duckdb: rendering((call) =>
      remade(call, call.arguments[0]!.sql, (k, v) => rowSql(apply(call, 1, k, v), v)),
    ),
  },
  {
    name: 'transform_values',
    description: 'The map with values made by a function.',
    example: 'transform_values(MAP(ARRAY[1, 2], ARRAY[3, 4]), (k, v) -> k + v)',
    signatures: ['transform_values(map(K, V1), function(K, V1, V2)) -> map(K, V2)'],
    duckdb: rendering((call) =>
      remade(call, call.arguments[0]!.sql, (k, v) => rowSql(k, apply(call, 1, k, v))),
    ),
  },
  ofMap('all_keys_match', 'keys', allTrue, false),
  ofMap('any_keys_match', 'keys', anyTrue, false),
  ofMap('no_keys_match', 'keys', anyTrue, true),
  ofMap('any_values_match', 'values', anyTrue, false),
  ofMap('no_values_match', 'values', anyTrue, true),
]);
