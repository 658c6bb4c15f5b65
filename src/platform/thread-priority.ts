import { readdir, readFile, stat } from 'node:fs/promises';
import { setPriority } from 'node:os';

/** As libuv calls the threads of its pool. Threads that these start bear the name and the priority too. */
const POOL_THREAD = 'libuv-worker';

/**
 * Lets the threads of libuv's pool step back behind all others when processors are scarce, as `nice` does, and the calling
 * thread half as far; `niceness` is 0 (no change) to 19. Threads that a library starts from one of these later inherit
 * it.
 *
 * Linux only, where priorities belong to threads; elsewhere they belong to processes, so nothing is changed.
 */
export async function stepBack(niceness: number): Promise<void> {
  if (process.platform !== 'linux' || niceness === 0) return;
  // The pool starts its threads, all at once, with its first job.
  await stat('/proc/self');
  setPriority(0, Math.floor(niceness / 2));
  for (const id of await readdir('/proc/self/task')) {
    const name = await readFile(`/proc/self/task/${id}/comm`, 'utf8').catch(() => '');
    if (name.trim() !== POOL_THREAD) continue;
    try {
      setPriority(Number(id), niceness);
    } catch {
      // The thread has ended, or the system forbids it: then it keeps the priority that it has.
    }
  }
}
