import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: {
  readonly type: 'major';
  readonly execution: 'sync';
  readonly flavor: 'last-resort';
}) => void;

let collect: Collect | undefined;

/**
 * A full collection of this thread's heap that also gives emptied pages back to the system, as V8 itself does when
 * memory is short. Holds the thread up for as long as it takes: some 50 ms for 40 MB of live objects.
 */
export function reduceMemory(): void {
  if (collect === undefined) {
    // The flag counts for contexts made after it; nothing else of the program sees the function.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
    setFlagsFromString('--no-expose-gc');
  }
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
