import type { SkippedMessage } from '../lake/lake.ts';
import type { Collection, CollectionSchema, Project } from '../model/collection.ts';
import type { FieldType } from '../model/field-type.ts';
import type { Position, PositionRange } from '../model/position.ts';

/**
 * The metadata: one truth for projects, keys, schemas, and for the micro-batch protocol's bookkeeping. Every method is
 * one transaction. Many nodes may call at once.
 *
 * Implementations: `sql-catalog-store.ts` over any SQL database, `adapters/memory` for tests and simulation.
 */
export interface CatalogStore extends AttemptStore {
  // ------------------------------------------------------------------------------------------------ projects
  /**
   * Creates a project in state `creating`, or returns the one of that name (whatever its state, `created: false`).
   * The physical name is made from the name, unique over all time.
   */
  createProject(name: string): Promise<{ readonly project: ProjectRecord; readonly created: boolean }>;
  /** Moves a project on: `creating` → `active` → `deleting`. Idempotent. Error: `PROJECT_NOT_FOUND`. */
  setProjectState(projectId: number, state: ProjectState): Promise<void>;
  /** Removes a project in state `deleting` with its collections and keys; its physical name stays taken. */
  removeProject(projectId: number): Promise<void>;
  listProjects(): Promise<readonly ProjectRecord[]>;
  /** Physical names of removed projects: what bears one belongs to nobody, and never will. */
  listFormerPhysicalNames(): Promise<readonly string[]>;

  // ---------------------------------------------------------------------------------------------------- keys
  /** Stores one triple, hashed (see `keys.ts`). */
  addKeySet(projectId: number, hashes: KeyHashes): Promise<number>;
  /** The key with this hash, revoked ones and those of projects being deleted included out. */
  findKey(hash: string): Promise<KeyRecord | undefined>;
  listKeySets(projectId: number): Promise<readonly KeySetRecord[]>;
  /** All three keys of the set die. Idempotent. */
  revokeKeySet(keySetId: number): Promise<void>;

  // ------------------------------------------------------------------------------------- collections, schema
  /** Collections of an active project with their newest schema. */
  listCollections(projectId: number): Promise<readonly Collection[]>;
  /**
   * The collection of that name, created with `initialFields` when it is not there. Error: `TOO_MANY_COLLECTIONS`
   * when it would be one more than `maxCollections`.
   */
  getOrCreateCollection(projectId: number, name: string, options: NewCollectionOptions): Promise<Collection>;
  /**
   * Appends the fields that are not there yet, in the order given, and returns the true schema: a field that exists
   * keeps its type, whatever was asked for. Fields over `maxFields` are not added. Nothing new: no new version.
   */
  addFields(collectionId: number, fields: readonly NewField[], maxFields: number): Promise<Collection>;
  /** Which collection a schema id belongs to, and its version with all fields. */
  findSchema(schemaId: number): Promise<CollectionSchema | undefined>;
  /** The id of a new run of a collector: 1, 2, 3, … never reused. */
  nextCollectorId(): Promise<number>;

  /** Per-project facts agreed once by all nodes: stores `value` unless one is there, returns what is there. */
  setProjectConfigOnce(projectId: number, key: string, value: string): Promise<string>;

  close(): Promise<void>;
}

export type ProjectState = 'creating' | 'active' | 'deleting';

export interface ProjectRecord extends Project {
  readonly state: ProjectState;
  readonly createdAtMs: number;
}

export type KeyKind = 'master' | 'read' | 'write';

export interface KeyHashes {
  readonly master: string;
  readonly read: string;
  readonly write: string;
}

export interface KeyRecord {
  readonly keySetId: number;
  readonly projectId: number;
  readonly kind: KeyKind;
}

export interface KeySetRecord {
  readonly keySetId: number;
  readonly createdAtMs: number;
  readonly revokedAtMs: number | undefined;
}

/** How a collection is made that is not there yet. */
export interface NewCollectionOptions {
  readonly initialFields: readonly NewField[];
  readonly partitionCount: number;
  /** Of the project; one more is refused. */
  readonly maxCollections: number;
}

export interface NewField {
  readonly name: string;
  readonly type: FieldType;
}

// ------------------------------------------------------------------------------- micro-batch protocol, rules 1–22

/** Needed by attempt-based lakes; see docs/protocol.md for every rule. */
export interface AttemptStore {
  /** Rule 5: raises the epoch and abandons the planned attempts of older ones, in one transaction. */
  acquireMastership(holder: string): Promise<number>;
  currentEpoch(): Promise<number>;

  /**
   * The logical table's open segment, created (open, empty) when it has none. Error: `STALE_EPOCH`.
   * `table` and `deadLetters` of a collection are separate logical tables.
   */
  openSegment(epoch: number, table: LogicalTable): Promise<SegmentRecord>;

