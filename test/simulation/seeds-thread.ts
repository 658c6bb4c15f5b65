import { parentPort, workerData } from 'node:worker_threads';
import { runSeeds } from './seeds.ts';
import type { Mode } from './world.ts';

const { mode, count } = workerData as { readonly mode: Mode; readonly count: number };
await runSeeds(mode, count);
parentPort?.postMessage('done');
