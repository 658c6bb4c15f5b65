import type { SqlType } from '../../types/sql-type.ts';
import { refuse } from '../engine-refusal.ts';

/** Simple types by their names in DuckDB. Intervals of both kinds are one type there; instants keep no zone. */
const NAMES: Partial<Record<SqlType['kind'], string>> = {
  unknown: 'INTEGER',
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  varchar: 'VARCHAR',
  varbinary: 'BLOB',
  json: 'JSON',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMPTZ',
  'interval year to month': 'INTERVAL',
  'interval day to second': 'INTERVAL',
};

/**
 * How values of a type are kept in DuckDB. Fields of rows are `f1`, `f2`, … there: DuckDB wants a name for each, no two
 * the same, and Presto does not.
 */
export function duckDbType(type: SqlType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'array':
      return `${duckDbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckDbType(type.key)}, ${duckDbType(type.value)})`;
    case 'row':
      return `STRUCT(${type.fields.map((field, index) => `${fieldName(index)} ${duckDbType(field.type)}`).join(', ')})`;
    default:
      return NAMES[type.kind] ?? refuse(`DuckDB has no type ${type.kind}`);
  }
}

/** The name of a row's field in DuckDB, counted from 0. */
export function fieldName(index: number): string {
  return `f${index + 1}`;
}

/** A row of these values. */
export function rowSql(...values: readonly string[]): string {
  return `struct_pack(${values.map((value, index) => `${fieldName(index)} := ${value}`).join(', ')})`;
}
