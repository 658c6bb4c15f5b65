import type { Clock } from '../../platform/clock.ts';
import type { MillraceError } from '../../platform/errors.ts';
import type { Timers } from '../../platform/timers.ts';
import type { EngineQuery, QueryStats } from '../../query/query-engine.ts';
import { cancelled, timedOut } from './query-errors.ts';
import type { QueryProgress } from './query-runner.ts';
import type { WorkerClient } from './worker-client.ts';

export interface ExecutionOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  workerOf(projectId: number): WorkerClient;
}

/** Asks the worker; `timeoutMs` is what is left of the time. */
type Ask<T> = (
  client: WorkerClient,
  timeoutMs: number,
  onProgress: (progress: QueryProgress) => void,
) => { readonly id: number; readonly answer: Promise<T> };

/** A query or an export, from when it is asked for to its end; it runs when its turn comes. */
export class Execution<T> {
  readonly result: Promise<T>;
  readonly #query: EngineQuery;
  readonly #options: ExecutionOptions;
  readonly #ask: Ask<T>;
  readonly #outcome = Promise.withResolvers<T>();
  readonly #queuedAtMs: number;
  readonly #deadline: { cancel(): void };
  #state: QueryStats['state'] = 'QUEUED';
  #progress: QueryProgress = { percentage: 0, processedRows: 0, processedBytes: 0 };
  #startedAtMs: number | undefined;
  #endedAtMs: number | undefined;
  #call: { readonly client: WorkerClient; readonly id: number } | undefined;

  constructor(query: EngineQuery, options: ExecutionOptions, ask: Ask<T>) {
    this.#query = query;
    this.#options = options;
    this.#ask = ask;
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

  /** One more piece of an export may come. */
  more(): void {
    this.#call?.client.more(this.#call.id);
  }

  async run(): Promise<void> {
    this.#startedAtMs = this.#options.clock.monotonic();
    this.#state = 'RUNNING';
    try {
      const client = this.#options.workerOf(this.#query.project.id);
      const left = this.#query.timeoutMs - (this.#startedAtMs - this.#queuedAtMs);
      const { id, answer } = this.#ask(client, left, (progress) => {
        const processedRows = Math.max(this.#progress.processedRows, progress.processedRows);
        this.#progress = { ...progress, processedRows };
      });
      this.#call = { client, id };
      const result = await answer;
      this.#end('FINISHED');
      this.#outcome.resolve(result);
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
