import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { assert } from '../../platform/assert.ts';
import { errorFromWire, internalError } from '../../platform/errors.ts';
import type { WriterCommand, WriterData, WriterReply, WriterResults } from './writer-messages.ts';

interface Waiting {
  readonly id: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A failure in the writer's thread. */
export class WriterFailure extends Error {
  override readonly name = 'WriterFailure';
  /** The operating system's or LMDB's code, as text. */
  readonly reason: string | undefined;

  constructor(reply: WriterReply) {
    super(reply.error?.message, { cause: errorFromWire(reply.error!) });
    this.reason = reply.reason;
  }
}

/** LMDB could not write its header: it takes no transaction any more before it is opened again. */
const PANIC = '-30795';

/** The main thread's end of the writer's thread. */
export class WriterClient {
  readonly #worker: Worker;
  readonly #onFailure: (error: Error) => void;
  /**
   * In the order of asking, which is that of the replies. No map: one that is always in use leaves its old tables
   * behind, and each keeps what was in it, here whole groups of requests, alive for the collector of young objects.
   */
  readonly #waiting: Waiting[] = [];
  #lastId = 0;
  #failure: Error | undefined;
  /** From the end of opening to the beginning of closing; before and after, whoever waits is told. */
  #isInUse = false;

  private constructor(data: WriterData, onFailure: (error: Error) => void) {
    this.#onFailure = onFailure;
    // The same file whether the program runs from its sources or is built.
    const file = new URL(`./writer-thread${path.extname(import.meta.url)}`, import.meta.url);
    this.#worker = new Worker(file, {
      workerData: data,
      name: 'log-writer',
      // Messages never enter this thread's heap: they lie in shared memory.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    this.#worker.on('message', (reply: WriterReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`exit code ${code}`)));
  }

  /**
   * Starts the thread and opens the environment in it. `onFailure`: the thread has ended, or can write no more; every
   * call that is under way or comes later fails.
   */
  static async open(data: WriterData, onFailure: (error: Error) => void): Promise<WriterClient> {
    const client = new WriterClient(data, onFailure);
    await new Promise((resolve, reject) => client.#waiting.push({ id: 0, resolve, reject })).catch(
      async (error: unknown) => {
        await client.#worker.terminate();
        throw error;
      },
    );
    client.#isInUse = true;
    return client;
  }

  /** Rejects with {@link WriterFailure}, or with what ended the thread. */
  execute<K extends WriterCommand['kind']>(
    command: Extract<WriterCommand, { kind: K }>,
  ): Promise<WriterResults[K]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#lastId += 1;
      this.#waiting.push({ id: this.#lastId, resolve: resolve as (result: unknown) => void, reject });
      this.#worker.postMessage({ id: this.#lastId, command });
    });
  }

  async close(): Promise<void> {
    this.#isInUse = false;
    try {
      await this.execute({ kind: 'close' });
    } finally {
      await this.#worker.terminate();
    }
  }

  #receive(reply: WriterReply): void {
    const waiting = this.#waiting.shift();
    // Whoever waited was told already.
    if (waiting === undefined) return;
    assert(waiting.id === reply.id, 'the writer replies in the order of asking');
    if (reply.error === undefined) waiting.resolve(reply.result);
    else {
      const failure = new WriterFailure(reply);
      waiting.reject(failure);
      if (failure.reason === PANIC) this.#fail(failure);
    }
  }

  #fail(cause: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = internalError('LOG_WRITER_FAILED', 'the event log can write no more', { cause });
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure);
    if (this.#isInUse) this.#onFailure(this.#failure);
  }
}
