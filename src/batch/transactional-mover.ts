import type { CollectionState, RoundRange, TransactionalLake } from '../lake/lake.ts';
import { NO_ROWS } from '../lake/lake.ts';
import type { Project } from '../model/collection.ts';
import { covers, ORIGIN } from '../model/position.ts';
import { MillraceError } from '../platform/errors.ts';
import type { MoveOutcome, Mover } from './mover.ts';

/**
 * Rule 27: rows and position change in one transaction per round. After any failure the lake is asked where it stands,
 * since the commit may have happened and only its reply been lost.
 */
export class TransactionalMover implements Mover {
  readonly #lake: TransactionalLake;
  readonly #project: Project;

  constructor(lake: TransactionalLake, project: Project) {
    this.#lake = lake;
    this.#project = project;
  }

  async ready(): Promise<void> {}

  async states(): Promise<ReadonlyMap<number, CollectionState>> {
    await this.#lake.openProject(this.#project);
    return (await this.#lake.state(this.#project)).collections;
  }

  async move(ranges: readonly RoundRange[]): Promise<ReadonlyMap<number, MoveOutcome>> {
    const outcomes = new Map<number, MoveOutcome>();
    await this.#commit(ranges, outcomes);
    return outcomes;
  }

  async upkeep(): Promise<void> {}

  /** When a common round fails, halves find the collection whose data break it: O(log n) rounds for one culprit. */
  async #commit(ranges: readonly RoundRange[], outcomes: Map<number, MoveOutcome>): Promise<void> {
    try {
      const { added } = await this.#lake.commitRound(this.#project, { ranges });
      for (const { collection, range } of ranges)
        outcomes.set(collection.id, {
          kind: 'moved',
          position: range.to,
          added: added.get(collection.id) ?? NO_ROWS,
        });
    } catch (error) {
      const left = await this.#notCommitted(ranges, outcomes);
      if (left.length === 0) return;
      if (left.length === 1 || !mayConcernOneCollection(error)) {
        for (const { collection } of left) outcomes.set(collection.id, { kind: 'failed', error });
        return;
      }
      const middle = Math.ceil(left.length / 2);
      await this.#commit(left.slice(0, middle), outcomes);
      await this.#commit(left.slice(middle), outcomes);
    }
  }

  async #notCommitted(
    ranges: readonly RoundRange[],
    outcomes: Map<number, MoveOutcome>,
  ): Promise<readonly RoundRange[]> {
    const states = await this.states();
    return ranges.filter(({ collection, range }) => {
      const position = states.get(collection.id)?.position ?? ORIGIN;
      if (!covers(position, range.to)) return true;
      outcomes.set(collection.id, { kind: 'moved', position, added: NO_ROWS });
      return false;
    });
  }
}

/** Want of memory or disk befalls whatever runs next too; to try the collections one by one would only add to it. */
function mayConcernOneCollection(error: unknown): boolean {
  return !(error instanceof MillraceError && error.class === 'insufficient_resources');
}
