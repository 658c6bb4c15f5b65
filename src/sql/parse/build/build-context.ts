import type { ParserRuleContext, Token } from 'antlr4ng';
import type { Position } from '../../ast/position.ts';
import { type SqlSyntaxError, type SyntaxErrorOptions, syntaxError } from '../syntax-error.ts';

/** What the builders of one statement share. */
export class BuildContext {
  readonly text: string;
  #parameters = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The number of the next `?`. Parameters are met in the order of the text. */
  nextParameter(): number {
    return this.#parameters++;
  }

  textOf(token: Token): string {
    return this.text.slice(token.start, token.stop + 1);
  }

  /** What the grammar allows and the language does not. */
  error(place: Position, reason: string, options?: SyntaxErrorOptions): SqlSyntaxError {
    return syntaxError(this.text, place.start, place.end, reason, options);
  }
}

/** A rule's extent; empty where it matched nothing. */
export function positionOf(context: ParserRuleContext): Position {
  const start = context.start?.start ?? 0;
  return { start, end: Math.max(start, (context.stop?.stop ?? start - 1) + 1) };
}

export function positionOfToken(token: Token): Position {
  return { start: token.start, end: token.stop + 1 };
}

export function spanning(first: Position, last: Position): Position {
  return { start: first.start, end: last.end };
}
