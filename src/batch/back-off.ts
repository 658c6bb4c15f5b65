import type { Random } from '../platform/random.ts';

/** Pauses after failures: doubling, bounded, and jittered so that those who failed together do not return together. */
export class BackOff {
  readonly #random: Random;
  readonly #minMs: number;
  readonly #maxMs: number;
  #failures = 0;

  constructor(random: Random, minMs: number, maxMs: number) {
    this.#random = random;
    this.#minMs = minMs;
    this.#maxMs = maxMs;
  }

  /** In a row. */
  get failures(): number {
    return this.#failures;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Counts a failure and tells how long to pause. */
  failed(): number {
    const fullMs = Math.min(this.#maxMs, this.#minMs * 2 ** Math.min(this.#failures, 30));
    this.#failures++;
    return fullMs * (0.5 + this.#random.next() / 2);
  }
}
