import type { Timers } from '../platform/timers.ts';

/**
 * Bounds how many rounds run at once, first come, first served; as a project asks again only after its round, they take
 * turns. A round that is slow beyond `lendAfterMs` has its slot lent to the next in line, so that even as many hanging
 * projects as there are slots hold nobody else up.
 */
export class FairSlots {
  readonly #timers: Timers;
  readonly #lendAfterMs: number;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(timers: Timers, count: number, lendAfterMs: number) {
    this.#timers = timers;
    this.#free = count;
    this.#lendAfterMs = lendAfterMs;
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let returned = false;
    const giveBack = () => {
      if (returned) return;
      returned = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
    const lend = this.#timers.after(this.#lendAfterMs, giveBack);
    try {
      return await work();
    } finally {
      lend.cancel();
      giveBack();
    }
  }
}
