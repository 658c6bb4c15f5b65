import type { Collection } from '../../model/collection.ts';
import { TIMESTAMP, VARCHAR } from '../types/types.ts';
import type { SourcedTable } from './table-source.ts';

const TEXTS = [
  'collection',
  'property',
  'type',
  'event_id',
  'error_message',
  'encoded_value',
  '_user',
] as const;

/** The values that found no column, or did not fit it, of all collections. */
export function invalidSchemaTable(collections: readonly Collection[]): SourcedTable {
  return {
    path: ['collection', '$invalid_schema'],
    columns: [
      ...TEXTS.map((name) => ({ name, type: VARCHAR, hidden: false })),
      { name: '_time', type: TIMESTAMP, hidden: false },
    ],
    parts: collections.length,
    source: { kind: 'invalid-schema', collections },
  };
}
