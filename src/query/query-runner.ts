import type { Catalog } from '../catalog/catalog.ts';
import type { Collection, Project } from '../model/collection.ts';
import { encodeProjectPosition, type ProjectPosition } from '../model/position.ts';
import { MillraceError, resourceError, userError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { type CompiledQuery, compileQuery } from '../sql/compile/compile-query.ts';
import type { Sampling } from '../sql/compile/sample-tables.ts';
import { singleTables } from '../sql/print/duckdb/physical-tables.ts';
import type { Schema } from '../sql/tables/project-environment.ts';
import type { QueryConfig } from './config.ts';
import { withoutEngineWords } from './engine-words.ts';
import type { EngineResult, QueryEngine, QueryExecution, QueryStats } from './query-engine.ts';
import { type ResultColumn, resultColumns } from './result-column.ts';
import { type QueryTelemetry, queryTelemetry } from './telemetry.ts';
import type { Visibility } from './visibility.ts';

export interface QueryRunnerDependencies {
  readonly platform: Platform;
  readonly config: QueryConfig;
  readonly catalog: Catalog;
  readonly engine: QueryEngine;
  readonly visibility: Visibility;
}

export interface QueryRequest {
  readonly project: Project;
  readonly text: string;
  /** At most so many rows. */
  readonly limit?: number | undefined;
  /** Waits until everything before this position is visible. */
  readonly after?: ProjectPosition | undefined;
  /** Where names of tables without a schema are looked up; `collection` unless said otherwise. */
  readonly defaultSchema?: Schema | undefined;
  /** Of the caller's days; `UTC` unless said otherwise. */
  readonly timezone?: string | undefined;
  /** Every table is read by a sample; all rows unless said otherwise. */
  readonly sampling?: Sampling | undefined;
}

export interface QueryAnswer {
  readonly columns: readonly ResultColumn[];
  readonly rowsJson: readonly Uint8Array[];
  readonly rowCount: number;
  /** A position on the wire: what every collection showed. */
  readonly asOf: string;
  readonly durationMs: number;
}

export interface RunningQuery {
  readonly result: Promise<QueryAnswer>;
  stats(): QueryStats;
  /** Idempotent; the result rejects with `QUERY_CANCELLED` unless it is there already. */
  cancel(): void;
}

/** Runs users' queries: waits for `after`, authorises, runs on the engine, and says what the answer is worth. */
export class QueryRunner {
  readonly #deps: QueryRunnerDependencies;
  readonly #telemetry: QueryTelemetry;
  /** How many run or wait, by project. */
  readonly #running = new Map<number, number>();
  readonly #queries = new Set<Query>();
  #closed = false;

  constructor(deps: QueryRunnerDependencies) {
    this.#deps = deps;
    this.#telemetry = queryTelemetry(deps.platform);
  }

  /** Errors of the result: those of the compiler and of `QueryEngine`, `POSITION_NOT_VISIBLE`, `RATE_LIMITED`. */
  start(request: QueryRequest): RunningQuery {
    const query = new Query(this.#deps, this.#telemetry, request);
    return {
      result: this.#counted(request.project.id, query),
      stats: () => query.stats(),
      cancel: () => query.cancel(),
    };
  }

  /** The columns that the answer would have. Nothing is run. Errors: those of the compiler. */
  async columns(request: QueryRequest): Promise<readonly ResultColumn[]> {
    const { columns } = compiled(
      this.#deps,
      request,
      await this.#deps.catalog.collections(request.project.id),
    );
    return resultColumns(columns);
  }

  /** Cancels what runs or waits, and refuses what comes later: the server stops, and must not wait for a query. */
  close(): void {
    this.#closed = true;
    for (const query of this.#queries) query.cancel(stopping());
  }

  async #counted(projectId: number, query: Query): Promise<QueryAnswer> {
    if (this.#closed) throw stopping();
    const limit = this.#deps.config['query.max-concurrent-per-project'];
    const running = this.#running.get(projectId) ?? 0;
    if (running >= limit) {
      throw resourceError('RATE_LIMITED', `${running} queries of this project run already`, {
        hint: 'wait until one of them has answered',
      });
    }
    this.#running.set(projectId, running + 1);
    this.#queries.add(query);
    this.#telemetry.started();
    const { clock } = this.#deps.platform;
    const startedAt = clock.monotonic();
    try {
      const { columns, rowsJson, rowCount, asOf } = await query.run();
      const durationMs = clock.monotonic() - startedAt;
      this.#telemetry.succeeded(durationMs, rowCount);
      const position = encodeProjectPosition({ projectId, collections: asOf });
      return { columns, rowsJson, rowCount, asOf: position, durationMs };
    } catch (error) {
      this.#telemetry.failed(error, clock.monotonic() - startedAt);
      throw error;
    } finally {
      this.#queries.delete(query);
      const left = (this.#running.get(projectId) ?? 1) - 1;
      if (left === 0) this.#running.delete(projectId);
      else this.#running.set(projectId, left);
    }
  }
}

class Query {
  readonly #deps: QueryRunnerDependencies;
  readonly #telemetry: QueryTelemetry;
  readonly #request: QueryRequest;
  readonly #cancelled = new AbortController();
  #execution: QueryExecution | undefined;

  constructor(deps: QueryRunnerDependencies, telemetry: QueryTelemetry, request: QueryRequest) {
    this.#deps = deps;
    this.#telemetry = telemetry;
    this.#request = request;
  }

  stats(): QueryStats {
    return this.#execution?.stats() ?? NOT_STARTED;
  }

  cancel(reason = cancelled()): void {
    this.#cancelled.abort(reason);
    this.#execution?.cancel();
  }

  async run(): Promise<EngineResult & { readonly columns: readonly ResultColumn[] }> {
    try {
      return await this.#run();
    } catch (error) {
      this.#cancelled.signal.throwIfAborted();
      throw withoutEngineWords(error);
    }
  }

  async #run() {
    const { catalog, config, platform } = this.#deps;
    const deadline = platform.clock.monotonic() + config['query.timeout'];
    await this.#waitUntilVisible();
    const collections = await catalog.collections(this.#request.project.id);
    const query = compiled(this.#deps, this.#request, collections);
    this.#cancelled.signal.throwIfAborted();
    const result = await this.#execute(query, collections, deadline);
    return { ...result, columns: resultColumns(query.columns) };
  }

  async #waitUntilVisible(): Promise<void> {
    const { after } = this.#request;
    if (after === undefined) return;
    const { visibility, config } = this.#deps;
    const timeoutMs = config['query.after-timeout'];
    const visible = await visibility.waitUntilVisible(after, timeoutMs, this.#cancelled.signal);
    this.#cancelled.signal.throwIfAborted();
    if (visible) return;
    throw resourceError(
      'POSITION_NOT_VISIBLE',
      'the events before the position in "after" are not visible yet',
      {
        detail: `waited ${timeoutMs} ms`,
        hint: 'ask again, or without "after" for what is visible now',
      },
    );
  }

  async #execute(
    query: CompiledQuery,
    collections: readonly Collection[],
    deadline: number,
  ): Promise<EngineResult> {
    const { engine, config, platform } = this.#deps;
    const timeoutMs = Math.floor(deadline - platform.clock.monotonic());
    if (timeoutMs <= 0) {
      throw resourceError('QUERY_TIMEOUT', `query took longer than ${config['query.timeout']} ms`);
    }
    this.#execution = engine.start({
      project: this.#request.project,
      collections,
      sql: query.sql,
      columnTypes: query.columns.map(({ type }) => type),
      tables: query.physicalTables,
      maxRows: config['query.max-rows'],
      timeoutMs,
    });
    try {
      return await this.#execution.result;
    } catch (error) {
      if (error instanceof MillraceError && error.code === 'QUERY_NOT_AUTHORISED') {
        this.#telemetry.notAuthorised(error, this.#request.project.id, query.sql);
      }
      throw error;
    }
  }
}

/** Tables and schemas are those of one snapshot of the catalog; the engine adds what its tables lack. */
function compiled(
  { config }: QueryRunnerDependencies,
  { text, limit, ...options }: QueryRequest,
  collections: readonly Collection[],
): CompiledQuery {
  if (text.length > config['query.max-length']) {
    throw userError('QUERY_TOO_LARGE', `query is longer than ${config['query.max-length']} characters`);
  }
  const { defaultSchema, timezone, sampling } = options;
  return compileQuery({
    text,
    project: { collections },
    tables: singleTables(),
    rows: { maxRows: config['query.max-rows'], ...(limit === undefined ? {} : { limit }) },
    ...(defaultSchema === undefined ? {} : { defaultSchema }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(sampling === undefined ? {} : { sampling }),
  });
}

const NOT_STARTED: QueryStats = {
  state: 'QUEUED',
  percentage: 0,
  processedRows: 0,
  processedBytes: 0,
  cpuTimeMs: 0,
  wallTimeMs: 0,
};

function cancelled(): MillraceError {
  return userError('QUERY_CANCELLED', 'query was cancelled');
}

function stopping(): MillraceError {
  return resourceError('SERVER_STOPPING', 'the server is stopping', {
    hint: 'ask again when it is back',
  });
}
