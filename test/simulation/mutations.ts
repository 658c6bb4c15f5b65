import type { RowSource } from '../../src/lake/lake.ts';
import type { ColumnBatch } from '../../src/model/columns.ts';
import type { Dice } from './dice.ts';

/** Faults put into the system on purpose: each must be found, or the checker proves nothing. */
export type Mutation =
  /** The lake stores one row less of a batch. */
  | 'lake-drops-row'
  /** The lake stores one row of a batch twice. */
  | 'lake-repeats-row'
  /** A failed round counts as done: the original's "failSafe". */
  | 'runner-advances-on-failure'
  /** Requests are acknowledged before they are stored. */
  | 'log-acknowledges-early'
  /** The log is trimmed to its end, whatever is committed. */
  | 'retention-passes-committed'
  /** Readers see the rows of abandoned attempts. */
  | 'reader-sees-abandoned'
  /** Replaced tables are dropped at once. */
  | 'drop-without-grace'
  /** The metadata let a deposed master write. */
  | 'epoch-not-checked';

/** The rows of the log, as a broken lake takes them. */
export function mutateSource(source: RowSource, mutation: Mutation | undefined, dice: Dice): RowSource {
  if (mutation !== 'lake-drops-row' && mutation !== 'lake-repeats-row') return source;
  return {
    message: (collection, partition, offset) => source.message(collection, partition, offset),
    async *read(collection, range) {
      for await (const batch of source.read(collection, range)) {
        if (batch.rowCount === 0 || !dice.chance(0.05)) {
          yield batch;
          continue;
        }
        if (mutation === 'lake-repeats-row') yield firstRow(batch);
        yield mutation === 'lake-drops-row' ? { ...batch, rowCount: batch.rowCount - 1 } : batch;
      }
    },
  };
}

function firstRow(batch: ColumnBatch): ColumnBatch {
  return { ...batch, rowCount: 1, rejected: [] };
}
