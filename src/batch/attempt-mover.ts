import type { AttemptCounts, LogicalTable, SegmentRecord } from '../catalog/catalog-store.ts';
import type { CollectionState, RoundRange, SegmentRef, SkippedMessage } from '../lake/lake.ts';
import { NO_ROWS } from '../lake/lake.ts';
import type { Collection } from '../model/collection.ts';
import { offsetAt, type PositionRange } from '../model/position.ts';
import { assert } from '../platform/assert.ts';
import { internalError, MillraceError, messageOf } from '../platform/errors.ts';
import type { AttemptContext } from './attempt-context.ts';
import { lakeColumnsOf, tablesOf } from './attempt-context.ts';
import { cutRange, placesBetween } from './cut.ts';
import type { MoveOutcome, Mover } from './mover.ts';
import { SegmentUpkeep } from './segment-upkeep.ts';

/**
 * Rules 1–8: every try to move a range is an attempt that the metadata know before the engine does. An attempt is sent
 * at most once; on any doubt it is abandoned, and its range runs again as another one. What the engine does with an
 * abandoned attempt, now or later, nobody sees.
 */
export class AttemptMover implements Mover {
  readonly #context: AttemptContext;
  readonly #upkeep: SegmentUpkeep;
  /** Segment name → schema version for which its physical table has all columns. */
  readonly #createdFor = new Map<string, number>();

  constructor(context: AttemptContext) {
    this.#context = context;
    this.#upkeep = new SegmentUpkeep(context);
  }

  async ready(): Promise<void> {
    await this.#context.mastership.epoch();
  }

  async states(): Promise<ReadonlyMap<number, CollectionState>> {
    const { store, project, mastership } = this.#context;
    // Being master comes first: it abandons what an earlier master planned, so that nothing changes behind our back.
    await mastership.epoch();
    const collections = await store.listCollections(project.id);
    const { tables } = await store.readSnapshot(
      project.id,
      collections.map((collection) => tablesOf(collection).events),
    );
    return new Map(
      tables.map(({ table, position, counts }) => [
        table.ownerId,
        { position, counts: { ...NO_ROWS, ...counts } },
      ]),
    );
  }

  async move(ranges: readonly RoundRange[]): Promise<ReadonlyMap<number, MoveOutcome>> {
    const epoch = await this.#context.mastership.epoch();
    const outcomes = new Map<number, MoveOutcome>();
    const queue = [...ranges];
    const lane = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        outcomes.set(next.collection.id, await this.#moveOne(epoch, next));
      }
    };
    const lanes = Math.min(queue.length, this.#context.config['batch.max-concurrent-attempts']);
    await Promise.all(Array.from({ length: lanes }, lane));
    return outcomes;
  }

  upkeep(): Promise<void> {
    return this.#upkeep.run();
  }

  /**
   * Rule 7: while the data are at fault the range is halved until one message is left; that one is skipped, to the dead
   * letters, by the next attempt. After a success the pieces grow again.
   */
  async #moveOne(epoch: number, { collection, range }: RoundRange): Promise<MoveOutcome> {
    let position = range.from;
    let added: AttemptCounts = NO_ROWS;
    let limit = placesBetween(range.from, range.to);
    let skip: readonly SkippedMessage[] = [];
    try {
      while (placesBetween(position, range.to) > 0) {
        const piece = { from: position, to: cutRange(position, range.to, limit) };
        const places = placesBetween(piece.from, piece.to);
        try {
          added = sum(added, await this.#attempt(epoch, collection, piece, skip));
          position = piece.to;
          limit = Math.max(limit, places) * 2;
          skip = [];
        } catch (error) {
          if (!isFaultOfData(error) || skip.length > 0) throw error;
          if (places === 1) skip = [onlyMessage(piece, messageOf(error))];
          else limit = Math.ceil(places / 2);
        }
      }
      return { kind: 'moved', position, added: { ...NO_ROWS, ...added } };
    } catch (error) {
      if (codeOf(error) === 'STALE_EPOCH') this.#context.mastership.lost(epoch);
      return { kind: 'failed', error };
    }
  }

