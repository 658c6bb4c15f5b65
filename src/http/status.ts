import type { ErrorClass, MillraceError } from '../platform/errors.ts';

/** The one place where errors meet HTTP: the class decides, a few codes say it more precisely. */
const STATUS_BY_CLASS: Readonly<Record<ErrorClass, number>> = {
  user: 400,
  internal: 500,
  insufficient_resources: 503,
  external: 502,
};

const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map([
  ['KEY_MISSING', 403],
  ['KEY_INVALID', 403],
  ['LOCK_KEY_INVALID', 403],
  ['FORBIDDEN', 403],
  ['ROUTE_NOT_FOUND', 404],
  ['PROJECT_NOT_FOUND', 404],
  ['COLLECTION_NOT_FOUND', 404],
  ['SCHEMA_NOT_FOUND', 404],
  ['METHOD_NOT_ALLOWED', 405],
  ['NOT_ACCEPTABLE', 406],
  ['REQUEST_TIMEOUT', 408],
  // The original's browser client answers 413 by sending half as many events, so it is the status for "too much".
  ['BODY_TOO_LARGE', 413],
  ['TOO_MANY_EVENTS', 413],
  ['TOO_MANY_VALUES', 413],
  ['RATE_LIMITED', 429],
  ['QUERY_TIMEOUT', 504],
]);

export function statusOf(error: MillraceError): number {
  return STATUS_BY_CODE.get(error.code) ?? STATUS_BY_CLASS[error.class];
}

/** The value of `Retry-After`: whole seconds, at least one. */
export function retryAfterOf(error: MillraceError): string | undefined {
  return error.retryAfterMs === undefined
    ? undefined
    : String(Math.max(1, Math.ceil(error.retryAfterMs / 1000)));
}
