/**
 * Runs queries on the worker that owns the project's instance, each on a connection and in a read-only transaction of
 * its own, beside the rounds. DuckDB works on libuv's pool; here rows are fetched chunk by chunk and written as JSON,
 * a few milliseconds at a time, so rounds and other queries of the same worker go on.
 */
import type { Connection, PreparedStatement } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import type { Project } from '../../model/collection.ts';
import { ORIGIN, type Position } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import type { Clock } from '../../platform/clock.ts';
import { internalError, type MillraceError, resourceError, userError } from '../../platform/errors.ts';
import { ownMemoryBytes } from '../../platform/process-memory.ts';
import type { Timers } from '../../platform/timers.ts';
import type { EngineQuery } from '../../query/query-engine.ts';
import type { SqlType } from '../../sql/types/sql-type.ts';
import { ByteWriter } from './byte-writer.ts';
import { holds } from './column-types.ts';
import { isInterrupted, notAuthorised, planningError, queryError } from './errors.ts';
import { writeRows } from './json-rows.ts';
import { readPositions } from './meta-tables.ts';
import { chunksOf, rollback, run } from './native.ts';
import type { ProjectStore, QueryControl } from './project-store.ts';
import { checkSelect } from './select-wall.ts';
import { STATEMENT_SELECT } from './type-ids.ts';

/** What the port says of these members. */
export type QueryRequest = Omit<EngineQuery, 'project'>;

export interface QueryAnswer {
  /** Pieces of one JSON array, each with memory of its own. */
  readonly rowsJson: readonly Uint8Array<ArrayBuffer>[];
  readonly rowCount: number;
  readonly asOf: readonly (readonly [number, Position])[];
}

export interface QueryProgress {
  readonly percentage: number;
  readonly processedRows: number;
  readonly processedBytes: number;
}

export interface QueryRunnerOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Bytes of JSON that an answer may have. */
  readonly maxResultBytes: number;
  /** Memory of the whole process at which every query is stopped; 0: never. */
  readonly processMemoryLimitBytes: number;
  /** For taking file names out of messages. */
  readonly directory: string;
}

/** An interrupt that arrives between two calls of the engine is lost, so it is repeated until the query has ended. */
const INTERRUPT_EVERY_MS = 25;
const PROGRESS_EVERY_MS = 250;
const PIECE_BYTES = 256 * 1024;

interface Running {
  readonly project: Project;
  readonly startedAtMs: number;
  connection: Connection | undefined;
  /** Waits for its turn between two rounds: whoever stops it from within a round must not wait for it. */
  waiting: boolean;
  /** Why it was stopped. */
  stopped: MillraceError | undefined;
  readonly ended: Promise<void>;
  bytes: number;
}

export class QueryRunner implements QueryControl {
  readonly #options: QueryRunnerOptions;
  readonly #running = new Map<number, Running>();

  constructor(options: QueryRunnerOptions) {
    this.#options = options;
  }

