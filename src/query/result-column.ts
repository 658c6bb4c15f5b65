import type { FieldType, ScalarType } from '../model/field-type.ts';
import type { OutputColumn } from '../sql/analysis/analysis.ts';
import type { SqlType } from '../sql/types/sql-type.ts';

/** A column of an answer. Two may have the same name. */
export interface ResultColumn {
  readonly name: string;
  readonly type: SqlType;
}

/** Columns without a name are numbered, from 0, as Presto names them. */
export function resultColumns(columns: readonly OutputColumn[]): readonly ResultColumn[] {
  return columns.map(({ name, type }, index) => ({ name: name ?? `_col${index}`, type }));
}

const SCALARS: Partial<Record<SqlType['kind'], ScalarType>> = {
  boolean: 'BOOLEAN',
  tinyint: 'INTEGER',
  smallint: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'LONG',
  real: 'DOUBLE',
  double: 'DOUBLE',
  decimal: 'DECIMAL',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMP',
  varbinary: 'BINARY',
};

/** The nearest of the data model's types; what has none is shown as text. */
export function fieldTypeOf(type: SqlType): FieldType {
  if (type.kind === 'array') return `ARRAY_${scalarTypeOf(type.element)}`;
  if (type.kind === 'map') return `MAP_${scalarTypeOf(type.value)}`;
  return scalarTypeOf(type);
}

function scalarTypeOf({ kind }: SqlType): ScalarType {
  return SCALARS[kind] ?? 'STRING';
}
