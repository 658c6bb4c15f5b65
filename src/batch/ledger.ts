import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { CollectionState, Lake, RowCounts } from '../lake/lake.ts';
import { NO_ROWS } from '../lake/lake.ts';
import type { EventLogReader, LogCount } from '../log/event-log.ts';
import type { Collection, Project } from '../model/collection.ts';
import { covers, ORIGIN, type Position } from '../model/position.ts';
import { MillraceError, resourceError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { tablesOf } from './attempt-context.ts';

export interface LedgerDependencies {
  readonly store: CatalogStore;
  readonly log: EventLogReader;
  readonly lake: Lake;
  readonly platform: Pick<Platform, 'clock'>;
}

/** Every figure is counted where the events are, none is the difference of two others. */
export interface LedgerEntry extends RowCounts {
  /** Messages that the log ever took. */
  readonly accepted: number;
  /** Of them, in the log behind the committed position. */
  readonly inFlight: number;
  /** Age of the oldest of these. */
  readonly lagSeconds: number;
  /** accepted = stored + deadLettered + deduplicated + inFlight, and what was recounted agrees. */
  readonly balanced: boolean;
}

export interface CollectionLedger extends LedgerEntry {
  readonly collection: Collection;
  readonly position: Position;
  /** What the tables themselves hold, when that was asked for. */
  readonly recounted: Recount | undefined;
}

/** What the tables themselves hold. */
export interface Recount {
  readonly stored: number;
  readonly deadLettered: number;
}

export interface Ledger {
  readonly project: Project;
  readonly total: LedgerEntry;
  readonly collections: readonly CollectionLedger[];
}

interface Truth {
  readonly states: ReadonlyMap<number, CollectionState>;
  readonly recounted: ReadonlyMap<number, Recount>;
}

/** Retention or compaction may pass what was read before it is counted; then everything is read anew. */
const TRIES = 10;

/**
 * The lake is read first, in one snapshot; then each log is counted from the position of that snapshot. Whatever is
 * appended or committed in between is in flight in both counts, so the ledger balances to the event under load.
 */
export async function readLedger(
  dependencies: LedgerDependencies,
  project: Project,
  options: { readonly verify?: boolean } = {},
): Promise<Ledger> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const ledger = await readOnce(dependencies, project, options.verify ?? false);
    if (ledger !== undefined) return ledger;
  }
  throw resourceError(
    'LEDGER_OVERTAKEN',
    `the log of project "${project.name}" is trimmed too fast to be counted`,
    {
      hint: 'ask again later, or raise "log.retention"',
    },
  );
}

async function readOnce(
  dependencies: LedgerDependencies,
  project: Project,
  verify: boolean,
): Promise<Ledger | undefined> {
  const { store, log, lake, platform } = dependencies;
  const collections = await store.listCollections(project.id);
  let truth: Truth;
  try {
    truth =
      lake.kind === 'transactional'
        ? await transactionalTruth(lake, project, verify)
        : await attemptTruth(store, lake, project, collections, verify);
  } catch (error) {
    // Rule 13: a table that was dropped before it was read.
    if (error instanceof MillraceError && error.code === 'SEGMENT_NOT_FOUND') return undefined;
    throw error;
  }
  const { states, recounted } = truth;
  const entries: CollectionLedger[] = [];
  for (const collection of collections) {
    const { position, counts } = states.get(collection.id) ?? { position: ORIGIN, counts: NO_ROWS };
    const counted = await log.count(collection.topic, position).catch(nothingWhenMissing);
    if (counted === undefined) return undefined;
    const earliest = counted.end.length === 0 ? ORIGIN : await log.earliest(collection.topic);
    if (!covers(position, earliest)) return undefined;
    entries.push(entryOf(collection, position, counts, counted, recounted.get(collection.id), platform));
  }
  return { project, total: totalOf(entries), collections: entries };
}

