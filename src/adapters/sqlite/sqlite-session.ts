import { Worker } from 'node:worker_threads';
import { assert } from '../../platform/assert.ts';
import { messageOf } from '../../platform/errors.ts';
import { sqliteError, sqliteThreadEnded } from './errors.ts';
import type { SqliteReply, SqliteRequest, SqliteValue, SqliteWorkerData } from './worker-messages.ts';

export interface SqliteResult {
  readonly rows: readonly Record<string, SqliteValue>[];
  readonly changes: number;
}

interface Waiting {
  readonly resolve: (result: SqliteResult) => void;
  readonly reject: (error: unknown) => void;
}

/** One worker thread with the file open. When the thread ends, what waits is rejected and nothing more is taken. */
export class SqliteSession {
  readonly #file: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #isOver = false;

  private constructor(file: string, memoryMb: number) {
    this.#file = file;
    const workerData: SqliteWorkerData = { file };
    // The suffix follows this file's, so that the compiled program finds its compiled worker.
    const url = new URL(`./sqlite-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
    this.#worker = new Worker(url, {
      workerData,
      name: 'sqlite',
      // A small young generation keeps an idle thread small; the old one is a bound, not a reservation.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: memoryMb },
    });
    this.#worker.on('message', (reply: SqliteReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', (code) => this.#end(new Error(`exit code ${code}`)));
  }

  /** An answer that needs more than `memoryMb` ends the thread. Errors: `CATALOG_DAMAGED`, `CATALOG_UNUSABLE`. */
  static async open(file: string, memoryMb = 256): Promise<SqliteSession> {
    const session = new SqliteSession(file, memoryMb);
    try {
      await session.#replyTo(0);
    } catch (error) {
      await session.#worker.terminate();
      throw error;
    }
    return session;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  run(sql: string, parameters: readonly SqliteValue[] = []): Promise<SqliteResult> {
    return this.#ask({ id: ++this.#lastId, sql, parameters });
  }

  /** What was asked before is answered before. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    const exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    await this.#ask({ id: ++this.#lastId, close: true });
    this.#worker.ref();
    await exited;
  }

  #ask(request: SqliteRequest): Promise<SqliteResult> {
    if (this.#isOver) return Promise.reject(sqliteThreadEnded(undefined));
    const reply = this.#replyTo(request.id);
    this.#worker.postMessage(request);
    return reply;
  }

  /** An idle thread does not keep the process alive, one that owes an answer does. */
  #replyTo(id: number): Promise<SqliteResult> {
    if (this.#waiting.size === 0) this.#worker.ref();
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #settle(reply: SqliteReply): void {
    const waiting = this.#waiting.get(reply.id);
    assert(waiting !== undefined, 'every answer has its question');
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('error' in reply) waiting.reject(sqliteError(this.#file, reply.error));
    else waiting.resolve(reply);
  }

  #end(cause: unknown): void {
    this.#isOver = true;
    const error = sqliteThreadEnded(new Error(`the thread ended: ${messageOf(cause)}`, { cause }));
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
