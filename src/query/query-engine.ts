import type { Collection, Project } from '../model/collection.ts';
import type { Position } from '../model/position.ts';
import type { SqlType } from '../sql/types/sql-type.ts';

/**
 * Runs engine SQL that was authorised before. An adapter MUST run nothing but reads of the project's own tables,
 * whatever the text, stop the work soon after `cancel`, and hold no more rows than `maxRows` + 1.
 */
export interface QueryEngine {
  start(request: EngineQuery): QueryExecution;
  close(): Promise<void>;
}

export interface EngineQuery {
  readonly project: Project;
  /** The project's collections as the query was resolved against. */
  readonly collections: readonly Collection[];
  readonly sql: string;
  /** The types of its columns, in order. Rows in other types MUST be an error. */
  readonly columnTypes: readonly SqlType[];
  /**
   * Physical tables that were authorised. A text that reads others, or not all of these, MUST be refused, with
   * `QUERY_NOT_AUTHORISED`. A table in which nothing was ever committed has no rows.
   */
  readonly tables: readonly string[];
  /** At least 1; more rows than this are an error (`TOO_MANY_ROWS`). */
  readonly maxRows: number;
  /** Queueing included. */
  readonly timeoutMs: number;
}

export interface QueryExecution {
  stats(): QueryStats;
  /**
   * Rejects with `QUERY_FAILED` (user: a value was at fault), `QUERY_NOT_SUPPORTED` (user: the engine cannot plan it),
   * `QUERY_NOT_AUTHORISED`, `QUERY_CANCELLED`, `QUERY_TIMEOUT`, `QUERY_MEMORY`, …
   */
  readonly result: Promise<EngineResult>;
  /** Idempotent; the result rejects with `QUERY_CANCELLED` unless it is there already. */
  cancel(): void;
}

export interface EngineResult {
  /**
   * The rows as the text of a JSON array of arrays, in pieces: concatenated they are one array. Never parsed on the
   * thread that serves HTTP.
   */
  readonly rowsJson: readonly Uint8Array[];
  readonly rowCount: number;
  /** What every collection showed, by collection id, read in the transaction of the rows. */
  readonly asOf: ReadonlyMap<number, Position>;
}

/** As the original reports progress, §"stats" of its query API. */
export interface QueryStats {
  readonly state:
    | 'WAITING_FOR_AVAILABLE_THREAD'
    | 'QUEUED'
    | 'PLANNING'
    | 'STARTING'
    | 'RUNNING'
    | 'FINISHING'
    | 'FINISHED'
    | 'FAILED';
  /** 0–100. */
  readonly percentage: number;
  readonly processedRows: number;
  readonly processedBytes: number;
  readonly cpuTimeMs: number;
  readonly wallTimeMs: number;
}