  /** Rule 1: stores the plan under a lock of the mastership row. Errors: `STALE_EPOCH`, `SEGMENT_NOT_OPEN`. */
  planAttempt(epoch: number, plan: AttemptPlan): Promise<AttemptRecord>;

  /**
   * Rule 4. Moves the collection's position to the end of the attempt's range, which must begin where the position is.
   * Errors: `STALE_EPOCH`, `SEGMENT_NOT_OPEN`, `ATTEMPT_NOT_PLANNED`, `POSITION_MISMATCH`.
   */
  commitAttempt(epoch: number, attempt: number, counts: AttemptCounts): Promise<void>;

  /** Harmless when it is abandoned already. Error: `ATTEMPT_COMMITTED`. */
  abandonAttempt(attempt: number): Promise<void>;

  /** After a lost reply: what became of it. */
  findAttempt(attempt: number): Promise<AttemptRecord | undefined>;

  /** Rule 16: no more attempts write here; planned ones are abandoned. Errors: `STALE_EPOCH`. */
  sealSegment(epoch: number, segmentId: number): Promise<void>;

  /** A new sealed-to-be segment that is not listed yet: the target of a rewrite. */
  createUnlistedSegment(epoch: number, table: LogicalTable): Promise<SegmentRecord>;

  /**
   * Rules 16–17: replaces `remove` by `add` in the list in one transaction, refused (`LIST_CHANGED`) unless the list
   * version is still `listVersion`. Removed segments are dropped later, see `droppableSegments`.
   */
  switchSegments(
    epoch: number,
    table: LogicalTable,
    change: {
      readonly listVersion: number;
      readonly remove: readonly number[];
      readonly add: readonly number[];
    },
  ): Promise<void>;

  /**
   * Rule 19: segments out of their list for at least `ageMs`, by the metadata's own clock; and those never listed that
   * an older epoch created (its rewrites are over), but never one of the current epoch, whose rewrite may be running.
   */
  droppableSegments(projectId: number, ageMs: number): Promise<readonly SegmentRecord[]>;
  /** The physical table is gone: forgets the segment and attempts that wrote only there. */
  forgetSegment(segmentId: number): Promise<void>;
  /** Every segment of the project that is not forgotten, listed or not: a table that is not among them is swept. */
  listSegments(projectId: number): Promise<readonly SegmentRecord[]>;

  /** Rule 9: one snapshot over the tables of one project. */
  readSnapshot(projectId: number, tables: readonly LogicalTable[]): Promise<MetadataSnapshot>;
}

export type LogicalTableKind = 'events' | 'dead_letters' | 'event_ids' | 'continuous' | 'materialized';

export interface LogicalTable {
  readonly kind: LogicalTableKind;
  readonly projectId: number;
  /** The collection's, or the definition's, id. */
  readonly ownerId: number;
}

export type SegmentState = 'open' | 'sealed' | 'dropped';

export interface SegmentRecord {
  readonly id: number;
  /** The physical table's name, never reused. */
  readonly name: string;
  readonly table: LogicalTable;
  readonly state: SegmentState;
  readonly listed: boolean;
  /** Rows (messages, for dead letters) of committed attempts in it: summed by commits, carried over by switches. */
  readonly rows: number;
  /** Attempts committed into it: what rotation goes by. 0 for the target of a rewrite. */
  readonly commits: number;
}

export interface AttemptPlan {
  readonly collectionId: number;
  readonly segmentId: number;
  readonly deadLetterSegmentId: number;
  readonly range: PositionRange;
  readonly schemaId: number;
  /** Rule 7: messages that go to the dead letters without being written. Default: none. */
  readonly skip?: readonly SkippedMessage[];
}

export type AttemptState = 'planned' | 'committed' | 'abandoned' | 'replaced';

export interface AttemptRecord extends AttemptPlan {
  readonly id: number;
  readonly epoch: number;
  readonly state: AttemptState;
}

export interface AttemptCounts {
  readonly stored: number;
  readonly deadLettered: number;
  readonly deduplicated: number;
  readonly unfitValues: number;
}

export interface MetadataSnapshot {
  readonly epoch: number;
  readonly tables: readonly TableSnapshot[];
}

export interface TableSnapshot {
  readonly table: LogicalTable;
  readonly listVersion: number;
  /** In list order. */
  readonly segments: readonly SegmentRecord[];
  /** Committed position of the collection (`ORIGIN` for tables without one). */
  readonly position: Position;
  /** The highest committed attempt; 0 when there is none. */
  readonly upTo: number;
  /** Attempts at or below `upTo` that are not to be seen. */
  readonly hidden: readonly number[];
  readonly counts: AttemptCounts;
}
