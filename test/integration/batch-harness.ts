import { Value } from 'typebox/value';
import { MemoryAttemptLake, type MemoryAttemptLakeOptions } from '../../src/adapters/memory/attempt-lake.ts';
import { MemoryCatalogStore } from '../../src/adapters/memory/catalog-store.ts';
import { MemoryEventLog, MemoryLogStore } from '../../src/adapters/memory/event-log.ts';
import {
  createMemoryTransactionalLake,
  type MemoryTransactionalLake,
} from '../../src/adapters/memory/transactional-lake.ts';
import { type BatchDependencies, type BatchRunner, startBatchRunner } from '../../src/batch/batch-runner.ts';
import { batchConfig } from '../../src/batch/config.ts';
import { type Ledger, readLedger } from '../../src/batch/ledger.ts';
import { createRowSource } from '../../src/catalog/avro/row-source.ts';
import { createCatalog, type ManagedCatalog } from '../../src/catalog/cached-catalog.ts';
import { catalogConfig } from '../../src/catalog/config.ts';
import { Collector } from '../../src/collect/collector.ts';
import { collectConfig } from '../../src/collect/config.ts';
import type { Lake } from '../../src/lake/lake.ts';
import { logConfig } from '../../src/log/config.ts';
import type { Collection, Project } from '../../src/model/collection.ts';
import type { ProjectPosition } from '../../src/model/position.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { Dice } from '../simulation/dice.ts';
import { attemptView, type LakeView, type Seen, transactionalView } from '../simulation/lake-view.ts';
import { SimProcess } from '../simulation/sim-process.ts';
import { VirtualTime } from '../simulation/virtual-time.ts';

export interface HarnessOptions {
  readonly kind?: Lake['kind'];
  readonly config?: Partial<BatchDependencies['config']>;
  readonly partitions?: number;
  readonly engine?: Omit<MemoryAttemptLakeOptions, 'store'>;
  /** The lake as the runner gets it. */
  readonly through?: (lake: Lake, harness: BatchHarness) => Lake;
}

/** Runs `body` on a virtual clock, so that back-offs and pauses cost no time. */
export async function withBatches<T>(
  options: HarnessOptions,
  body: (harness: BatchHarness) => Promise<T>,
): Promise<T> {
  const harness = new BatchHarness(options);
  const scenario = async () => {
    try {
      return await body(harness);
    } finally {
      await harness.close();
    }
  };
  return harness.time.run(scenario(), { untilMs: 3_600_000, steps: 1_000_000 });
}

/** Collector, log, runner and lake of one process in memory; stores survive {@link restart}. */
export class BatchHarness {
  readonly time = new VirtualTime();
  readonly store: MemoryCatalogStore;
  readonly logStore = new MemoryLogStore();
  readonly platform: Platform;
  readonly lake: Lake;
  readonly memoryLake: MemoryTransactionalLake | MemoryAttemptLake;
  readonly view: LakeView;
  log: MemoryEventLog;
  catalog: ManagedCatalog;
  runner: BatchRunner | undefined;
  #process: SimProcess;
  #collector: Collector | undefined;
  readonly #keys = new Map<string, string>();
  readonly #options: HarnessOptions;

  constructor(options: HarnessOptions) {
    this.#options = options;
    this.#process = new SimProcess(this.time, new Dice(1));
    this.platform = this.#process.platform;
    this.store = new MemoryCatalogStore(this.platform.clock);
    this.log = this.#newLog();
    this.catalog = this.#newCatalog();
    const source = createRowSource(
      {
        latest: (topic) => this.log.latest(topic),
        earliest: (topic) => this.log.earliest(topic),
        read: (...range) => this.log.read(...range),
        count: (...from) => this.log.count(...from),
        waitForAppend: (...wait) => this.log.waitForAppend(...wait),
      },
      (id) => this.store.findSchema(id),
    );
    if (options.kind === 'attempt') {
      const lake = new MemoryAttemptLake(source, this.platform.timers, options.engine);
      this.memoryLake = lake;
      this.view = attemptView(lake, this.store);
    } else {
      const lake = createMemoryTransactionalLake(source);
      this.memoryLake = lake;
      this.view = transactionalView(lake);
    }
    this.lake = options.through?.(this.memoryLake, this) ?? this.memoryLake;
  }

