import type { Catalog } from '../catalog/catalog.ts';
import type { Collection, Project } from '../model/collection.ts';
import { encodeProjectPosition, type Position, type ProjectPosition } from '../model/position.ts';
import { uniqueNames } from '../model/unique-names.ts';
import { MillraceError, resourceError, userError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { type CompiledQuery, compileQuery } from '../sql/compile/compile-query.ts';
import type { Sampling } from '../sql/compile/sample-tables.ts';
import { singleTables } from '../sql/print/duckdb/physical-tables.ts';
import type { ParameterValue } from '../sql/print/parameter-value.ts';
import type { Schema } from '../sql/tables/project-environment.ts';
import type { QueryConfig } from './config.ts';
import { withoutEngineWords } from './engine-words.ts';
import { exportError } from './export-error.ts';
import type {
  EngineExport,
  EngineQuery,
  EngineResult,
  ExportEnd,
  ExportFormat,
  QueryEngine,
  QueryStats,
} from './query-engine.ts';
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
  /** The values of `?`, in order. */
  readonly parameters?: readonly ParameterValue[] | undefined;
}

export interface QueryAnswer {
  readonly columns: readonly ResultColumn[];
  readonly rowsJson: readonly Uint8Array[];
  readonly rowCount: number;
  /** A position on the wire: what every collection showed. */
  readonly asOf: string;
  readonly durationMs: number;
}

/** An export whose first bytes are there. */
export interface ExportedFile {
  /** A position on the wire: what every collection showed. */
  readonly asOf: string;
  /** To be read once. Throws what the export fails with. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Resolves after the last piece. */
  readonly end: Promise<ExportEnd>;
  /** Aborted when nobody waits for more of it, or the server stops. */
  readonly cancelled: AbortSignal;
}

export interface RunningExport {
  /** Resolves when the file was delivered. */
  readonly done: Promise<void>;
  /** Idempotent. */
  cancel(): void;
}

export interface RunningQuery {
  readonly result: Promise<QueryAnswer>;
  stats(): QueryStats;
  /** Idempotent; the result rejects with `QUERY_CANCELLED` unless it is there already. */
  cancel(): void;
}

