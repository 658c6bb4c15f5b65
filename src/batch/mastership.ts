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
export function singleProcessMastership(store: AttemptStore, holder: string): Mastership {
  let held: Promise<number> | undefined;
  let heldEpoch = 0;
  const acquire = async () => {
    heldEpoch = await store.acquireMastership(holder);
    return heldEpoch;
  };
  return {
    epoch() {
      held ??= acquire().catch((error: unknown) => {
        held = undefined;
        throw error;
      });
      return held;
    },
    lost(epoch) {
      if (epoch === heldEpoch) held = undefined;
    },
  };
}
