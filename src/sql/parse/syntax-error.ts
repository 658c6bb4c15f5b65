import { MillraceError } from '../../platform/errors.ts';
import { lineAndColumn } from '../ast/position.ts';

export interface SyntaxErrorOptions {
  /** `SQL_SYNTAX` unless said otherwise. */
  readonly code?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** A text that is no query, or too large a one; a `user` error with the place. */
export class SqlSyntaxError extends MillraceError {
  /** What is wrong, without the place, which `message` begins with. */
  readonly reason: string;
  /** Counted from 1. */
  readonly line: number;
  /** In UTF-16 units, counted from 1. */
  readonly column: number;
  /** UTF-16 offsets of what is wrong. */
  readonly start: number;
  readonly end: number;

  constructor(text: string, start: number, end: number, reason: string, options: SyntaxErrorOptions = {}) {
    const { line, column } = lineAndColumn(text, start);
    super('user', options.code ?? 'SQL_SYNTAX', `line ${line}:${column}: ${reason}`, {
      ...(options.hint === undefined ? {} : { hint: options.hint }),
    });
    this.reason = reason;
    this.line = line;
    this.column = column;
    this.start = start;
    this.end = end;
  }
}

export function syntaxError(
  text: string,
  start: number,
  end: number,
  reason: string,
  options?: SyntaxErrorOptions,
): SqlSyntaxError {
  return new SqlSyntaxError(text, start, end, reason, options);
}
