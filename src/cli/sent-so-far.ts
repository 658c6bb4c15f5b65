/**
 * Which of a run of events are stored, by their places from 0. Kept up to date while they are sent, and true however
 * the sending ends: so it can be told where to go on.
 */
export class SentSoFar {
  #count = 0;
  #first = 0;
  #reached = 0;
  /** Acknowledged beyond the first gap: place → how many from there. */
  readonly #ahead = new Map<number, number>();

  /** Events that were acknowledged. */
  get count(): number {
    return this.#count;
  }

  /** So many events from the first on are stored, without a gap. */
  get first(): number {
    return this.#first;
  }

  /** No event from this place on is stored. Between `first` and here some are, or may be. */
  get reached(): number {
    return Math.max(this.#reached, this.#first);
  }

  acknowledged(place: number, length: number): void {
    this.#count += length;
    this.#reached = Math.max(this.#reached, place + length);
    this.#ahead.set(place, length);
    for (let next = this.#ahead.get(this.#first); next !== undefined; next = this.#ahead.get(this.#first)) {
      this.#ahead.delete(this.#first);
      this.#first += next;
    }
  }

  /** The request was broken off: its events are stored, or none of them is. */
  inDoubt(place: number, length: number): void {
    this.#reached = Math.max(this.#reached, place + length);
  }
}
