/**
 * Routes whose requests come so often that the framework's part of the work is worth saving: about 4 µs of a request's
 * 55. A POST to exactly such a path never reaches the framework; with anything after the path (a query string), and
 * from tests that inject, it comes through a route of the framework to the same handler. The handler reads the body
 * and writes the answer by itself, CORS included; errors are answered here, in the shape that all have.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { assert } from '../platform/assert.ts';
import { corsHeaders } from './cors.ts';
import type { ErrorReplies } from './error-reply.ts';
import type { Passage, Traffic } from './traffic.ts';

/**
 * Answers one request, or rejects: then the error is answered. When the body is there, it must pass
 * {@link Passage.admit}.
 */
export type DirectHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  passage: Passage,
) => Promise<void>;

declare module 'fastify' {
  interface FastifyInstance {
    /** Adds a direct route. */
    postDirectly(path: string, options: DirectRouteOptions, handler: DirectHandler): void;
  }
}

export interface DirectRouteOptions {
  /** Describes the route, and validates nothing. */
  readonly schema: FastifySchema;
  /** What clients are told of an error that nobody expected, where the original has words of its own for it. */
  readonly unexpectedError?: string;
}

interface DirectRoute extends DirectRouteOptions {
  readonly path: string;
  readonly handler: DirectHandler;
}

export interface DirectRoutesOptions {
  readonly traffic: Traffic;
  readonly errors: ErrorReplies;
  nextRequestId(): string;
}

export class DirectRoutes {
  readonly #options: DirectRoutesOptions;
  readonly #routes = new Map<string, DirectRoute>();
  #isClosing = false;

  constructor(options: DirectRoutesOptions) {
    this.#options = options;
  }

  /** Takes its place before the framework, and gives it the method `postDirectly`. */
  install(server: FastifyInstance): void {
    const routes = this;
    server.decorate('postDirectly', function (this: FastifyInstance, path, options, handler) {
      routes.#add(this, { ...options, path, handler });
    });
    const [framework] = server.server.listeners('request');
    assert(framework !== undefined, 'the framework listens for requests');
    server.server.removeAllListeners('request');
    server.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (!this.#answer(request, response)) framework(request, response);
    });
    // From then on the framework says to each request that the server is closing.
    server.addHook('preClose', (done) => {
      this.#isClosing = true;
      done();
    });
  }

  /** Whether the request is one for a direct route: then it will be answered. */
  #answer(request: IncomingMessage, response: ServerResponse): boolean {
    const path = request.url;
    if (request.method !== 'POST' || path === undefined || this.#isClosing) return false;
    const route = this.#routes.get(path);
    if (route === undefined) return false;
    const { traffic, nextRequestId } = this.#options;
    const passage = traffic.begin(response, { method: 'POST', route: path, requestId: nextRequestId });
    void this.#run(route, request, response, passage);
    return true;
  }

  #add(server: FastifyInstance, route: DirectRoute): void {
    const { path, schema } = route;
    this.#routes.set(path, route);
    void server.register(async (scope) => {
      // The body is left unread, whatever its type says.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.addHook('onRequest', (request, _reply, done) => {
        request.headers['content-type'] = 'application/octet-stream';
        done();
      });
      const validatorCompiler = () => () => true;
      const config = { isDirect: true };
      scope.post(path, { schema, validatorCompiler, config }, async (request, reply) => {
        reply.hijack();
        await this.#run(route, request.raw, reply.raw, request.passage);
      });
    });
  }

  async #run(
    route: DirectRoute,
    request: IncomingMessage,
    response: ServerResponse,
    passage: Passage,
  ): Promise<void> {
    try {
      await route.handler(request, response, passage);
    } catch (error) {
      this.#answerError(error, route, request, response);
    }
  }

  #answerError(
    error: unknown,
    { path, unexpectedError }: DirectRoute,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { errors, nextRequestId } = this.#options;
    const failed = { requestId: nextRequestId(), method: 'POST', route: path };
    const answer = errors.answer(error, failed, unexpectedError);
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const text = JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      ...corsHeaders(request.headers.origin),
      ...answer.headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      ...(request.complete || discardsRest(request) ? {} : { connection: 'close' }),
    });
    response.end(text);
  }
}

/** A refused body up to this size is let through to its end. */
const DISCARDED_BYTES = 64 * 1024 * 1024;

/**
 * Whether the rest of a refused body is read and thrown away rather than the connection closed: a connection that is
 * closed with bytes unread is reset, and a client that is still sending sees that instead of the answer. The
 * original's browser client needs it, because it answers 413 by sending less at a time.
 */
function discardsRest(request: IncomingMessage): boolean {
  return Number(request.headers['content-length']) <= DISCARDED_BYTES;
}
