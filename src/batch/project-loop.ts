/**
 * The micro-batch loop of one project.
 *
 * It sleeps until the log announces events, then moves everything that is pending in one round, at once when it was
 * idle. Under load rounds follow each other; a short pause after each (at most `batch.max-age`, none when many events
 * wait) keeps a trickle of events from paying a transaction each.
 *
 * What can go wrong: anything in a round. The loop never ends by it. After every failure the truth (the lake, or the
 * metadata of an attempt-based lake) is read again before anything else is done, because a failure says nothing about
 * what was committed. A collection that fails alone is put aside and retried alone, so the others go on. Only where
 * truth and log contradict each other does the project stop, since every way on would lose or repeat events.
 *
 * Length: the loop's states are understood only side by side; what is pure stands in files of its own.
 */
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { RoundRange } from '../lake/lake.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Collection, Project } from '../model/collection.ts';
import { ENVELOPE } from '../model/envelope.ts';
import { ORIGIN, offsetAt, type Position } from '../model/position.ts';
import { internalError, MillraceError, resourceError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { BackOff } from './back-off.ts';
import { CollectionProgress, misfit } from './collection-progress.ts';
import type { BatchConfig } from './config.ts';
import { cutRange, partsByColumns, shareOutRows } from './cut.ts';
import type { FairSlots } from './fair-slots.ts';
import type { LogRetention } from './log-retention.ts';
import type { Mover } from './mover.ts';
import type { ProjectStatus, RoundReport } from './status.ts';
import type { BatchTelemetry } from './telemetry.ts';
import { type CollectionPositions, isVisible, VisibilityWaiters } from './visibility-waiters.ts';
import { Wakeup } from './wakeup.ts';

export interface LoopContext {
  readonly project: Project;
  readonly mover: Mover;
  readonly catalog: Catalog;
  readonly store: CatalogStore;
  readonly log: EventLog;
  readonly slots: FairSlots;
  readonly retention: LogRetention;
  readonly telemetry: BatchTelemetry;
  readonly platform: Platform;
  readonly config: BatchConfig;
  /** How long to wait for company after a round that took `durationMs`, during which so many events came. */
  lingerMs(durationMs: number, arrivals: number): number;
}

/** Messages of at most this size cannot exceed `batch.max-bytes` in a round of so few that no sample is taken. */
const SAMPLE_BYTES = 64 * 1024;
const SAMPLE_MESSAGES = 100;

/**
 * Columns of all tables that one round writes to. Each column of each table costs DuckDB 40 kB in a transaction with few
 * rows, and a block of 256 kB in one with many: a project of many wide tables would need more memory than it may have.
 */
const MAX_ROUND_COLUMNS = 2048;

/** This part of `batch.max-rows` is company enough: then there is no pause between rounds. */
const ENOUGH = 1 / 4;

/** So often all collections of a round may fail together before each is taken to fail by itself. */
const TOGETHER = 3;

export class ProjectLoop {
  readonly #context: LoopContext;
  readonly #wakeup: Wakeup;
  readonly #waiters: VisibilityWaiters;
  readonly #backOff: BackOff;
  readonly #progress = new Map<number, CollectionProgress>();
  readonly #byTopic = new Map<string, CollectionProgress>();
  readonly #enough: number;
  #pendingRows = 0;
  #pendingSinceMs: number | undefined;
  /** Whether the truth was read after the last failure. */
  #recovered = false;
  /** Whether the truth was read at least once. */
  #isKnown = false;
  /** Whether the log may have events or topics that nobody announced. */
  #stale = false;
  #retryAtMs = 0;
  #lingerUntilMs = 0;
  #averageBytes = 0;
  #pauses = 0;
  /** Ends the wait for mastership. */
  #stopWaiting: (() => void) | undefined;
  #stopped: MillraceError | undefined;
  #closed = false;
  #running: Promise<void> | undefined;
  #ended: Promise<void> | undefined;
  #upkeep: Promise<void> | undefined;
  #lastRound: RoundReport | undefined;
  #lastError: ProjectStatus['lastError'];
  readonly #firstRecovery = Promise.withResolvers<void>();

  constructor(context: LoopContext) {
    this.#context = context;
    const { platform, config } = context;
    this.#wakeup = new Wakeup(platform.timers);
    this.#waiters = new VisibilityWaiters(platform.timers);
    this.#backOff = this.#newBackOff();
    this.#enough = Math.max(1, Math.floor(config['batch.max-rows'] * ENOUGH));
  }

  /** Resolves when it is known, or could not be learnt, where the project stands. */
  start(): Promise<void> {
    this.#ended = this.#run();
    return this.#firstRecovery.promise;
  }

  // ------------------------------------------------------------------------------------------ what others tell

  /** The messages of the topic before `end` are durable. */
  heardOf(topic: string, partition: number, end: number): void {
    const progress = this.#byTopic.get(topic);
    if (progress === undefined) {
      this.#stale = true;
      this.#wakeup.wake();
      return;
    }
    const before = this.#pendingRows;
    this.#pendingRows += progress.heardOf(partition, end);
    if (before === 0 && this.#pendingRows > 0) {
      this.#pendingSinceMs = this.#context.platform.clock.monotonic();
      this.#wakeup.wake();
    } else if (before < this.#enough && this.#pendingRows >= this.#enough) {
      this.#wakeup.wake();
    }
  }

  /** A collection was created or got fields. */
  learn(collection: Collection): void {
    this.#learn(collection);
  }

  /** The log is asked anew what it has. */
  poll(): void {
    this.#stale = true;
    this.#wakeup.wake();
  }

  // ------------------------------------------------------------------------------------------- what others ask

  /** Without `timeoutMs` it waits for ever. False at once for a project that was stopped. */
  waitUntilVisible(
    wanted: CollectionPositions,
    timeoutMs: number | undefined,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (isVisible(wanted, this.#committed)) return Promise.resolve(true);
    if (this.#stopped !== undefined || this.#closed) return Promise.resolve(false);
    const waiting = this.#waiters.wait(wanted, timeoutMs, signal);
    for (const [collectionId, position] of wanted) {
      const end = this.#progress.get(collectionId)?.end ?? ORIGIN;
      if (position.some((offset, partition) => offset > offsetAt(end, partition))) this.#stale = true;
    }
    this.#wakeup.wake();
    return waiting;
  }

  /** Resolves when everything that the log had at the call is in the tables. */
  async flush(signal?: AbortSignal): Promise<void> {
    const { store, project } = this.#context;
    const wanted = new Map<number, Position>();
    for (const collection of await store.listCollections(project.id))
      wanted.set(collection.id, (await this.#logOf(collection)).latest);
    if (await this.waitUntilVisible(wanted, undefined, signal)) return;
    throw (
      this.#stopped ??
      internalError('BATCH_CLOSED', `micro-batches of project "${project.name}" were closed before the flush`)
    );
  }

  /** Resolves when no round runs; none begins before as many calls of {@link resume}. */
  async pause(): Promise<void> {
    this.#pauses++;
    await this.#running;
  }

  resume(): void {
    this.#pauses--;
    this.#wakeup.wake();
  }

  /** Begins no further round; resolves when the running one has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopWaiting?.();
    this.#waiters.giveUp();
    this.#firstRecovery.resolve();
    this.#wakeup.wake();
    await Promise.all([this.#ended, this.#upkeep]);
  }

  /** Runs the lake's upkeep unless it is running; never rejects. */
  runUpkeep(): Promise<void> {
    if (this.#closed || this.#pauses > 0 || this.#stopped !== undefined) return Promise.resolve();
    const { mover, telemetry, project } = this.#context;
    this.#upkeep ??= mover
      .upkeep()
      .catch((error: unknown) => telemetry.upkeepFailed(project, error))
      .finally(() => {
        this.#upkeep = undefined;
      });
    return this.#upkeep;
  }

  /**
   * Why the project must take no events. Before it is known where its tables stand, the log may end before them without
   * anyone having noticed; then events would get places that count as stored. For a log that this process alone writes.
   */
  refusal(): MillraceError | undefined | Promise<MillraceError | undefined> {
    if (this.#isKnown || this.#stopped !== undefined) return this.#stopped;
    return this.#firstRecovery.promise.then(() => this.#stopped ?? (this.#isKnown ? undefined : notKnown()));
  }

  status(): ProjectStatus {
    const now = this.#context.platform.clock.monotonic();
    const progress = [...this.#progress.values()];
    return {
      project: this.#context.project,
      state: this.#state(now),
      positions: new Map(progress.map(({ collection, committed }) => [collection.id, committed])),
      pendingEvents: this.#pendingRows,
      pendingForMs: this.#pendingSinceMs === undefined ? 0 : now - this.#pendingSinceMs,
      failures: this.#backOff.failures,
      failingCollections: progress
        .filter(({ retryAtMs }) => retryAtMs > 0)
        .map(({ collection, backOff, lastError }) => ({
          collection: collection.name,
          failures: backOff.failures,
          error: lastError,
        })),
      lastRound: this.#lastRound,
      lastError: this.#lastError,
      stopped: this.#stopped,
    };
  }

  #state(now: number): ProjectStatus['state'] {
    if (this.#stopped !== undefined) return 'stopped';
    if (this.#pauses > 0) return 'paused';
    if (now < this.#retryAtMs) return 'backing_off';
    return this.#recovered ? 'running' : 'starting';
  }

  // -------------------------------------------------------------------------------------------------- the loop

  async #run(): Promise<void> {
    while (!this.#closed) {
      const waitMs = this.#waitMs();
      if (waitMs === undefined || waitMs > 0) await this.#wakeup.wait(waitMs);
      else if (await this.#isReady()) await this.#context.slots.use(() => this.#guardedRound());
    }
  }

  /** To wait for mastership is not to run: neither a pause nor the end waits for it. */
  async #isReady(): Promise<boolean> {
    try {
      // No race with a promise that lives as long as the loop: it would keep a trace of every round.
      await new Promise<void>((resolve, reject) => {
        this.#stopWaiting = resolve;
        this.#context.mover.ready().then(resolve, reject);
      });
      return !this.#closed;
    } catch (error) {
      this.#failed(error);
      this.#firstRecovery.resolve();
      return false;
    } finally {
      this.#stopWaiting = undefined;
    }
  }

  /** Never rejects: whatever a round throws, the loop goes on. */
  #guardedRound(): Promise<void> {
    if (this.#closed || this.#pauses > 0) return Promise.resolve();
    this.#running = this.#round()
      .then(
        () => this.#backOff.succeeded(),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#running = undefined;
        this.#firstRecovery.resolve();
      });
    return this.#running;
  }

  #failed(error: unknown): void {
    const { platform, telemetry, project } = this.#context;
    this.#recovered = false;
    this.#lastError = { atMs: platform.clock.now(), error };
    if (error instanceof MillraceError && isContradiction(error)) {
      this.#stopped = error;
      this.#waiters.giveUp();
      telemetry.projectStopped(project, error);
      return;
    }
    const pauseMs = this.#backOff.failed();
    this.#retryAtMs = platform.clock.monotonic() + pauseMs;
    telemetry.roundFailed(project, error, pauseMs);
  }

  /** How long until there is something to do: 0 = now, `undefined` = until somebody tells. */
  #waitMs(): number | undefined {
    if (this.#pauses > 0 || this.#stopped !== undefined) return undefined;
    const now = this.#context.platform.clock.monotonic();
    if (now < this.#retryAtMs) return this.#retryAtMs - now;
    if (!this.#recovered || this.#stale) return 0;
    if (this.#pendingRows === 0) return undefined;
    let wellPending = 0;
    let retryAtMs = Number.POSITIVE_INFINITY;
    for (const progress of this.#progress.values()) {
      const { pending } = progress;
      if (pending === 0) continue;
      if (progress.retryAtMs === 0) wellPending += pending;
      else retryAtMs = Math.min(retryAtMs, progress.retryAtMs);
    }
    const isUrgent = this.#waiters.size > 0 || wellPending >= this.#enough;
    const beginAtMs =
      wellPending === 0 ? retryAtMs : isUrgent ? now : Math.min(this.#lingerUntilMs, retryAtMs);
    return beginAtMs === Number.POSITIVE_INFINITY ? undefined : Math.max(0, beginAtMs - now);
  }

  async #round(): Promise<void> {
    const { clock } = this.#context.platform;
    if (!this.#recovered) await this.#recover();
    if (this.#stale) await this.#askLog();
    const startedMs = clock.monotonic();
    const due = [...this.#progress.values()].filter(({ pending }) => pending > 0);
    try {
      const well = due.filter(({ retryAtMs }) => retryAtMs === 0);
      for (const part of partsByColumns(well, columnsOf, MAX_ROUND_COLUMNS)) await this.#move(part);
      // Those that failed go alone, so that they cannot take others down again.
      for (const progress of due)
        if (progress.retryAtMs > 0 && progress.retryAtMs <= startedMs) await this.#move([progress]);
    } finally {
      const endedMs = clock.monotonic();
      this.#recount(startedMs);
      this.#lingerUntilMs = endedMs + this.#context.lingerMs(endedMs - startedMs, this.#pendingRows);
    }
  }

  #recount(cutAtMs: number): void {
    const before = this.#pendingRows;
    this.#pendingRows = 0;
    for (const progress of this.#progress.values()) this.#pendingRows += progress.pending;
    if (this.#pendingRows === 0) this.#pendingSinceMs = undefined;
    else if (this.#pendingSinceMs === undefined || this.#pendingRows < before) this.#pendingSinceMs = cutAtMs;
  }

  // ---------------------------------------------------------------------------------------------- parts of a round

  /** Reads the truth, then the log: so a healthy log is never behind. */
  async #recover(): Promise<void> {
    const { mover, store, project } = this.#context;
    const states = await mover.states();
    const collections = await store.listCollections(project.id);
    for (const collection of collections) {
      const committed = states.get(collection.id)?.position ?? ORIGIN;
      const log = await this.#logOf(collection);
      const contradiction = misfit(collection, committed, log);
      if (contradiction !== undefined) throw contradiction;
      const progress = this.#learn(collection);
      progress.committed = committed;
      for (const [partition, end] of log.latest.entries()) progress.heardOf(partition, end);
      this.#context.retention.committed(collection.topic, committed);
    }
    this.#recovered = true;
    this.#isKnown = true;
    this.#stale = false;
    this.#recount(this.#context.platform.clock.monotonic());
    this.#waiters.check(this.#committed);
  }

  async #askLog(): Promise<void> {
    const { store, log, project } = this.#context;
    this.#stale = false;
    try {
      for (const collection of await store.listCollections(project.id)) {
        const progress = this.#learn(collection);
        const latest = await log.latest(collection.topic).catch(originWhenMissing);
        for (const [partition, end] of latest.entries()) progress.heardOf(partition, end);
      }
    } catch (error) {
      this.#stale = true;
      throw error;
    }
    this.#recount(this.#context.platform.clock.monotonic());
  }

  /** Rule 1: the ends of the ranges are chosen first, the schemas read after, so these know every field in them. */
  async #move(due: readonly CollectionProgress[]): Promise<void> {
    if (due.length === 0) return;
    const { mover, platform, config } = this.#context;
    const startedMs = platform.clock.monotonic();
    const limit = await this.#limitRows(due);
    const shares = shareOutRows(
      due.map((progress) => ({ rows: progress.pending, columns: columnsOf(progress) })),
      limit,
      config['batch.max-bytes'],
    );
    const chosen = due
      .map((progress, index) => ({ progress, share: shares[index]! }))
      .filter(({ share }) => share > 0)
      .map(({ progress, share }) => ({
        progress,
        range: {
          from: progress.committed,
          to: cutRange(progress.committed, progress.end, share),
        },
      }));
    await this.#learnSchemas();
    const ranges: RoundRange[] = chosen.map(({ progress: { collection }, range }) => ({ collection, range }));
    const outcomes = await mover.move(ranges);
    const added = [];
    const failed: { readonly progress: CollectionProgress; readonly error: unknown }[] = [];
    for (const { progress } of chosen) {
      const outcome = outcomes.get(progress.collection.id);
      if (outcome?.kind === 'moved') {
        progress.committed = outcome.position;
        progress.succeeded();
        this.#context.retention.committed(progress.collection.topic, outcome.position);
        added.push(outcome.added);
      } else failed.push({ progress, error: outcome?.error });
    }
    this.#waiters.check(this.#committed);
    if (failed.length > 0) this.#putAside(failed, chosen.length);
    if (added.length === 0) return;
    const figures = { collections: added.length, added, durationMs: platform.clock.monotonic() - startedMs };
    this.#lastRound = { ...figures, endedAtMs: platform.clock.now() };
    this.#context.telemetry.roundFinished(this.#context.project, figures);
  }

  /** A failure of all is the project's; a failure of some concerns them alone. Either way the truth is read again. */
  #putAside(
    failed: readonly { readonly progress: CollectionProgress; readonly error: unknown }[],
    tried: number,
  ): void {
    if (tried > 1 && failed.length === tried && this.#backOff.failures < TOGETHER) throw failed[0]!.error;
    const { platform, telemetry, project } = this.#context;
    this.#recovered = false;
    for (const { progress, error } of failed) {
      const pauseMs = progress.backOff.failed();
      progress.retryAtMs = platform.clock.monotonic() + pauseMs;
      progress.lastError = error;
      this.#lastError = { atMs: platform.clock.now(), error };
      telemetry.collectionFailed(project, progress.collection.name, error, pauseMs);
    }
  }

  /** `batch.max-rows`, or fewer where messages are so large that they would exceed `batch.max-bytes`. */
  async #limitRows(due: readonly CollectionProgress[]): Promise<number> {
    const { config } = this.#context;
    const maxBytes = config['batch.max-bytes'];
    const failures = due.length === 1 ? due[0]!.backOff.failures : 0;
    // What fails alone may be too much at once, or hide one bad message among good ones: smaller each time.
    const maxRows = Math.max(1, Math.floor(config['batch.max-rows'] / 4 ** failures));
    const largest = due.reduce((a, b) => (b.pending > a.pending ? b : a));
    if (largest.pending * SAMPLE_BYTES > maxBytes) await this.#sample(largest);
    const byBytes = this.#averageBytes === 0 ? maxRows : Math.ceil(maxBytes / this.#averageBytes);
    return Math.min(maxRows, byBytes);
  }

  async #sample({ collection, committed, end }: CollectionProgress): Promise<void> {
    const partition = end.findIndex((offset, index) => offset > offsetAt(committed, index));
    const from = offsetAt(committed, partition);
    const to = Math.min(offsetAt(end, partition), from + SAMPLE_MESSAGES);
    try {
      for await (const block of this.#context.log.read(collection.topic, partition, from, to)) {
        this.#averageBytes = block.bytes.length / Math.max(1, block.offsets.length);
        break;
      }
    } catch {
      // The round reads the same place and reports the failure with all its consequences.
    }
  }

  /**
   * A log that announces appends is written by this process alone, whose catalog knew each new field before a message
   * had it; otherwise other nodes may have added fields, which only the store knows.
   */
  async #learnSchemas(): Promise<void> {
    const { catalog, store, log, project } = this.#context;
    const collections =
      log.onAppend === undefined
        ? await store.listCollections(project.id)
        : await catalog.collections(project.id);
    for (const collection of collections) this.#learn(collection);
  }

  #learn(collection: Collection): CollectionProgress {
    let progress = this.#progress.get(collection.id);
    if (progress === undefined) {
      progress = new CollectionProgress(collection, ORIGIN, this.#newBackOff());
      this.#progress.set(collection.id, progress);
      this.#byTopic.set(collection.topic, progress);
    } else progress.learn(collection);
    return progress;
  }

  /** A collection may be there before its topic is. */
  async #logOf({ topic }: Collection): Promise<{ readonly earliest: Position; readonly latest: Position }> {
    const { log } = this.#context;
    const earliest = await log.earliest(topic).catch(originWhenMissing);
    return { earliest, latest: await log.latest(topic).catch(originWhenMissing) };
  }

  #newBackOff(): BackOff {
    const { platform, config } = this.#context;
    return new BackOff(platform.random, config['batch.min-back-off'], config['batch.max-back-off']);
  }

  readonly #committed = (collectionId: number): Position | undefined =>
    this.#progress.get(collectionId)?.committed;
}

function columnsOf({ collection }: CollectionProgress): number {
  return ENVELOPE.length + collection.schema.fields.length;
}

function originWhenMissing(error: unknown): Position {
  if (error instanceof MillraceError && error.code === 'TOPIC_NOT_FOUND') return ORIGIN;
  throw error;
}

function notKnown(): MillraceError {
  return resourceError('PROJECT_STARTING', 'it is not known yet where the tables of the project stand', {
    hint: 'send again later; the server log has the reason if it lasts',
  });
}

function isContradiction({ code }: MillraceError): boolean {
  return code === 'LOG_BEHIND_LAKE' || code === 'LOG_TRIMMED';
}
