import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { encodeProjectPosition } from '../model/position.ts';
import { MillraceError } from '../platform/errors.ts';
import { type Body, discardsRest, readBody } from './body-reader.ts';
import { Collector, type CollectorOptions } from './collector.ts';
import { type EventRequest, readBatch, readSingle } from './event-request.ts';
import { InflightBytes } from './inflight-bytes.ts';
import { parseJsonBody } from './json-body.ts';
import { batchSchema, collectSchema } from './routes-schema.ts';
import { type CollectTelemetry, collectTelemetry } from './telemetry.ts';

/**
 * `POST /event/collect` and `POST /event/batch`, as clients of the original send them. Both answer `1` when everything
 * is durable, with the place behind it in `X-Millrace-Position`.
 */
export function collectRoutes(options: CollectorOptions): FastifyPluginAsync {
  return async (server: FastifyInstance) => {
    const { config, platform } = options;
    const inflight = new InflightBytes(config['collect.max-inflight-bytes']);
    const endpoint = new EventEndpoint(
      options,
      collectTelemetry(platform.metrics, () => inflight.used),
    );

    // Bodies are JSON whatever their type says: browsers' beacons say text/plain, others say nothing or nonsense.
    server.addHook('onRequest', (request, _reply, done) => {
      request.headers['content-type'] = 'application/octet-stream';
      done();
    });
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', (request: FastifyRequest) =>
      readBody(request.raw, config['collect.max-body-size'], inflight),
    );
    server.addHook('onError', (request, reply, error, done) => {
      (request.body as Body | undefined)?.release();
      if (!request.raw.complete && discardsRest(request.raw, config['collect.max-body-size'])) {
        reply.removeHeader('connection');
        request.raw.resume();
      }
      endpoint.refused(error);
      done();
    });

    const maxEvents = config['collect.max-events-per-batch'];
    const validatorCompiler = () => () => true;
    const routeConfig = { unexpectedError: 'An error occurred' };
    server.post(
      '/event/collect',
      { schema: collectSchema, validatorCompiler, config: routeConfig },
      (request, reply) => endpoint.answer(request, reply, readSingle),
    );
    server.post(
      '/event/batch',
      { schema: batchSchema, validatorCompiler, config: routeConfig },
      (request, reply) => endpoint.answer(request, reply, (body) => readBatch(body, maxEvents)),
    );
  };
}

class EventEndpoint {
  readonly #options: CollectorOptions;
  readonly #collector: Collector;
  readonly #telemetry: CollectTelemetry;

  constructor(options: CollectorOptions, telemetry: CollectTelemetry) {
    this.#options = options;
    this.#collector = new Collector(options);
    this.#telemetry = telemetry;
  }

  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    read: (body: unknown) => EventRequest,
  ): Promise<FastifyReply> {
    const { clock } = this.#options.platform;
    const startedAt = clock.monotonic();
    const body = (request.body as Body | undefined) ?? NO_BODY;
    try {
      const eventRequest = read(parseJsonBody(body.bytes));
      const result = await this.#collector.collect(eventRequest, clock.now());
      if (result.position.collections.size > 0) {
        reply.header('x-millrace-position', encodeProjectPosition(result.position));
      }
      this.#telemetry.accepted({
        events: eventRequest.events.length,
        bytes: body.bytes.length,
        unfitValues: result.unfitValues,
        malformedEvents: result.malformedEvents,
        durationMs: clock.monotonic() - startedAt,
      });
      return reply.header('content-type', 'application/json; charset=utf-8').send(ACKNOWLEDGED);
    } finally {
      body.release();
    }
  }

  refused(error: unknown): void {
    const isRejected = error instanceof MillraceError && error.class === 'user';
    this.#telemetry.refused(isRejected ? 'rejected' : 'failed');
  }
}

const ACKNOWLEDGED = '1';
const NO_BODY: Body = { bytes: Buffer.alloc(0), release() {} };
