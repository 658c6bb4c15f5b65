import { MillraceError } from '../platform/errors.ts';
import { lineAndColumn, type Position } from './ast/position.ts';

export interface SqlTextErrorOptions {
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** Something is wrong with the text of a query: a `user` error with the place. */
export class SqlTextError extends MillraceError {
  /** What is wrong, without the place, which `message` begins with. */
  readonly reason: string;
  /** Counted from 1. */
  readonly line: number;
  /** In UTF-16 units, counted from 1. */
  readonly column: number;
  /** UTF-16 offsets of what is wrong. */
  readonly start: number;
  readonly end: number;

  constructor(
    text: string,
    place: Position,
    code: string,
    reason: string,
    { hint }: SqlTextErrorOptions = {},
  ) {
    const { line, column } = lineAndColumn(text, place.start);
    super('user', code, `line ${line}:${column}: ${reason}`, hint === undefined ? {} : { hint });
    this.reason = reason;
    this.line = line;
    this.column = column;
    this.start = place.start;
    this.end = place.end;
  }
}
