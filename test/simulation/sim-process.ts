import { silentLogger } from '../../src/platform/logger.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import type { Platform } from '../../src/platform/platform.ts';
import type { Dice } from './dice.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A process that can die at any await: then no call of it ever returns and no timer of it ever fires. */
export class SimProcess {
  alive = true;
  readonly crashed: Promise<void>;
  readonly platform: Platform;
  /** What its clock is off by; jumps as operators set clocks. */
  skewMs = 0;
  readonly #onCrash: (() => void)[] = [];
  #died = () => {};

  constructor(time: VirtualTime, dice: Dice) {
    this.crashed = new Promise((resolve) => {
      this.#died = resolve;
    });
    const startedMs = time.nowMs;
    this.platform = {
      clock: {
        now: () => 1_700_000_000_000 + time.nowMs + this.skewMs,
        monotonic: () => time.nowMs - startedMs,
      },
      timers: {
        after: (delayMs, callback) =>
          time.timers.after(delayMs, () => {
            if (this.alive) callback();
          }),
        sleep: async (delayMs, signal) => {
          await time.timers.sleep(delayMs, signal);
          await this.gate();
        },
      },
      random: dice,
      logger: silentLogger,
      metrics: createMetrics(),
    };
  }

  onCrash(then: () => void): void {
    this.#onCrash.push(then);
  }

  crash(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const then of this.#onCrash) then();
    this.#died();
  }

  /** Lets the living pass. The dead wait on a promise of their own, so that nothing keeps them in memory. */
  gate(): Promise<void> | undefined {
    return this.alive ? undefined : new Promise(() => {});
  }
}
