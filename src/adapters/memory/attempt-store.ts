import type {
  AttemptCounts,
  AttemptPlan,
  AttemptRecord,
  AttemptState,
  AttemptStore,
  LogicalTable,
  MetadataSnapshot,
  SegmentRecord,
  TableSnapshot,
} from '../../catalog/catalog-store.ts';
import { catalogErrors } from '../../catalog/errors.ts';
import { segmentNameOf } from '../../catalog/physical-name.ts';
import { covers, ORIGIN, type Position, positionsEqual } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import type { Clock } from '../../platform/clock.ts';

interface Segment {
  readonly id: number;
  readonly name: string;
  readonly table: LogicalTable;
  readonly createdInEpoch: number;
  state: 'open' | 'sealed';
  isListed: boolean;
  /** `undefined` while it is listed, and when it never was. */
  unlistedAtMs: number | undefined;
  rows: number;
  commits: number;
}

interface Table {
  readonly table: LogicalTable;
  listVersion: number;
  segments: Segment[];
  upTo: number;
}

interface Attempt extends Required<AttemptPlan> {
  readonly id: number;
  readonly epoch: number;
  state: AttemptState;
  deadLettered: number;
}

interface Progress {
  position: Position;
  counts: AttemptCounts;
}

const NO_COUNTS: AttemptCounts = { stored: 0, deadLettered: 0, deduplicated: 0, unfitValues: 0 };

/** The micro-batch protocol's bookkeeping in memory. Nothing is awaited within a method, so each is one transaction. */
export class MemoryAttemptStore implements AttemptStore {
  readonly #clock: Clock;
  readonly #tables = new Map<string, Table>();
  readonly #segments = new Map<number, Segment>();
  readonly #attempts = new Map<number, Attempt>();
  /** By collection id. */
  readonly #progress = new Map<number, Progress>();
  #epoch = 0;
  #lastSegmentId = 0;
  #lastAttempt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async acquireMastership(_holder: string): Promise<number> {
    this.#epoch++;
    for (const attempt of this.#attempts.values())
      if (attempt.state === 'planned') attempt.state = 'abandoned';
    return this.#epoch;
  }

  async currentEpoch(): Promise<number> {
    return this.#epoch;
  }

  async openSegment(epoch: number, table: LogicalTable): Promise<SegmentRecord> {
    this.#checkEpoch(epoch);
    const list = this.#list(table);
    let open = list.segments.find((segment) => segment.state === 'open');
    if (open === undefined) {
      open = this.#createSegment(table, 'open');
      list.segments.push(open);
      list.listVersion++;
    }
    return recordOf(open);
  }

  async planAttempt(epoch: number, plan: AttemptPlan): Promise<AttemptRecord> {
    this.#checkEpoch(epoch);
    assert(covers(plan.range.to, plan.range.from), 'the range of an attempt goes forward');
    this.#checkOpen(plan.segmentId);
    this.#checkOpen(plan.deadLetterSegmentId);
    const id = ++this.#lastAttempt;
    const attempt: Attempt = { skip: [], ...plan, id, epoch, state: 'planned', deadLettered: 0 };
    this.#attempts.set(id, attempt);
    return attemptRecordOf(attempt);
  }

  async commitAttempt(epoch: number, attempt: number, counts: AttemptCounts): Promise<void> {
    this.#checkEpoch(epoch);
    const found = this.#attempts.get(attempt);
    if (found === undefined) throw catalogErrors.attemptNotFound(attempt);
    if (found.state !== 'planned') throw catalogErrors.attemptNotPlanned(attempt, found.state);
    const segment = this.#checkOpen(found.segmentId);
    const deadLetters = this.#checkOpen(found.deadLetterSegmentId);
    const progress = this.#progressOf(found.collectionId);
    if (!positionsEqual(progress.position, found.range.from)) throw catalogErrors.positionMismatch(attempt);
    found.state = 'committed';
    found.deadLettered = counts.deadLettered;
    progress.position = found.range.to;
    progress.counts = sum(progress.counts, counts);
    segment.rows += counts.stored;
    segment.commits++;
    deadLetters.rows += counts.deadLettered;
    if (counts.deadLettered > 0) deadLetters.commits++;
    for (const { table } of [segment, deadLetters]) {
      const list = this.#list(table);
      list.upTo = Math.max(list.upTo, attempt);
    }
  }

