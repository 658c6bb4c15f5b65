import type { Collection } from '../../../model/collection.ts';

/** The schema of the engine in which the tables of collections lie. */
export const DATA_SCHEMA = 'data';

/** What one snapshot of the metadata says about the tables behind a project's collections. */
export interface PhysicalTables {
  /** The tables whose rows together are the collection's; none: it has no row. */
  segmentsOf(collection: Collection): readonly Segment[];
}

export interface Segment {
  /** Its name in the schema `data`. Columns that it lacks are NULL. */
  readonly table: string;
  /** Absent: every row is visible. */
  readonly visible?: VisibleRows;
}

/** The rows that these attempts wrote: a row's attempt is in `_batch`. */
export interface VisibleRows {
  readonly batches: readonly bigint[];
}

/** One table a collection, which bears its physical name, all rows visible; `withoutTable` has ids of those without. */
export function singleTables(withoutTable: ReadonlySet<number> = new Set()): PhysicalTables {
  return {
    segmentsOf: ({ id, physicalName }) => (withoutTable.has(id) ? [] : [{ table: physicalName }]),
  };
}
