import type { Timers } from '../platform/timers.ts';

/** Those who wait for a topic to grow, woken in the writer's process after each commit. */
export class AppendWaiters {
  readonly #timers: Timers;
  readonly #byTopic = new Map<string, Set<Waiter>>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /**
   * Resolves to true once `isReady` says so (asked at once and after each {@link wake}), to false after `timeoutMs`;
   * rejects with what `isReady` throws, or with the signal's reason when it is aborted first.
   */
  wait(topic: string, isReady: () => boolean, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      if (isReady()) {
        resolve(true);
        return;
      }
      const waiters = this.#byTopic.get(topic) ?? new Set();
      this.#byTopic.set(topic, waiters);
      const leave = () => {
        timer.cancel();
        signal?.removeEventListener('abort', onAbort);
        waiters.delete(waiter);
        if (waiters.size === 0 && this.#byTopic.get(topic) === waiters) this.#byTopic.delete(topic);
      };
      const onAbort = () => {
        leave();
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        check() {
          try {
            if (!isReady()) return;
          } catch (error) {
            leave();
            reject(error);
            return;
          }
          leave();
          resolve(true);
        },
        giveUp() {
          leave();
          resolve(false);
        },
      };
      const timer = this.#timers.after(timeoutMs, () => waiter.giveUp());
      waiters.add(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  wake(topic: string): void {
    const waiters = this.#byTopic.get(topic);
    if (waiters === undefined) return;
    for (const waiter of waiters) waiter.check();
  }

  /** Everyone who waits is told that nothing came. */
  close(): void {
    for (const waiters of this.#byTopic.values()) for (const waiter of waiters) waiter.giveUp();
  }
}

interface Waiter {
  check(): void;
  giveUp(): void;
}
