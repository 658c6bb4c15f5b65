import type { ColumnDataType, Dialect, Expression, RawBuilder } from 'kysely';

/**
 * A database that can hold the metadata: what an adapter gives so that one store speaks to all of them. The adapter
 * MUST
 * - deliver integers as JavaScript numbers, also 64-bit ones and counts;
 * - begin a transaction with access mode `read only` on one unchanging snapshot, any other so that two transactions
 *   that lock the same row run one after the other (see `locksRows`), each reading what the earlier one has written;
 * - make a commit durable before it reports it.
 */
export interface SqlDatabase {
  readonly dialect: Dialect;
  readonly traits: SqlTraits;
}

/** In what databases differ beyond what the query builder knows. */
export interface SqlTraits {
  /** False where a writing transaction has the whole database to itself, which needs no locks of rows. */
  readonly locksRows: boolean;
  /** The database's own clock, in whole milliseconds since the Unix epoch. */
  readonly nowMs: RawBuilder<number>;
  /** Text of at most `length` characters, compared byte by byte (case and accents count), fit for an index. */
  text(length: number): ColumnDataType | Expression<unknown>;
  /** Text of any length, not indexed. */
  readonly longText: ColumnDataType | Expression<unknown>;
}
