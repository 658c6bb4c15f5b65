/** The collection API with the real catalog over a store in memory: what the other tests' catalog only imitates. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { MemoryCatalogStore } from '../../src/adapters/memory/catalog-store.ts';
import { MemoryEventLog } from '../../src/adapters/memory/event-log.ts';
import { createCatalog } from '../../src/catalog/cached-catalog.ts';
import { type CatalogConfig, catalogConfig } from '../../src/catalog/config.ts';
import { type CollectConfig, collectConfig } from '../../src/collect/config.ts';
import { collectRoutes } from '../../src/collect/routes.ts';
import { type HttpConfig, httpConfig } from '../../src/http/config.ts';
import { createServer } from '../../src/http/server.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { systemPlatform } from '../../src/platform/platform.ts';
import { extraOf, storedEvents } from '../support/stored-events.ts';

async function start(catalogOverrides: Partial<CatalogConfig> = {}) {
  const platform = { ...systemPlatform('silent'), logger: silentLogger };
  const store = new MemoryCatalogStore(platform.clock);
  const config = { ...(Value.Default(catalogConfig, {}) as CatalogConfig), ...catalogOverrides };
  const catalog = createCatalog({ store, platform, config });
  const { project } = await store.createProject('shop');
  await store.setProjectState(project.id, 'active');
  catalog.projectCreated(project);
  const keys = await catalog.createKeys(project);
  const log = new MemoryEventLog(platform);
  const http = createServer({ platform, config: Value.Default(httpConfig, {}) as HttpConfig, version: '0' });
  const collect = Value.Default(collectConfig, {}) as CollectConfig;
  void http.register(collectRoutes({ catalog, log, platform, config: collect, collectorId: 1 }));
  const send = (apiKey: string, events: readonly unknown[]) =>
    http.inject({
      method: 'POST',
      url: '/event/batch',
      payload: { api: { api_key: apiKey }, events: [...events] },
    });
  const stored = async (name: string) => {
    const collection = (await catalog.collections(project.id)).find((one) => one.name === name);
    return collection === undefined ? [] : storedEvents(log, catalog, collection);
  };
  return { catalog, keys, send, stored };
}

test('requests that add the same and other fields at the same time lose nothing', async () => {
  const { keys, send, stored } = await start();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      send(keys.write_key, [
        { collection: 'c', properties: { _device_id: 'd', i, shared: 'x', [`own${i % 7}`]: true } },
        { collection: `c${i % 3}`, properties: { i } },
      ]),
    ),
  );
  assert.deepEqual(new Set(replies.map((reply) => reply.statusCode)), new Set([200]));
  const events = await stored('c');
  assert.equal(events.length, 20);
  for (const event of events) {
    const i = event['i'] as number;
    assert.equal(event['shared'], 'x');
    assert.equal(event[`own${i % 7}`], true);
    assert.equal(event['_extra'], undefined);
  }
});

test('limits of fields and collections hold, and what they refuse is kept', async () => {
  const { keys, send, stored } = await start({ 'catalog.max-fields': 2, 'catalog.max-collections': 2 });
  assert.equal(
    (await send(keys.write_key, [5, { collection: 'a', properties: { x: 1, y: 2 } }])).statusCode,
    200,
  );
  assert.equal((await send(keys.write_key, [{ collection: 'b', properties: { x: 1 } }])).statusCode, 200);
  const [event] = await stored('a');
  assert.equal(event?.['x'], 1);
  assert.deepEqual(
    extraOf(event).map((entry) => entry.property),
    ['y'],
  );
  assert.equal((await stored('_malformed')).length, 2);
});

test('names that collide in the database but not in SQL are different fields', async () => {
  const { keys, send, stored } = await start();
  await send(keys.write_key, [
    { collection: 'c', properties: { 'a b': 1, 'a-b': 2, a_b: 3, 'ä b': 4, __proto__x: 5 } },
  ]);
  const [event] = await stored('c');
  assert.deepEqual(
    ['a b', 'a-b', 'a_b', 'ä b', '__proto__x'].map((name) => event?.[name]),
    [1, 2, 3, 4, 5],
  );
});

test('only write and master keys of the project collect', async () => {
  const { keys, send } = await start();
  assert.equal((await send(keys.master_key, [])).statusCode, 200);
  assert.equal((await send(keys.read_key, [])).statusCode, 403);
  assert.equal((await send('nobody', [])).statusCode, 403);
});
