import type { Timer, Timers } from '../../src/platform/timers.ts';

interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly fire: () => void;
  cancelled: boolean;
}

/**
 * Time that passes only when everything has been done: after each timer all promises are run to their end, then the
 * clock jumps to the next timer. So a run is a function of its seed alone.
 */
export class VirtualTime {
  nowMs = 0;
  steps = 0;
  readonly #heap: Entry[] = [];
  #order = 0;

  readonly timers: Timers = {
    after: (delayMs, callback) => this.#add(delayMs, callback),
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const onAbort = () => {
          timer.cancel();
          reject(signal?.reason);
        };
        const timer = this.#add(delayMs, () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        });
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
  };

  /** Runs until `work` is settled; fails when nothing is left to happen, or the world has become too old. */
  async run<T>(work: Promise<T>, limits: { readonly untilMs: number; readonly steps: number }): Promise<T> {
    let settled = false;
    const watched = work.finally(() => {
      settled = true;
    });
    watched.catch(() => {});
    for (;;) {
      await drained();
      if (settled) return watched;
      const next = this.#pop();
      if (next === undefined) throw new Error('nothing is left to happen');
      this.nowMs = Math.max(this.nowMs, next.atMs);
      if (this.nowMs > limits.untilMs) throw new Error(`not finished after ${this.nowMs} ms`);
      if (++this.steps > limits.steps) throw new Error(`not finished after ${this.steps} steps`);
      next.fire();
    }
  }

  #add(delayMs: number, fire: () => void): Timer {
    const entry: Entry = {
      atMs: this.nowMs + Math.max(0, delayMs),
      order: this.#order++,
      fire,
      cancelled: false,
    };
    this.#push(entry);
    return {
      cancel() {
        entry.cancelled = true;
      },
    };
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): Entry | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return undefined;
      const last = this.#heap.pop()!;
      if (this.#heap.length > 0) this.#sink(last);
      if (!first.cancelled) return first;
    }
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, entry)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** Node runs every microtask before it comes back to an immediate. */
function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
