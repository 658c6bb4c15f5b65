import { MillraceError, userError } from '../platform/errors.ts';

/** The limits that an export can run into have other names than those of a query. */
export function exportError(error: unknown, maxRows: number): unknown {
  if (!(error instanceof MillraceError)) return error;
  switch (error.code) {
    case 'QUERY_TIMEOUT':
      return userError('QUERY_TIMEOUT', 'the export took longer than it may', {
        hint: 'export it in parts, or ask an operator to raise "query.export-timeout"',
      });
    case 'TOO_MANY_ROWS':
      return userError('TOO_MANY_ROWS', `the export has more than ${maxRows} rows`, {
        hint: 'export it in parts, or ask an operator to raise "query.export-max-rows"',
      });
    default:
      return error;
  }
}