  /** `id` is the caller's, for {@link cancel}. */
  async run(
    id: number,
    store: ProjectStore,
    request: QueryRequest,
    onProgress: (progress: QueryProgress) => void,
  ): Promise<QueryAnswer> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const running: Running = {
      project: store.project,
      startedAtMs: this.#options.clock.monotonic(),
      connection: undefined,
      waiting: true,
      stopped: undefined,
      ended,
      bytes: 2,
    };
    this.#running.set(id, running);
    const timeout = this.#options.timers.after(Math.max(0, request.timeoutMs), () =>
      this.#stop(running, timedOut()),
    );
    try {
      return await this.#onConnection(running, store, request, onProgress);
    } catch (error) {
      if (running.stopped !== undefined) throw running.stopped;
      throw isInterrupted(error) ? cancelled() : queryError(error, this.#options.directory);
    } finally {
      timeout.cancel();
      this.#running.delete(id);
      end();
    }
  }

  /** Harmless when the query has ended. */
  cancel(id: number): void {
    const running = this.#running.get(id);
    if (running !== undefined) this.#stop(running, cancelled());
  }

  async stop(project: Project, reason: 'memory' | 'closing'): Promise<void> {
    const found = [...this.#running.values()].filter((running) => running.project.id === project.id);
    for (const running of found) this.#stop(running, reason === 'memory' ? outOfMemory() : cancelled());
    await Promise.all(found.filter(({ waiting }) => !waiting).map(({ ended }) => ended));
  }

  #stop(running: Running, reason: MillraceError): void {
    if (running.stopped !== undefined) return;
    running.stopped = reason;
    const repeat = () => {
      if (running.connection === undefined) return;
      duckdb.interrupt(running.connection);
      this.#options.timers.after(INTERRUPT_EVERY_MS, repeat);
    };
    repeat();
  }

  async #onConnection(
    running: Running,
    store: ProjectStore,
    request: QueryRequest,
    onProgress: (progress: QueryProgress) => void,
  ): Promise<QueryAnswer> {
    const instance = await store.instance();
    running.waiting = false;
    if (running.stopped !== undefined) throw running.stopped;
    const connection = instance.take();
    assert(connection !== undefined, 'more queries run than connections were opened for');
    running.connection = connection;
    const watch = this.#watch(running, onProgress);
    try {
      const { names } = await checkSelect(connection, request.sql);
      checkTables(names, request.tables);
      running.waiting = true;
      await store.prepareTables(request.collections.filter(({ physicalName }) => names.has(physicalName)));
      running.waiting = false;
      // The store may have been closed in between, and its connections with it.
      if (running.stopped !== undefined) throw running.stopped;
      return await this.#inTransaction(running, connection, request);
    } finally {
      watch.cancel();
      running.connection = undefined;
      instance.giveBack(connection);
    }
  }

  async #inTransaction(
    running: Running,
    connection: Connection,
    request: QueryRequest,
  ): Promise<QueryAnswer> {
    await run(connection, 'BEGIN TRANSACTION READ ONLY');
    try {
      return await this.#answer(running, connection, request);
    } finally {
      running.connection = undefined;
      await rollback(connection);
    }
  }

  async #answer(running: Running, connection: Connection, request: QueryRequest): Promise<QueryAnswer> {
    // The first read of the transaction, so positions and rows are of one snapshot.
    const positions = await readPositions(connection);
    const asOf = request.collections.map(({ id }) => [id, positions.get(id) ?? ORIGIN] as const);
    const prepared = await prepareOne(connection, request.sql);
    try {
      checkColumns(prepared, request.columnTypes);
      return { asOf, ...(await this.#fetch(running, prepared, request)) };
    } finally {
      duckdb.destroy_prepare_sync(prepared);
    }
  }

  async #fetch(running: Running, prepared: PreparedStatement, { columnTypes, maxRows }: QueryRequest) {
    const out = new ByteWriter();
    const rowsJson: Uint8Array<ArrayBuffer>[] = [];
    let rowCount = 0;
    out.ascii('[');
    for await (const chunk of chunksOf(await duckdb.execute_prepared_streaming(prepared))) {
      if (running.stopped !== undefined) throw running.stopped;
      const first = rowCount === 0;
      rowCount += duckdb.data_chunk_get_size(chunk);
      if (rowCount > maxRows) throw tooManyRows(maxRows);
      const before = out.length;
      writeRows(chunk, columnTypes, out, first);
      running.bytes += out.length - before;
      if (running.bytes > this.#options.maxResultBytes) throw tooLarge(this.#options.maxResultBytes);
      if (out.length >= PIECE_BYTES) rowsJson.push(out.take());
    }
    if (running.stopped !== undefined) throw running.stopped;
    out.ascii(']');
    rowsJson.push(out.take());
    return { rowCount, rowsJson };
  }

  /** Which query takes the memory is not known: what functions allocate beside the engine is nobody's. */
  #checkMemory(): void {
    const limit = this.#options.processMemoryLimitBytes;
    if (limit === 0 || ownMemoryBytes() < limit) return;
    for (const running of this.#running.values()) {
      if (running.connection !== undefined) this.#stop(running, processMemory());
    }
  }

  #watch(running: Running, onProgress: (progress: QueryProgress) => void): { cancel(): void } {
    let timer = this.#options.timers.after(PROGRESS_EVERY_MS, tick);
    const { timers } = this.#options;
    const checkMemory = () => this.#checkMemory();
    function tick() {
      if (running.connection === undefined) return;
      checkMemory();
      const progress = duckdb.query_progress(running.connection);
      onProgress({
        // The engine answers −1 when it cannot tell.
        percentage: Math.min(100, Math.max(0, progress.percentage)),
        processedRows: Number(progress.rows_processed),
        processedBytes: running.bytes,
      });
      timer = timers.after(PROGRESS_EVERY_MS, tick);
    }
    return { cancel: () => timer.cancel() };
  }
}

