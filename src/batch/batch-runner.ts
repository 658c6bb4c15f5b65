import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { Lake } from '../lake/lake.ts';
import type { LogConfig } from '../log/config.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Project } from '../model/collection.ts';
import type { ProjectPosition } from '../model/position.ts';
import type { Platform } from '../platform/platform.ts';
import { AttemptMover } from './attempt-mover.ts';
import type { BatchConfig } from './config.ts';
import { FairSlots } from './fair-slots.ts';
import { LogRetention } from './log-retention.ts';
import { type Mastership, singleProcessMastership } from './mastership.ts';
import type { Mover } from './mover.ts';
import { type LoopContext, ProjectLoop } from './project-loop.ts';
import type { ProjectStatus } from './status.ts';
import { type BatchTelemetry, createBatchTelemetry } from './telemetry.ts';
import { TransactionalMover } from './transactional-mover.ts';

export interface BatchDependencies {
  readonly catalog: Catalog;
  readonly store: CatalogStore;
  readonly log: EventLog;
  readonly lake: Lake;
  readonly platform: Platform;
  readonly config: BatchConfig & Pick<LogConfig, 'log.retention'>;
  /** For attempt-based lakes; by default this process is always master. */
  readonly mastership?: Mastership;
}

/** With a log that announces appends, polling is only a safety net: so many times rarer. */
const ANNOUNCED_POLL_FACTOR = 12;

/** After a round of d ms the next waits up to 2 d for company: a trickle then costs a third of a lake's time at most. */
const LINGER_FACTOR = 2;

/**
 * When more arrive the next round waits as long as it may (`batch.max-age`): each commit of the tables syncs, and the
 * log's own syncs, on which acknowledgements wait, have to wait for it.
 */
const BUSY_EVENTS_PER_SECOND = 2000;

/**
 * Starts moving the log into the tables. With a transactional lake it resolves when it is known of every project where
 * it stands, so that a log that contradicts its tables is found before it takes an event.
 */
export async function startBatchRunner(dependencies: BatchDependencies): Promise<BatchRunner> {
  const runner = new BatchRunner(dependencies);
  await runner.start();
  return runner;
}

/** Moves every project's log into its tables, each project by a loop of its own. */
export class BatchRunner {
  readonly name = 'batch';
  readonly #dependencies: BatchDependencies;
  readonly #mastership: Mastership;
  readonly #slots: FairSlots;
  readonly #retention: LogRetention;
  readonly #telemetry: BatchTelemetry;
  /** By project id. */
  readonly #loops = new Map<number, ProjectLoop>();
  readonly #byPhysicalName = new Map<string, ProjectLoop>();
  /** By project id, loops that are ending. */
  readonly #releasing = new Map<number, Promise<void>>();
  readonly #stops: (() => void)[] = [];
  #pauses = 0;
  #closed = false;

