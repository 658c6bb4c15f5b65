import type { Timers } from '../platform/timers.ts';

/** One sleeper that can be woken; a call while nobody sleeps is remembered, so that no wake-up is ever lost. */
export class Wakeup {
  readonly #timers: Timers;
  #woken = false;
  #wake: (() => void) | undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Until the next call of {@link wake}, or for `timeoutMs` when it is given. */
  wait(timeoutMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        this.#wake = undefined;
        this.#woken = false;
        timer?.cancel();
        resolve();
      };
      const timer = timeoutMs === undefined ? undefined : this.#timers.after(timeoutMs, finish);
      this.#wake = finish;
      if (this.#woken) finish();
    });
  }
}
