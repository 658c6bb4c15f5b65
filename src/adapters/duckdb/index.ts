import type { LakeState, Round, RoundResult, TransactionalLake } from '../../lake/lake.ts';
import type { CollectionSchema, Project } from '../../model/collection.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Timers } from '../../platform/timers.ts';
import type { QueryEngine } from '../../query/query-engine.ts';
import { sweepStores } from './instance.ts';
import { DuckdbQueryEngine } from './query-engine.ts';
import { WorkerClient } from './worker-client.ts';
import type { LakeWorkerOptions } from './worker-service.ts';

export interface DuckdbLakeOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** The worker's entry file; gets {@link DuckdbLakeOptions.workerData} and must call `serveLake`. */
  readonly entry: URL;
  readonly workers: number;
  readonly concurrentQueries: number;
  /** For the entry file: at least the options of `serveLake`. */
  readonly workerData: { readonly lake: LakeWorkerOptions };
  /** `undefined`: there is no such schema, and there never was. */
  findSchema(schemaId: number): Promise<CollectionSchema | undefined>;
  /** A worker died: every pending call fails, and the server must end. */
  onFailure(error: Error): void;
}

export interface DuckdbLake extends TransactionalLake {
  /** Copies a project's tables into one file, between two of its rounds. */
  backup(project: Project, targetFile: string): Promise<void>;
  /**
   * Removes what projects of these physical names left behind; they must not exist any more. Returns whose tables there
   * were.
   */
  sweep(physicalNames: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** Resolves when no round of any project runs; none begins before {@link resume}. Backups may run meanwhile. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

export interface DuckdbLakeAndEngine {
  readonly lake: DuckdbLake;
  /** Closed before the lake. */
  readonly engine: QueryEngine;
}

/** Starts the workers. A project always lives on the same one, so its file is never opened twice. */
export async function openDuckdbLake(options: DuckdbLakeOptions): Promise<DuckdbLakeAndEngine> {
  const { clock, timers, entry, workerData, findSchema, onFailure, concurrentQueries } = options;
  const clients = Array.from(
    { length: options.workers },
    () =>
      new WorkerClient({
        entry,
        workerData,
        findSchema: (id) => findSchema(id),
        onFailure: (error) => onFailure(error),
      }),
  );
  await Promise.all(clients.map((client) => client.ready()));
  const workerOf = (projectId: number): WorkerClient => {
    const client = clients[projectId % clients.length];
    if (client === undefined) throw new RangeError(`project id ${projectId} is not a count`);
    return client;
  };
  const engine = new DuckdbQueryEngine({ clock, timers, concurrentQueries, workerOf });
  return { engine, lake: new WorkerLake(clients, workerOf, workerData.lake.store.directory) };
}

class WorkerLake implements DuckdbLake {
  readonly kind = 'transactional';
  readonly #clients: readonly WorkerClient[];
  readonly #workerOf: (projectId: number) => WorkerClient;
  readonly #directory: string;

  constructor(
    clients: readonly WorkerClient[],
    workerOf: (projectId: number) => WorkerClient,
    directory: string,
  ) {
    this.#clients = clients;
    this.#workerOf = workerOf;
    this.#directory = directory;
  }

  openProject(project: Project): Promise<void> {
    return this.#workerOf(project.id).call('openProject', { project });
  }

  deleteProject(project: Project): Promise<void> {
    return this.#workerOf(project.id).call('deleteProject', { project });
  }

  state(project: Project): Promise<LakeState> {
    return this.#workerOf(project.id).call('state', { project });
  }

  commitRound(project: Project, round: Round): Promise<RoundResult> {
    return this.#workerOf(project.id).call('commitRound', { project, round });
  }

  verify(project: Project): Promise<LakeState> {
    return this.#workerOf(project.id).call('verify', { project });
  }

  backup(project: Project, targetFile: string): Promise<void> {
    return this.#workerOf(project.id).call('backup', { project, targetFile });
  }

  sweep(physicalNames: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    return sweepStores(this.#directory, physicalNames);
  }

  async pause(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.call('pause', {})));
  }

  async resume(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.call('resume', {})));
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }
}
