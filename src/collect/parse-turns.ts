/**
 * Bound on the text of the bodies that are parsed at the same time: from the parsing of a body to its answer. Full:
 * bodies wait, in order, as the bytes that they are; those are bounded by `collect.max-inflight-bytes`.
 */
export class ParseTurns {
  readonly #limit: number;
  readonly #waiting: { readonly bytes: number; readonly proceed: () => void }[] = [];
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when it is this body's turn; a body bigger than the bound has it when it is alone. Never rejects. */
  enter(bytes: number): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#fits(bytes)) {
      this.#used += bytes;
      return undefined;
    }
    return new Promise((proceed) => this.#waiting.push({ bytes, proceed }));
  }

  leave(bytes: number): void {
    this.#used -= bytes;
    for (let next = this.#waiting[0]; next !== undefined && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#used += next.bytes;
      next.proceed();
    }
  }

  #fits(bytes: number): boolean {
    return this.#used === 0 || this.#used + bytes <= this.#limit;
  }
}
