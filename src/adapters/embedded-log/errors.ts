import { logErrors } from '../../log/errors.ts';
import { externalError, type MillraceError, messageOf } from '../../platform/errors.ts';
import { WriterFailure } from './writer-client.ts';

/** LMDB's codes, as text. */
const MAP_FULL = '-30792';
/** Of the operating system: no space, a file or a quota at its limit. */
const NO_SPACE: ReadonlySet<string> = new Set(['28', '27', '122']);
const DAMAGED: ReadonlySet<string> = new Set(['-30793', '-30794', '-30796', '-30797']);

/** The log in this directory cannot be trusted. */
export function corruptLog(directory: string, detail: string, cause?: unknown): MillraceError {
  return externalError('LOG_CORRUPT', `the event log in "${directory}" is damaged`, {
    detail,
    hint: 'restore the data directory from a backup',
    ...(cause === undefined ? {} : { cause }),
  });
}

export function openFailed(directory: string, error: unknown): unknown {
  if (!(error instanceof WriterFailure)) return error;
  if (error.reason === 'LOG_CORRUPT') return error.cause;
  if (error.reason !== undefined && DAMAGED.has(error.reason)) {
    return corruptLog(directory, messageOf(error), error);
  }
  return externalError('LOG_OPEN_FAILED', `could not open the event log in "${directory}"`, {
    detail: messageOf(error),
    hint: 'check the permissions of the directory and the space on its disk',
    cause: error,
  });
}

/**
 * What the requests of a failed group commit are told. `hasSpace`: whether there is room for it on the disk, since a
 * write that a full disk cuts short is an input/output error to LMDB.
 */
export function commitFailed(error: unknown, hasSpace: boolean): MillraceError {
  if (!hasSpace) return logErrors.full('no space is left on its file system');
  if (error instanceof WriterFailure && error.reason === MAP_FULL) {
    return logErrors.full('its file has reached its bound');
  }
  if (error instanceof WriterFailure && error.reason !== undefined && NO_SPACE.has(error.reason)) {
    return logErrors.full('no space is left on its file system');
  }
  return logErrors.appendFailed(error);
}
