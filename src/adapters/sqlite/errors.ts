import { externalError, internalError, type MillraceError, resourceError } from '../../platform/errors.ts';
import type { SqliteFault } from './worker-messages.ts';

/** What went wrong in the database, as whoever has to act on it should hear it. */
export function sqliteError(file: string, fault: SqliteFault): MillraceError {
  const cause = new Error(`SQLite (${fault.resultCode}): ${fault.message}`);
  switch (fault.resultCode) {
    case BUSY:
    case LOCKED:
      return resourceError('CATALOG_BUSY', 'the metadata are locked', {
        hint: 'another program holds the database; try again later',
        cause,
      });
    case FULL:
      return resourceError('CATALOG_FULL', 'there is no space left for the metadata', {
        retryAfterMs: 10_000,
        hint: 'free disk space',
        cause,
      });
    case CORRUPT:
    case NOT_A_DATABASE:
      return externalError('CATALOG_DAMAGED', `metadata file "${file}" is damaged`, {
        detail: fault.message,
        hint: 'restore a backup; the damaged file is left as it is',
        cause,
      });
    case READ_ONLY:
    case IO_ERROR:
    case CANNOT_OPEN:
      return externalError('CATALOG_UNUSABLE', `could not use metadata file "${file}"`, {
        detail: fault.message,
        hint: 'check the disk, and that this user may write to the file and its directory',
        cause,
      });
    default:
      return internalError('CATALOG_STATEMENT_FAILED', 'could not read or write the metadata', { cause });
  }
}

export function sqliteThreadEnded(cause: unknown): MillraceError {
  return externalError('CATALOG_UNAVAILABLE', 'the thread of the metadata has ended', {
    hint: 'a change that was under way may have succeeded; the next access starts it again',
    cause,
  });
}

// https://www.sqlite.org/rescode.html
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;
