import process from 'node:process';

/**
 * Ends the process at once with this exit code, as `kill -9` would, whatever its threads are doing: for when an end in
 * good order has failed or must not be waited for. Nothing is flushed; what was acknowledged is durable.
 *
 * `process.exit` cannot do it: it waits for the native threads' work (a query that cannot be interrupted may take
 * hours), and their results then reach threads that are gone, which aborts the process. A process that replaces itself
 * by another program loses its threads in the same moment, and the other program can give the exit code.
 */
export function endProcess(exitCode: number): never {
  try {
    process.execve?.(process.execPath, [process.execPath, '--eval', `process.exit(${exitCode})`], {});
  } catch {
    // Where it is not possible there is still the signal; the exit code is then the signal's.
  }
  process.kill(process.pid, 'SIGKILL');
  throw new Error('the process goes on after SIGKILL');
}
