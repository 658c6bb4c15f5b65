import type { FastifySchema } from 'fastify';
import { Type } from 'typebox';
import type { ErrorBody } from './error-reply.ts';

/** The one shape of errors; a failed query has one of its own beside it. */
export const ErrorReply = Type.Object(
  {
    error: Type.String({ description: 'What is wrong, for people.' }),
    error_code: Type.Integer({ description: 'The HTTP status.' }),
    code: Type.Optional(Type.String({ description: 'The stable name of the fault.' })),
    detail: Type.Optional(Type.String()),
    hint: Type.Optional(Type.String({ description: 'What to do about it.' })),
  } satisfies Record<keyof ErrorBody, unknown>,
  {
    description: 'Refused (4xx) or failed (5xx); 429 and 503 say in `Retry-After` when to try again.',
    examples: [
      {
        error: '`read_key` is invalid',
        error_code: 403,
        code: 'KEY_INVALID',
      } satisfies ErrorBody,
    ],
  },
);

/** Every route may answer with an error, so the description says so once for all. */
export function describeErrors({ schema, url }: { schema: FastifySchema; url: string }) {
  const { response, ...rest } = schema ?? {};
  const described = { default: ErrorReply, ...(response as object | undefined) };
  return { schema: schema === undefined ? schema : { ...rest, response: described }, url };
}
