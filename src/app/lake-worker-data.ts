import path from 'node:path';
import type { LakeWorkerOptions } from '../adapters/duckdb/worker-service.ts';
import type { LakeConfig } from '../lake/config.ts';

/** What the main thread hands to `lake-worker.ts`. */
export interface LakeWorkerData {
  readonly dataDirectory: string;
  readonly lake: LakeWorkerOptions;
  /** See `lake.niceness`. */
  readonly niceness: number;
}

/** Where the tables are: in the data directory, and in a backup of it. */
export const LAKE_DIRECTORY = 'lake';

export function lakeWorkerData(dataDirectory: string, config: LakeConfig): LakeWorkerData {
  return {
    dataDirectory,
    niceness: config['lake.niceness'],
    lake: {
      maxResultBytes: config['lake.max-result-size'],
      processMemoryLimitBytes: config['lake.process-memory-limit'],
      store: {
        directory: path.join(dataDirectory, LAKE_DIRECTORY),
        memoryLimitBytes: config['lake.memory-limit'],
        threads: config['lake.threads'],
        checkpointThresholdBytes: config['lake.checkpoint-threshold'],
        minFreeBytes: config['lake.min-free-disk'],
        temporaryLimitBytes: config['lake.temporary-limit'],
        concurrentQueries: config['lake.concurrent-queries'],
      },
    },
  };
}
