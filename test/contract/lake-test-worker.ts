/** The lake's worker as tests start it: on synthetic events, without a log. */
import { parentPort, workerData } from 'node:worker_threads';
import { type LakeWorkerOptions, serveLake } from '../../src/adapters/duckdb/worker-service.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { systemTimers } from '../../src/platform/timers.ts';
import { syntheticSource } from './lake-events.ts';

const { lake, dieOnRead } = workerData as { lake: LakeWorkerOptions; dieOnRead?: boolean };

if (parentPort === null) throw new Error('this file runs only as a worker thread');
serveLake(parentPort, lake, {
  clock: systemClock,
  timers: systemTimers,
  random: systemRandom,
  sourceFor: (find) => {
    const source = syntheticSource(find);
    if (dieOnRead !== true) return source;
    return {
      ...source,
      read: () => process.exit(3),
    };
  },
  onClose: async () => {},
});
