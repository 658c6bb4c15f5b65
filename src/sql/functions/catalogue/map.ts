import { define } from '../define.ts';
import { duckDbType, rowSql } from '../duckdb/duckdb-type.ts';
import { valuesPerKey } from '../duckdb/lists.ts';
import { once, raise } from '../duckdb/sql-text.ts';
import { refused, rendering, same, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';

const sqls = (call: RenderedCall) => call.arguments.map(({ sql }) => sql);

function withOnce(body: (call: RenderedCall, ...names: string[]) => string) {
  return rendering((call) => once(call, sqls(call), (...names) => body(call, ...names)));
}

/** The entries with the largest values, or keys, as structs of key and value. */
function topEntries(call: RenderedCall, map: string, count: string, by: 'key' | 'value'): string {
  const [e, f] = [call.fresh(), call.fresh()];
  const other = by === 'key' ? 'value' : 'key';
  const sortable = `list_transform(map_entries(${map}), lambda ${e}: struct_pack(n := ${e}.${by} IS NOT NULL, a := ${e}.${by}, b := ${e}.${other}))`;
  const top = `list_sort(${sortable}, 'DESC', 'NULLS LAST')[:${count}]`;
  return `list_transform(CASE WHEN ${count} = 0 THEN ${sortable}[2:1] ELSE ${top} END, lambda ${f}: struct_pack(key := ${f}.${by === 'key' ? 'a' : 'b'}, value := ${f}.${by === 'key' ? 'b' : 'a'}))`;
}

function topN(name: string, description: string, result: string, by: 'key' | 'value', shown: string) {
  return {
    name,
    description: `${description}; PrestoDB alone.`,
    example: `${name}(MAP(ARRAY['a', 'b', 'c'], ARRAY[2, 3, 1]), 2)`,
    signatures: [`${name}(map(K, V), bigint) -> ${result} where K orderable, V orderable`],
    duckdb: withOnce((call, map, count) => {
      const g = call.fresh();
      const entries = topEntries(call, map!, count!, by);
      const value =
        shown === 'entry'
          ? `map_from_entries(${entries})`
          : `list_transform(${entries}, lambda ${g}: ${g}.${shown})`;
      return `CASE WHEN ${count} < 0 THEN ${raise(`the count of ${name} must not be negative`, call.resultType)} WHEN ${map} IS NOT NULL THEN ${value} END`;
    }),
    trino: refused(`Trino has no ${name}`),
  };
}

export const MAP = define('map', [
  {
    name: 'map',
    description: 'The map of an array of keys and an array of values, or an empty one.',
    example: "map(ARRAY['a', 'b'], ARRAY[1, 2])",
    signatures: ['map() -> map(unknown, unknown)', 'map(array(K), array(V)) -> map(K, V) where K comparable'],
    duckdb: rendering((call) => {
      const type = duckDbType(call.resultType);
      if (call.arguments.length === 0) return `CAST(map([], []) AS ${type})`;
      return once(
        call,
        sqls(call),
        (keys, values) =>
          `CASE WHEN ${keys} IS NOT NULL AND ${values} IS NOT NULL THEN map(${keys}, ${values}) END`,
      );
    }),
  },
  {
    name: 'map_from_entries',
    description: 'The map of an array of rows of key and value; a key twice is an error.',
    example: "map_from_entries(ARRAY[('a', 1), ('b', 2)])",
    signatures: ['map_from_entries(array(row(K, V))) -> map(K, V) where K comparable'],
    duckdb: same,
  },
  {
    name: 'multimap_from_entries',
    description: 'The map of an array of rows of key and value, the values of a key together.',
    example: "multimap_from_entries(ARRAY[('a', 1), ('a', 2)])",
    signatures: ['multimap_from_entries(array(row(K, V))) -> map(K, array(V)) where K comparable'],
    duckdb: rendering((call) => `map_from_entries(${valuesPerKey(call, call.arguments[0]!.sql)})`),
  },
  {
    name: 'map_entries',
    description: 'The entries of a map as an array of rows of key and value.',
    example: "map_entries(MAP(ARRAY['a'], ARRAY[1]))",
    signatures: ['map_entries(map(K, V)) -> array(row(K, V))'],
    duckdb: rendering((call) => {
      const e = call.fresh();
      return `list_transform(map_entries(${call.arguments[0]!.sql}), lambda ${e}: ${rowSql(`${e}.key`, `${e}.value`)})`;
    }),
  },
  {
    name: 'map_keys',
    description: 'The keys of a map.',
    example: "map_keys(MAP(ARRAY['a'], ARRAY[1]))",
    signatures: ['map_keys(map(K, V)) -> array(K)'],
    duckdb: same,
  },
  {
    name: 'map_values',
    description: 'The values of a map.',
    example: "map_values(MAP(ARRAY['a'], ARRAY[1]))",
    signatures: ['map_values(map(K, V)) -> array(V)'],
    duckdb: same,
  },
  {
    name: 'map_concat',
    description: 'One map of several; of a key in more than one the last value is taken.',
    example: "map_concat(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a', 'b'], ARRAY[2, 3]))",
    signatures: ['map_concat(map(K, V), map(K, V)...) -> map(K, V)'],
    duckdb: rendering((call) =>
      once(
        call,
        sqls(call),
        (...maps) =>
          `CASE WHEN ${maps.map((map) => `${map} IS NOT NULL`).join(' AND ')} THEN map_concat(${maps.join(', ')}) END`,
      ),
    ),
  },
  {
    name: 'map_key_exists',
    description: 'Whether a map has a key, even with the value NULL; PrestoDB alone.',
    example: "map_key_exists(MAP(ARRAY['a'], ARRAY[1]), 'a')",
    signatures: ['map_key_exists(map(K, V), K) -> boolean'],
    duckdb: withOnce(
      (_, map, key) =>
        `CASE WHEN ${map} IS NOT NULL AND ${key} IS NOT NULL THEN list_contains(map_keys(${map}), ${key}) END`,
    ),
    trino: template('contains(map_keys($1), $2)'),
  },
  {
    name: 'map_subset',
    description: 'The entries whose keys an array has; PrestoDB alone.',
    example: "map_subset(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), ARRAY['a'])",
    signatures: ['map_subset(map(K, V), array(K)) -> map(K, V) where K comparable'],
    duckdb: withOnce((call, map, keys) => {
      const e = call.fresh();
      return `CASE WHEN ${map} IS NOT NULL AND ${keys} IS NOT NULL THEN map_from_entries(list_filter(map_entries(${map}), lambda ${e}: list_contains(${keys}, ${e}.key))) END`;
    }),
    trino: template('map_filter($1, (k, v) -> contains($2, k))'),
  },
  {
    name: 'map_remove_null_values',
    description: 'The entries whose value is not NULL; PrestoDB alone.',
    example: "map_remove_null_values(MAP(ARRAY['a', 'b'], ARRAY[1, NULL]))",
    signatures: ['map_remove_null_values(map(K, V)) -> map(K, V)'],
    duckdb: withOnce((call, map) => {
      const e = call.fresh();
      return `CASE WHEN ${map} IS NOT NULL THEN map_from_entries(list_filter(map_entries(${map}), lambda ${e}: ${e}.value IS NOT NULL)) END`;
    }),
    trino: template('map_filter($1, (k, v) -> v IS NOT NULL)'),
  },
  {
    name: 'map_normalize',
    description: 'Each value divided by the sum of all; PrestoDB alone.',
    example: "map_normalize(MAP(ARRAY['a', 'b'], ARRAY[1, 3]))",
    signatures: ['map_normalize(map(varchar, double)) -> map(varchar, double)'],
    duckdb: withOnce((call, map) => {
      const e = call.fresh();
      return `CASE WHEN ${map} IS NOT NULL THEN map_from_entries(list_transform(map_entries(${map}), lambda ${e}: ${rowSql(`${e}.key`, `${e}.value / coalesce(list_sum(map_values(${map})), 0e0)`)})) END`;
    }),
    trino: refused('Trino has no map_normalize'),
  },
  topN('map_top_n', 'The entries with the largest values', 'map(K, V)', 'value', 'entry'),
  topN('map_top_n_keys', 'The largest keys', 'array(K)', 'key', 'key'),
  topN('map_top_n_values', 'The largest values', 'array(V)', 'value', 'value'),
  topN('map_keys_by_top_n_values', 'The keys of the largest values', 'array(K)', 'value', 'key'),
  {
    name: 'cosine_similarity',
    description: 'The cosine of the angle between two sparse vectors.',
    example: "cosine_similarity(MAP(ARRAY['a'], ARRAY[1.0]), MAP(ARRAY['a', 'b'], ARRAY[2.0, 1.0]))",
    signatures: ['cosine_similarity(map(varchar, double), map(varchar, double)) -> double'],
    duckdb: withOnce((call, a, b) => {
      const [e, f] = [call.fresh(), call.fresh()];
      const dot = (x: string, y: string) =>
        `coalesce(list_sum(list_transform(map_entries(${x}), lambda ${e}: ${e}.value * coalesce(${y}[${e}.key], 0e0))), 0e0)`;
      const anyNull = (map: string) =>
        `list_position(list_transform(map_values(${map}), lambda ${f}: ${f}), NULL) IS NOT NULL`;
      return `CASE WHEN ${a} IS NULL OR ${b} IS NULL OR ${anyNull(a!)} OR ${anyNull(b!)} THEN NULL WHEN ${dot(a!, a!)} = 0 OR ${dot(b!, b!)} = 0 THEN CAST('nan' AS DOUBLE) ELSE ${dot(a!, b!)} / sqrt(${dot(a!, a!)}) / sqrt(${dot(b!, b!)}) END`;
    }),
  },
]);
