import {
  MemoryAttemptLake,
  MemoryAttemptStore,
  type WriteFate,
} from '../../src/adapters/memory/attempt-lake.ts';
import { MemoryCatalogStore } from '../../src/adapters/memory/catalog-store.ts';
import { MemoryEventLog, MemoryLogStore } from '../../src/adapters/memory/event-log.ts';
import { createMemoryTransactionalLake } from '../../src/adapters/memory/transactional-lake.ts';
import type { BatchConfig } from '../../src/batch/config.ts';
import type { LedgerDependencies } from '../../src/batch/ledger.ts';
import { createRowSource } from '../../src/catalog/avro/row-source.ts';
import { createKeys, hashesOf } from '../../src/catalog/keys.ts';
import type { Lake, RowSource } from '../../src/lake/lake.ts';
import type { Collection, Project } from '../../src/model/collection.ts';
import type { ColumnValue } from '../../src/model/column-value.ts';
import { Dice } from './dice.ts';
import { drawRates, type FaultRates, NO_FAULTS } from './faults.ts';
import { History } from './history.ts';
import { attemptView, type LakeView, transactionalView } from './lake-view.ts';
import { type Mutation, mutateSource } from './mutations.ts';
import { SimProcess } from './sim-process.ts';
import { VirtualTime } from './virtual-time.ts';

export type Mode = 'transactional' | 'attempt';

/** What outlives every process: time, disks, the engine, the metadata server; and what the checker knows. */
export class World {
  readonly mode: Mode;
  readonly mutation: Mutation | undefined;
  readonly time = new VirtualTime();
  readonly dice: Dice;
  readonly history = new History();
  readonly store: MemoryCatalogStore;
  readonly logStore = new MemoryLogStore();
  /** Reads the disk of the log beside the processes; in attempt mode it is the log, a server of its own. */
  readonly logReader: MemoryEventLog;
  readonly lake: Lake;
  readonly view: LakeView;
  readonly ledger: LedgerDependencies;
  readonly config: BatchConfig & { readonly 'log.retention': number };
  /** The write key of each project. */
  readonly keys = new Map<string, string>();
  /** What reads the log for the transactional lake: part of the living process. */
  source: RowSource;
  /** For how long a read may go on. */
  readonly graceMs = 400;
  readonly #rates: FaultRates;
  isQuiet = false;

  constructor(mode: Mode, seed: number, mutation?: Mutation) {
    this.mode = mode;
    this.mutation = mutation;
    this.dice = new Dice(seed);
    const outside = new SimProcess(this.time, this.dice.fork());
    const { platform } = outside;
    this.#rates = drawRates(this.dice);
    this.config = drawConfig(this.dice, mutation === 'drop-without-grace' ? 0 : this.graceMs);
    this.store = new MemoryCatalogStore(platform.clock);
    const slowness = this.dice.pick([0, 5, 50]);
    this.logReader = new MemoryEventLog(platform, {
      store: this.logStore,
      commitMs: () => this.dice.next() * slowness,
      commitOutcome: () => this.outcome(),
    });
    this.source = createRowSource(this.logReader, (id) => this.store.findSchema(id));
    const delegate: RowSource = {
      read: (collection, range) => this.source.read(collection, range),
      message: (collection, partition, offset) => this.source.message(collection, partition, offset),
    };
    const source = mutateSource(delegate, mutation, this.dice);
    if (mode === 'transactional') {
      const lake = createMemoryTransactionalLake(source);
      this.lake = lake;
      this.view = transactionalView(lake);
    } else {
      const lake = new MemoryAttemptLake(source, platform.timers, {
        store: new MemoryAttemptStore(),
        fate: () => this.#fate(),
        refuses,
      });
      this.lake = lake;
      this.view = attemptView(lake, this.store, mutation === 'reader-sees-abandoned');
    }
    this.ledger = { store: this.store, log: this.logReader, lake: this.#slowly(this.lake), platform };
  }

  /** Faults end: what comes now must succeed. */
  quiet(): void {
    this.isQuiet = true;
  }

  get rates(): FaultRates {
    return this.isQuiet ? NO_FAULTS : this.#rates;
  }

  outcome(): 'stored' | 'failed' | 'stored-but-failed' {
    if (this.dice.chance(this.rates.fail)) return 'failed';
    return this.dice.chance(this.rates.lost) ? 'stored-but-failed' : 'stored';
  }

  async createProject(name: string): Promise<void> {
    const { project } = await this.store.createProject(name);
    await this.store.setProjectState(project.id, 'active');
    const keys = createKeys(this.dice);
    await this.store.addKeySet(project.id, hashesOf(keys));
    this.keys.set(name, keys.write_key);
  }

  async projects(): Promise<readonly Project[]> {
    return this.store.listProjects();
  }

  async collections(): Promise<readonly { readonly project: Project; readonly collection: Collection }[]> {
    const found = [];
    for (const project of await this.projects())
      for (const collection of await this.store.listCollections(project.id))
        if (this.logStore.topics.has(collection.topic)) found.push({ project, collection });
    return found;
  }

  /** Engines: an INSERT may commit after its client has gone, partly, or after its failure was reported. */
  #fate(): WriteFate {
    const { dice, rates } = this;
    const replyMs = dice.next() * rates.maxDelayMs * 2;
    const isFailing = dice.chance(2 * rates.fail + 2 * rates.lost);
    if (!isFailing) return { replyMs, reply: 'success', visible: 1, lateMs: undefined };
    return {
      replyMs,
      reply: dice.pick(['failure', 'doubt']),
      visible: dice.pick([0, dice.next(), 1]),
      lateMs: dice.chance(0.5) ? dice.next() * 5000 : undefined,
    };
  }

  /** The ledger of a real lake is not read in an instant. */
  #slowly(lake: Lake): Lake {
    const { time, dice } = this;
    return new Proxy(lake, {
      get(target, member) {
        const value: unknown = Reflect.get(target, member, target);
        if (typeof value !== 'function') return value;
        const method = value.bind(target) as (...args: unknown[]) => unknown;
        return async (...args: unknown[]) => {
          const result = await method(...args);
          await time.timers.sleep(dice.next() * 20);
          return result;
        };
      },
    });
  }
}

/** Values that the simulated engine cannot store. */
function refuses(values: ReadonlyMap<string, ColumnValue>): string | undefined {
  return values.get('poison') === true ? 'value out of range' : undefined;
}

function drawConfig(dice: Dice, graceMs: number): World['config'] {
  return {
    'batch.max-rows': dice.pick([1, 3, 10, 100]),
    'batch.max-bytes': dice.pick([1000, 1024 * 1024]),
    'batch.max-age': dice.pick([0, 50, 250]),
    'batch.interval': dice.pick([0, 100, 1000]),
    'batch.max-concurrent-rounds': dice.pick([1, 2]),
    'batch.max-concurrent-attempts': dice.pick([1, 4]),
    'batch.slow-round': dice.pick([20, 1000]),
    'batch.min-back-off': 20,
    'batch.max-back-off': 500,
    'batch.poll-interval': dice.pick([50, 500]),
    'batch.rotate-commits': dice.pick([1, 3]),
    'batch.compact-segments': dice.pick([2, 3]),
    'batch.upkeep-interval': dice.pick([100, 700]),
    'batch.drop-grace': graceMs,
    'batch.close-timeout': 1000,
    'log.retention': dice.pick([0, 300, 5000]),
  };
}