  async #attempt(
    epoch: number,
    collection: Collection,
    range: PositionRange,
    skip: readonly SkippedMessage[],
  ): Promise<AttemptCounts> {
    const { store, lake } = this.#context;
    const tables = tablesOf(collection);
    const events = await this.#openSegment(epoch, tables.events, collection);
    const deadLetters = await this.#openSegment(epoch, tables.deadLetters, collection);
    const { id: attempt } = await store.planAttempt(epoch, {
      collectionId: collection.id,
      segmentId: events.id,
      deadLetterSegmentId: deadLetters.id,
      range,
      schemaId: collection.schema.id,
      skip,
    });
    let counts: AttemptCounts;
    try {
      counts = await lake.write({
        attempt,
        segment: this.#ref(events),
        deadLetters: this.#ref(deadLetters),
        collection,
        range,
        skip,
      });
    } catch (error) {
      await this.#abandonInDoubt(attempt, error);
      throw internalError('ATTEMPT_COMMITTED', `attempt ${attempt} was committed before it was written`, {
        cause: error,
      });
    }
    const accounted = counts.stored + counts.deadLettered + counts.deduplicated;
    assert(accounted <= placesBetween(range.from, range.to), 'an attempt writes no more than its range has');
    try {
      await store.commitAttempt(epoch, attempt, counts);
    } catch (error) {
      await this.#abandonInDoubt(attempt, error);
    }
    return counts;
  }

  /**
   * Rule 4: to abandon is the one question that settles a doubt, since no late commit can follow it. Returns when the
   * attempt turns out to be committed; throws `error` otherwise.
   */
  async #abandonInDoubt(attempt: number, error: unknown): Promise<void> {
    try {
      await this.#context.store.abandonAttempt(attempt);
    } catch (abandoning) {
      if (codeOf(abandoning) === 'ATTEMPT_COMMITTED') return;
      this.#context.platform.logger.warn({ error: abandoning, attempt }, 'could not abandon attempt');
    }
    throw error;
  }

  /** Rule 18: a segment that has taken its share of commits is sealed, and the next one opened. */
  async #openSegment(epoch: number, table: LogicalTable, collection: Collection): Promise<SegmentRecord> {
    const { store, lake, config } = this.#context;
    let segment = await store.openSegment(epoch, table);
    if (segment.commits >= config['batch.rotate-commits']) {
      await store.sealSegment(epoch, segment.id);
      this.#createdFor.delete(segment.name);
      segment = await store.openSegment(epoch, table);
    }
    const { version } = collection.schema;
    if ((this.#createdFor.get(segment.name) ?? 0) < version) {
      await lake.createSegment(this.#ref(segment), lakeColumnsOf(table, collection));
      this.#createdFor.set(segment.name, version);
    }
    return segment;
  }

  #ref(segment: SegmentRecord): SegmentRef {
    return { project: this.#context.project, name: segment.name };
  }
}

function isFaultOfData(error: unknown): boolean {
  return codeOf(error) === 'ATTEMPT_DATA_FAULT';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof MillraceError ? error.code : undefined;
}

/** The message of a range with one place. */
function onlyMessage({ from, to }: PositionRange, reason: string): SkippedMessage {
  const partition = to.findIndex((offset, index) => offset > offsetAt(from, index));
  return { partition, offset: offsetAt(from, partition), reason };
}

function sum(a: AttemptCounts, b: AttemptCounts): AttemptCounts {
  return {
    stored: a.stored + b.stored,
    deadLettered: a.deadLettered + b.deadLettered,
    deduplicated: a.deduplicated + b.deduplicated,
    unfitValues: a.unfitValues + b.unfitValues,
  };
}
