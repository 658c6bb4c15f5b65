/** What ends a query beside what the engine says (`errors.ts`). */
import { internalError, type MillraceError, resourceError, userError } from '../../platform/errors.ts';

export function otherTypes(what: string): MillraceError {
  return internalError(
    'QUERY_ENGINE_FAILED',
    'the query engine answered in other types than it was asked for',
    {
      cause: new Error(what),
    },
  );
}

export function cancelled(): MillraceError {
  return userError('QUERY_CANCELLED', 'the query was cancelled');
}

export function timedOut(): MillraceError {
  return userError('QUERY_TIMEOUT', 'the query took longer than it may', {
    hint: 'read fewer rows, or ask an operator to raise "query.timeout"',
  });
}

export function outOfMemory(): MillraceError {
  return resourceError(
    'QUERY_MEMORY',
    'the query was stopped because its memory was needed to store events',
    {
      hint: 'read fewer rows or columns, or aggregate before joining and sorting',
    },
  );
}

export function processMemory(): MillraceError {
  return resourceError('QUERY_MEMORY', 'the query was stopped because the server ran short of memory', {
    hint: 'aggregate before joining, and keep arrays, maps and texts small',
  });
}

export function tooManyRows(maxRows: number): MillraceError {
  return userError('TOO_MANY_ROWS', `the query answers with more than ${maxRows} rows`, {
    hint: 'add a LIMIT, or aggregate',
  });
}

export function tooLarge(maxBytes: number): MillraceError {
  return userError('RESULT_TOO_LARGE', `the answer is larger than ${maxBytes} bytes`, {
    hint: 'select fewer columns, add a LIMIT, or aggregate',
  });
}
