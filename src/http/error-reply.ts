import type { FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import { MillraceError, userError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
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

/** The original's words; those of a route are in its configuration. */
const UNEXPECTED = 'Error processing request.';

/** Sends any thrown thing as the error it is. What the client must not see goes to the log with the request's id. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): FastifyReply {
  const known = knownError(error);
  reply.header('x-request-id', request.id);
  if (known === undefined) {
    logger.error({ error, requestId: request.id, ...routeFields(request) }, 'request failed unexpectedly');
    const text = request.routeOptions.config.unexpectedError ?? UNEXPECTED;
    return reply.code(500).send({ error: text, error_code: 500 } satisfies ErrorBody);
  }
  const status = statusOf(known);
  if (status >= 500) {
    const log = known.class === 'internal' ? logger.error : logger.warn;
    log.call(logger, { error: known, requestId: request.id, ...routeFields(request) }, 'request failed');
  } else {
    logger.debug({ code: known.code, requestId: request.id, ...routeFields(request) }, 'request refused');
  }
  const retryAfter = retryAfterOf(known);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  return reply.code(status).send(bodyOf(known, status));
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

/** Never the address as sent: query strings carry keys. */
function routeFields(request: FastifyRequest): Record<string, unknown> {
  return { method: request.method, route: request.routeOptions.url ?? 'unknown' };
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
