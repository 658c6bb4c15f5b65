import type { Collection, Project } from '../model/collection.ts';
import type { ColumnBatch } from '../model/columns.ts';
import type { FieldType } from '../model/field-type.ts';
import type { Position, PositionRange } from '../model/position.ts';

/**
 * Columnar tables. Two kinds of lake exist, and the micro-batch protocol (docs/protocol.md) serves both:
 * - *transactional*: rows, positions and counts change in one transaction per project (DuckDB);
 * - *attempt-based*: an INSERT may appear late, partly or after a reported failure (PrestoDB), so visibility is decided
 *   in the metadata, by attempt.
 */
export type Lake = TransactionalLake | AttemptLake;

/** Decodes a range of a collection's topic, always the same rows for the same range; fails rather than falls short. */
export interface RowSource {
  read(collection: Collection, range: PositionRange): AsyncIterable<ColumnBatch>;

  /** One message as it stands in the log: for the dead letters, when an engine refuses its values. */
  message(collection: Collection, partition: number, offset: number): Promise<Uint8Array>;
}

// ---------------------------------------------------------------------------------------------- transactional

/**
 * An adapter MUST
 * - make everything of a round visible at once and durable before `commitRound` resolves, or nothing of it;
 * - keep position and counts of a collection in the same transaction as its rows;
 * - refuse a range that does not begin at the collection's committed position (`LAKE_POSITION_MISMATCH`): so a range
 *   run twice by mistake is never stored twice;
 * - put messages that cannot be decoded, or whose values the engine refuses, into the dead letters of the same
 *   transaction, and count them.
 */
export interface TransactionalLake {
  readonly kind: 'transactional';

  /** Creates or opens the project's store, idempotently. Error: `PROJECT_NOT_FOUND` once this process deleted it. */
  openProject(project: Project): Promise<void>;

  /**
   * Deletes the project's store; harmless when it is not there. Ids are never reused, so whoever still asks for it (a
   * request that was under way) must not bring it back.
   */
  deleteProject(project: Project): Promise<void>;

  /** Committed state of every collection, from one transaction. */
  state(project: Project): Promise<LakeState>;

  /** Moves the ranges of a round: tables and columns are created on the way. */
  commitRound(project: Project, round: Round): Promise<RoundResult>;

  /** Recounts rows and dead letters in the tables themselves, in the transaction that reads the counts. */
  verify(project: Project): Promise<LakeState>;

  close(): Promise<void>;
}

export interface LakeState {
  /** The last batch committed in the project; 0 when none was. */
  readonly batch: number;
  /** By collection id. A collection that has no row yet may be missing. */
  readonly collections: ReadonlyMap<number, CollectionState>;
}

export interface CollectionState {
  readonly position: Position;
  readonly counts: RowCounts;
}

/** Counted where they are written, since the beginning of the collection. */
export interface RowCounts {
  readonly stored: number;
  readonly deadLettered: number;
  /** Events left out because their id was seen before. */
  readonly deduplicated: number;
  /** Entries of `_extra`: values that did not fit or found no column. Part of stored events, counted apart. */
  readonly unfitValues: number;
  /** Rows removed by the retention of the table. */
  readonly retired: number;
}

export const NO_ROWS: RowCounts = { stored: 0, deadLettered: 0, deduplicated: 0, unfitValues: 0, retired: 0 };

export interface Round {
  readonly ranges: readonly RoundRange[];
}

export interface RoundRange {
  /** With the schema to write under: the newest version read after `range.to` was chosen. */
  readonly collection: Collection;
  readonly range: PositionRange;
}

export interface RoundResult {
  readonly batch: number;
  /** What this round added, by collection id. */
  readonly added: ReadonlyMap<number, RowCounts>;
}

// ---------------------------------------------------------------------------------------------- attempt-based

/**
 * An adapter MUST
 * - write the attempt's id into `_batch` of every row of an attempt, and run an attempt at most once;
 * - report success only when all its rows are readable; after any failure rows may be there, appear later or not.
 */
export interface AttemptLake {
  readonly kind: 'attempt';

  /** Creates the physical table; harmless when it is there with these columns or fewer (they are added). */
  createSegment(segment: SegmentRef, columns: readonly LakeColumn[]): Promise<void>;

  /**
   * Writes the rows of an attempt, and its undecodable and skipped messages to the dead letters. Errors:
   * `ATTEMPT_FAILED` and `ATTEMPT_IN_DOUBT` (external: another attempt may succeed), `ATTEMPT_DATA_FAULT` (user: the
   * engine refuses a value, so the same messages would fail again).
   */
  write(attempt: WriteAttempt): Promise<RowCounts>;

  /** Rewrites the visible rows of `sources` into `target`, keeping `_batch`, `_partition`, `_offset`; tells how many. */
  rewrite(
    sources: readonly VisibleSegment[],
    target: SegmentRef,
    columns: readonly LakeColumn[],
  ): Promise<number>;

  /** Rows that a reader of the segment sees. Error: `SEGMENT_NOT_FOUND` when it was dropped. */
  count(segment: VisibleSegment): Promise<number>;

  /** Harmless when it is not there. */
  dropSegment(segment: SegmentRef): Promise<void>;

  /** Every physical table of the project, listed in the metadata or not. */
  listSegments(project: Project): Promise<readonly string[]>;

  close(): Promise<void>;
}

export interface LakeColumn {
  readonly physicalName: string;
  readonly type: FieldType;
}

export interface SegmentRef {
  readonly project: Project;
  /** The physical table's name; never reused or renamed. */
  readonly name: string;
}

export interface WriteAttempt {
  readonly attempt: number;
  readonly segment: SegmentRef;
  readonly deadLetters: SegmentRef;
  readonly collection: Collection;
  readonly range: PositionRange;
  /** Messages that go to the dead letters without being written: partition and offset. */
  readonly skip: readonly SkippedMessage[];
}

export interface SkippedMessage {
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
}

/** What a reader sees of a segment: `_batch <= upTo AND _batch NOT IN (hidden)`. */
export interface VisibleSegment {
  readonly segment: SegmentRef;
  readonly upTo: number;
  readonly hidden: readonly number[];
}
