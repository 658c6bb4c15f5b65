import type { ExtraEntry } from '../model/envelope.ts';
import { jsonText } from './json-value.ts';

/** More entries than this share one, so that `_extra` is never many times as long as what was sent. */
const MAX_ENTRIES = 1000;
/** The property that the shared entry bears. */
const REST = '*';

/** Collects what one event's columns could not take, and prints it as the `_extra` of its envelope. */
export class ExtraValues {
  readonly #entries: ExtraEntry[] = [];
  readonly #rest: (readonly [property: string, value: unknown])[] = [];

  /** How many values there are, as they will be counted: see `countExtraValues`. */
  get count(): number {
    return this.#entries.length + (this.#rest.length > 0 ? 1 : 0);
  }

  add(property: string, type: string | undefined, error: string, value: unknown): void {
    if (this.#entries.length < MAX_ENTRIES) {
      this.#entries.push(type === undefined ? { property, error, value } : { property, type, error, value });
    } else {
      this.#rest.push([property, value]);
    }
  }

  /** The text of what was added since the last call; `undefined` when that is nothing. */
  take(): string | undefined {
    if (this.#entries.length === 0) return undefined;
    if (this.#rest.length > 0) {
      const error = 'too many values found no column or did not fit: here are property and value of the rest';
      this.#entries.push({ property: REST, error, value: this.#rest });
    }
    const text = jsonText(this.#entries);
    this.clear();
    return text;
  }

  clear(): void {
    this.#entries.length = 0;
    this.#rest.length = 0;
  }
}
