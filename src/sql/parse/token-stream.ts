import { type Interval, Token, type TokenSource, type TokenStream } from 'antlr4ng';
import type { SqlToken } from './token.ts';

/** Tokens as the generated parser reads them. They are all there from the start, so nothing is buffered or marked. */
export class SqlTokenStream implements TokenStream {
  readonly #text: string;
  readonly #tokens: readonly SqlToken[];
  readonly #end: SqlToken;
  #index = 0;

  /** `tokens` ends with EOF. */
  constructor(text: string, tokens: readonly SqlToken[]) {
    this.#text = text;
    this.#tokens = tokens;
    this.#end = tokens[tokens.length - 1]!;
  }

  get index(): number {
    return this.#index;
  }

  get size(): number {
    return this.#tokens.length;
  }

  LT(distance: number): SqlToken | null {
    if (distance === 0) return null;
    const index = this.#index + (distance > 0 ? distance - 1 : distance);
    return index < 0 ? null : (this.#tokens[index] ?? this.#end);
  }

  LA(distance: number): number {
    return this.LT(distance)?.type ?? Token.INVALID_TYPE;
  }

  consume(): void {
    this.#index++;
  }

  get(index: number): SqlToken {
    return this.#tokens[index] ?? this.#end;
  }

  seek(index: number): void {
    this.#index = index;
  }

  mark(): number {
    return 0;
  }

  release(): void {
    // Nothing was marked.
  }

  getText(): string {
    return this.#text;
  }

  getTextFromInterval(interval: Interval): string {
    return this.getTextFromRange(this.get(interval.start), this.get(interval.stop));
  }

  getTextFromContext(context: { readonly start: Token | null; readonly stop: Token | null }): string {
    return this.getTextFromRange(context.start, context.stop);
  }

  getTextFromRange(start: Token | null, stop: Token | null): string {
    return start === null || stop === null ? '' : this.#text.slice(start.start, stop.stop + 1);
  }

  getSourceName(): string {
    return 'query';
  }

  get tokenSource(): TokenSource {
    throw new Error('tokens of a statement have no source');
  }

  setLine(): void {
    // Positions are offsets into the text.
  }

  setColumn(): void {
    // As above.
  }
}
