import type { Clock } from '../../platform/clock.ts';
import { type MillraceError, resourceError } from '../../platform/errors.ts';
import type { Timers } from '../../platform/timers.ts';
import type {
  EngineQuery,
  EngineResult,
  QueryEngine,
  QueryExecution,
  QueryStats,
} from '../../query/query-engine.ts';
import { cancelled, type QueryProgress, timedOut } from './query-runner.ts';
import type { WorkerClient } from './worker-client.ts';

export interface DuckdbQueryEngineOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Over all projects; each running query occupies a thread of libuv's pool. */
  readonly concurrentQueries: number;
  workerOf(projectId: number): WorkerClient;
}

/** Queries that wait for their turn before more are refused. */
const MAX_WAITING = 1000;

/** First come, first served, over all projects; how many one project may have is decided before. */
export class DuckdbQueryEngine implements QueryEngine {
  readonly #options: DuckdbQueryEngineOptions;
  readonly #waiting: Execution[] = [];
  #running = 0;

  constructor(options: DuckdbQueryEngineOptions) {
    this.#options = options;
  }

  start(query: EngineQuery): QueryExecution {
    const execution = new Execution(query, this.#options);
    if (this.#waiting.length >= MAX_WAITING) {
      execution.fail(resourceError('QUERY_QUEUE_FULL', 'too many queries wait for their turn'));
      return execution;
    }
    this.#waiting.push(execution);
    this.#next();
    return execution;
  }

  /** Cancels what runs or waits. */
  async close(): Promise<void> {
    for (const execution of this.#waiting.splice(0)) execution.cancel();
  }

  #next(): void {
    while (this.#running < this.#options.concurrentQueries) {
      const execution = this.#waiting.shift();
      if (execution === undefined) return;
      if (execution.ended) continue;
      this.#running++;
      void execution.run().finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }
}

class Execution implements QueryExecution {
  readonly result: Promise<EngineResult>;
  readonly #query: EngineQuery;
  readonly #options: DuckdbQueryEngineOptions;
  readonly #outcome = Promise.withResolvers<EngineResult>();
  readonly #queuedAtMs: number;
  readonly #deadline: { cancel(): void };
  #state: QueryStats['state'] = 'QUEUED';
  #progress: QueryProgress = { percentage: 0, processedRows: 0, processedBytes: 0 };
  #startedAtMs: number | undefined;
  #endedAtMs: number | undefined;
  #call: { readonly client: WorkerClient; readonly id: number } | undefined;

  constructor(query: EngineQuery, options: DuckdbQueryEngineOptions) {
    this.#query = query;
    this.#options = options;
    this.#queuedAtMs = options.clock.monotonic();
    this.result = this.#outcome.promise;
    // A caller that only cancels need not look at the result.
    this.result.catch(() => undefined);
    this.#deadline = options.timers.after(query.timeoutMs, () => {
      // Once it runs, the worker minds the time itself.
      if (this.#call === undefined) this.fail(timedOut());
    });
  }

  get ended(): boolean {
    return this.#endedAtMs !== undefined;
  }

  stats(): QueryStats {
    const now = this.#endedAtMs ?? this.#options.clock.monotonic();
    return {
      state: this.#state,
      ...this.#progress,
      // The engine does not tell the time that it computed; this is how long it had the query.
      cpuTimeMs: Math.round(this.#startedAtMs === undefined ? 0 : now - this.#startedAtMs),
      wallTimeMs: Math.round(now - this.#queuedAtMs),
    };
  }

  cancel(): void {
    if (this.#call === undefined) this.fail(cancelled());
    else this.#call.client.cancel(this.#call.id);
  }

  fail(error: MillraceError): void {
    this.#end('FAILED');
    this.#outcome.reject(error);
  }

  async run(): Promise<void> {
    const { project, ...query } = this.#query;
    this.#startedAtMs = this.#options.clock.monotonic();
    this.#state = 'RUNNING';
    try {
      const client = this.#options.workerOf(project.id);
      const left = query.timeoutMs - (this.#startedAtMs - this.#queuedAtMs);
      const request = { ...query, timeoutMs: left };
      const { id, answer } = client.start('query', { project, request }, (progress) => {
        this.#progress = progress;
      });
      this.#call = { client, id };
      const { rowsJson, rowCount, asOf } = await answer;
      const processedBytes = rowsJson.reduce((sum, piece) => sum + piece.length, 0);
      const processedRows = Math.max(this.#progress.processedRows, rowCount);
      this.#progress = { percentage: 100, processedRows, processedBytes };
      this.#end('FINISHED');
      this.#outcome.resolve({ rowsJson, rowCount, asOf: new Map(asOf) });
    } catch (error) {
      this.#end('FAILED');
      this.#outcome.reject(error);
    }
  }

  #end(state: QueryStats['state']): void {
    if (this.ended) return;
    this.#state = state;
    this.#endedAtMs = this.#options.clock.monotonic();
    this.#deadline.cancel();
  }
}
