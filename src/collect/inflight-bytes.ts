import { resourceError } from '../platform/errors.ts';

/**
 * Bound on the bodies that are being received or processed, over all requests. Full: a request is refused, so that
 * memory stays bounded and clients try again.
 */
export class InflightBytes {
  readonly #limit: number;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  /** Error: `COLLECT_BUSY`; then nothing was taken. A body bigger than everything passes when it is alone. */
  take(bytes: number): void {
    if (this.#used > 0 && this.#used + bytes > this.#limit) {
      throw resourceError('COLLECT_BUSY', 'too many events are being received', {
        hint: 'try again a little later',
      });
    }
    this.#used += bytes;
  }

  give(bytes: number): void {
    this.#used -= bytes;
  }
}
