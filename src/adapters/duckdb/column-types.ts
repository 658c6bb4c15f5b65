import type { LogicalType } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../../model/field-type.ts';
import { internalError } from '../../platform/errors.ts';
import type { SqlType } from '../../sql/types/sql-type.ts';
import { TYPE } from './type-ids.ts';

const SQL_TYPES: Readonly<Record<ScalarType, keyof typeof TYPE>> = {
  STRING: 'VARCHAR',
  INTEGER: 'INTEGER',
  DECIMAL: 'DOUBLE',
  DOUBLE: 'DOUBLE',
  LONG: 'BIGINT',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  TIME: 'TIME',
  TIMESTAMP: 'TIMESTAMP',
  BINARY: 'BLOB',
};

/** A field's column type as SQL writes it. */
export function sqlTypeOf(type: FieldType): string {
  const element = SQL_TYPES[elementTypeOf(type)];
  switch (containerOf(type)) {
    case 'scalar':
      return element;
    case 'array':
      return `${element}[]`;
    case 'map':
      return `MAP(VARCHAR, ${element})`;
  }
}

export function logicalTypeOf(type: FieldType): LogicalType {
  const element = duckdb.create_logical_type(TYPE[SQL_TYPES[elementTypeOf(type)]]);
  switch (containerOf(type)) {
    case 'scalar':
      return element;
    case 'array':
      return duckdb.create_list_type(element);
    case 'map':
      return duckdb.create_map_type(duckdb.create_logical_type(TYPE.VARCHAR), element);
  }
}

/** Simple types as the engine keeps them; intervals of both kinds are one there. */
const KINDS: Partial<Record<SqlType['kind'], number>> = {
  boolean: TYPE.BOOLEAN,
  tinyint: TYPE.TINYINT,
  smallint: TYPE.SMALLINT,
  integer: TYPE.INTEGER,
  bigint: TYPE.BIGINT,
  real: TYPE.FLOAT,
  double: TYPE.DOUBLE,
  varchar: TYPE.VARCHAR,
  char: TYPE.VARCHAR,
  json: TYPE.VARCHAR,
  varbinary: TYPE.BLOB,
  date: TYPE.DATE,
  time: TYPE.TIME,
  timestamp: TYPE.TIMESTAMP,
  'timestamp with time zone': TYPE.TIMESTAMP_TZ,
  'interval year to month': TYPE.INTERVAL,
  'interval day to second': TYPE.INTERVAL,
};

/** Whether a column of the engine's holds values of this SQL type, bit for bit. */
export function holds(type: LogicalType, expected: SqlType): boolean {
  const id: number = duckdb.get_type_id(type);
  switch (expected.kind) {
    case 'unknown':
      return id === TYPE.INTEGER || id === TYPE.SQLNULL;
    case 'decimal':
      return (
        id === TYPE.DECIMAL &&
        duckdb.decimal_width(type) === expected.precision &&
        duckdb.decimal_scale(type) === expected.scale
      );
    case 'array':
      return id === TYPE.LIST && holds(duckdb.list_type_child_type(type), expected.element);
    case 'map':
      return (
        id === TYPE.MAP &&
        holds(duckdb.map_type_key_type(type), expected.key) &&
        holds(duckdb.map_type_value_type(type), expected.value)
      );
    case 'row':
      return (
        id === TYPE.STRUCT &&
        duckdb.struct_type_child_count(type) === expected.fields.length &&
        expected.fields.every((field, index) => holds(duckdb.struct_type_child_type(type, index), field.type))
      );
    default:
      return id === KINDS[expected.kind];
  }
}

/** The SQL type of a column of one of our own statements, which answer with simple values only. */
export function sqlTypeOfColumn(type: LogicalType): SqlType {
  const id: number = duckdb.get_type_id(type);
  // Sums are of 128 bits.
  if (id === TYPE.HUGEINT) return { kind: 'decimal', precision: 38, scale: 0 };
  for (const [kind, kindId] of Object.entries(KINDS)) if (kindId === id) return { kind } as SqlType;
  throw internalError('LAKE_FAILED', `a statement answered with a type of number ${id}`);
}
