import type { Collection } from '../../../model/collection.ts';
import { quoteName } from './names.ts';
import { DATA_SCHEMA, type PhysicalTables, type Segment } from './physical-tables.ts';

/** Columns by their physical names, with their types in DuckDB. */
export type PhysicalColumns = Map<string, string>;

/**
 * The rows of a collection under physical names, of all its segments. The catalog may know of columns that a table does
 * not have yet, so an empty row of the `needed` columns is joined by name: the engine removes it, and columns that are
 * missing are NULL.
 */
export function printScan(
  collection: Collection,
  needed: PhysicalColumns,
  tables: PhysicalTables,
  read: Set<string>,
): string {
  const typed = [...needed].map(([name, type]) => `CAST(NULL AS ${type}) AS ${quoteName(name)}`);
  const empty = `SELECT ${typed.length === 0 ? '1' : typed.join(', ')} WHERE false`;
  const segments = tables.segmentsOf(collection).map((segment) => {
    read.add(segment.table);
    return printSegment(segment);
  });
  return `(${[...segments, empty].join(' UNION ALL BY NAME ')})`;
}

function printSegment({ table, visible }: Segment): string {
  const rows = `SELECT * FROM ${quoteName(DATA_SCHEMA)}.${quoteName(table)}`;
  if (visible === undefined) return rows;
  if (visible.batches.length === 0) return `${rows} WHERE false`;
  return `${rows} WHERE "_batch" IN (${visible.batches.join(', ')})`;
}
