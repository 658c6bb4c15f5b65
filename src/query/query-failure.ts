import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { ErrorReply } from '../http/describe-errors.ts';
import { retryAfterOf, statusOf } from '../http/status.ts';
import { MillraceError } from '../platform/errors.ts';
import { queryErrorBody } from './result-json.ts';

const Failure = Type.Object({
  error: Type.Object({
    message: Type.String(),
    code: Type.String(),
    errorLine: Type.Optional(Type.Integer()),
    charPositionInLine: Type.Optional(Type.Integer()),
    detail: Type.Optional(Type.String()),
    hint: Type.Optional(Type.String()),
  }),
});

export const QueryFailure = Type.Union([Failure, ErrorReply], {
  description:
    'The query failed: `error` is an object. What is wrong with the request itself has the shape of every other error.',
});

/** What is none of our own errors is thrown again. */
export function sendFailure(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof MillraceError)) throw error;
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  return reply.code(statusOf(error)).send({ error: queryErrorBody(error) });
}
