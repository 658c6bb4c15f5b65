import type { SqlType } from '../types/sql-type.ts';
import type { LogicalTable } from './analysis.ts';

/** What a query may name, and what it is run with. Everything that is not given here does not exist. */
export interface AnalysisEnvironment {
  /**
   * The table that a name means, its parts canonical (see `canonicalName`): `['pageview']`, `['continuous', 'daily']`.
   * The environment decides what a name without a schema means. WITH names never come here.
   */
  findTable(parts: readonly string[]): LogicalTable | TableRefusal | undefined;
  /** Names of tables as users write them, for "did you mean". */
  tableNames(): Iterable<string>;
  /** The schema of names without one, for messages. */
  readonly defaultSchema: string;
  /** The zone of the caller's days, as Presto writes it: `UTC`, `Europe/Istanbul`. */
  readonly timezone: string;
  /** Types of the values bound to `?`, in order. */
  readonly parameters: readonly SqlType[];
}

/** A name that is known and cannot be read: a continuous query that failed, a schema that does not exist. */
export interface TableRefusal {
  /** Lower case, no full stop: `continuous query "daily" failed: …`. */
  readonly refusal: string;
  readonly hint?: string;
}
