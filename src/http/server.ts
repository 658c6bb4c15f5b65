/**
 * The HTTP server that every feature's routes hang on: errors in one shape, CORS, limits against slow or many clients,
 * request ids, metrics, and the OpenAPI description made from the routes' schemas.
 *
 * Bodies are JSON whatever their Content-Type says, because browsers send `text/plain` to avoid a preflight. A feature
 * that reads bytes itself replaces the parser in its own plugin (`removeAllContentTypeParsers`).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawServerDefault,
} from 'fastify';
import { messageOf, userError } from '../platform/errors.ts';
import { nearest } from '../platform/nearest.ts';
import type { Platform } from '../platform/platform.ts';
import { readBody } from './body-reader.ts';
import { answerClientError } from './client-error.ts';
import type { HttpConfig } from './config.ts';
import { answerPreflight, corsHeaders } from './cors.ts';
import { describeErrors } from './describe-errors.ts';
import { DirectRoutes } from './direct-routes.ts';
import { ErrorReplies, validationError } from './error-reply.ts';
import { InflightBytes } from './inflight-bytes.ts';
import { type Passage, Traffic } from './traffic.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered even when too many requests are in flight: health, metrics. */
    readonly alwaysAnswered?: boolean;
    /** Its handler passes {@link Passage.admit} by itself. */
    readonly isDirect?: boolean;
  }
  interface FastifyRequest {
    passage: Passage;
  }
}

export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface HttpServerOptions {
  readonly platform: Platform;
  readonly config: HttpConfig;
  /** For the description of the API. */
  readonly version: string;
}

/** A server without routes but `/openapi.json`; features are registered as plugins. Nothing listens yet. */
export function createServer({ platform, config, version }: HttpServerOptions): HttpServer {
  const errors = new ErrorReplies(platform);
  const traffic = new Traffic(platform, config);
  const nextRequestId = requestIds(platform);
  const server: HttpServer = fastify({
    logger: false,
    // A HEAD request would run the query of a GET.
    exposeHeadRoutes: false,
    trustProxy: config['http.server.proxy-protocol'],
    bodyLimit: config['http.server.max-body-size'],
    requestTimeout: config['http.server.request-timeout'],
    keepAliveTimeout: config['http.server.keep-alive-timeout'],
    http: {
      headersTimeout: config['http.server.header-timeout'],
      // How often node looks for requests that are too slow.
      connectionsCheckingInterval: Math.min(5000, config['http.server.header-timeout']),
      noDelay: true,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    genReqId: nextRequestId,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      void errors.send(error, request, reply as FastifyReply);
    },
    schemaErrorFormatter: validationError,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: true } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  server.server.maxConnections = config['http.server.max-connections'];

  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
  acceptJsonOfAnyType(server, platform, config);
  server.setErrorHandler((error, request, reply) => errors.send(error, request, reply));
  traffic.watch(server.server);
  passTraffic(server, traffic);
  new DirectRoutes({ traffic, errors, nextRequestId }).install(server);
  answerUnknownRoutes(server);
  void server.register(swagger, {
    transform: describeErrors,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Millrace',
        version,
        description: 'Self-hosted event analytics.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          master_key: { type: 'apiKey', in: 'header', name: 'master_key' },
          read_key: { type: 'apiKey', in: 'header', name: 'read_key' },
          write_key: { type: 'apiKey', in: 'header', name: 'write_key' },
        },
      },
    },
  });
  server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger());
  server.options('/*', { schema: { hide: true } }, answerPreflight);
  return server;
}

/** The description of all routes registered so far. */
export async function openapiOf(server: HttpServer): Promise<object> {
  await server.ready();
  return server.swagger();
}

function requestIds(platform: Platform): () => string {
  const run = Buffer.from(platform.random.bytes(6)).toString('base64url');
  let count = 0;
  return () => `${run}-${(++count).toString(36)}`;
}

function acceptJsonOfAnyType(server: HttpServer, { clock }: Platform, config: HttpConfig): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  const inflight = new InflightBytes(config['http.server.max-inflight-bytes'], clock);
  server.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) => {
    const body = await readBody(payload, config['http.server.max-body-size'], inflight);
    body.release();
    const text = body.bytes.toString();
    return new Promise((resolve, reject) => {
      void parseJson(request, text, (error, value) => {
        if (error === null) resolve(value);
        else reject(userError('BODY_INVALID', `JSON couldn't parsed: ${jsonFault(text)}`));
      });
    });
  });
}

/** The parser's own words about the fault; what JSON itself allows was refused because of a member `__proto__`. */
function jsonFault(text: string): string {
  try {
    JSON.parse(text);
    return 'a member must not be called "__proto__" or "constructor"';
  } catch (error) {
    return messageOf(error);
  }
}

/** The framework refuses a Content-Type that is no media type; ours does not matter, so it must not. */
function readableContentType({ headers }: FastifyRequest): void {
  const type = headers['content-type'];
  if (type !== undefined && !MEDIA_TYPE.test(type)) headers['content-type'] = 'application/octet-stream';
}

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+\s*(;|$)/;

/** What each request passes before its route and before its handler. */
function passTraffic(server: HttpServer, traffic: Traffic): void {
  server.decorateRequest('passage');
  server.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    reply.headers(corsHeaders(request.headers.origin));
    readableContentType(request);
    const { method, routeOptions } = request;
    const label = { method, route: routeOptions.url ?? 'unknown', requestId: () => request.id };
    request.passage = traffic.begin(reply.raw, label);
    done();
  });
  server.addHook('preValidation', (request: FastifyRequest, _reply: FastifyReply, done) => {
    const { alwaysAnswered, isDirect } = request.routeOptions.config;
    if (isDirect !== true) request.passage.admit(alwaysAnswered);
    done();
  });
}

function answerUnknownRoutes(server: HttpServer): void {
  const methodsByPath = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ method, url, schema }) => {
    if (url.includes('*') || (schema as { hide?: boolean } | undefined)?.hide === true) return;
    const methods = methodsByPath.get(url) ?? new Set();
    methodsByPath.set(url, methods);
    for (const one of [method].flat()) if (one !== 'HEAD') methods.add(one);
  });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = methodsByPath.get(path);
    if (methods !== undefined) {
      const allowed = [...methods].join(', ');
      reply.header('allow', allowed);
      throw userError('METHOD_NOT_ALLOWED', `"${path}" does not answer ${request.method}`, {
        hint: `use ${allowed}`,
      });
    }
    const near = nearest(path, methodsByPath.keys());
    throw userError('ROUTE_NOT_FOUND', `there is nothing at "${path}"`, {
      hint: near === undefined ? 'see /openapi.json for what there is' : `did you mean "${near}"?`,
    });
  });
}