async function prepareOne(connection: Connection, sql: string): Promise<PreparedStatement> {
  const { extracted_statements: statements, statement_count: count } = await duckdb.extract_statements(
    connection,
    sql,
  );
  if (count !== 1) throw notAuthorised('more than one statement');
  const prepared = await duckdb.prepare_extracted_statement(connection, statements, 0).catch(planningError);
  const kind: number = duckdb.prepared_statement_type(prepared);
  if (kind === STATEMENT_SELECT && duckdb.nparams(prepared) === 0) return prepared;
  duckdb.destroy_prepare_sync(prepared);
  throw notAuthorised('no SELECT without parameters');
}

/** What the engine says it reads must be what was authorised, no more and no less. */
function checkTables(read: ReadonlySet<string>, authorised: readonly string[]): void {
  const more = [...read].filter((name) => !authorised.includes(name));
  const less = authorised.filter((name) => !read.has(name));
  if (more.length === 0 && less.length === 0) return;
  throw notAuthorised(`reads ${more.join(', ') || 'less'}, authorised ${authorised.join(', ') || 'nothing'}`);
}

function checkColumns(prepared: PreparedStatement, types: readonly SqlType[]): void {
  const count = duckdb.prepared_statement_column_count(prepared);
  if (count !== types.length) throw otherTypes(`${count} columns came for ${types.length}`);
  types.forEach((type, index) => {
    const found = duckdb.prepared_statement_column_logical_type(prepared, index);
    if (!holds(found, type)) throw otherTypes(`column ${index + 1} is no ${type.kind}`);
  });
}

function otherTypes(what: string): MillraceError {
  return internalError(
    'QUERY_ENGINE_FAILED',
    'the query engine answered in other types than it was asked for',
    {
      cause: new Error(what),
    },
  );
}

export function cancelled(): MillraceError {
  return userError('QUERY_CANCELLED', 'the query was cancelled');
}

export function timedOut(): MillraceError {
  return userError('QUERY_TIMEOUT', 'the query took longer than it may', {
    hint: 'read fewer rows, or ask an operator to raise "query.timeout"',
  });
}

function outOfMemory(): MillraceError {
  return resourceError(
    'QUERY_MEMORY',
    'the query was stopped because its memory was needed to store events',
    {
      hint: 'read fewer rows or columns, or aggregate before joining and sorting',
    },
  );
}

function processMemory(): MillraceError {
  return resourceError('QUERY_MEMORY', 'the query was stopped because the server ran short of memory', {
    hint: 'aggregate before joining, and keep arrays, maps and texts small',
  });
}

function tooManyRows(maxRows: number): MillraceError {
  return userError('TOO_MANY_ROWS', `the query answers with more than ${maxRows} rows`, {
    hint: 'add a LIMIT, or aggregate',
  });
}

function tooLarge(maxBytes: number): MillraceError {
  return userError('RESULT_TOO_LARGE', `the answer is larger than ${maxBytes} bytes`, {
    hint: 'select fewer columns, add a LIMIT, or aggregate',
  });
}
