import { MillraceError, userError } from '../platform/errors.ts';
import { raisedMessage } from '../sql/functions/duckdb/sql-text.ts';

/** An error of the engine as users see it: what our own text made it say is told without the engine's words around. */
export function withoutEngineWords(error: unknown): unknown {
  if (!(error instanceof MillraceError) || error.code !== 'QUERY_FAILED') return error;
  const message = raisedMessage(error.message);
  return message === undefined ? error : userError('QUERY_FAILED', message, { cause: error });
}
