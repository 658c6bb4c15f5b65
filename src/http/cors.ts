import type { FastifyReply, FastifyRequest } from 'fastify';

const ALLOW_HEADERS =
  'Origin, X-Requested-With, Content-Type, Accept, master_key, read_key, write_key, X-Millrace-After';
const ALLOW_METHODS = 'GET, POST, OPTIONS, PUT, DELETE';

/** A page's script may read these; browsers hide all others from another origin. */
const EXPOSE_HEADERS = [
  '_auto_action',
  'cf-ray',
  'server',
  'status',
  'content-type',
  'content-length',
  'date',
  'retry-after',
  'x-request-id',
  'x-millrace-position',
].join(',');

/**
 * Lets pages of any origin send events and ask, on errors too (a browser shows status 0 otherwise). The exact origin
 * is echoed because the original's clients send with credentials, which `*` forbids. Nothing here is authorised by a
 * cookie, so an echoed origin gives a page no more than its key does. No headers when the request has no origin.
 */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': EXPOSE_HEADERS,
    vary: 'Origin',
  };
}

export function answerPreflight(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .headers({
      'access-control-allow-headers': ALLOW_HEADERS,
      'access-control-allow-methods': ALLOW_METHODS,
      'access-control-expose-headers': EXPOSE_HEADERS,
      'access-control-max-age': '86400',
    })
    .send();
}