/** What bounds a query, or an export. */
interface Bounds {
  readonly maxRows: number;
  /** Waiting for its turn included. */
  readonly timeoutMs: number;
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
    const query = new Query(this.#deps, this.#telemetry, request, queryBounds(this.#deps.config));
    const result = this.#counted(request.project.id, query, async () => {
      const { clock } = this.#deps.platform;
      const startedAt = clock.monotonic();
      const { columns, rowsJson, rowCount, asOf } = await query.run();
      const durationMs = clock.monotonic() - startedAt;
      return { columns, rowsJson, rowCount, asOf: positionOf(request, asOf), durationMs };
    });
    return { result, stats: () => query.stats(), cancel: () => query.cancel() };
  }

  /**
   * Runs a query whose answer becomes a file. `deliver` is called when its first bytes are there, so not at all when it
   * fails before; the export runs until `deliver` has resolved. Errors: those of a query.
   */
  export(
    request: QueryRequest,
    format: ExportFormat,
    deliver: (file: ExportedFile) => Promise<void>,
  ): RunningExport {
    const query = new Query(this.#deps, this.#telemetry, request, exportBounds(this.#deps.config));
    const done = this.#counted(request.project.id, query, async () => {
      return await query.export(format, (file, asOf) =>
        deliver({ ...file, asOf: positionOf(request, asOf), cancelled: query.cancelled }),
      );
    });
    return { done: done.then(() => undefined), cancel: () => query.cancel() };
  }

  /** The columns that the answer would have. Nothing is run. Errors: those of the compiler. */
  async columns(request: QueryRequest): Promise<readonly ResultColumn[]> {
    const collections = await this.#deps.catalog.collections(request.project.id);
    return resultColumns(compiled(this.#deps, request, collections, queryBounds(this.#deps.config)).columns);
  }

  /** Cancels what runs or waits, and refuses what comes later: the server stops, and must not wait for a query. */
  close(): void {
    this.#closed = true;
    for (const query of this.#queries) query.cancel(stopping());
  }

  async #counted<T extends { readonly rowCount: number }>(
    projectId: number,
    query: Query,
    run: () => Promise<T>,
  ): Promise<T> {
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
      const answer = await run();
      this.#telemetry.succeeded(clock.monotonic() - startedAt, answer.rowCount);
      return answer;
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
  readonly #bounds: Bounds;
  readonly #cancelled = new AbortController();
  #execution: { cancel(): void; stats?(): QueryStats } | undefined;

  constructor(
    deps: QueryRunnerDependencies,
    telemetry: QueryTelemetry,
    request: QueryRequest,
    bounds: Bounds,
  ) {
    this.#deps = deps;
    this.#telemetry = telemetry;
    this.#request = request;
    this.#bounds = bounds;
  }

  get cancelled(): AbortSignal {
    return this.#cancelled.signal;
  }

  stats(): QueryStats {
    return this.#execution?.stats?.() ?? NOT_STARTED;
  }

  cancel(reason = cancelled()): void {
    this.#cancelled.abort(reason);
    this.#execution?.cancel();
  }

  run(): Promise<EngineResult & { readonly columns: readonly ResultColumn[] }> {
    return this.#prepared(async (query, collections, timeoutMs) => {
      const columns = resultColumns(query.columns);
      const execution = this.#deps.engine.start(this.#engineQuery(query, collections, timeoutMs));
      this.#execution = execution;
      return { ...(await execution.result), columns };
    });
  }

  export(
    format: ExportFormat,
    deliver: (
      file: Pick<ExportedFile, 'pieces' | 'end'>,
      asOf: ReadonlyMap<number, Position>,
    ) => Promise<void>,
  ): Promise<ExportEnd> {
    return this.#prepared(async (query, collections, timeoutMs) => {
      const request: EngineExport = {
        ...this.#engineQuery(query, collections, timeoutMs),
        format,
        columnNames: uniqueNames(resultColumns(query.columns).map(({ name }) => name)),
      };
      const execution = this.#deps.engine.export(request);
      this.#execution = execution;
      try {
        const pieces = execution.pieces[Symbol.asyncIterator]();
        const first = await pieces.next();
        const all = withFirst(first, pieces);
        await deliver({ pieces: all, end: execution.end }, await execution.asOf);
        return await execution.end;
      } catch (error) {
        throw exportError(error, this.#bounds.maxRows);
      } finally {
        // Whatever ended it: without an end of its own the engine would wait for its pieces to be taken.
        execution.cancel();
      }
    });
  }

  /** Waits and compiles, then runs; errors as users see them. */
  async #prepared<T>(
    run: (query: CompiledQuery, collections: readonly Collection[], timeoutMs: number) => Promise<T>,
  ): Promise<T> {
    const { catalog, platform } = this.#deps;
    const deadline = platform.clock.monotonic() + this.#bounds.timeoutMs;
    let query: CompiledQuery | undefined;
    try {
      await this.#waitUntilVisible();
      const collections = await catalog.collections(this.#request.project.id);
      query = compiled(this.#deps, this.#request, collections, this.#bounds);
      this.#cancelled.signal.throwIfAborted();
      const timeoutMs = Math.floor(deadline - platform.clock.monotonic());
      if (timeoutMs <= 0) {
        throw resourceError('QUERY_TIMEOUT', `query took longer than ${this.#bounds.timeoutMs} ms`);
      }
      return await run(query, collections, timeoutMs);
    } catch (error) {
      this.#cancelled.signal.throwIfAborted();
      if (error instanceof MillraceError && error.code === 'QUERY_NOT_AUTHORISED') {
        this.#telemetry.notAuthorised(error, this.#request.project.id, query?.sql ?? '');
      }
      throw withoutEngineWords(error);
    }
  }

  #engineQuery(query: CompiledQuery, collections: readonly Collection[], timeoutMs: number): EngineQuery {
    return {
      project: this.#request.project,
      collections,
      sql: query.sql,
      columnTypes: query.columns.map(({ type }) => type),
      tables: query.physicalTables,
      maxRows: this.#bounds.maxRows,
      timeoutMs,
    };
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
}

function queryBounds(config: QueryConfig): Bounds {
  return { maxRows: config['query.max-rows'], timeoutMs: config['query.timeout'] };
}

function exportBounds(config: QueryConfig): Bounds {
  return { maxRows: config['query.export-max-rows'], timeoutMs: config['query.export-timeout'] };
}

function positionOf({ project }: QueryRequest, collections: ReadonlyMap<number, Position>): string {
  return encodeProjectPosition({ projectId: project.id, collections });
}

async function* withFirst(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let piece = first; piece.done !== true; piece = await rest.next()) yield piece.value;
}

/** Tables and schemas are those of one snapshot of the catalog; the engine adds what its tables lack. */
function compiled(
  { config }: QueryRunnerDependencies,
  { text, limit, ...options }: QueryRequest,
  collections: readonly Collection[],
  { maxRows }: Bounds,
): CompiledQuery {
  const { defaultSchema, timezone, sampling, parameters = [] } = options;
  const length = parameters.reduce<number>((sum, value) => sum + String(value).length, text.length);
  if (length > config['query.max-length']) {
    const what = text.length === length ? 'query is' : 'query and its parameters are';
    throw userError('QUERY_TOO_LARGE', `${what} longer than ${config['query.max-length']} characters`);
  }
  return compileQuery({
    text,
    project: { collections },
    tables: singleTables(),
    rows: { maxRows, ...(limit === undefined ? {} : { limit }) },
    ...(defaultSchema === undefined ? {} : { defaultSchema }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(sampling === undefined ? {} : { sampling }),
    parameters,
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
