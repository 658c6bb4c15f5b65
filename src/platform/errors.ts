/**
 * Who has to act on an error. The class alone decides HTTP status, retry and alert:
 * - `user`: the request is wrong and stays wrong;
 * - `internal`: our fault;
 * - `insufficient_resources`: later or smaller may succeed;
 * - `external`: something we depend on failed.
 */
export type ErrorClass = 'user' | 'internal' | 'insufficient_resources' | 'external';

export interface ErrorOptions {
  /** More about this occurrence, for the client. */
  readonly detail?: string;
  /** What to do about it: an action. */
  readonly hint?: string;
  /** For `insufficient_resources`: when to try again. */
  readonly retryAfterMs?: number;
  /** The underlying error: logged, never shown to the client. */
  readonly cause?: unknown;
}

/**
 * Every expected failure. `message` is written for the client: lower case, no full stop, naming the kind and
 * the object in quotes. Errors know nothing of HTTP: `http/status.ts` maps class and code.
 */
export class MillraceError extends Error {
  override readonly name = 'MillraceError';
  readonly class: ErrorClass;
  /** Stable, upper-case, e.g. `COLLECTION_NOT_FOUND`. */
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(errorClass: ErrorClass, code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.class = errorClass;
    this.code = code;
    this.detail = options.detail;
    this.hint = options.hint;
    this.retryAfterMs = options.retryAfterMs;
  }
}

export function userError(code: string, message: string, options?: ErrorOptions): MillraceError {
  return new MillraceError('user', code, message, options);
}

export function internalError(code: string, message: string, options?: ErrorOptions): MillraceError {
  return new MillraceError('internal', code, message, options);
}

export function resourceError(code: string, message: string, options?: ErrorOptions): MillraceError {
  return new MillraceError('insufficient_resources', code, message, { retryAfterMs: 1000, ...options });
}

export function externalError(code: string, message: string, options?: ErrorOptions): MillraceError {
  return new MillraceError('external', code, message, options);
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error as it crosses a thread or process boundary: plain data, restored by {@link errorFromWire}. */
export interface WireError {
  readonly class: ErrorClass;
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly retryAfterMs?: number;
  readonly stack?: string;
}

export function errorToWire(error: unknown): WireError {
  if (error instanceof MillraceError) {
    return {
      class: error.class,
      code: error.code,
      message: error.message,
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(error.stack === undefined ? {} : { stack: error.stack }),
    };
  }
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    class: 'internal',
    code: 'INTERNAL',
    message: messageOf(error),
    ...(stack === undefined ? {} : { stack }),
  };
}

export function errorFromWire(wire: WireError): MillraceError {
  const { class: errorClass, code, message, stack, ...options } = wire;
  const error = new MillraceError(errorClass, code, message, options);
  if (stack !== undefined) error.stack = stack;
  return error;
}
