import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { optionalOrNull } from '../http/or-null.ts';
import type { Project } from '../model/collection.ts';
import { decodeProjectPosition, type ProjectPosition } from '../model/position.ts';
import { userError } from '../platform/errors.ts';
import { SCHEMAS } from '../sql/tables/project-environment.ts';
import type { QueryRequest } from './query-runner.ts';

/** Values for the `?` of a query, in their order: never text of it. */
export const QueryParameters = optionalOrNull(
  Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]), {
    maxItems: 1000,
    description:
      'Values for each `?`, in their order: texts, numbers (whole ones are integers, others doubles), booleans, null.',
  }),
);

export const QueryBody = Type.Object(
  {
    query: Type.String({ description: 'One SELECT statement.' }),
    parameters: QueryParameters,
    limit: optionalOrNull(Type.Integer({ minimum: 1, description: 'At most so many rows.' })),
    after: optionalOrNull(
      Type.String({ description: 'A position: waits until all events before it are visible.' }),
    ),
    default_schema: optionalOrNull(
      Type.Union(
        SCHEMAS.map((schema) => Type.Literal(schema)),
        { description: 'Where names without a schema are: `collection` unless said otherwise.' },
      ),
    ),
    timezone: optionalOrNull(
      Type.String({
        description:
          'Of CURRENT_DATE and the like: a name such as `Europe/Istanbul` or an offset such as `+03:00`; `UTC` unless said otherwise.',
      }),
    ),
    sampling: optionalOrNull(
      Type.Object(
        {
          method: Type.Union([Type.Literal('BERNOULLI'), Type.Literal('SYSTEM')], {
            description: 'Of rows, or of blocks of them.',
          }),
          percentage: Type.Number({ minimum: 0, maximum: 100 }),
        },
        { additionalProperties: false, description: 'Every table is read by such a sample of its rows.' },
      ),
    ),
    export_type: optionalOrNull(
      Type.String({ description: 'For `/query/export`; taken and left alone here.' }),
    ),
  },
  {
    additionalProperties: false,
    examples: [{ query: 'SELECT url, count(*) AS views FROM pageview GROUP BY 1', limit: 100 }],
  },
);

export type QueryBody = Static<typeof QueryBody>;

export const KeyAndAfter = Type.Object({
  read_key: Type.Optional(Type.String({ description: 'Instead of the header of that name.' })),
  after: Type.Optional(Type.String({ description: 'As in the body.' })),
});

/** What a request asks to be run, by the most rows that it may ask for. Errors: `REQUEST_INVALID`, `POSITION_INVALID`. */
export function queryRequest(
  project: Project,
  body: QueryBody,
  request: FastifyRequest,
  maxRows: number,
): QueryRequest {
  const { limit, parameters, default_schema: defaultSchema, timezone, sampling } = body;
  if (limit != null && limit > maxRows) {
    throw userError('REQUEST_INVALID', `member "limit" must be <= ${maxRows}`);
  }
  return {
    project,
    text: body.query,
    parameters: parameters ?? undefined,
    limit: limit ?? undefined,
    after: positionOf(afterOf(request, body), project),
    defaultSchema: defaultSchema ?? undefined,
    timezone: timezone ?? undefined,
    sampling: sampling == null ? undefined : { ...sampling, method: SAMPLING_METHODS[sampling.method] },
  };
}

const SAMPLING_METHODS = { BERNOULLI: 'bernoulli', SYSTEM: 'system' } as const;

/** The body's member, else the query parameter, else the header. */
function afterOf(request: FastifyRequest, body: QueryBody): string | undefined {
  const header = request.headers['x-millrace-after'];
  return (
    body.after ??
    (request.query as Static<typeof KeyAndAfter>).after ??
    (typeof header === 'string' ? header : undefined)
  );
}

function positionOf(after: string | undefined, project: Project): ProjectPosition | undefined {
  if (after === undefined || after === '') return undefined;
  const position = decodeProjectPosition(after);
  if (position === undefined) {
    throw userError('POSITION_INVALID', '"after" is not a position', {
      hint: 'send the value of an X-Millrace-Position header or of "asOf" as it is',
    });
  }
  if (position.projectId !== project.id) {
    throw userError('POSITION_INVALID', '"after" is a position of another project');
  }
  return position;
}