  async createProject(name: string): Promise<Project> {
    const { project } = await this.store.createProject(name);
    await this.store.setProjectState(project.id, 'active');
    this.#keys.set(name, (await this.catalog.createKeys(project)).write_key);
    return project;
  }

  async start(): Promise<BatchRunner> {
    const config = {
      ...Value.Create(batchConfig),
      'log.retention': Value.Create(logConfig)['log.retention'],
      'batch.interval': 0,
      ...this.#options.config,
    };
    const { catalog, store, log, lake, platform } = this;
    this.runner = await startBatchRunner({
      catalog,
      store,
      log,
      lake,
      platform: { ...platform, metrics: new SimProcess(this.time, new Dice(1)).platform.metrics },
      config,
    });
    return this.runner;
  }

  /** As after `kill -9`: what was durable is there, nothing else. */
  async restart(): Promise<BatchRunner> {
    await this.runner?.close();
    this.log.crash();
    this.log = this.#newLog();
    this.catalog = this.#newCatalog();
    this.#collector = undefined;
    return this.start();
  }

  /** Sends events numbered `from … from + count - 1` in one request and resolves when they are acknowledged. */
  async send(project: string, collection: string, count: number, from = 1): Promise<ProjectPosition> {
    this.#collector ??= new Collector({
      catalog: this.catalog,
      log: this.log,
      platform: this.platform,
      config: Value.Create(collectConfig),
      collectorId: await this.store.nextCollectorId(),
    });
    const events = Array.from({ length: count }, (_, i) => ({
      collection,
      properties: { n: from + i, _device_id: `device-${i % 5}` },
    }));
    const request = { apiKey: this.#keys.get(project)!, uploadTime: undefined, events, isSingle: false };
    return (await this.#collector.collect(request, this.platform.clock.now())).position;
  }

  async collection(project: Project, name: string): Promise<Collection> {
    return (await this.store.listCollections(project.id)).find((collection) => collection.name === name)!;
  }

  async seen(project: Project, name: string): Promise<Seen> {
    return this.view.see(project, await this.collection(project, name));
  }

  /** The numbers of the visible events, in rising order. */
  async numbers(project: Project, name: string): Promise<readonly number[]> {
    const { rows } = await this.seen(project, name);
    return rows.map(({ values }) => Number(values.get('n'))).sort((a, b) => a - b);
  }

  ledger(project: Project, verify = true): Promise<Ledger> {
    const { store, log, memoryLake: lake, platform } = this;
    return readLedger({ store, log, lake, platform }, project, { verify });
  }

  sleep(ms: number): Promise<void> {
    return this.time.timers.sleep(ms);
  }

  async close(): Promise<void> {
    await this.runner?.close();
  }

  #newLog(): MemoryEventLog {
    return new MemoryEventLog(this.platform, { store: this.logStore });
  }

  #newCatalog(): ManagedCatalog {
    const { store } = this;
    return createCatalog({
      store,
      platform: {
        ...this.platform,
        metrics: new SimProcess(this.time, new Dice(1)).platform.metrics,
      },
      config: { ...Value.Create(catalogConfig), 'catalog.partitions': this.#options.partitions ?? 1 },
    });
  }
}

/** The whole numbers from 1 to `count`. */
export function oneTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** A lake one of whose methods does something else first. */
export function intercepted<T extends object, M extends keyof T>(target: T, member: M, replacement: T[M]): T {
  return new Proxy(target, {
    get(_, name) {
      if (name === member) return replacement;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
