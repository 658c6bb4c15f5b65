import type { Collection } from '../model/collection.ts';
import { ENVELOPE } from '../model/envelope.ts';

/** A column as the original describes it. */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
  /** For people: the name with spaces for underscores, beginning with a capital. */
  readonly descriptiveName: string;
}

/** The columns that `SELECT *` shows: the fields, then the visible part of the envelope. */
export function schemaFieldsOf({ schema }: Collection): readonly SchemaField[] {
  return [
    ...schema.fields.map(({ name, type }) => schemaField(name, type)),
    ...ENVELOPE.filter((field) => !field.hidden).map(({ name, kind }) =>
      schemaField(name, kind === 'millis' ? 'TIMESTAMP' : 'STRING'),
    ),
  ];
}

function schemaField(name: string, type: string): SchemaField {
  const words = name.replaceAll('_', ' ').trim();
  return { name, type, descriptiveName: words.slice(0, 1).toUpperCase() + words.slice(1) };
}
