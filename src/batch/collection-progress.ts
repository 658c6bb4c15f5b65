import type { Collection } from '../model/collection.ts';
import { offsetAt, type Position } from '../model/position.ts';
import { internalError, type MillraceError } from '../platform/errors.ts';
import type { BackOff } from './back-off.ts';
import { placesBetween } from './cut.ts';

/** Where one collection stands between its log and its table, as far as this process knows. */
export class CollectionProgress {
  readonly backOff: BackOff;
  /** The newest version seen. */
  collection: Collection;
  /** What the lake was last seen to hold. */
  committed: Position;
  /** Not before this moment (monotonic) after a failure of this collection alone; 0 = it is well. */
  retryAtMs = 0;
  lastError: unknown;
  readonly #end: number[] = [];

  constructor(collection: Collection, committed: Position, backOff: BackOff) {
    this.collection = collection;
    this.committed = committed;
    this.backOff = backOff;
  }

  /** The furthest durable end that was heard of. */
  get end(): Position {
    return this.#end;
  }

  get pending(): number {
    return placesBetween(this.committed, this.#end);
  }

  /** Returns how many places that is further than known. */
  heardOf(partition: number, end: number): number {
    while (this.#end.length <= partition) this.#end.push(0);
    const known = this.#end[partition]!;
    if (end <= known) return 0;
    this.#end[partition] = end;
    return end - Math.max(known, Math.min(end, offsetAt(this.committed, partition)));
  }

  learn(collection: Collection): void {
    if (collection.schema.version > this.collection.schema.version) this.collection = collection;
  }

  succeeded(): void {
    this.retryAtMs = 0;
    this.lastError = undefined;
    this.backOff.succeeded();
  }
}

/** Rule 8 and its converse, checked whenever the truth is read: what is committed and what the log has must meet. */
export function misfit(
  collection: Collection,
  committed: Position,
  log: { readonly earliest: Position; readonly latest: Position },
): MillraceError | undefined {
  const detail = `committed ${JSON.stringify(committed)}, the log has ${JSON.stringify(log.earliest)} to ${JSON.stringify(log.latest)}`;
  for (let partition = 0; partition < Math.max(committed.length, log.earliest.length); partition++) {
    const at = offsetAt(committed, partition);
    if (at > offsetAt(log.latest, partition)) {
      return internalError(
        'LOG_BEHIND_LAKE',
        `the log of collection "${collection.name}" ends before what is already in its table`,
        { detail, hint: 'restore log and tables from one backup; new events would be taken for old ones' },
      );
    }
    if (at < offsetAt(log.earliest, partition)) {
      return internalError(
        'LOG_TRIMMED',
        `the log of collection "${collection.name}" has lost events that are not in its table`,
        { detail, hint: 'restore log and tables from one backup' },
      );
    }
  }
  return undefined;
}
