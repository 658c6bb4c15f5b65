/**
 * The worker's side of the lake: owns the instances of its projects and answers the main thread's calls. Everything
 * that crosses is plain data (maps included), so both sides share the port's types.
 */
import type { MessagePort } from 'node:worker_threads';
import { catalogErrors } from '../../catalog/errors.ts';
import type { RowSource } from '../../lake/lake.ts';
import type { CollectionSchema, Project } from '../../model/collection.ts';
import type { Clock } from '../../platform/clock.ts';
import { errorFromWire, errorToWire, internalError } from '../../platform/errors.ts';
import type { Timers } from '../../platform/timers.ts';
import { textWithCauses } from './errors.ts';
import { deleteStore, type StoreOptions } from './instance.ts';
import { ProjectStore } from './project-store.ts';
import { QueryRunner } from './query-runner.ts';
import type { CallName, Calls, FromWorker, ToWorker } from './worker-messages.ts';

export interface LakeWorkerOptions {
  readonly store: StoreOptions;
  readonly maxResultBytes: number;
  readonly processMemoryLimitBytes: number;
}

export interface LakeWorkerWorld {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Makes the source of rows; schemas that its messages name are asked of the main thread. */
  sourceFor(findSchema: (schemaId: number) => Promise<CollectionSchema | undefined>): RowSource;
  /** Called after everything of the lake is closed. */
  onClose(): Promise<void>;
}

export function serveLake(port: MessagePort, options: LakeWorkerOptions, world: LakeWorkerWorld): void {
  const service = new LakeService(port, options, world);
  // The thread itself ends only when the engine has done with its queries, which may be never.
  process.once('exit', () => service.send({ kind: 'dying' }));
  port.on('message', (message: ToWorker) => service.receive(message));
  service.send({ kind: 'ready' });
}

type Handlers = { readonly [N in CallName]: (call: Calls[N], id: number) => Promise<Calls[N]['answer']> };

class LakeService {
  readonly #port: MessagePort;
  readonly #options: LakeWorkerOptions;
  readonly #world: LakeWorkerWorld;
  readonly #source: RowSource;
  readonly #queries: QueryRunner;
  /** Opened or being opened, by project id. */
  readonly #stores = new Map<number, Promise<ProjectStore>>();
  /** By id; whoever asks for one of them comes too late. */
  readonly #deleted = new Set<number>();
  readonly #schemaCalls = new Map<number, PromiseWithResolvers<CollectionSchema | undefined>>();
  #schemaCallCount = 0;
  #resume: (() => void) | undefined;
  #paused: Promise<void> | undefined;

  constructor(port: MessagePort, options: LakeWorkerOptions, world: LakeWorkerWorld) {
    this.#port = port;
    this.#options = options;
    this.#world = world;
    this.#source = world.sourceFor((schemaId) => this.#findSchema(schemaId));
    this.#queries = new QueryRunner({
      clock: world.clock,
      timers: world.timers,
      maxResultBytes: options.maxResultBytes,
      processMemoryLimitBytes: options.processMemoryLimitBytes,
      directory: options.store.directory,
    });
  }

  send(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'cancel':
        this.#queries.cancel(message.id);
        return;
      case 'schema': {
        const call = this.#schemaCalls.get(message.id);
        this.#schemaCalls.delete(message.id);
        if (message.error === undefined) call?.resolve(message.schema);
        else call?.reject(errorFromWire(message.error));
        return;
      }
      case 'call':
        void this.#answer(message.id, message.name, message.arguments);
        return;
    }
  }

  async #answer(id: number, name: CallName, args: unknown): Promise<void> {
    try {
      const handler = this.#handlers[name] as (call: unknown, id: number) => Promise<unknown>;
      const answer = await handler(args, id);
      this.send(
        { kind: 'answer', id, answer },
        name === 'query' ? buffersOf(answer as Calls['query']['answer']) : [],
      );
    } catch (error) {
      this.send({ kind: 'error', id, error: { ...errorToWire(error), stack: textWithCauses(error) } });
    }
  }

  readonly #handlers: Handlers = {
    openProject: async ({ project }) => {
      await this.#open(project);
      return undefined;
    },
    deleteProject: async ({ project }) => {
      this.#deleted.add(project.id);
      const store = await this.#stores.get(project.id);
      this.#stores.delete(project.id);
      await store?.close();
      await deleteStore(this.#options.store.directory, project);
      return undefined;
    },
    state: async ({ project }) => (await this.#storeOf(project)).state(),
    verify: async ({ project }) => (await this.#storeOf(project)).verify(),
    commitRound: async ({ project, round }) => {
      await this.#paused;
      return (await this.#storeOf(project)).commitRound(round);
    },
    backup: async ({ project, targetFile }) => {
      await (await this.#storeOf(project)).backup(targetFile);
      return undefined;
    },
    pause: () => this.#pause(),
    resume: async () => {
      this.#resume?.();
      this.#resume = undefined;
      this.#paused = undefined;
      return undefined;
    },
    query: async ({ project, request }, id) =>
      this.#queries.run(id, await this.#storeOf(project), request, (progress) =>
        this.send({ kind: 'progress', id, progress }),
      ),
    close: () => this.#close(),
  };

  /** Rounds that were asked for before end first; those asked for later wait for `resume`. */
  async #pause(): Promise<undefined> {
    if (this.#paused === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#paused = promise;
      this.#resume = resolve;
    }
    for (const store of await Promise.all(this.#stores.values())) await store.idle();
    return undefined;
  }

  async #close(): Promise<undefined> {
    const stores = await Promise.allSettled(this.#stores.values());
    this.#stores.clear();
    // Together, since each waits for its disk; and one that cannot be closed leaves no other open.
    const opened = stores.filter((store) => store.status === 'fulfilled');
    try {
      const closings = await Promise.allSettled(opened.map(({ value }) => value.close()));
      for (const closing of closings) if (closing.status === 'rejected') throw closing.reason;
    } finally {
      await this.#world.onClose();
    }
    return undefined;
  }

  /** One instance per file, however many ask for it at once. */
  #open(project: Project): Promise<ProjectStore> {
    const known = this.#stores.get(project.id);
    if (known !== undefined) return known;
    if (this.#deleted.has(project.id)) return Promise.reject(catalogErrors.projectNotFound(project.name));
    const opening = ProjectStore.open(project, this.#options.store, this.#source, this.#queries);
    this.#stores.set(project.id, opening);
    opening.catch(() => this.#stores.delete(project.id));
    return opening;
  }

  async #storeOf(project: Project): Promise<ProjectStore> {
    const store = this.#stores.get(project.id);
    if (store !== undefined) return store;
    throw internalError('LAKE_PROJECT_NOT_OPEN', `the lake of project "${project.name}" is not open`);
  }

  #findSchema(schemaId: number): Promise<CollectionSchema | undefined> {
    const call = Promise.withResolvers<CollectionSchema | undefined>();
    const id = this.#schemaCallCount++;
    this.#schemaCalls.set(id, call);
    this.send({ kind: 'schema', id, schemaId });
    return call.promise;
  }
}

function buffersOf(answer: Calls['query']['answer']): readonly ArrayBuffer[] {
  return answer.rowsJson.map((piece) => piece.buffer);
}
