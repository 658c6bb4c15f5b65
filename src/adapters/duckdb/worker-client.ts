import { Worker } from 'node:worker_threads';
import type { CollectionSchema } from '../../model/collection.ts';
import { errorFromWire, errorToWire, internalError } from '../../platform/errors.ts';
import type { Piece } from './export/export-writer.ts';
import type { Positions, QueryProgress } from './query-runner.ts';
import type { CallName, Calls, FromWorker, ToWorker } from './worker-messages.ts';

export interface WorkerClientOptions {
  /** The worker's entry file; it calls `serveLake` with its parent port. */
  readonly entry: URL;
  /** Handed to the entry file as `workerData`. */
  readonly workerData: unknown;
  findSchema(schemaId: number): Promise<CollectionSchema | undefined>;
  /** The worker died: its projects are out of reach, and the server cannot go on. */
  onFailure(error: Error): void;
}

/** What a call tells before its answer. */
export interface CallEvents {
  readonly onProgress?: (progress: QueryProgress) => void;
  readonly onBegun?: (asOf: Positions) => void;
  readonly onPiece?: (piece: Piece) => void;
}

interface Pending {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly events: CallEvents;
}

/** Arguments of a call: everything but its answer. */
type ArgumentsOf<N extends CallName> = Omit<Calls[N], 'answer'>;

/**
 * The main thread's side of one worker. When it dies, every call that is under way or comes later fails. The process
 * must end soon after: the bindings abort it when the engine finishes a query of a thread that is gone.
 */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #options: WorkerClientOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #ready = Promise.withResolvers<void>();
  #nextId = 0;
  #closing = false;
  #failure: Error | undefined;

  constructor(options: WorkerClientOptions) {
    this.#options = options;
    this.#worker = new Worker(options.entry, {
      workerData: options.workerData,
      name: 'lake',
      // Rows are decoded into memory outside the heap; what is in it is short-lived and small.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the lake worker ended with code ${code}`)));
    // Whoever waits for it sees the failure; nobody has to.
    this.#ready.promise.catch(() => undefined);
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  call<N extends CallName>(name: N, args: ArgumentsOf<N>): Promise<Calls[N]['answer']> {
    return this.start(name, args).answer;
  }

  start<N extends CallName>(
    name: N,
    args: ArgumentsOf<N>,
    events: CallEvents = {},
  ): { readonly id: number; readonly answer: Promise<Calls[N]['answer']> } {
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Calls[N]['answer']>();
    if (this.#failure === undefined) {
      this.#pending.set(id, { resolve, reject, events });
      this.#send({ kind: 'call', id, name, arguments: args });
    } else {
      reject(this.#failure);
    }
    return { id, answer: promise };
  }

  cancel(id: number): void {
    this.#send({ kind: 'cancel', id });
  }

  /** Lets an export send one more piece. */
  more(id: number): void {
    this.#send({ kind: 'more', id });
  }

  async close(): Promise<void> {
    if (this.#failure !== undefined) return;
    const answer = this.call('close', {});
    this.#closing = true;
    try {
      await answer;
    } finally {
      await this.#worker.terminate();
    }
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.#ready.resolve();
        break;
      case 'dying':
        this.#fail(new Error('the lake worker ends'));
        break;
      case 'schema':
        void this.#findSchema(message.id, message.schemaId);
        break;
      case 'progress':
        this.#pending.get(message.id)?.events.onProgress?.(message.progress);
        break;
      case 'begun':
        this.#pending.get(message.id)?.events.onBegun?.(message.asOf);
        break;
      case 'piece':
        this.#pending.get(message.id)?.events.onPiece?.(message.piece);
        break;
      case 'answer':
        this.#ended(message.id)?.resolve(message.answer as never);
        break;
      case 'error':
        this.#ended(message.id)?.reject(errorFromWire(message.error));
        break;
    }
  }

  #ended(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  async #findSchema(id: number, schemaId: number): Promise<void> {
    try {
      const schema = await this.#options.findSchema(schemaId);
      this.#send({ kind: 'schema', id, ...(schema === undefined ? {} : { schema }) });
    } catch (error) {
      this.#send({ kind: 'schema', id, error: errorToWire(error) });
    }
  }

  #fail(cause: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = internalError('LAKE_WORKER_FAILED', 'a worker of the lake ended unexpectedly', { cause });
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
    this.#ready.reject(this.#failure);
    if (!this.#closing) this.#options.onFailure(this.#failure);
  }
}
