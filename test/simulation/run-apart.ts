import { once } from 'node:events';
import { env } from 'node:process';
import { Worker } from 'node:worker_threads';
import type { Mode } from './world.ts';

/**
 * Runs so many seeds, or as many as `SEEDS` says, in a thread of their own: the test runner follows every promise of its thread, which makes a simulation,
 * being nothing but promises, five times slower.
 */
export async function runApart(mode: Mode, count: number): Promise<void> {
  const worker = new Worker(new URL('seeds-thread.ts', import.meta.url), {
    workerData: { mode, count: Number(env['SEEDS'] ?? count) },
  });
  try {
    await once(worker, 'message');
  } finally {
    await worker.terminate();
  }
}
