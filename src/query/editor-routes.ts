/** What editors of queries ask: what a text is made of, and what could come next. Nothing is run. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Catalog } from '../catalog/catalog.ts';
import { requireKey } from '../http/caller.ts';
import { orNull } from '../http/or-null.ts';
import { userError } from '../platform/errors.ts';
import { type Completion, completion } from '../sql/editor/completion.ts';
import { explainQuery, type QueryExplanation } from '../sql/editor/explain-query.ts';
import type { QueryConfig } from './config.ts';

export interface EditorRoutesDependencies {
  readonly catalog: Catalog;
  readonly config: Pick<QueryConfig, 'query.max-length'>;
}

const Location = Type.Object({ lineNumber: Type.Integer(), columnNumber: Type.Integer() });
const Key = {
  index: orNull(Type.Integer({ description: 'The column of the SELECT, counted from 1.' })),
  expression: Type.String(),
};

const Explanation = Type.Object(
  {
    with: orNull(Type.Record(Type.String(), Location, { description: 'Where each WITH query begins.' })),
    queryLocation: orNull(Location),
    groupBy: Type.Array(Type.Object(Key)),
    orderBy: Type.Array(
      Type.Object({ ordering: Type.Union([Type.Literal('ASCENDING'), Type.Literal('DESCENDING')]), ...Key }),
    ),
    limit: orNull(Type.Integer()),
  },
  { description: 'Of a text that is no query nothing is known: its members are null and empty.' },
);

const CompletionReply = Type.Object({
  keywords: Type.Array(Type.String()),
  functions: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.String({ description: '`scalar`, `aggregate` or `window`.' }),
      signatures: Type.Array(Type.String()),
      description: Type.String(),
      example: Type.String(),
    }),
  ),
  tables: Type.Array(
    Type.Object({
      text: Type.String({ description: 'As it is written in a query.' }),
      columns: orNull(
        Type.Array(
          Type.Object({
            text: Type.String(),
            type: Type.String(),
            hidden: Type.Boolean({ description: 'Left out of `*`.' }),
          }),
          { description: 'null where those of all tables would be too many: ask with `table`.' },
        ),
      ),
    }),
  ),
});

export function editorRoutes({ catalog, config }: EditorRoutesDependencies): FastifyPluginAsyncTypebox {
  const common = { tags: ['query'], security: [{ read_key: [] }] };
  const readKey = Type.Optional(Type.String({ description: 'Instead of the header of that name.' }));
  return async (server) => {
    server.post(
      '/query/explain',
      {
        schema: {
          ...common,
          summary: 'What a query is made of',
          body: Type.Object(
            { query: Type.String() },
            {
              additionalProperties: false,
              examples: [{ query: 'SELECT url, count(*) FROM pageview GROUP BY 1 ORDER BY 2 DESC LIMIT 10' }],
            },
          ),
          querystring: Type.Object({ read_key: readKey }),
          response: { 200: Type.Unsafe<QueryExplanation>(Explanation) },
        },
      },
      async (request) => {
        await requireKey(request, 'read', catalog);
        const { query } = request.body;
        // Too long to be read is no query either.
        return explainQuery(query.length > config['query.max-length'] ? '' : query);
      },
    );

    server.get(
      '/query/completion',
      {
        schema: {
          ...common,
          summary: 'What may stand in a query: keywords, functions, tables, columns',
          querystring: Type.Object({
            read_key: readKey,
            table: Type.Optional(Type.String({ description: 'Only this table, with all of its columns.' })),
          }),
          response: { 200: Type.Unsafe<Completion>(CompletionReply) },
        },
      },
      async (request) => {
        const project = await requireKey(request, 'read', catalog);
        const { table } = request.query;
        const answer = completion({ collections: await catalog.collections(project.id) }, table);
        if (table !== undefined && answer.tables.length === 0) {
          throw userError('TABLE_NOT_FOUND', `there is no table "${table.slice(0, 100)}"`, {
            hint: 'ask without "table" for the names of all',
          });
        }
        return answer;
      },
    );
  };
}
