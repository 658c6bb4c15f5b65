import type { Collection } from '../../model/collection.ts';
import { ENVELOPE, type EnvelopeField, LAKE_COLUMNS } from '../../model/envelope.ts';
import type { TableColumn } from '../analysis/analysis.ts';
import { canonicalName } from '../ast/name.ts';
import type { SqlType } from '../types/sql-type.ts';
import { BIGINT, INTEGER, TIMESTAMP, VARCHAR } from '../types/types.ts';
import { fieldSqlType } from './field-sql-type.ts';
import type { ColumnOrigin, SourcedTable } from './table-source.ts';

const ENVELOPE_TYPES: Readonly<Record<EnvelopeField['kind'], SqlType>> = {
  string: VARCHAR,
  millis: TIMESTAMP,
  int64: BIGINT,
};

/** What every table of events has besides its fields, in order. */
export const COMMON_COLUMNS: readonly { readonly column: TableColumn; readonly origin: ColumnOrigin }[] = [
  ...ENVELOPE.map(({ name, kind, hidden }) => ({
    column: { name, type: ENVELOPE_TYPES[kind], hidden },
    origin: { kind: 'envelope', name } as const,
  })),
  ...LAKE_COLUMNS.map((name) => ({
    column: { name, type: name === '_partition' ? INTEGER : BIGINT, hidden: true },
    origin: { kind: 'lake', name } as const,
  })),
];

/** A collection as queries see it: its fields, `_id`, `_time`, and the hidden columns. */
export function collectionTable(collection: Collection): SourcedTable {
  const { fields } = collection.schema;
  return {
    path: ['collection', canonicalName(collection)],
    columns: [
      ...fields.map(({ name, type }) => ({ name, type: fieldSqlType(type), hidden: false })),
      ...COMMON_COLUMNS.map(({ column }) => column),
    ],
    source: {
      kind: 'collection',
      collection,
      origins: [
        ...fields.map((field) => ({ kind: 'field', field }) as const),
        ...COMMON_COLUMNS.map(({ origin }) => origin),
      ],
    },
  };
}
