/**
 * `/query`: run a query and wait for the answer (POST), run it and watch (GET, server-sent events), or ask for its
 * columns. A failed query is an answer of its own shape, `{"error": {"message", …}}`, as the original's clients expect;
 * what is wrong with the request itself has the shape of every other error.
 */
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import { requireKey } from '../http/caller.ts';
import { onClientGone } from '../http/client-gone.ts';
import { EventStream } from '../http/event-stream.ts';
import { SchemaFields } from '../http/schema-field.ts';
import type { Project } from '../model/collection.ts';
import { internalError, MillraceError, userError } from '../platform/errors.ts';
import type { Timer } from '../platform/timers.ts';
import { editorRoutes } from './editor-routes.ts';
import { ExportBody, exportFile, exportRoutes } from './export-routes.ts';
import { KeyAndAfter, QueryBody, QueryParameters, queryRequest } from './query-body.ts';
import { QueryFailure, sendFailure } from './query-failure.ts';
import { QueryRunner, type QueryRunnerDependencies, type RunningQuery } from './query-runner.ts';
import { answerJson, queryErrorBody, schemaFieldsOf, watchedAnswerJson } from './result-json.ts';

const MetadataBody = Type.Object(
  { query: Type.String(), parameters: QueryParameters },
  { additionalProperties: false, examples: [{ query: 'SELECT url, _time FROM pageview' }] },
);

const EventQuery = Type.Object({
  ...KeyAndAfter.properties,
  data: Type.Optional(
    Type.String({ description: 'What POST takes as its body, as JSON.', examples: ['{"query":"SELECT 1"}'] }),
  ),
});

const Answer = Type.Object(
  {
    metadata: SchemaFields,
    result: Type.Array(Type.Array(Type.Unknown())),
    properties: Type.Object({
      executionTimeInMillis: Type.Integer(),
      totalResult: Type.Integer(),
      asOf: Type.String({ description: 'The position that the answer shows.' }),
    }),
  },
  {
    examples: [
      {
        metadata: [
          { name: 'url', type: 'STRING', descriptiveName: 'Url' },
          { name: 'views', type: 'LONG', descriptiveName: 'Views' },
        ],
        result: [['/pricing', 2]],
        properties: { executionTimeInMillis: 12, totalResult: 1, asOf: 'WzEsWzEsWzJdXV0' },
      },
    ],
  },
);

/** Answers up to this size are sent in one piece, with their length. */
const SMALL_ANSWER_BYTES = 256 * 1024;

