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
  /** Ends of the list of bodies that are still being received; those that come whole at once are never in it. */
  #oldest: BodyShare | undefined;
  #newest: BodyShare | undefined;
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
        this.#unlink(share);
        this.#used -= bytes;
      },
    });
    return share;
  }

  #take(share: BodyShare, bytes: number): void {
    if (!this.#fits(bytes)) this.#makeRoom(share, bytes);
    this.#used += bytes;
    if (share.isReceiving) this.#link(share);
  }

  #makeRoom(share: BodyShare, bytes: number): void {
    for (let oldest = this.#oldest; oldest !== undefined; ) {
      if (this.#fits(bytes) || oldest === share) break;
      if (this.#clock.monotonic() - oldest.sinceMs < PATIENCE_MS) break;
      const next: BodyShare | undefined = oldest.newer;
      oldest.giveWay(busy());
      oldest = next;
    }
    if (!this.#fits(bytes)) throw busy();
  }

  #link(share: BodyShare): void {
    if (share.older !== undefined || this.#oldest === share) return;
    share.older = this.#newest;
    if (this.#newest === undefined) this.#oldest = share;
    else this.#newest.newer = share;
    this.#newest = share;
  }

  #unlink(share: BodyShare): void {
    const { older, newer } = share;
    if (older === undefined && this.#oldest !== share) return;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    share.older = undefined;
    share.newer = undefined;
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
  /**
   * Its neighbours in the list of those being received. A list whose links are cut behind whoever leaves it, and no
   * set: see `WriterClient` for what one costs that is always in use.
   */
  older: BodyShare | undefined;
  newer: BodyShare | undefined;

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
