import { logErrors } from '../../log/errors.ts';
import type { Space } from './writer-messages.ts';

export interface SpaceLimits {
  /** What stored messages may take up. */
  readonly limitBytes: number;
  /** What must stay free on the file system. */
  readonly minFreeBytes: number;
}

/** Decides whether there is room for more before the disk is full. */
export class SpaceBound {
  readonly #limits: SpaceLimits;
  #space: Space;
  /** What stored messages take up. */
  storedBytes: number;

  constructor(limits: SpaceLimits, space: Space, storedBytes: number) {
    this.#limits = limits;
    this.#space = space;
    this.storedBytes = storedBytes;
  }

  get fileBytes(): number {
    return this.#space.fileBytes;
  }

  /** What stored messages may take up at most: the configured limit, or less where the file system has less. */
  get limitBytes(): number {
    const { limitBytes, minFreeBytes } = this.#limits;
    const { fileBytes, freeBytes } = this.#space;
    return Math.min(limitBytes, Math.max(fileBytes, this.storedBytes) + freeBytes - minFreeBytes);
  }

  measured(space: Space): void {
    this.#space = space;
  }

  /** Throws `LOG_FULL` when `wantedBytes`, what is pending included, do not fit. */
  check(wantedBytes: number): void {
    const { limitBytes, minFreeBytes } = this.#limits;
    if (this.storedBytes + wantedBytes > limitBytes) {
      throw logErrors.full(`${this.storedBytes} of ${limitBytes} bytes are in use`);
    }
    const { fileBytes, freeBytes } = this.#space;
    // The file does not shrink; what was removed from it is used again before the file grows.
    const reusableBytes = Math.max(0, fileBytes - this.storedBytes);
    if (freeBytes + reusableBytes - wantedBytes < minFreeBytes) {
      throw logErrors.full(`its file system has ${freeBytes} bytes left; ${minFreeBytes} are to stay free`);
    }
  }
}
