import { Value } from 'typebox/value';
import { MemoryEventLog } from '../../src/adapters/memory/event-log.ts';
import { type BatchRunner, startBatchRunner } from '../../src/batch/batch-runner.ts';
import { type Mastership, singleProcessMastership } from '../../src/batch/mastership.ts';
import { createRowSource } from '../../src/catalog/avro/row-source.ts';
import { createCatalog } from '../../src/catalog/cached-catalog.ts';
import type { CatalogStore } from '../../src/catalog/catalog-store.ts';
import { type CatalogConfig, catalogConfig } from '../../src/catalog/config.ts';
import { Collector } from '../../src/collect/collector.ts';
import { type CollectConfig, collectConfig } from '../../src/collect/config.ts';
import { type AttemptLake, type Lake, NO_ROWS, type TransactionalLake } from '../../src/lake/lake.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import type { MessageBatch } from '../../src/model/messages.ts';
import { externalError } from '../../src/platform/errors.ts';
import { type FaultContext, faulty } from './faults.ts';
import { watchFence } from './fence.ts';
import { SimProcess } from './sim-process.ts';
import type { World } from './world.ts';

export interface Roles {
  readonly collects: boolean;
  readonly moves: boolean;
}

/** One process of the product, put together as the composition root does it, over ports that fail. */
export class Node {
  readonly world: World;
  readonly process: SimProcess;
  readonly roles: Roles;
  collector: Collector | undefined;
  runner: BatchRunner | undefined;
  log: EventLog | undefined;
  /** Another node was elected master in its place. */
  isDeposed = false;

  constructor(world: World, roles: Roles) {
    this.world = world;
    this.roles = roles;
    this.process = new SimProcess(world.time, world.dice.fork());
    this.process.onCrash(() => world.history.counts.crashes++);
  }

  /** Rejects when start-up fails; the caller then takes the process for dead. */
  async start(): Promise<void> {
    const { world, process, roles } = this;
    const { platform } = process;
    const fenced = watchFence(world.store, world.history, world.mutation);
    const store = faulty<CatalogStore>(fenced, this.#context());
    this.log = world.mode === 'transactional' ? this.#ownLog() : this.#sharedLog();
    const isShared = world.mode === 'attempt';
    const catalog = createCatalog({ store, platform, config: CATALOG_CONFIG, isShared });
    if (world.mode === 'transactional')
      world.source = createRowSource(this.log, (id) => store.findSchema(id));
    if (roles.collects) {
      this.collector = new Collector({
        catalog,
        log: this.log,
        platform,
        config: COLLECT_CONFIG,
        collectorId: await store.nextCollectorId(),
      });
    }
    if (roles.moves) {
      this.runner = await startBatchRunner({
        catalog,
        store,
        log: this.log,
        lake: this.#lake(),
        platform,
        config: world.config,
        mastership: elected(store, () => this.isDeposed),
      });
    }
  }

  /** What a client at the other end of a connection gets. */
  async call<T>(work: Promise<T>): Promise<T> {
    const reset = this.process.crashed.then(() => {
      throw new Error('connection reset');
    });
    reset.catch(() => {});
    return Promise.race([work, reset]);
  }

  #context(): FaultContext {
    const { world, process } = this;
    return { time: world.time, dice: world.dice, process, rates: () => world.rates };
  }

  /** The embedded log: it dies with its process, what it had committed stays. */
  #ownLog(): EventLog {
    const { world, process } = this;
    const slowness = world.dice.pick([0, 3, 40]);
    const fillsUp = world.dice.chance(0.2);
    const log = new MemoryEventLog(process.platform, {
      store: world.logStore,
      commitMs: () => world.dice.next() * slowness,
      commitOutcome: () => world.outcome(),
      ...(fillsUp ? { limitBytes: 20_000 } : {}),
    });
    process.onCrash(() => log.crash());
    return faulty<EventLog>(log, {
      ...this.#context(),
      steady: new Set(['append', 'createTopic', 'deleteTopic']),
      instead: { ...this.#mutatedLog() },
    });
  }

  /** A log of several nodes: it announces nothing, and a request over several partitions may be stored in part. */
  #sharedLog(): EventLog {
    const { world } = this;
    return faulty<EventLog>(world.logReader, {
      ...this.#context(),
      steady: new Set(['createTopic', 'deleteTopic']),
      hidden: new Set(['onAppend']),
      instead: {
        append: (owner: number, batches: readonly MessageBatch[], method: Append) =>
          this.#tornAppend(owner, batches, method),
        ...this.#mutatedLog(),
      },
    });
  }

  async #tornAppend(
    owner: number,
    batches: readonly MessageBatch[],
    append: Append,
  ): Promise<readonly number[]> {
    const { dice, rates } = this.world;
    if (!dice.chance(rates.lost)) return append(owner, batches);
    await append(
      owner,
      batches.filter(() => dice.chance(0.5)),
    );
    throw externalError('LOG_APPEND_FAILED', 'part of the request was stored');
  }

  #mutatedLog(): NonNullable<FaultContext['instead']> {
    const { world, process } = this;
    switch (world.mutation) {
      case 'log-acknowledges-early':
        return {
          append: (owner: number, batches: readonly MessageBatch[], append: Append) => {
            void process.platform.timers
              .sleep(100)
              .then(() => append(owner, batches))
              .catch(() => {});
            return batches.map(() => 0);
          },
        };
      case 'retention-passes-committed':
        return {
          trim: async (topic: string, _position: unknown, trim: (topic: string, to: unknown) => unknown) =>
            trim(topic, await world.logReader.latest(topic)),
        };
      default:
        return {};
    }
  }

  #lake(): Lake {
    const { world } = this;
    const lake = faulty(world.lake, this.#context());
    if (world.mutation !== 'runner-advances-on-failure') return lake;
    return world.lake.kind === 'transactional'
      ? failSafe(lake as TransactionalLake, world)
      : optimistic(lake as AttemptLake);
  }
}

type Append = (owner: number, batches: readonly MessageBatch[]) => Promise<readonly number[]>;

const COLLECT_CONFIG: CollectConfig = Value.Create(collectConfig);
const CATALOG_CONFIG: CatalogConfig = { ...Value.Create(catalogConfig), 'catalog.partitions': 2 };

/** What an election tells a node: once another is elected it never becomes master again, but may not know it yet. */
function elected(store: CatalogStore, isDeposed: () => boolean): Mastership {
  const election = {
    acquireMastership: (holder: string) =>
      isDeposed() ? new Promise<number>(() => {}) : store.acquireMastership(holder),
  };
  return singleProcessMastership(election, 'simulated node');
}

/** The original's way: what could not be written is passed over. */
function failSafe(lake: TransactionalLake, world: World): TransactionalLake {
  const nothing = { ...world.source, async *read() {} };
  return new Proxy(lake, {
    get(target, member) {
      if (member !== 'commitRound') return Reflect.get(target, member, target);
      return async (...args: Parameters<TransactionalLake['commitRound']>) => {
        try {
          return await target.commitRound(...args);
        } catch {
          const { source } = world;
          world.source = nothing;
          try {
            return await (world.lake as TransactionalLake).commitRound(...args);
          } finally {
            world.source = source;
          }
        }
      };
    },
  });
}

function optimistic(lake: AttemptLake): AttemptLake {
  return new Proxy(lake, {
    get(target, member) {
      if (member !== 'write') return Reflect.get(target, member, target);
      return (attempt: Parameters<AttemptLake['write']>[0]) => target.write(attempt).catch(() => NO_ROWS);
    },
  });
}
