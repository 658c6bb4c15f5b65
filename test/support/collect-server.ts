import { Value } from 'typebox/value';
import { MemoryEventLog, type MemoryEventLogOptions } from '../../src/adapters/memory/event-log.ts';
import { type CollectConfig, collectConfig } from '../../src/collect/config.ts';
import { collectRoutes } from '../../src/collect/routes.ts';
import { type HttpConfig, httpConfig } from '../../src/http/config.ts';
import { createServer, type HttpServer } from '../../src/http/server.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { systemPlatform } from '../../src/platform/platform.ts';
import { FakeCatalog, type FakeCatalogOptions } from './fake-catalog.ts';
import { type StoredEvent, storedEvents } from './stored-events.ts';

/** What the clock of the tests' servers says. */
export const NOW_MS = Date.UTC(2026, 5, 1, 12, 0, 0);

export interface CollectServerOptions {
  readonly config?: Partial<CollectConfig>;
  readonly catalog?: FakeCatalogOptions;
  readonly log?: MemoryEventLogOptions;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The collection API on the real HTTP server, the memory log and a catalog of one project. */
export class CollectServer {
  readonly catalog: FakeCatalog;
  readonly log: MemoryEventLog;
  readonly http: HttpServer;
  readonly platform: Platform;
  /** What the server logged as errors. */
  readonly errors: unknown[] = [];

  constructor(options: CollectServerOptions = {}) {
    const logger: Logger = { ...silentLogger, error: (fields) => this.errors.push(fields) };
    const system = systemPlatform('silent');
    this.platform = {
      ...system,
      clock: { now: () => NOW_MS, monotonic: () => system.clock.monotonic() },
      logger,
      metrics: createMetrics(),
    };
    this.catalog = new FakeCatalog(options.catalog);
    this.log = new MemoryEventLog(this.platform, options.log);
    const http = Value.Default(httpConfig, {}) as HttpConfig;
    this.http = createServer({ platform: this.platform, config: http, version: '0' });
    const config = { ...(Value.Default(collectConfig, {}) as CollectConfig), ...options.config };
    const { catalog, log, platform } = this;
    void this.http.register(collectRoutes({ catalog, log, platform, config, collectorId: 7 }));
  }

  async post(path: string, payload: string | Buffer, headers: Record<string, string> = {}): Promise<Reply> {
    const reply = await this.http.inject({ method: 'POST', url: path, payload, headers });
    return { status: reply.statusCode, body: reply.body, headers: reply.headers };
  }

  /** Sends events with the write key. */
  batch(events: unknown, api: Readonly<Record<string, unknown>> = {}): Promise<Reply> {
    return this.post(
      '/event/batch',
      JSON.stringify({ api: { api_key: this.catalog.keys.write, ...api }, events }),
    );
  }

  /** Sends the properties of one event of the collection `c`, given as JSON text, in a batch; gives what was stored. */
  async storeText(properties: string): Promise<StoredEvent> {
    const key = this.catalog.keys.write;
    const body = `{"api":{"api_key":"${key}"},"events":[{"collection":"c","properties":${properties}}]}`;
    const reply = await this.post('/event/batch', body);
    if (reply.status !== 200) throw new Error(`${reply.status} ${reply.body}`);
    const event = (await this.stored('c')).at(-1);
    if (event === undefined) throw new Error('nothing was stored');
    return event;
  }

  store(properties: Readonly<Record<string, unknown>>): Promise<StoredEvent> {
    return this.storeText(JSON.stringify(properties));
  }

  /** Every event of a collection; none when it does not exist. */
  async stored(name: string): Promise<StoredEvent[]> {
    const collection = this.catalog.cachedCollection(1, name);
    return collection === undefined ? [] : storedEvents(this.log, this.catalog, collection);
  }

  /** Type of each field of a collection. */
  fields(name: string): Record<string, string> {
    const fields = this.catalog.cachedCollection(1, name)?.schema.fields ?? [];
    return Object.fromEntries(fields.map((field) => [field.name, field.type]));
  }
}
