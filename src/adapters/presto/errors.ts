import {
  type ErrorClass,
  externalError,
  MillraceError,
  resourceError,
  userError,
} from '../../platform/errors.ts';
import type { PrestoFailure } from './statement-reply.ts';

/** The engine refused or failed a statement; {@link PrestoQueryFailed.failure} is all that it says about it. */
export class PrestoQueryFailed extends MillraceError {
  readonly failure: PrestoFailure;

  constructor(failure: PrestoFailure) {
    const { errorClass, code } = meaningOf(failure);
    super(errorClass, code, failure.message, {
      detail: `${failure.errorName} (query ${failure.queryId})`,
      ...(errorClass === 'insufficient_resources' ? { retryAfterMs: 1000 } : {}),
      ...(failure.causes.length === 0 ? {} : { cause: new Error(failure.causes.join('\ncaused by ')) }),
    });
    this.failure = failure;
  }
}

interface Meaning {
  readonly errorClass: ErrorClass;
  readonly code: string;
}

const BY_NAME: Readonly<Record<string, Meaning>> = {
  USER_CANCELED: { errorClass: 'user', code: 'QUERY_CANCELLED' },
  ADMINISTRATIVELY_KILLED: { errorClass: 'user', code: 'QUERY_CANCELLED' },
  EXCEEDED_TIME_LIMIT: { errorClass: 'user', code: 'QUERY_TIMEOUT' },
  SERVER_STARTING_UP: { errorClass: 'insufficient_resources', code: 'PRESTO_STARTING' },
  SERVER_SHUTTING_DOWN: { errorClass: 'insufficient_resources', code: 'PRESTO_BUSY' },
  QUERY_QUEUE_FULL: { errorClass: 'insufficient_resources', code: 'PRESTO_BUSY' },
};

const BY_TYPE: Readonly<Record<PrestoFailure['errorType'], Meaning>> = {
  USER_ERROR: { errorClass: 'user', code: 'QUERY_FAILED' },
  INTERNAL_ERROR: { errorClass: 'internal', code: 'QUERY_ENGINE_FAILED' },
  INSUFFICIENT_RESOURCES: { errorClass: 'insufficient_resources', code: 'QUERY_MEMORY' },
  EXTERNAL: { errorClass: 'external', code: 'QUERY_STORAGE_FAILED' },
};

function meaningOf({ errorName, errorType }: PrestoFailure): Meaning {
  return BY_NAME[errorName] ?? BY_TYPE[errorType] ?? BY_TYPE.INTERNAL_ERROR;
}

export const prestoErrors = {
  addressInvalid: (address: string) =>
    userError('PRESTO_ADDRESS_INVALID', `the query engine's address "${address}" is no origin`, {
      hint: 'write it like http://127.0.0.1:8080',
    }),
  /** No statement runs before its first page is asked for, so the one that was lost never runs. */
  submitFailed: (address: string, cause: unknown) =>
    externalError('PRESTO_SUBMIT_FAILED', `could not hand a statement to the query engine at ${address}`, {
      detail: 'the statement does not run',
      cause,
    }),
  busy: (address: string, status: number) =>
    resourceError('PRESTO_BUSY', `the query engine at ${address} takes no statements now`, {
      detail: `HTTP ${status}`,
    }),
  refused: (address: string, status: number, text: string) =>
    externalError('PRESTO_REFUSED', `the query engine at ${address} refused a request`, {
      detail: `HTTP ${status}: ${text.slice(0, 300)}`,
    }),
  /** How the statement ended is not known. */
  lost: (address: string, queryId: string, cause: unknown) =>
    externalError('PRESTO_LOST', `lost the query engine at ${address} during query ${queryId}`, {
      detail: 'whether the query went on is not known',
      cause,
    }),
  forgotten: (address: string, queryId: string, status: number) =>
    externalError('PRESTO_LOST', `the query engine at ${address} no longer knows query ${queryId}`, {
      detail: `HTTP ${status}; it may have been restarted, or had no request for the query for minutes`,
    }),
  replyInvalid: (address: string, cause: unknown) =>
    externalError('PRESTO_REPLY_INVALID', `the query engine at ${address} sent a reply that cannot be read`, {
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    }),
  cancelFailed: (address: string, queryId: string) =>
    externalError('PRESTO_CANCEL_FAILED', `could not stop query ${queryId} at ${address}`),
  cancelled: () => userError('QUERY_CANCELLED', 'the query was cancelled'),
  timeout: () =>
    userError('QUERY_TIMEOUT', 'the query took longer than it may', {
      hint: 'read fewer rows or columns, or raise the time limit',
    }),
  tooManyRows: (maxRows: number) =>
    userError('TOO_MANY_ROWS', `the query answers with more than ${maxRows} rows`, {
      hint: 'add a LIMIT, or aggregate',
    }),
};
