/** The thread that owns the tables: reads the log, decodes, writes DuckDB, runs queries. */
import { parentPort, workerData } from 'node:worker_threads';
import { serveLake } from '../adapters/duckdb/worker-service.ts';
import { openEmbeddedEventLogReader } from '../adapters/embedded-log/index.ts';
import { createRowSource } from '../catalog/avro/row-source.ts';
import { assert } from '../platform/assert.ts';
import { systemClock } from '../platform/clock.ts';
import { systemRandom } from '../platform/random.ts';
import { stepBack } from '../platform/thread-priority.ts';
import { systemTimers } from '../platform/timers.ts';
import type { LakeWorkerData } from './lake-worker-data.ts';

assert(parentPort !== null, 'the lake worker runs only as a worker thread');
const { dataDirectory, niceness, lake } = workerData as LakeWorkerData;
// Before the first database is opened, whose threads then inherit it.
await stepBack(niceness);
const reader = openEmbeddedEventLogReader(systemTimers, { dataDirectory });
serveLake(parentPort, lake, {
  clock: systemClock,
  timers: systemTimers,
  random: systemRandom,
  sourceFor: (findSchema) => createRowSource(reader, findSchema),
  onClose: () => reader.close(),
});
