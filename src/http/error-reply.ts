import type { FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import type { Clock } from '../platform/clock.ts';
import { MillraceError, userError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Platform } from '../platform/platform.ts';
import { retryAfterOf, statusOf } from './status.ts';

/** What an error looks like on the wire: the original's two members, then ours. */
export interface ErrorBody {
  readonly error: string;
  /** The HTTP status. */
  readonly error_code: number;
  /** Stable name of the fault, e.g. `COLLECTION_NOT_FOUND`. */
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
}

/** What the log says of a request. */
export interface FailedRequest {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern, never the address as sent: query strings carry keys. */
  readonly route: string;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorBody;
}

/** The original's words, where a route has none of its own. */
const UNEXPECTED = 'Error processing request.';

/** Of the refusals for want of room, each kind is logged at most so often: they come in floods. */
const REFUSAL_LOG_INTERVAL_MS = 1000;

/** Answers errors, and logs what the client must not see with the id of its request. */
export class ErrorReplies {
  readonly #logger: Logger;
  readonly #clock: Clock;
  /** By code: when it was logged, and how many were not since. */
  readonly #refusals = new Map<string, { loggedAtMs: number; unlogged: number }>();

  constructor({ logger, clock }: Pick<Platform, 'logger' | 'clock'>) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** What is answered to any thrown thing; what the client must not see of it is logged. */
  answer(error: unknown, request: FailedRequest, unexpected = UNEXPECTED): ErrorAnswer {
    const known = knownError(error);
    const headers = { 'x-request-id': request.requestId };
    if (known === undefined) {
      this.#logger.error({ error, ...request }, 'request failed unexpectedly');
      return { status: 500, headers, body: { error: unexpected, error_code: 500 } };
    }
    const status = statusOf(known);
    this.#log(known, status, request);
    const retryAfter = retryAfterOf(known);
    return {
      status,
      headers: retryAfter === undefined ? headers : { ...headers, 'retry-after': retryAfter },
      body: bodyOf(known, status),
    };
  }

  /** The same, sent by the framework. */
  send(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { id, method, routeOptions } = request;
    const answer = this.answer(error, { requestId: id, method, route: routeOptions.url ?? 'unknown' });
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  }

  #log(error: MillraceError, status: number, request: FailedRequest): void {
    const fields = { error, ...request };
    if (error.class === 'internal') this.#logger.error(fields, 'request failed');
    else if (error.class === 'insufficient_resources') this.#logRefusal(error, fields);
    else if (status >= 500) this.#logger.warn(fields, 'request failed');
    else this.#logger.debug({ ...request, code: error.code }, 'request refused');
  }

  #logRefusal({ code }: MillraceError, fields: object): void {
    const now = this.#clock.monotonic();
    const last = this.#refusals.get(code);
    if (last !== undefined && now - last.loggedAtMs < REFUSAL_LOG_INTERVAL_MS) {
      last.unlogged++;
      return;
    }
    this.#refusals.set(code, { loggedAtMs: now, unlogged: 0 });
    this.#logger.warn({ ...fields, alike: last?.unlogged ?? 0 }, 'request refused for want of room');
  }
}

function bodyOf(error: MillraceError, status: number): ErrorBody {
  return {
    error: error.message,
    error_code: status,
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

/** Our own errors, and the server framework's own refusals translated; `undefined` for what nobody expected. */
function knownError(error: unknown): MillraceError | undefined {
  if (error instanceof MillraceError) return error;
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as Error & { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return userError('BODY_TOO_LARGE', 'request body is too large', { hint: 'send fewer events at a time' });
  }
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return userError('BODY_INVALID', 'request body is empty', { hint: 'send a JSON object' });
  }
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
    return userError('BODY_INVALID', 'request body is shorter or longer than its Content-Length says');
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return userError('REQUEST_INVALID', error.message);
  }
  return undefined;
}

/** The first thing that is wrong with a request, naming the member. */
export function validationError(
  errors: readonly FastifySchemaValidationError[],
  part: string,
): MillraceError {
  const [first] = errors;
  const place = first === undefined ? '' : memberPath(first);
  const what = part === 'querystring' ? 'query parameter' : part === 'headers' ? 'header' : 'member';
  if (first === undefined) return userError('REQUEST_INVALID', `request ${part} is invalid`);
  if (first.keyword === 'required') {
    return userError(
      'REQUEST_INVALID',
      `${what} "${join(place, String(first.params['missingProperty']))}" is missing`,
    );
  }
  if (first.keyword === 'additionalProperties') {
    const name = join(place, String(first.params['additionalProperty']));
    return userError('REQUEST_INVALID', `unrecognized ${what} "${name}"`);
  }
  const constants = errors.filter((error) => error.keyword === 'const');
  if (first.keyword === 'const' && constants.length > 0) {
    const values = constants.map((error) => String(error.params['allowedValue'])).join(', ');
    return userError('REQUEST_INVALID', `${what} "${place}" must be one of: ${values}`);
  }
  const wrong =
    first.keyword === 'type' ? mustBe(first) : `${first.message ?? 'is invalid'}${allowedValues(first)}`;
  return userError(
    'REQUEST_INVALID',
    place === '' ? `request ${part} ${wrong}` : `${what} "${place}" ${wrong}`,
  );
}

/** `must be an object`, `must be a string`. */
function mustBe({ params }: FastifySchemaValidationError): string {
  const types = [params['type']].flat().map(String);
  return `must be ${types.map((type) => `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`).join(' or ')}`;
}

function allowedValues(error: FastifySchemaValidationError): string {
  const values = error.params['allowedValues'];
  return Array.isArray(values) ? `: ${values.join(', ')}` : '';
}

function memberPath(error: FastifySchemaValidationError): string {
  return error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function join(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}