  async abandonAttempt(attempt: number): Promise<void> {
    const found = this.#attempts.get(attempt);
    if (found === undefined) throw catalogErrors.attemptNotFound(attempt);
    if (found.state === 'abandoned') return;
    if (found.state !== 'planned') throw catalogErrors.attemptCommitted(attempt);
    found.state = 'abandoned';
  }

  async findAttempt(attempt: number): Promise<AttemptRecord | undefined> {
    const found = this.#attempts.get(attempt);
    return found === undefined ? undefined : attemptRecordOf(found);
  }

  async sealSegment(epoch: number, segmentId: number): Promise<void> {
    this.#checkEpoch(epoch);
    const segment = this.#segments.get(segmentId);
    if (segment === undefined) throw catalogErrors.segmentNotFound(segmentId);
    if (segment.state === 'sealed') return;
    segment.state = 'sealed';
    // What is abandoned here is an exclusion that a rewrite must know, so one that read the list before is refused.
    this.#list(segment.table).listVersion++;
    for (const attempt of this.#attempts.values()) {
      const writesHere = attempt.segmentId === segmentId || attempt.deadLetterSegmentId === segmentId;
      if (writesHere && attempt.state === 'planned') attempt.state = 'abandoned';
    }
  }

  async createUnlistedSegment(epoch: number, table: LogicalTable): Promise<SegmentRecord> {
    this.#checkEpoch(epoch);
    return recordOf(this.#createSegment(table, 'sealed'));
  }

  async switchSegments(
    epoch: number,
    table: LogicalTable,
    change: {
      readonly listVersion: number;
      readonly remove: readonly number[];
      readonly add: readonly number[];
    },
  ): Promise<void> {
    this.#checkEpoch(epoch);
    const list = this.#list(table);
    if (list.listVersion !== change.listVersion) {
      throw catalogErrors.listChanged(table, change.listVersion, list.listVersion);
    }
    const removed = change.remove.map((id) => {
      const segment = list.segments.find((one) => one.id === id);
      if (segment?.state !== 'sealed') throw catalogErrors.segmentNotSealed(id);
      return segment;
    });
    const added = change.add.map((id) => {
      const segment = this.#segments.get(id);
      if (segment === undefined || !isAddable(segment, table)) throw catalogErrors.unlistedSegmentInvalid(id);
      return segment;
    });
    const place = removed[0] === undefined ? list.segments.length : list.segments.indexOf(removed[0]);
    const before = list.segments.slice(0, place);
    const after = list.segments.slice(place);
    list.segments = [...before, ...added, ...after].filter((segment) => !removed.includes(segment));
    list.listVersion++;
    for (const segment of removed) {
      segment.isListed = false;
      segment.unlistedAtMs = this.#clock.now();
    }
    for (const segment of added) segment.isListed = true;
    const [first] = added;
    if (first !== undefined) first.rows = removed.reduce((rows, segment) => rows + segment.rows, 0);
  }

  async droppableSegments(projectId: number, ageMs: number): Promise<readonly SegmentRecord[]> {
    const before = this.#clock.now() - ageMs;
    return this.#segmentsOf(projectId)
      .filter(({ isListed, unlistedAtMs, createdInEpoch }) =>
        isListed ? false : unlistedAtMs === undefined ? createdInEpoch < this.#epoch : unlistedAtMs <= before,
      )
      .map(recordOf);
  }

  async forgetSegment(segmentId: number): Promise<void> {
    const segment = this.#segments.get(segmentId);
    if (segment === undefined) return;
    if (segment.isListed) throw catalogErrors.segmentListed(segmentId);
    this.#segments.delete(segmentId);
    for (const attempt of this.#attempts.values()) {
      const mayHaveWritten =
        attempt.state === 'committed' && attempt.deadLettered === 0
          ? [attempt.segmentId]
          : [attempt.segmentId, attempt.deadLetterSegmentId];
      if (!mayHaveWritten.some((id) => this.#segments.has(id))) this.#attempts.delete(attempt.id);
    }
  }

  async listSegments(projectId: number): Promise<readonly SegmentRecord[]> {
    return this.#segmentsOf(projectId).map(recordOf);
  }

  async readSnapshot(projectId: number, tables: readonly LogicalTable[]): Promise<MetadataSnapshot> {
    assert(
      tables.every((table) => table.projectId === projectId),
      'a snapshot is of one project',
    );
    return { epoch: this.#epoch, tables: tables.map((table) => this.#snapshotOf(table)) };
  }

  /** Forgets everything of a project that is removed. */
  protected forgetProject(projectId: number, collectionIds: readonly number[]): void {
    for (const segment of this.#segmentsOf(projectId)) this.#segments.delete(segment.id);
    for (const [key, { table }] of this.#tables) if (table.projectId === projectId) this.#tables.delete(key);
    for (const id of collectionIds) this.#progress.delete(id);
    for (const attempt of this.#attempts.values()) {
      if (collectionIds.includes(attempt.collectionId)) this.#attempts.delete(attempt.id);
    }
  }

  #snapshotOf(table: LogicalTable): TableSnapshot {
    const list = this.#tables.get(keyOf(table));
    const progress = isOfCollection(table) ? this.#progress.get(table.ownerId) : undefined;
    const upTo = list?.upTo ?? 0;
    const hidden = [...this.#attempts.values()]
      .filter(({ id, state, segmentId, deadLetterSegmentId }) => {
        if (id > upTo || state === 'committed') return false;
        return [segmentId, deadLetterSegmentId].some((target) => {
          const segment = this.#segments.get(target);
          return segment !== undefined && keyOf(segment.table) === keyOf(table);
        });
      })
      .map((attempt) => attempt.id);
    return {
      table,
      listVersion: list?.listVersion ?? 0,
      segments: (list?.segments ?? []).map(recordOf),
      position: progress?.position ?? ORIGIN,
      upTo,
      hidden,
      counts: progress?.counts ?? NO_COUNTS,
    };
  }

  #checkEpoch(epoch: number): void {
    if (epoch !== this.#epoch) throw catalogErrors.staleEpoch(epoch, this.#epoch);
  }

  #checkOpen(segmentId: number): Segment {
    const segment = this.#segments.get(segmentId);
    if (segment === undefined || !segment.isListed || segment.state !== 'open') {
      throw catalogErrors.segmentNotOpen(segmentId);
    }
    return segment;
  }

  #createSegment(table: LogicalTable, state: Segment['state']): Segment {
    const id = ++this.#lastSegmentId;
    const segment: Segment = {
      id,
      name: segmentNameOf(table, id),
      table,
      createdInEpoch: this.#epoch,
      state,
      isListed: state === 'open',
      unlistedAtMs: undefined,
      rows: 0,
      commits: 0,
    };
    this.#segments.set(id, segment);
    return segment;
  }

  #list(table: LogicalTable): Table {
    const key = keyOf(table);
    let list = this.#tables.get(key);
    if (list === undefined) {
      list = { table, listVersion: 0, segments: [], upTo: 0 };
      this.#tables.set(key, list);
    }
    return list;
  }

  #progressOf(collectionId: number): Progress {
    let progress = this.#progress.get(collectionId);
    if (progress === undefined) {
      progress = { position: ORIGIN, counts: NO_COUNTS };
      this.#progress.set(collectionId, progress);
    }
    return progress;
  }

  #segmentsOf(projectId: number): readonly Segment[] {
    return [...this.#segments.values()].filter((segment) => segment.table.projectId === projectId);
  }
}

function keyOf({ kind, projectId, ownerId }: LogicalTable): string {
  return `${kind}/${projectId}/${ownerId}`;
}

function isOfCollection({ kind }: LogicalTable): boolean {
  return kind === 'events' || kind === 'dead_letters' || kind === 'event_ids';
}

function isAddable(segment: Segment, table: LogicalTable): boolean {
  return !segment.isListed && segment.unlistedAtMs === undefined && keyOf(segment.table) === keyOf(table);
}

function recordOf({ id, name, table, state, isListed, rows, commits }: Segment): SegmentRecord {
  return { id, name, table, state, listed: isListed, rows, commits };
}

function attemptRecordOf({ deadLettered: _, ...record }: Attempt): AttemptRecord {
  return record;
}

function sum(a: AttemptCounts, b: AttemptCounts): AttemptCounts {
  return {
    stored: a.stored + b.stored,
    deadLettered: a.deadLettered + b.deadLettered,
    deduplicated: a.deduplicated + b.deduplicated,
    unfitValues: a.unfitValues + b.unfitValues,
  };
}
