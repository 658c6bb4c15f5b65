import { SqlTextError } from '../sql-text-error.ts';

export interface SyntaxErrorOptions {
  /** `SQL_SYNTAX` unless said otherwise. */
  readonly code?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** A text that is no query, or too large a one. */
export class SqlSyntaxError extends SqlTextError {}

export function syntaxError(
  text: string,
  start: number,
  end: number,
  reason: string,
  { code = 'SQL_SYNTAX', hint }: SyntaxErrorOptions = {},
): SqlSyntaxError {
  return new SqlSyntaxError(text, { start, end }, code, reason, { hint });
}
