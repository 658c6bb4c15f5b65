import { covers, ORIGIN, type Position } from '../model/position.ts';
import type { Timers } from '../platform/timers.ts';

export type CollectionPositions = ReadonlyMap<number, Position>;

interface Waiter {
  readonly wanted: CollectionPositions;
  finish(visible: boolean): void;
}

/** Those who wait until something of one project is visible. */
export class VisibilityWaiters {
  readonly #timers: Timers;
  readonly #waiters = new Set<Waiter>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get size(): number {
    return this.#waiters.size;
  }

  /** True once {@link check} finds it visible, false after `timeoutMs` (never when not given) or {@link giveUp}. */
  wait(
    wanted: CollectionPositions,
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const leave = () => {
        timer?.cancel();
        signal?.removeEventListener('abort', onAbort);
        this.#waiters.delete(waiter);
      };
      const onAbort = () => {
        leave();
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        wanted,
        finish(visible) {
          leave();
          resolve(visible);
        },
      };
      const timer =
        timeoutMs === undefined ? undefined : this.#timers.after(timeoutMs, () => waiter.finish(false));
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  check(committed: (collectionId: number) => Position | undefined): void {
    for (const waiter of [...this.#waiters]) if (isVisible(waiter.wanted, committed)) waiter.finish(true);
  }

  giveUp(): void {
    for (const waiter of [...this.#waiters]) waiter.finish(false);
  }
}

export function isVisible(
  wanted: CollectionPositions,
  committed: (collectionId: number) => Position | undefined,
): boolean {
  for (const [collectionId, position] of wanted)
    if (!covers(committed(collectionId) ?? ORIGIN, position)) return false;
  return true;
}
