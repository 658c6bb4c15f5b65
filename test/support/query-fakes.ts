import { Value } from 'typebox/value';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { KeyKind } from '../../src/catalog/catalog-store.ts';
import { type HttpConfig, httpConfig } from '../../src/http/config.ts';
import { createServer, type HttpServer } from '../../src/http/server.ts';
import type { Collection, Field, Project } from '../../src/model/collection.ts';
import type { ProjectPosition } from '../../src/model/position.ts';
import { MillraceError, userError } from '../../src/platform/errors.ts';
import { type Logger, silentLogger } from '../../src/platform/logger.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { type Platform, systemPlatform } from '../../src/platform/platform.ts';
import type { EngineQuery, EngineResult, QueryEngine, QueryStats } from '../../src/query/query-engine.ts';
import type { Visibility } from '../../src/query/visibility.ts';

export const PROJECT: Project = { id: 7, name: 'shop', physicalName: 'p_shop' };

export function collectionOf(id: number, name: string, fields: readonly Field[]): Collection {
  return {
    id,
    projectId: PROJECT.id,
    name,
    physicalName: `c_${id}`,
    topic: `p_shop-c_${id}`,
    partitionCount: 1,
    revision: 0,
    schema: { id, collectionId: id, version: 1, fields },
  };
}

export const COLLECTIONS: readonly Collection[] = [
  collectionOf(1, 'pageview', [
    { name: '_user', physicalName: 'user_1', type: 'STRING' },
    { name: 'url', physicalName: 'url_1', type: 'STRING' },
    { name: 'größe "x"', physicalName: 'f_3', type: 'DOUBLE' },
    { name: 'tags', physicalName: 'tags', type: 'ARRAY_STRING' },
    { name: 'added_later', physicalName: 'added_later', type: 'LONG' },
  ]),
  collectionOf(2, 'order', [
    { name: '_user', physicalName: 'user_1', type: 'STRING' },
    { name: 'price', physicalName: 'price', type: 'DOUBLE' },
  ]),
  collectionOf(3, 'never sent', [{ name: '_user', physicalName: 'user_1', type: 'STRING' }]),
];

/** A catalog of one project, whose keys are `master`, `read` and `write`. */
export function fakeCatalog(collections: readonly Collection[] = COLLECTIONS): Catalog {
  const unused = () => {
    throw new Error('not for queries');
  };
  return {
    cachedProject: () => undefined,
    authenticate: async (kind: KeyKind, key: string) => {
      if (key !== kind) throw userError('KEY_INVALID', 'key is invalid');
      return PROJECT;
    },
    projects: async () => [],
    project: async () => PROJECT,
    projectNamed: async () => PROJECT,
    cachedCollection: unused,
    collections: async () => collections,
    getOrCreateCollection: unused,
    addFields: unused,
    schema: unused,
    onChange: () => {},
  };
}

const RUNNING: QueryStats = {
  state: 'RUNNING',
  percentage: 41.6,
  processedRows: 10,
  processedBytes: 20,
  cpuTimeMs: 30,
  wallTimeMs: 40,
};

/** Answers as told, and keeps what it was asked. */
export class FakeEngine implements QueryEngine {
  readonly asked: EngineQuery[] = [];
  cancelled = 0;
  statsAsked = 0;
  answer: (query: EngineQuery) => EngineResult | Promise<EngineResult>;

  constructor(answer: (query: EngineQuery) => EngineResult | Promise<EngineResult> = () => resultOf([])) {
    this.answer = answer;
  }

  start(query: EngineQuery) {
    this.asked.push(query);
    const cancel = Promise.withResolvers<never>();
    cancel.promise.catch(() => {});
    return {
      stats: () => {
        this.statsAsked++;
        return RUNNING;
      },
      result: Promise.race([Promise.resolve().then(() => this.answer(query)), cancel.promise]),
      cancel: () => {
        this.cancelled++;
        cancel.reject(userError('QUERY_CANCELLED', 'query was cancelled'));
      },
    };
  }

  async close(): Promise<void> {}
}

export function resultOf(
  rows: readonly (readonly unknown[])[],
  asOf: EngineResult['asOf'] = new Map(),
): EngineResult {
  const text = JSON.stringify(rows);
  const middle = Math.floor(text.length / 2);
  return {
    rowsJson: [Buffer.from(text.slice(0, middle)), Buffer.from(text.slice(middle))],
    rowCount: rows.length,
    asOf,
  };
}

/** Says what it is told about positions, and keeps what it was asked. */
export class FakeVisibility implements Visibility {
  readonly asked: ProjectPosition[] = [];
  visible = true;

  async waitUntilVisible(position: ProjectPosition): Promise<boolean> {
    this.asked.push(position);
    return this.visible;
  }
}

/** A platform whose log is kept. */
export function keptPlatform(): { platform: Platform; logged: { level: string; text: string }[] } {
  const logged: { level: string; text: string }[] = [];
  const keep = (level: string) => (fields: Record<string, unknown>, message: string) => {
    const shown = Object.entries(fields).map(([name, value]) =>
      value instanceof Error ? `${name}=${value.stack}` : `${name}=${JSON.stringify(value)}`,
    );
    logged.push({ level, text: `${message} ${shown.join(' ')}` });
  };
  const logger: Logger = {
    ...silentLogger,
    error: keep('error'),
    warn: keep('warn'),
    info: keep('info'),
    debug: keep('debug'),
  };
  return { platform: { ...systemPlatform('silent'), logger, metrics: createMetrics() }, logged };
}

export function testServer(platform: Platform, config: Partial<HttpConfig> = {}): HttpServer {
  const defaults = Value.Default(httpConfig, {}) as HttpConfig;
  return createServer({ platform, config: { ...defaults, ...config }, version: '0.0.0' });
}

/** The code that a promise was rejected with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof MillraceError ? error.code : `not ours: ${String(error)}`;
  }
  return 'none';
}
