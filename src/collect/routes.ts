import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { readBody } from '../http/body-reader.ts';
import { corsHeaders } from '../http/cors.ts';
import { InflightBytes } from '../http/inflight-bytes.ts';
import type { Passage } from '../http/traffic.ts';
import { encodeProjectPosition } from '../model/position.ts';
import { MillraceError } from '../platform/errors.ts';
import { Collector, type CollectorOptions, type CollectResult } from './collector.ts';
import { type EventRequest, readBatch, readSingle } from './event-request.ts';
import { parseJsonBody } from './json-body.ts';
import { ParseTurns } from './parse-turns.ts';
import { batchSchema, collectSchema } from './routes-schema.ts';
import { type CollectTelemetry, collectTelemetry } from './telemetry.ts';

/**
 * `POST /event/collect` and `POST /event/batch`, as clients of the original send them. Both answer `1` when everything
 * is durable, with the place behind it in `X-Millrace-Position`.
 */
export function collectRoutes(options: CollectorOptions): FastifyPluginAsync {
  return async (server: FastifyInstance) => {
    const endpoint = new EventEndpoint(options);
    const unexpectedError = 'An error occurred';
    const maxEvents = options.config['collect.max-events-per-batch'];
    server.postDirectly(
      '/event/collect',
      { schema: collectSchema, unexpectedError },
      (request, response, passage) => endpoint.answer(request, response, passage, readSingle),
    );
    server.postDirectly(
      '/event/batch',
      { schema: batchSchema, unexpectedError },
      (request, response, passage) =>
        endpoint.answer(request, response, passage, (body) => readBatch(body, maxEvents)),
    );
  };
}

/** Bodies are JSON whatever their type says: browsers' beacons say text/plain, others say nothing or nonsense. */
class EventEndpoint {
  readonly #options: CollectorOptions;
  readonly #collector: Collector;
  readonly #telemetry: CollectTelemetry;
  readonly #inflight: InflightBytes;
  readonly #turns = new ParseTurns(PARSED_BYTES);

  constructor(options: CollectorOptions) {
    const { config, platform } = options;
    const inflight = new InflightBytes(config['collect.max-inflight-bytes'], platform.clock);
    this.#options = options;
    this.#collector = new Collector(options);
    this.#inflight = inflight;
    this.#telemetry = collectTelemetry(platform.metrics, () => inflight.used);
  }

  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    passage: Passage,
    read: (body: unknown) => EventRequest,
  ): Promise<void> {
    try {
      const body = await readBody(request, this.#options.config['collect.max-body-size'], this.#inflight);
      try {
        passage.admit();
        const result = await this.#collect(body.bytes, read);
        acknowledge(response, request.headers.origin, result);
      } finally {
        body.release();
      }
    } catch (error) {
      const isRejected = error instanceof MillraceError && error.class === 'user';
      this.#telemetry.refused(isRejected ? 'rejected' : 'failed');
      throw error;
    }
  }

  async #collect(bytes: Buffer, read: (body: unknown) => EventRequest): Promise<CollectResult> {
    const { config, platform } = this.#options;
    const { clock } = platform;
    const startedAt = clock.monotonic();
    await this.#turns.enter(bytes.length);
    try {
      const eventRequest = read(parseJsonBody(bytes, config['collect.max-values']));
      const result = await this.#collector.collect(eventRequest, clock.now());
      this.#telemetry.accepted({
        events: eventRequest.events.length,
        bytes: bytes.length,
        unfitValues: result.unfitValues,
        malformedEvents: result.malformedEvents,
        durationMs: clock.monotonic() - startedAt,
      });
      return result;
    } finally {
      this.#turns.leave(bytes.length);
    }
  }
}

/** The original's whole answer: a `1`. */
function acknowledge(
  response: ServerResponse,
  origin: string | undefined,
  { position }: CollectResult,
): void {
  const headers = ['content-type', 'application/json; charset=utf-8', 'content-length', '1'];
  if (position.collections.size > 0) headers.push('x-millrace-position', encodeProjectPosition(position));
  if (origin !== undefined) headers.push(...Object.entries(corsHeaders(origin)).flat());
  response.writeHead(200, headers);
  response.end('1');
}

/** Parsed bodies take up to twenty times as much memory as their text: so only so much text is parsed at a time. */
const PARSED_BYTES = 16 * 1024 * 1024;
