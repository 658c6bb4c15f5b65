import type { Catalog } from '../catalog/catalog.ts';
import type { Collection, Project } from '../model/collection.ts';
import { encodeProjectPosition, type ProjectPosition } from '../model/position.ts';
import { MillraceError, resourceError, userError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { QueryConfig } from './config.ts';
import { type GuardedSql, guardQuery, type SqlJson } from './interim-guard.ts';
import type { EngineResult, QueryEngine, QueryExecution, QueryStats, ResultColumn } from './query-engine.ts';
import { QueryTextError } from './query-text-error.ts';
import { type QueryTelemetry, queryTelemetry } from './telemetry.ts';
import type { Visibility } from './visibility.ts';

export interface QueryRunnerDependencies {
  readonly platform: Platform;
  readonly config: QueryConfig;
  readonly catalog: Catalog;
  readonly engine: QueryEngine;
  readonly visibility: Visibility;
  readonly sqlJson: SqlJson;
}

export interface QueryRequest {
  readonly project: Project;
  readonly text: string;
  /** At most so many rows. */
  readonly limit?: number | undefined;
  /** Waits until everything before this position is visible. */
  readonly after?: ProjectPosition | undefined;
  /** Asks what columns the answer would have. */
  readonly columnsOnly?: boolean;
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

/** A table may come into being between two tries, so the number of tries has a bound of its own. */
const MAX_TRIES = 20;

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

  /** Errors of the result: those of the guard and of `QueryEngine`, `POSITION_NOT_VISIBLE`, `RATE_LIMITED`. */
  start(request: QueryRequest): RunningQuery {
    const query = new Query(this.#deps, request);
    return {
      result: this.#counted(request.project.id, query),
      stats: () => query.stats(),
      cancel: () => query.cancel(),
    };
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
  readonly #request: QueryRequest;
  readonly #cancelled = new AbortController();
  #execution: QueryExecution | undefined;

  constructor(deps: QueryRunnerDependencies, request: QueryRequest) {
    this.#deps = deps;
    this.#request = request;
  }

  stats(): QueryStats {
    return this.#execution?.stats() ?? NOT_STARTED;
  }

  cancel(reason = cancelled()): void {
    this.#cancelled.abort(reason);
    this.#execution?.cancel();
  }

  async run(): Promise<EngineResult> {
    try {
      return await this.#run();
    } catch (error) {
      this.#cancelled.signal.throwIfAborted();
      throw error;
    }
  }

  async #run(): Promise<EngineResult> {
    const { catalog, config, platform } = this.#deps;
    const deadline = platform.clock.monotonic() + config['query.timeout'];
    await this.#waitUntilVisible();
    const collections = await catalog.collections(this.#request.project.id);
    const withoutTable = new Set<number>();
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const guarded = await this.#guard(collections, withoutTable);
      this.#cancelled.signal.throwIfAborted();
      try {
        const result = await this.#execute(guarded, collections, deadline);
        // A table that came into being meanwhile was left out: its rows belong to the position that is told.
        const appeared = [...withoutTable].filter((id) => result.asOf.get(id)?.some((offset) => offset > 0));
        if (appeared.length === 0) return result;
        for (const id of appeared) withoutTable.delete(id);
      } catch (error) {
        const missing = missingTables(error, guarded.collections, withoutTable);
        if (missing.length === 0) throw explained(error, guarded);
        for (const id of missing) withoutTable.add(id);
      }
    }
    throw resourceError('QUERY_TABLES_CHANGING', 'the tables of the query change too fast');
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

  #guard(collections: readonly Collection[], withoutTable: ReadonlySet<number>): Promise<GuardedSql> {
    const { config, sqlJson } = this.#deps;
    const { text, limit } = this.#request;
    if (text.length > config['query.max-length']) {
      throw userError('QUERY_INVALID', `query is longer than ${config['query.max-length']} characters`);
    }
    return guardQuery(sqlJson, { text, collections, withoutTable, maxRows: config['query.max-rows'], limit });
  }

  async #execute(
    guarded: GuardedSql,
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
      sql: guarded.sql,
      maxRows: this.#request.columnsOnly === true ? 0 : config['query.max-rows'],
      timeoutMs,
    });
    return await this.#execution.result;
  }
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

/** Collections in whose tables nothing was ever committed, so that the engine does not know them. */
function missingTables(
  error: unknown,
  read: readonly Collection[],
  known: ReadonlySet<number>,
): readonly number[] {
  if (!(error instanceof MillraceError)) return [];
  const name = /Table with name "?([a-z][a-z0-9_]*)"? does not exist/.exec(error.message)?.[1];
  return read.filter(({ id, physicalName }) => !known.has(id) && physicalName === name).map(({ id }) => id);
}

/** The engine's words about a text that users never saw: without that text, and with the place in theirs. */
function explained(error: unknown, guarded: GuardedSql): unknown {
  if (!(error instanceof MillraceError) || error.class !== 'user' || error.code !== 'QUERY_FAILED')
    return error;
  const message = error.message.replace(/\n+LINE \d+:[\s\S]*$/, '').replace(/^[A-Z][A-Za-z ]* Error: /, '');
  const column = /[Cc]olumn "([^"]+)"/.exec(message)?.[1];
  return new QueryTextError(
    error.code,
    message,
    column === undefined ? undefined : guarded.placeOfColumn(column),
    { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) },
  );
}
