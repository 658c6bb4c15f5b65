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

  /** Whether the file system has room for so many bytes, whatever is to stay free. */
  hasSpace(bytes: number): boolean {
    return this.#space.freeBytes >= bytes;
  }

  measured(space: Space): void {
    this.#space = space;
  }

  /** What may be stored altogether: the bound, or less where the file system has no room for that. */
  get limitBytes(): number {
    const { limitBytes, minFreeBytes } = this.#limits;
    return Math.max(0, Math.min(limitBytes, this.storedBytes + this.#usableBytes - minFreeBytes));
  }

  /** Throws `LOG_FULL` when `wantedBytes`, what is pending included, do not fit. */
  check(wantedBytes: number): void {
    const { limitBytes, minFreeBytes } = this.#limits;
    if (this.storedBytes + wantedBytes > limitBytes) {
      throw logErrors.full(`${this.storedBytes} of ${limitBytes} bytes are in use`);
    }
    if (this.#usableBytes - wantedBytes < minFreeBytes) {
      const { freeBytes } = this.#space;
      throw logErrors.full(`its file system has ${freeBytes} bytes left; ${minFreeBytes} are to stay free`);
    }
  }

  /** The file does not shrink; what was removed from it is used again before the file grows. */
  get #usableBytes(): number {
    const { fileBytes, freeBytes } = this.#space;
    return freeBytes + Math.max(0, fileBytes - this.storedBytes);
  }
}
