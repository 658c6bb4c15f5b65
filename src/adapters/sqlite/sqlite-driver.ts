import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { assert } from '../../platform/assert.ts';
import { internalError, messageOf } from '../../platform/errors.ts';
import { SqliteSession } from './sqlite-session.ts';
import type { SqliteValue } from './worker-messages.ts';

/**
 * One connection, which whoever has a transaction or a statement under way has to himself. The thread behind it is
 * started again when it has ended: only what was under way fails.
 */
export class SqliteDriver implements Driver {
  readonly #file: string;
  #session: SqliteSession;
  #tail: Promise<void> = Promise.resolve();
  readonly #releases = new WeakMap<DatabaseConnection, () => void>();

  constructor(file: string, session: SqliteSession) {
    this.#file = file;
    this.#session = session;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#tail;
    this.#tail = promise;
    await before;
    try {
      if (this.#session.isOver) this.#session = await SqliteSession.open(this.#file);
    } catch (error) {
      resolve();
      throw error;
    }
    const connection = new SqliteConnection(this.#session);
    this.#releases.set(connection, resolve);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    // A deferred transaction that begins to write after it has read may find that it cannot.
    const sql = accessMode === 'read only' ? 'BEGIN' : 'BEGIN IMMEDIATE';
    await connection.executeQuery(CompiledQuery.raw(sql));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('COMMIT'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('ROLLBACK'));
    } catch (error) {
      // After some faults, a full disk among them, SQLite has rolled back by itself.
      if (!/no transaction is active/.test(messageOf((error as Error).cause))) throw error;
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const release = this.#releases.get(connection);
    assert(release !== undefined, 'a connection is released that was acquired');
    release();
  }

  async destroy(): Promise<void> {
    await this.#tail;
    await this.#session.close();
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #session: SqliteSession;

  constructor(session: SqliteSession) {
    this.#session = session;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes } = await this.#session.run(sql, parameters as readonly SqliteValue[]);
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator, of which there is nothing to give.
  async *streamQuery<R>(): AsyncGenerator<QueryResult<R>> {
    throw internalError('NOT_SUPPORTED', 'the metadata are not read as a stream');
  }
}