  constructor(dependencies: BatchDependencies) {
    this.#dependencies = dependencies;
    const { platform, config, log, store } = dependencies;
    this.#mastership = dependencies.mastership ?? singleProcessMastership(store, 'single process');
    this.#slots = new FairSlots(
      platform.timers,
      config['batch.max-concurrent-rounds'],
      config['batch.slow-round'],
    );
    this.#retention = new LogRetention(log, platform, config['log.retention']);
    this.#telemetry = createBatchTelemetry(platform, {
      lagEvents: () => this.status().reduce((sum, { pendingEvents }) => sum + pendingEvents, 0),
      lagSeconds: () => Math.max(0, ...this.status().map(({ pendingForMs }) => pendingForMs)) / 1000,
      stoppedProjects: () => this.status().filter(({ state }) => state === 'stopped').length,
    });
  }

  async start(): Promise<void> {
    const { catalog, log, lake, config } = this.#dependencies;
    // Listening comes before looking, so that nothing falls between the two.
    const stopListening = log.onAppend?.((topic, partition, end) =>
      this.#byPhysicalName.get(topic.slice(0, topic.indexOf('-')))?.heardOf(topic, partition, end),
    );
    if (stopListening !== undefined) this.#stops.push(stopListening);
    catalog.onChange((change) => {
      if (this.#closed) return;
      if (change.kind === 'collection_changed') {
        this.#loops.get(change.collection.projectId)?.learn(change.collection);
      } else if (change.kind === 'project_created') {
        void this.#adopt(change.project);
      } else void this.release(change.project.id);
    });
    const known = (await catalog.projects()).map((project) => this.#adopt(project));
    if (lake.kind === 'transactional') await Promise.all(known);
    const pollMs = config['batch.poll-interval'];
    this.#every(log.onAppend === undefined ? pollMs : pollMs * ANNOUNCED_POLL_FACTOR, () => this.#poll());
    this.#every(config['batch.upkeep-interval'], () => this.#upkeep());
  }

  /** See `Visibility` in src/query. False for a project that is not known or that was stopped. */
  async waitUntilVisible(
    position: ProjectPosition,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const loop = this.#loops.get(position.projectId);
    return loop === undefined ? false : loop.waitUntilVisible(position.collections, timeoutMs, signal);
  }

  /** Resolves when everything that the project's log had at the call is in its tables; rejects if it was stopped. */
  async flush(project: Project, signal?: AbortSignal): Promise<void> {
    await this.#loops.get(project.id)?.flush(signal);
  }

  /** For a backup: resolves when no round runs. None begins, and no log is trimmed, before {@link resume}. */
  async pause(): Promise<void> {
    this.#pauses++;
    await Promise.all([...this.#loops.values()].map((loop) => loop.pause()));
  }

  resume(): void {
    if (this.#pauses === 0) return;
    this.#pauses--;
    for (const loop of this.#loops.values()) loop.resume();
  }

  /** For a backup that copies the log after the tables: nothing is trimmed before the returned function is called. */
  holdRetention(): () => void {
    return this.#retention.hold();
  }

  /** Ends a project's loop; resolves when nothing of it runs, whoever asked first, so that its tables can be deleted. */
  release(projectId: number): Promise<void> {
    const loop = this.#loops.get(projectId);
    if (loop === undefined) return this.#releasing.get(projectId) ?? Promise.resolve();
    const { physicalName } = loop.status().project;
    this.#loops.delete(projectId);
    this.#byPhysicalName.delete(physicalName);
    const released = loop.close().then(() => {
      this.#retention.forget(`${physicalName}-`);
      this.#releasing.delete(projectId);
    });
    this.#releasing.set(projectId, released);
    return released;
  }

  status(): readonly ProjectStatus[] {
    return [...this.#loops.values()].map((loop) => loop.status());
  }

  projectStatus(projectId: number): ProjectStatus | undefined {
    return this.#loops.get(projectId)?.status();
  }

  /** Why a project must take no events: see {@link ProjectLoop.refusal}. Asked before each append, so it is cheap. */
  refusal(projectId: number): ReturnType<ProjectLoop['refusal']> {
    return this.#loops.get(projectId)?.refusal();
  }

  /** Lets running rounds end, for `batch.close-timeout` at most: one that takes longer is a matter of recovery. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    const { platform, config } = this.#dependencies;
    const closing = [...this.#loops.values()].map((loop) => loop.close());
    const ended = Promise.all([...closing, ...this.#releasing.values()]).then(() => true);
    const timeout = Promise.withResolvers<boolean>();
    const timer = platform.timers.after(config['batch.close-timeout'], () => timeout.resolve(false));
    const inTime = await Promise.race([ended, timeout.promise]);
    timer.cancel();
    if (!inTime) platform.logger.warn({}, 'running micro-batches were abandoned');
  }

  #adopt(project: Project): Promise<void> {
    if (this.#closed || this.#loops.has(project.id) || this.#releasing.has(project.id))
      return Promise.resolve();
    const { catalog, store, log, platform, config } = this.#dependencies;
    const loop = new ProjectLoop({
      project,
      mover: this.#moverOf(project),
      catalog,
      store,
      log,
      slots: this.#slots,
      retention: this.#retention,
      telemetry: this.#telemetry,
      platform,
      config,
      lingerMs: this.#linger(),
    });
    this.#loops.set(project.id, loop);
    this.#byPhysicalName.set(project.physicalName, loop);
    for (let pauses = 0; pauses < this.#pauses; pauses++) void loop.pause();
    return loop.start();
  }

  #moverOf(project: Project): Mover {
    const { lake, store, platform, config } = this.#dependencies;
    return lake.kind === 'transactional'
      ? new TransactionalMover(lake, project)
      : new AttemptMover({ store, lake, project, mastership: this.#mastership, config, platform });
  }

  #linger(): LoopContext['lingerMs'] {
    const { lake, config } = this.#dependencies;
    if (lake.kind === 'attempt') return () => config['batch.interval'];
    const maxAgeMs = config['batch.max-age'];
    return (durationMs, arrivals) =>
      arrivals * 1000 > BUSY_EVENTS_PER_SECOND * durationMs
        ? maxAgeMs
        : Math.min(maxAgeMs, durationMs * LINGER_FACTOR);
  }

  /** Other nodes create and delete projects too, and a list may be older than what this one was told meanwhile. */
  async #poll(): Promise<void> {
    const before = [...this.#loops.keys()];
    const active = await this.#dependencies.catalog.projects();
    const ids = new Set(active.map(({ id }) => id));
    for (const project of active) void this.#adopt(project);
    for (const id of before) if (!ids.has(id)) void this.release(id);
    for (const loop of this.#loops.values()) loop.poll();
  }

  async #upkeep(): Promise<void> {
    for (const loop of [...this.#loops.values()]) await loop.runUpkeep();
    if (this.#pauses === 0) await this.#retention.run();
  }

  /** Runs `work` again and again, `intervalMs` after each end, whatever it throws. */
  #every(intervalMs: number, work: () => Promise<void>): void {
    const arm = () => {
      const timer = this.#dependencies.platform.timers.after(intervalMs, () => {
        work()
          .catch((error: unknown) => this.#telemetry.upkeepFailed(undefined, error))
          .finally(() => {
            stops.delete(cancel);
            if (!this.#closed) arm();
          });
      });
      const cancel = () => timer.cancel();
      stops.add(cancel);
    };
    const stops = new Set<() => void>();
    this.#stops.push(() => {
      for (const stop of stops) stop();
    });
    arm();
  }
}
