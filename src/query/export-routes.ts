/**
 * `/query/export`: the answer of a query as a file of any size. What is wrong before its first byte is told as by
 * `/query/execute`; what goes wrong later breaks the connection, because a file that is cut must not look whole. The
 * trailers say how many rows there are, and the checksum of all bytes.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { requireKey } from '../http/caller.ts';
import { onClientGone } from '../http/client-gone.ts';
import { Download } from '../http/download.ts';
import type { Project } from '../model/collection.ts';
import { userError } from '../platform/errors.ts';
import { KeyAndAfter, QueryBody, queryRequest } from './query-body.ts';
import type { ExportFormat } from './query-engine.ts';
import { QueryFailure, sendFailure } from './query-failure.ts';
import type { QueryRunner, QueryRunnerDependencies } from './query-runner.ts';

/** By the name that clients give. */
const FORMATS = {
  csv: 'csv',
  json: 'jsonl',
  jsonl: 'jsonl',
  avro: 'avro',
  parquet: 'parquet',
} as const satisfies Record<string, ExportFormat>;

export const ExportBody = Type.Object(
  {
    ...QueryBody.properties,
    export_type: Type.Union(
      Object.keys(FORMATS).map((name) => Type.Literal(name as keyof typeof FORMATS)),
      { description: '`json` and `jsonl` are both JSON lines: one object a line.' },
    ),
  },
  {
    additionalProperties: false,
    examples: [{ query: 'SELECT url, _time FROM pageview', export_type: 'parquet' }],
  },
);

type ExportBody = Static<typeof ExportBody>;

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/x-ndjson; charset=utf-8',
  avro: 'application/avro',
  parquet: 'application/vnd.apache.parquet',
};

const ROWS = 'X-Millrace-Rows';
const SHA256 = 'X-Millrace-Sha256';

const File = {
  description:
    'The file, in chunks. Header `X-Millrace-As-Of`: the position that it shows. Trailers at its end: `X-Millrace-Rows`, the number of its rows, and `X-Millrace-Sha256`, the SHA-256 of its bytes in hexadecimal. A connection that ends without the last chunk has cut the file.',
  content: Object.fromEntries(
    Object.values(MEDIA_TYPES).map((type) => [
      type.split(';', 1)[0],
      { schema: Type.String({ format: 'binary' }) },
    ]),
  ),
};

export function exportRoutes(deps: QueryRunnerDependencies, runner: QueryRunner): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/query/export',
      {
        schema: {
          tags: ['query'],
          security: [{ read_key: [] }],
          summary: 'Run a query and take its answer as a file',
          body: ExportBody,
          querystring: KeyAndAfter,
          response: { 200: File, default: QueryFailure },
        },
      },
      async (request, reply) => {
        const project = await requireKey(request, 'read', deps.catalog);
        return exportFile(deps, runner, project, request.body, request, reply);
      },
    );
  };
}

export async function exportFile(
  { config, platform }: QueryRunnerDependencies,
  runner: QueryRunner,
  project: Project,
  body: ExportBody,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (request.raw.httpVersion === '1.0') {
    throw userError('REQUEST_INVALID', 'an export cannot be sent over HTTP/1.0', {
      hint: 'use HTTP/1.1, whose chunks tell a whole file from one that was cut',
    });
  }
  const format = FORMATS[body.export_type];
  const asked = queryRequest(project, body, request, config['query.export-max-rows']);
  const running = runner.export(asked, format, async (file) => {
    const headers = {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': `attachment; filename="export.${format}"`,
      'cache-control': 'no-store',
      'x-millrace-as-of': file.asOf,
    };
    const download = new Download(reply, headers, [ROWS, SHA256], config['query.send-timeout']);
    file.cancelled.addEventListener('abort', () => download.abort(), { once: true });
    for await (const piece of file.pieces) await download.send(piece);
    const { rowCount, sha256 } = await file.end;
    download.end({ [ROWS]: String(rowCount), [SHA256]: sha256 });
  });
  onClientGone(reply, () => running.cancel());
  try {
    await running.done;
  } catch (error) {
    if (!reply.sent) return sendFailure(reply, error);
    // The client learns nothing but that the file is not whole.
    platform.logger.warn({ error, requestId: request.id }, 'export was cut off');
    reply.raw.destroy();
  }
  return reply;
}
