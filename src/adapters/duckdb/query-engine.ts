import type { Position } from '../../model/position.ts';
import { resourceError } from '../../platform/errors.ts';
import type {
  EngineExport,
  EngineQuery,
  EngineResult,
  ExportEnd,
  ExportExecution,
  QueryEngine,
  QueryExecution,
} from '../../query/query-engine.ts';
import { Execution, type ExecutionOptions } from './execution.ts';
import { PieceQueue } from './export/piece-queue.ts';

export interface DuckdbQueryEngineOptions extends ExecutionOptions {
  /** Over all projects; each running query occupies a thread of libuv's pool. */
  readonly concurrentQueries: number;
}

/** Queries that wait for their turn before more are refused. */
const MAX_WAITING = 1000;

interface Waiting {
  readonly execution: Pick<Execution<unknown>, 'ended' | 'run' | 'cancel' | 'fail'>;
  readonly isExport: boolean;
}

/**
 * First come, first served, over all projects; how many one project may have is decided before. An export runs as long
 * as its client takes, so exports have no more than half of the places.
 */
export class DuckdbQueryEngine implements QueryEngine {
  readonly #options: DuckdbQueryEngineOptions;
  readonly #concurrentExports: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #exporting = 0;

  constructor(options: DuckdbQueryEngineOptions) {
    this.#options = options;
    this.#concurrentExports = Math.max(1, Math.floor(options.concurrentQueries / 2));
  }

  start(query: EngineQuery): QueryExecution {
    const { project, ...request } = query;
    const execution = new Execution<EngineResult>(query, this.#options, (client, timeoutMs, onProgress) => {
      const { id, answer } = client.start(
        'query',
        { project, request: { ...request, timeoutMs } },
        { onProgress },
      );
      const result = answer.then(({ rowsJson, rowCount, asOf }) => {
        const processedBytes = rowsJson.reduce((sum, piece) => sum + piece.length, 0);
        onProgress({ percentage: 100, processedRows: rowCount, processedBytes });
        return { rowsJson, rowCount, asOf: new Map(asOf) };
      });
      return { id, answer: result };
    });
    this.#enqueue({ execution, isExport: false });
    return execution;
  }

  export(query: EngineExport): ExportExecution {
    const { project, ...request } = query;
    const asOf = Promise.withResolvers<ReadonlyMap<number, Position>>();
    // Nobody has to look at it.
    asOf.promise.catch(() => undefined);
    const pieces = new PieceQueue(() => execution.more());
    const execution = new Execution<ExportEnd>(query, this.#options, (client, timeoutMs, onProgress) =>
      client.start(
        'export',
        { project, request: { ...request, timeoutMs } },
        {
          onProgress,
          onBegun: (positions) => asOf.resolve(new Map(positions)),
          onPiece: (piece) => pieces.push(piece),
        },
      ),
    );
    execution.result.then(
      () => pieces.end(),
      (error: unknown) => {
        asOf.reject(error);
        pieces.fail(error);
      },
    );
    this.#enqueue({ execution, isExport: true });
    return { asOf: asOf.promise, pieces, end: execution.result, cancel: () => execution.cancel() };
  }

  /** Cancels what runs or waits. */
  async close(): Promise<void> {
    for (const { execution } of this.#waiting.splice(0)) execution.cancel();
  }

  #enqueue(waiting: Waiting): void {
    if (this.#waiting.length >= MAX_WAITING) {
      waiting.execution.fail(resourceError('QUERY_QUEUE_FULL', 'too many queries wait for their turn'));
      return;
    }
    this.#waiting.push(waiting);
    this.#next();
  }

  #next(): void {
    while (this.#running < this.#options.concurrentQueries) {
      const waiting = this.#takeWaiting();
      if (waiting === undefined) return;
      if (!waiting.execution.ended) void this.#run(waiting);
    }
  }

  /** The first that may run, or that has ended while it waited. */
  #takeWaiting(): Waiting | undefined {
    const mayExport = this.#exporting < this.#concurrentExports;
    const index = this.#waiting.findIndex(
      ({ execution, isExport }) => execution.ended || !isExport || mayExport,
    );
    return index === -1 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  async #run({ execution, isExport }: Waiting): Promise<void> {
    this.#running++;
    if (isExport) this.#exporting++;
    await execution.run();
    this.#running--;
    if (isExport) this.#exporting--;
    this.#next();
  }
}
