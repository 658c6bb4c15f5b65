import type { Collection } from '../../../model/collection.ts';
import { ENVELOPE, LAKE_COLUMNS } from '../../../model/envelope.ts';
import { duckDbType } from '../../functions/duckdb/duckdb-type.ts';
import { fieldSqlType } from '../../tables/field-sql-type.ts';
import { quoteName } from './names.ts';
import { DATA_SCHEMA, type PhysicalTables, type Segment } from './physical-tables.ts';

const ENVELOPE_TYPES = { string: 'VARCHAR', millis: 'TIMESTAMP', int64: 'BIGINT' } as const;

/** The types of the columns that every physical table of events has. */
const COMMON_TYPES: ReadonlyMap<string, string> = new Map<string, string>([
  ...ENVELOPE.map(({ name, kind }) => [name, ENVELOPE_TYPES[kind]] as const),
  ...LAKE_COLUMNS.map((name) => [name, name === '_partition' ? 'INTEGER' : 'BIGINT'] as const),
]);

/**
 * The rows of a collection under physical names, of all its segments. The catalog may know of columns that a table does
 * not have yet, so an empty row of the `needed` columns is joined by name: the engine removes it, and columns that are
 * missing are NULL.
 */
export function printScan(
  collection: Collection,
  needed: Iterable<string>,
  tables: PhysicalTables,
  read: Set<string>,
): string {
  const types = new Map(
    collection.schema.fields.map(({ physicalName, type }) => [physicalName, duckDbType(fieldSqlType(type))]),
  );
  const typed = [...new Set(needed)].map((name) => {
    const type = COMMON_TYPES.get(name) ?? types.get(name);
    return `CAST(NULL AS ${type ?? unknownColumn(name)}) AS ${quoteName(name)}`;
  });
  const empty = `SELECT ${typed.length === 0 ? '1' : typed.join(', ')} WHERE false`;
  const segments = tables.segmentsOf(collection).map((segment) => {
    read.add(segment.table);
    return printSegment(segment);
  });
  return `(${[...segments, empty].join(' UNION ALL BY NAME ')})`;
}

function unknownColumn(name: string): never {
  throw new Error(`there is no physical column ${name}`);
}

function printSegment({ table, visible }: Segment): string {
  const rows = `SELECT * FROM ${quoteName(DATA_SCHEMA)}.${quoteName(table)}`;
  if (visible === undefined) return rows;
  if (visible.batches.length === 0) return `${rows} WHERE false`;
  return `${rows} WHERE "_batch" IN (${visible.batches.join(', ')})`;
}
