import type { Piece } from './export-writer.ts';

/** Pieces that may be under way at a time: enough for the other thread never to wait for one. */
const WINDOW_PIECES = 4;

/** Sends pieces to the other thread no faster than that takes them. */
export class PieceWindow {
  readonly #post: (piece: Piece) => void;
  #free = WINDOW_PIECES;
  #isClosed = false;
  #hasSent = false;
  #wake: (() => void) | undefined;

  constructor(post: (piece: Piece) => void) {
    this.#post = post;
  }

  get hasSent(): boolean {
    return this.#hasSent;
  }

  /** Resolves when the piece is on its way; after {@link close} at once, and nothing is sent. */
  async send(piece: Piece): Promise<void> {
    while (this.#free === 0 && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#isClosed) return;
    this.#free--;
    this.#hasSent = true;
    this.#post(piece);
  }

  /** A piece was taken. */
  open(): void {
    this.#free++;
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }
}