export interface QueryApi {
  readonly routes: FastifyPluginAsyncTypebox;
  /** Answers as `POST /query/execute` does, in the name of a project that was found otherwise than by a key. */
  execute(
    project: Project,
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply>;
  /** The same as `POST /query/export`. */
  export(
    project: Project,
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply>;
  /** The rows of a query as values: for small questions of the program itself. Errors: those of a query. */
  run(project: Project, text: string): Promise<readonly (readonly unknown[])[]>;
  /** Cancels every query and refuses more, with `SERVER_STOPPING`; called before the server closes. */
  close(): void;
}

export function createQueryApi(deps: QueryRunnerDependencies): QueryApi {
  const runner = new QueryRunner(deps);
  return {
    routes: queryRoutes(deps, runner),
    execute: (project, body, request, reply) => {
      if (!Check(QueryBody, body)) throw userError('REQUEST_INVALID', 'request body is not a query');
      return execute(deps, runner, project, body, request, reply);
    },
    export: async (project, body, request, reply) => {
      if (!Check(ExportBody, body)) throw userError('REQUEST_INVALID', 'request body is not an export');
      return exportFile(deps, runner, project, body, request, reply);
    },
    async run(project, text) {
      const { rowsJson } = await runner.start({ project, text }).result;
      return JSON.parse(Buffer.concat(rowsJson).toString()) as unknown[][];
    },
    close: () => runner.close(),
  };
}

function queryRoutes(deps: QueryRunnerDependencies, runner: QueryRunner): FastifyPluginAsyncTypebox {
  const { catalog, config } = deps;
  const common = { tags: ['query'], security: [{ read_key: [] }] };
  return async (server) => {
    await server.register(editorRoutes({ catalog, config }));
    await server.register(exportRoutes(deps, runner));
    server.post(
      '/query/execute',
      {
        schema: {
          ...common,
          summary: 'Run a query',
          body: QueryBody,
          querystring: KeyAndAfter,
          response: { 200: Answer, default: QueryFailure },
        },
      },
      async (request, reply) => {
        const project = await requireKey(request, 'read', catalog);
        return execute(deps, runner, project, request.body, request, reply);
      },
    );

    server.post(
      '/query/metadata',
      {
        schema: {
          ...common,
          summary: 'Columns that a query answers with',
          body: MetadataBody,
          querystring: KeyAndAfter,
          response: { 200: SchemaFields, default: QueryFailure },
        },
      },
      async (request, reply) => {
        const project = await requireKey(request, 'read', catalog);
        try {
          const { query: text, parameters } = request.body;
          const asked = { project, text, parameters: parameters ?? undefined };
          return [...schemaFieldsOf(await runner.columns(asked))];
        } catch (error) {
          return sendFailure(reply, error);
        }
      },
    );

    server.get(
      '/query/execute',
      {
        schema: {
          ...common,
          summary: 'Run a query and watch it: events `stats`, then one `result`',
          description:
            'Whatever goes wrong, a wrong key too, is told by the `result`: a page cannot read the answer of an event stream that has another status.',
          querystring: EventQuery,
          produces: ['text/event-stream'],
          response: {
            200: Type.String({ description: 'The events.' }),
            406: Type.String({ description: 'It takes `Accept: text/event-stream`.' }),
          },
        },
      },
      async (request, reply) => {
        if (!(request.headers.accept ?? '').includes('text/event-stream')) {
          const sentence = 'The endpoint only supports text/event-stream as Accept header.';
          return reply.code(406).type('text/plain; charset=utf-8').send(sentence);
        }
        const start = async () => {
          const project = await requireKey(request, 'read', catalog);
          const body = bodyOfData(request.query.data);
          return {
            text: body.query,
            query: runner.start(queryRequest(project, body, request, config['query.max-rows'])),
          };
        };
        await watch(deps, new EventStream(reply, config['query.send-timeout']), start);
        return reply;
      },
    );
  };
}

function execute(
  { config }: QueryRunnerDependencies,
  runner: QueryRunner,
  project: Project,
  body: QueryBody,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const query = runner.start(queryRequest(project, body, request, config['query.max-rows']));
  onClientGone(reply, () => query.cancel());
  return sendResult(reply, query, config['query.send-timeout']);
}

async function sendResult(
  reply: FastifyReply,
  query: RunningQuery,
  sendTimeoutMs: number,
): Promise<FastifyReply> {
  let pieces: readonly (string | Uint8Array)[];
  try {
    pieces = [...answerJson(await query.result)];
  } catch (error) {
    return sendFailure(reply, error);
  }
  reply.type('application/json; charset=utf-8');
  const buffers = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
  const size = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  if (size <= SMALL_ANSWER_BYTES) return reply.send(Buffer.concat(buffers, size));
  reply.header('content-length', size);
  reply.raw.setTimeout(sendTimeoutMs, () => reply.raw.destroy());
  return reply.send(Readable.from(buffers));
}

function bodyOfData(data: string | undefined): QueryBody {
  if (data === undefined) throw userError('REQUEST_INVALID', '"data" query parameter is required');
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch {
    throw userError('REQUEST_INVALID', '"data" query parameter is not valid JSON');
  }
  if (!Check(QueryBody, body)) {
    throw userError('REQUEST_INVALID', '"data" query parameter is not a query', {
      hint: 'send what POST /query/execute takes as its body',
    });
  }
  return body;
}

/** Progress while the query runs, then its result; a client that goes away stops the work. */
async function watch(
  deps: QueryRunnerDependencies,
  stream: EventStream,
  start: () => Promise<{ readonly text: string; readonly query: RunningQuery }>,
): Promise<void> {
  const { timers, logger } = deps.platform;
  let timer: Timer | undefined;
  let text: string | undefined;
  try {
    const started = await start();
    text = started.text;
    stream.onClose(() => started.query.cancel());
    const report = () => {
      stream.report('stats', statsBody(started.query));
      timer = timers.after(deps.config['query.stats-interval'], report);
    };
    timer = timers.after(deps.config['query.stats-interval'], report);
    const answer = await started.query.result;
    timer.cancel();
    await stream.send('result', watchedAnswerJson(answer, text));
  } catch (thrown) {
    timer?.cancel();
    if (!(thrown instanceof MillraceError)) logger.error({ error: thrown }, 'query failed unexpectedly');
    const error =
      thrown instanceof MillraceError ? thrown : internalError('INTERNAL', 'Error processing request.');
    const body = {
      success: false,
      ...(text === undefined ? {} : { query: text }),
      error: queryErrorBody(error),
    };
    await stream.send('result', [JSON.stringify(body)]);
  }
  stream.end();
}

function statsBody(query: RunningQuery): object {
  const stats = query.stats();
  return {
    percentage: Math.round(stats.percentage),
    state: stats.state,
    node: 1,
    processedRows: stats.processedRows,
    processedBytes: stats.processedBytes,
    userTime: stats.cpuTimeMs,
    cpuTime: stats.cpuTimeMs,
    wallTime: stats.wallTimeMs,
  };
}
