import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { type DuckdbLakeAndEngine, openDuckdbLake } from '../../src/adapters/duckdb/index.ts';
import type { StoreOptions } from '../../src/adapters/duckdb/instance.ts';
import type { LakeWorkerOptions } from '../../src/adapters/duckdb/worker-service.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemTimers } from '../../src/platform/timers.ts';
import { findSchema, PROJECT } from './lake-events.ts';

const MEBIBYTE = 1024 * 1024;

export function storeOptions(directory: string): StoreOptions {
  return {
    directory,
    memoryLimitBytes: 512 * MEBIBYTE,
    threads: 2,
    checkpointThresholdBytes: 4 * MEBIBYTE,
    temporaryLimitBytes: 64 * MEBIBYTE,
    minFreeBytes: 0,
    concurrentQueries: 4,
  };
}

export async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-lake-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export interface OpenOptions {
  readonly directory: string;
  readonly workers?: number;
  readonly maxResultBytes?: number;
  readonly processMemoryLimitBytes?: number;
  readonly concurrentQueries?: number;
  readonly store?: Partial<StoreOptions>;
  readonly dieOnRead?: boolean;
  onFailure?(error: Error): void;
}

export function openLake(options: OpenOptions): Promise<DuckdbLakeAndEngine> {
  const store = { ...storeOptions(options.directory), ...options.store };
  const lake: LakeWorkerOptions = {
    store,
    maxResultBytes: options.maxResultBytes ?? 16 * MEBIBYTE,
    processMemoryLimitBytes: options.processMemoryLimitBytes ?? 0,
  };
  return openDuckdbLake({
    clock: systemClock,
    timers: systemTimers,
    entry: new URL('./lake-test-worker.ts', import.meta.url),
    workers: options.workers ?? 1,
    concurrentQueries: options.concurrentQueries ?? store.concurrentQueries,
    workerData: { lake, ...(options.dieOnRead === true ? { dieOnRead: true } : {}) } as {
      lake: LakeWorkerOptions;
    },
    findSchema,
    onFailure: options.onFailure ?? ((error) => Promise.reject(error)),
  });
}

/** A lake with one project and its query engine, closed when the test ends. */
export async function openProject(t: TestContext, options: Partial<OpenOptions> = {}) {
  const directory = await temporaryDirectory(t);
  const opened = await openLake({ directory, ...options });
  t.after(async () => {
    await opened.engine.close();
    await opened.lake.close();
  });
  await opened.lake.openProject(PROJECT);
  return { ...opened, directory };
}
