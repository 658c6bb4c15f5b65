import type { Collection, Field } from '../../model/collection.ts';
import { ENVELOPE, type EnvelopeField } from '../../model/envelope.ts';
import type { FieldType } from '../../model/field-type.ts';
import { sqlTypeOf } from './column-types.ts';
import { sqlName } from './native.ts';

/** The schema that holds one table per collection, named by its physical name. */
export const DATA_SCHEMA = 'data';

/** Columns of every table before its fields: the place in the log, the batch, then the envelope. */
export const PLACE_COLUMNS = ['_partition INTEGER', '_offset BIGINT', '_batch BIGINT'] as const;

const ENVELOPE_TYPES: Readonly<Record<EnvelopeField['kind'], FieldType>> = {
  string: 'STRING',
  millis: 'TIMESTAMP',
  int64: 'LONG',
};

/** Types of the columns that a `ColumnBatch` has, in its order. */
export function batchTypes(collection: Collection): readonly FieldType[] {
  return [
    ...ENVELOPE.map((field) => ENVELOPE_TYPES[field.kind]),
    ...collection.schema.fields.map((field) => field.type),
  ];
}

export function tableName(collection: Collection): string {
  return `${DATA_SCHEMA}.${sqlName(collection.physicalName)}`;
}

/** Creates the table with the fields of the collection's schema. */
export function createTableSql(collection: Collection): string {
  const columns = [
    ...PLACE_COLUMNS,
    ...ENVELOPE.map((field) => `${sqlName(field.name)} ${sqlTypeOf(ENVELOPE_TYPES[field.kind])}`),
    ...collection.schema.fields.map(columnSql),
  ];
  return `CREATE TABLE ${tableName(collection)} (${columns.join(', ')})`;
}

/** One statement for each field after the first `known`. */
export function addColumnsSql(collection: Collection, known: number): readonly string[] {
  return collection.schema.fields
    .slice(known)
    .map((field) => `ALTER TABLE ${tableName(collection)} ADD COLUMN ${columnSql(field)}`);
}

function columnSql(field: Field): string {
  return `${sqlName(field.physicalName)} ${sqlTypeOf(field.type)}`;
}