async function transactionalTruth(
  lake: Extract<Lake, { kind: 'transactional' }>,
  project: Project,
  verify: boolean,
): Promise<Truth> {
  await lake.openProject(project);
  if (!verify) return { states: (await lake.state(project)).collections, recounted: new Map() };
  // Positions and recounted rows of one transaction: that they balance with the log is what verifies them.
  const states = new Map<number, CollectionState>();
  const recounted = new Map<number, Recount>();
  for (const [id, { position, counts }] of (await lake.verify(project)).collections) {
    states.set(id, { position, counts: { ...counts, stored: counts.stored + counts.retired } });
    recounted.set(id, counts);
  }
  return { states, recounted };
}

async function attemptTruth(
  store: CatalogStore,
  lake: Extract<Lake, { kind: 'attempt' }>,
  project: Project,
  collections: readonly Collection[],
  verify: boolean,
): Promise<Truth> {
  const tables = collections.flatMap((collection) => {
    const { events, deadLetters } = tablesOf(collection);
    return [events, deadLetters];
  });
  const snapshot = await store.readSnapshot(project.id, tables);
  const states = new Map<number, CollectionState>();
  const recounted = new Map<number, Recount>();
  for (const { table, position, counts, segments, upTo, hidden } of snapshot.tables) {
    if (table.kind === 'events') states.set(table.ownerId, { position, counts: { ...NO_ROWS, ...counts } });
    if (!verify) continue;
    let rows = 0;
    for (const { name, commits, rows: kept } of segments) {
      // A segment is listed before its physical table is created.
      if (commits > 0 || kept > 0) rows += await lake.count({ segment: { project, name }, upTo, hidden });
    }
    const known = recounted.get(table.ownerId) ?? { stored: 0, deadLettered: 0 };
    recounted.set(
      table.ownerId,
      table.kind === 'events' ? { ...known, stored: rows } : { ...known, deadLettered: rows },
    );
  }
  return { states, recounted };
}

function entryOf(
  collection: Collection,
  position: Position,
  counts: RowCounts,
  { accepted, pending, oldestPendingAtMs }: LogCount,
  recounted: CollectionLedger['recounted'],
  { clock }: Pick<Platform, 'clock'>,
): CollectionLedger {
  const adds = accepted === counts.stored + counts.deadLettered + counts.deduplicated + pending;
  const agrees =
    recounted === undefined ||
    (recounted.stored + counts.retired === counts.stored && recounted.deadLettered === counts.deadLettered);
  return {
    ...counts,
    collection,
    position,
    recounted,
    accepted,
    inFlight: pending,
    lagSeconds: oldestPendingAtMs === undefined ? 0 : Math.max(0, clock.now() - oldestPendingAtMs) / 1000,
    balanced: adds && agrees,
  };
}

function totalOf(entries: readonly CollectionLedger[]): LedgerEntry {
  const sum = (figure: (entry: CollectionLedger) => number) =>
    entries.reduce((total, entry) => total + figure(entry), 0);
  return {
    accepted: sum((entry) => entry.accepted),
    stored: sum((entry) => entry.stored),
    deadLettered: sum((entry) => entry.deadLettered),
    deduplicated: sum((entry) => entry.deduplicated),
    unfitValues: sum((entry) => entry.unfitValues),
    retired: sum((entry) => entry.retired),
    inFlight: sum((entry) => entry.inFlight),
    lagSeconds: Math.max(0, ...entries.map((entry) => entry.lagSeconds)),
    balanced: entries.every((entry) => entry.balanced),
  };
}

function nothingWhenMissing(error: unknown): LogCount | undefined {
  if (error instanceof MillraceError && error.code === 'LOG_RANGE_UNAVAILABLE') return undefined;
  if (error instanceof MillraceError && error.code === 'TOPIC_NOT_FOUND')
    return { end: ORIGIN, accepted: 0, pending: 0, oldestPendingAtMs: undefined };
  throw error;
}
