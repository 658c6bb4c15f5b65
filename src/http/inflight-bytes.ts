import type { Clock } from '../platform/clock.ts';
import { type MillraceError, resourceError } from '../platform/errors.ts';

/** A body that is still coming after this long gives way to others when the bound is reached. */
const PATIENCE_MS = 2000;

/**
 * Bound on the bodies that are being received or processed, over all requests. Full: what has been on its way longest
 * gives way, so that clients which send slowly, or stop, cannot hold it for themselves; when nothing has been on its
 * way for long the newcomer is refused. Either way memory stays bounded and clients try again.
 */
export class InflightBytes {
  readonly #limit: number;
  readonly #clock: Clock;
  /**
   * Those that are still being received, the oldest first. Bodies that come whole at once, as most do, never are: see
   * `WriterClient` for what a set that is always in use costs.
   */
  readonly #receiving = new Set<BodyShare>();
  #used = 0;

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  get used(): number {
    return this.#used;
  }

  /** Begins a body; `giveWay` is called at most once, with the error for its client, and must release the share. */
  open(giveWay: (error: MillraceError) => void): BodyShare {
    const share = new BodyShare(giveWay, this.#clock.monotonic(), {
      take: (bytes) => this.#take(share, bytes),
      end: (bytes) => {
        if (this.#receiving.size > 0) this.#receiving.delete(share);
        this.#used -= bytes;
      },
    });
    return share;
  }

  #take(share: BodyShare, bytes: number): void {
    if (!this.#fits(bytes)) this.#makeRoom(share, bytes);
    this.#used += bytes;
    if (share.isReceiving) this.#receiving.add(share);
  }

  #makeRoom(share: BodyShare, bytes: number): void {
    for (const oldest of this.#receiving) {
      if (this.#fits(bytes) || oldest === share) break;
      if (this.#clock.monotonic() - oldest.sinceMs < PATIENCE_MS) break;
      oldest.giveWay(busy());
    }
    if (!this.#fits(bytes)) throw busy();
  }

  /** A body bigger than everything passes when it is alone. */
  #fits(bytes: number): boolean {
    return this.#used === 0 || this.#used + bytes <= this.#limit;
  }
}

/** One body's part of the bound. */
export class BodyShare {
  readonly giveWay: (error: MillraceError) => void;
  readonly sinceMs: number;
  readonly #bound: { take(bytes: number): void; end(bytes: number): void };
  #bytes = 0;
  /** While it is, it may have to give way. */
  isReceiving = true;

  constructor(
    giveWay: (error: MillraceError) => void,
    sinceMs: number,
    bound: { take(bytes: number): void; end(bytes: number): void },
  ) {
    this.giveWay = giveWay;
    this.sinceMs = sinceMs;
    this.#bound = bound;
  }

  /** Error: `BODIES_BUSY`; then nothing was taken. */
  take(bytes: number): void {
    this.#bound.take(bytes);
    this.#bytes += bytes;
  }

  /** The body is there whole. */
  received(): void {
    this.isReceiving = false;
    this.#bound.end(0);
  }

  /** Gives everything back; harmless when done twice. */
  release(): void {
    this.isReceiving = false;
    this.#bound.end(this.#bytes);
    this.#bytes = 0;
  }
}

function busy(): MillraceError {
  return resourceError('BODIES_BUSY', 'too much is being received at the same time', {
    hint: 'try again a little later',
  });
}
