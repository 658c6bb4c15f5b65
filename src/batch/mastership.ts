import type { AttemptStore } from '../catalog/catalog-store.ts';

/**
 * Which node moves the log of a cluster (rules 4–5). The epoch, not this object, is what protects the tables: a node
 * that wrongly believes itself master writes rows that nobody will see.
 */
export interface Mastership {
  /** The epoch of this node's mastership; waits while another node is master. */
  epoch(): Promise<number>;
  /** The metadata refused this epoch as stale: another node is master now. */
  lost(epoch: number): void;
}

/** For a lake that one process has to itself: it is master whenever it asks. */
export function singleProcessMastership(
  store: Pick<AttemptStore, 'acquireMastership'>,
  holder: string,
): Mastership {
  let held: Held | undefined;
  const acquire = (): Held => {
    const mine: Held = {
      asked: store.acquireMastership(holder).then(
        (epoch) => {
          mine.epoch = epoch;
          return epoch;
        },
        (error: unknown) => {
          if (held === mine) held = undefined;
          throw error;
        },
      ),
      epoch: undefined,
    };
    return mine;
  };
  return {
    epoch() {
      held ??= acquire();
      return held.asked;
    },
    lost(epoch) {
      if (held?.epoch === epoch) held = undefined;
    },
  };
}

/** An epoch and the question that it answers: known together, however late the answers to other questions come. */
interface Held {
  readonly asked: Promise<number>;
  /** Once it is known. */
  epoch: number | undefined;
}
