import type { CollectionState, RoundRange, RowCounts } from '../lake/lake.ts';
import type { Position } from '../model/position.ts';

/**
 * Moves ranges of one project's log into its tables: what differs between the two kinds of lake, as the project's loop
 * sees it. Calls of `states` and `move` never overlap; `upkeep` may run beside them.
 */
export interface Mover {
  /** Waits while another node is master. */
  ready(): Promise<void>;

  /** Where every collection stands, from the one truth, never from memory. A collection without rows may be missing. */
  states(): Promise<ReadonlyMap<number, CollectionState>>;

  /**
   * Tries each range once. A rejection leaves open what became of them: {@link states} must be asked. A failure in the
   * outcome concerns that collection alone; it stands where it stood.
   */
  move(ranges: readonly RoundRange[]): Promise<ReadonlyMap<number, MoveOutcome>>;

  /** Rotation, compaction, removal of what nobody reads any more. */
  upkeep(): Promise<void>;
}

export type MoveOutcome =
  | { readonly kind: 'moved'; readonly position: Position; readonly added: RowCounts }
  | { readonly kind: 'failed'; readonly error: unknown };
