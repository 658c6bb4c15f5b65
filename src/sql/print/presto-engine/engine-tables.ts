import type { Collection } from '../../../model/collection.ts';

/** What one snapshot of the metadata says about the tables behind a project's collections, on PrestoDB or Trino. */
export interface EngineTables {
  /** The tables whose visible rows together are the collection's; none: it has no row. */
  segmentsOf(collection: Collection): readonly EngineSegment[];
}

export interface EngineSegment {
  readonly table: EngineTable;
  /** Physical names of the fields that it lacks, which are NULL; it has the others, with their types. */
  readonly lacks?: ReadonlySet<string>;
  /** Absent: every row is visible. */
  readonly visible?: VisibleRows;
}

export interface EngineTable {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
}

/** Rows for which each part that is given holds. */
export interface VisibleRows {
  /** By the attempt that wrote them, which is in `_batch`. */
  readonly attempts?: {
    /** This one and those before it … */
    readonly upTo: bigint;
    /** … but these. */
    readonly except: readonly bigint[];
  };
  /** By their place in the log: offsets below that of their partition. A partition without one has no visible row. */
  readonly before?: ReadonlyMap<number, bigint>;
}
