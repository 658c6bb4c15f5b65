import type { LogicalType } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../../model/field-type.ts';
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

const FIELD_TYPES: Readonly<Record<number, ScalarType>> = {
  [TYPE.BOOLEAN]: 'BOOLEAN',
  [TYPE.TINYINT]: 'INTEGER',
  [TYPE.SMALLINT]: 'INTEGER',
  [TYPE.INTEGER]: 'INTEGER',
  [TYPE.UTINYINT]: 'INTEGER',
  [TYPE.USMALLINT]: 'INTEGER',
  [TYPE.UINTEGER]: 'LONG',
  [TYPE.BIGINT]: 'LONG',
  [TYPE.UBIGINT]: 'LONG',
  [TYPE.HUGEINT]: 'LONG',
  [TYPE.UHUGEINT]: 'LONG',
  [TYPE.FLOAT]: 'DOUBLE',
  [TYPE.DOUBLE]: 'DOUBLE',
  [TYPE.DECIMAL]: 'DECIMAL',
  [TYPE.TIMESTAMP]: 'TIMESTAMP',
  [TYPE.TIMESTAMP_S]: 'TIMESTAMP',
  [TYPE.TIMESTAMP_MS]: 'TIMESTAMP',
  [TYPE.TIMESTAMP_NS]: 'TIMESTAMP',
  [TYPE.TIMESTAMP_TZ]: 'TIMESTAMP',
  [TYPE.DATE]: 'DATE',
  [TYPE.TIME]: 'TIME',
  [TYPE.TIME_TZ]: 'TIME',
  [TYPE.BLOB]: 'BINARY',
};

/** The nearest field type of a column of an answer; what has none is shown as text. */
export function fieldTypeOf(type: LogicalType): FieldType {
  const id: number = duckdb.get_type_id(type);
  if (id === TYPE.LIST) return `ARRAY_${scalarTypeOf(duckdb.list_type_child_type(type))}`;
  if (id === TYPE.ARRAY) return `ARRAY_${scalarTypeOf(duckdb.array_type_child_type(type))}`;
  if (id === TYPE.MAP) return `MAP_${scalarTypeOf(duckdb.map_type_value_type(type))}`;
  return scalarTypeOf(type);
}

function scalarTypeOf(type: LogicalType): ScalarType {
  return FIELD_TYPES[duckdb.get_type_id(type)] ?? 'STRING';
}
