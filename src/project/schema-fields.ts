import { type SchemaField, schemaFieldOf } from '../http/schema-field.ts';
import type { Collection } from '../model/collection.ts';
import { ENVELOPE } from '../model/envelope.ts';

/** The columns that `SELECT *` shows: the fields, then the visible part of the envelope. */
export function schemaFieldsOf({ schema }: Collection): readonly SchemaField[] {
  return [
    ...schema.fields.map(schemaFieldOf),
    ...ENVELOPE.filter((field) => !field.hidden).map(({ name, kind }) =>
      schemaFieldOf({ name, type: kind === 'millis' ? 'TIMESTAMP' : 'STRING' }),
    ),
  ];
}
