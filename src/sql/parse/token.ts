import type { CharStream, Token, TokenSource } from 'antlr4ng';

/**
 * A token of a statement. `start` and `end` count UTF-16 units, like everything that is said about positions. Only the
 * parser's runtime asks for the members in the second half.
 */
export class SqlToken implements Token {
  /** One of the constants of `QueryParser`; what a word or a parenthesis is may be decided after it was read. */
  type: number;
  readonly start: number;
  /** After the last character. */
  readonly end: number;
  /** In capitals, when the token is a word that is a keyword somewhere. */
  readonly word: string;

  readonly channel = 0;
  readonly line = 0;
  readonly column = 0;
  readonly tokenSource: TokenSource | null = null;
  readonly inputStream: CharStream | null = null;
  tokenIndex = -1;

  constructor(type: number, start: number, end: number, word = '') {
    this.type = type;
    this.start = start;
    this.end = end;
    this.word = word;
  }

  get stop(): number {
    return this.end - 1;
  }
}
