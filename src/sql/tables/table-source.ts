import type { Collection, Field } from '../../model/collection.ts';
import type { EnvelopeField, LAKE_COLUMNS } from '../../model/envelope.ts';
import type { LogicalTable } from '../analysis/analysis.ts';

/** What is read for a table, for printers. */
export type TableSource = CollectionSource | AllSource | InvalidSchemaSource;

export interface CollectionSource {
  readonly kind: 'collection';
  readonly collection: Collection;
  /** Where each column of the table comes from, in order. */
  readonly origins: readonly ColumnOrigin[];
}

/** The collections together; one that lacks a field, or has it in another type, gives NULL. */
export interface AllSource {
  readonly kind: 'all';
  readonly collections: readonly Collection[];
  readonly origins: readonly (ColumnOrigin | CommonField | CollectionName)[];
}

/** One row a value that did not fit: unfolded from `_extra`. */
export interface InvalidSchemaSource {
  readonly kind: 'invalid-schema';
  readonly collections: readonly Collection[];
}

export type ColumnOrigin =
  | { readonly kind: 'field'; readonly field: Field }
  /** `_id` is shown as `<collector>-<sequence>` where it is NULL. */
  | { readonly kind: 'envelope'; readonly name: EnvelopeField['name'] }
  | { readonly kind: 'lake'; readonly name: (typeof LAKE_COLUMNS)[number] };

export interface CommonField {
  readonly kind: 'common-field';
  readonly name: string;
  readonly type: Field['type'];
}

export interface CollectionName {
  readonly kind: 'collection-name';
}

/** A table that is made of collections. */
export interface SourcedTable extends LogicalTable {
  readonly source: TableSource;
}
