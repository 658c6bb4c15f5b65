import type { Position } from '../ast/position.ts';
import { SqlTextError } from '../sql-text-error.ts';

/** Stable: clients may decide by them. */
export type AnalysisErrorCode =
  | 'SQL_TABLE_NOT_FOUND'
  | 'SQL_COLUMN_NOT_FOUND'
  | 'SQL_COLUMN_AMBIGUOUS'
  | 'SQL_FUNCTION_NOT_FOUND'
  /** No signature of the function fits what it is given. */
  | 'SQL_FUNCTION_ARGUMENTS'
  | 'SQL_TYPE_NOT_FOUND'
  | 'SQL_TYPE_MISMATCH'
  /** A column that is neither grouped by nor within an aggregate. */
  | 'SQL_NOT_GROUPED'
  /** An aggregate, a window function, a lambda or the like where none can stand. */
  | 'SQL_MISPLACED'
  /** Part of the language, but not of this server's. */
  | 'SQL_NOT_SUPPORTED'
  /** A text that is no value of its type, counts that differ, names given twice, positions that do not exist. */
  | 'SQL_INVALID'
  /** The values bound do not fit the `?` of the query. */
  | 'SQL_PARAMETERS'
  | 'SQL_TOO_COMPLEX';

/** Types and lists of arguments can be of any length; a message is read by people. */
const MAX_LENGTH = 500;

function cut(message: string): string {
  return message.length <= MAX_LENGTH ? message : `${message.slice(0, MAX_LENGTH)}…`;
}

/** A query that is well formed but means nothing, or nothing that its sender may ask. */
export class SqlAnalysisError extends SqlTextError {
  constructor(text: string, place: Position, code: AnalysisErrorCode, reason: string, hint?: string) {
    super(text, place, code, cut(reason), { hint: hint === undefined ? undefined : cut(hint) });
  }
}
