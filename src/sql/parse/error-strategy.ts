import { DefaultErrorStrategy, type Parser, type RecognitionException } from 'antlr4ng';
import { describeUnexpected } from './describe-unexpected.ts';
import type { SqlToken } from './token.ts';

/** Stops at the first thing that does not fit and says what it is, instead of guessing on. */
export class SyntaxErrorStrategy extends DefaultErrorStrategy {
  readonly #text: string;
  readonly #tokens: readonly SqlToken[];

  constructor(text: string, tokens: readonly SqlToken[]) {
    super();
    this.#text = text;
    this.#tokens = tokens;
  }

  override recoverInline(parser: Parser): never {
    throw this.#error(parser);
  }

  override recover(parser: Parser, _cause: RecognitionException): never {
    throw this.#error(parser);
  }

  override sync(): void {
    // The parser looks for itself; nothing is skipped.
  }

  override reportError(): void {
    // recover() throws.
  }

  override reportMatch(): void {
    // Nothing to recover from.
  }

  #error(parser: Parser): Error {
    const expected = parser.getExpectedTokens().toArray();
    return describeUnexpected(this.#text, this.#tokens, parser.inputStream.index, expected);
  }
}
