import type { Piece } from './export-writer.ts';

/** Pieces as they come from the other thread, until they are taken; as many as its window lets under way. */
export class PieceQueue implements AsyncIterable<Uint8Array> {
  readonly #pieces: Piece[] = [];
  readonly #onTaken: () => void;
  #end: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** `onTaken` is called for each piece when its reader asks for what comes after it. */
  constructor(onTaken: () => void) {
    this.#onTaken = onTaken;
  }

  push(piece: Piece): void {
    this.#pieces.push(piece);
    this.#wake?.();
  }

  /** Nothing comes any more. */
  end(): void {
    this.#end ??= {};
    this.#wake?.();
  }

  /** What has not been taken is of no use to anybody. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#pieces.length = 0;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) {
        yield piece;
        this.#onTaken();
      } else if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
