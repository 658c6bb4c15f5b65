import { FUNCTIONS, lookupFunction as lookupReal } from '../functions/catalogue.ts';
import type { FunctionDefinition } from '../functions/function-definition.ts';

// Stands in for the categories that the catalogue does not have yet.

type Kind = FunctionDefinition['kind'];

function define(kind: Kind, name: string, ...signatures: readonly string[]): FunctionDefinition {
  return {
    name,
    kind,
    category: 'math',
    description: '',
    example: '',
    signatures,
    onNull: 'null',
    deterministic: true,
    duckdb: { form: 'same' },
  };
}

const TABLE: readonly FunctionDefinition[] = [
  define('aggregate', 'count', 'count() -> bigint', 'count(T) -> bigint'),
  define(
    'aggregate',
    'sum',
    'sum(bigint) -> bigint',
    'sum(double) -> double',
    'sum(real) -> real',
    'sum(interval day to second) -> interval day to second',
  ),
  define(
    'aggregate',
    'avg',
    'avg(bigint) -> double',
    'avg(double) -> double',
    'avg(decimal(p, s)) -> decimal(p, s)',
  ),
  define('aggregate', 'min', 'min(T) -> T where T orderable'),
  define('aggregate', 'max', 'max(T) -> T where T orderable'),
  define('aggregate', 'array_agg', 'array_agg(T) -> array(T)'),
  define('aggregate', 'count_if', 'count_if(boolean) -> bigint'),
  define('aggregate', 'max_by', 'max_by(T, U) -> T where U orderable'),
  define('aggregate', 'approx_distinct', 'approx_distinct(T) -> bigint'),
  define('window', 'row_number', 'row_number() -> bigint'),
  define('window', 'rank', 'rank() -> bigint'),
  define('window', 'lag', 'lag(T) -> T', 'lag(T, bigint) -> T', 'lag(T, bigint, T) -> T'),
  define('window', 'first_value', 'first_value(T) -> T'),
  define('window', 'ntile', 'ntile(bigint) -> bigint'),
  define('scalar', 'lower', 'lower(varchar(n)) -> varchar(n)'),
  define('scalar', 'length', 'length(varchar) -> bigint'),
  define('scalar', 'abs', 'abs(T) -> T'),
  define('scalar', 'random', 'random() -> double'),
  define('scalar', 'round', 'round(double) -> double', 'round(bigint) -> bigint'),
  define(
    'scalar',
    'date_trunc',
    'date_trunc(varchar, date) -> date',
    'date_trunc(varchar, timestamp) -> timestamp',
  ),
  define(
    'scalar',
    'date_diff',
    'date_diff(varchar, timestamp, timestamp) -> bigint',
    'date_diff(varchar, date, date) -> bigint',
  ),
  define('scalar', 'element_at', 'element_at(array(T), bigint) -> T', 'element_at(map(K, V), K) -> V'),
  define('scalar', 'transform', 'transform(array(T), function(T, U)) -> array(U)'),
  define('scalar', 'filter', 'filter(array(T), function(T, boolean)) -> array(T)'),
  define('scalar', 'reduce', 'reduce(array(T), S, function(S, T, S), function(S, R)) -> R'),
  define('scalar', 'cardinality', 'cardinality(array(T)) -> bigint', 'cardinality(map(K, V)) -> bigint'),
  define('scalar', 'sequence', 'sequence(bigint, bigint) -> array(bigint)'),
  define('scalar', 'map', 'map(array(K), array(V)) -> map(K, V)'),
  define('scalar', 'coalesce', 'coalesce(T, T...) -> T'),
  define('scalar', 'if', 'if(boolean, T) -> T', 'if(boolean, T, T) -> T'),
  define('scalar', 'nullif', 'nullif(T, T) -> T'),
  define('scalar', 'try', 'try(T) -> T'),
  define('scalar', 'json_parse', 'json_parse(varchar) -> json'),
  define('scalar', 'now', 'now() -> timestamp with time zone'),
  define(
    'scalar',
    'substr',
    'substr(varchar(n), bigint) -> varchar(n)',
    'substr(varchar(n), bigint, bigint) -> varchar(n)',
  ),
];

const BY_NAME: ReadonlyMap<string, FunctionDefinition> = new Map(
  TABLE.map((definition) => [definition.name, definition]),
);

export function lookupFunction(name: string): FunctionDefinition | undefined {
  return lookupReal(name) ?? BY_NAME.get(name);
}

export function functionNames(): Iterable<string> {
  return [...FUNCTIONS.map(({ name }) => name), ...BY_NAME.keys()];
}
