import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Value } from 'typebox/value';
import { MemoryCatalogStore } from '../adapters/memory/catalog-store.ts';
import { MemoryEventLog } from '../adapters/memory/event-log.ts';
import { createMemoryTransactionalLake } from '../adapters/memory/transactional-lake.ts';
import { createCatalog } from '../catalog/cached-catalog.ts';
import { catalogConfig } from '../catalog/config.ts';
import type { ApiKeys } from '../catalog/keys.ts';
import { httpConfig } from '../http/config.ts';
import { createServer } from '../http/server.ts';
import type { Project } from '../model/collection.ts';
import { silentLogger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Platform } from '../platform/platform.ts';
import { systemRandom } from '../platform/random.ts';
import { systemTimers } from '../platform/timers.ts';
import { ProjectLifecycle } from './project-lifecycle.ts';
import { projectRoutes } from './project-routes.ts';

const NOW = Date.UTC(2024, 5, 15, 12);

function setUp(t: TestContext, lockKey = '') {
  const clock = { now: () => NOW, monotonic: () => NOW };
  const platform: Platform = {
    clock,
    timers: systemTimers,
    random: systemRandom,
    logger: silentLogger,
    metrics: createMetrics(),
  };
  const store = new MemoryCatalogStore(clock);
  const config = { ...Value.Create(catalogConfig), 'catalog.max-fields': 20 };
  const catalog = createCatalog({ store, platform, config });
  const log = new MemoryEventLog(platform);
  const lake = createMemoryTransactionalLake({
    async *read() {},
    message: async () => new Uint8Array(),
  });
  const stopped: number[] = [];
  const lifecycle = new ProjectLifecycle({
    store,
    catalog,
    log,
    lake,
    logger: silentLogger,
    stopBatches: async (projectId) => void stopped.push(projectId),
  });
  const asked: string[] = [];
  const queries = {
    rows: [] as unknown[][],
    async run(_project: Project, sql: string) {
      asked.push(sql);
      return this.rows;
    },
  };
  const server = createServer({ platform, config: Value.Create(httpConfig), version: '0' });
  void server.register(
    projectRoutes({ catalog, lifecycle, log, queries, clock, config: { 'lock-key': lockKey } }),
  );
  t.after(() => server.close());

  async function call(path: string, body: unknown, headers: Record<string, string> = {}) {
    const reply = await server.inject({
      method: 'POST',
      url: `/project/${path}`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(body),
    });
    return { status: reply.statusCode, body: reply.json() };
  }
  async function create(name = 'demo'): Promise<ApiKeys> {
    const { status, body } = await call('create', { name });
    assert.equal(status, 200);
    return body;
  }
  return { store, catalog, log, lake, lifecycle, stopped, asked, queries, server, call, create };
}

test('create: keys once, names lower-cased and checked, a second project of that name refused', async (t) => {
  const { call, create, lake, catalog, store } = setUp(t);
  const keys = await create('Demo_1');
  assert.deepEqual(Object.keys(keys), ['master_key', 'read_key', 'write_key']);
  const project = await catalog.authenticate('write', keys.write_key);
  assert.equal(project.name, 'demo_1');
  assert.equal((await lake.state(project)).batch, 0);
  const again = await call('create', { name: 'demo_1' });
  assert.equal(again.status, 400);
  assert.equal(again.body.code, 'PROJECT_EXISTS');
  for (const name of ['', 'a-b', 'ä', 'x'.repeat(65), 'a b']) {
    assert.equal((await call('create', { name })).body.code, 'PROJECT_NAME_INVALID');
  }
  assert.equal((await call('create', {})).status, 400);
  assert.deepEqual((await call('list', {})).body, ['demo_1']);
  assert.equal((await store.listProjects()).length, 1);
});

test('create: of two at once one wins', async (t) => {
  const { call } = setUp(t);
  const replies = await Promise.all([call('create', { name: 'a' }), call('create', { name: 'A' })]);
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 400]);
});

test('the lock key guards create and list', async (t) => {
  const { call } = setUp(t, 'sesame');
  for (const body of [{ name: 'a' }, { name: 'a', lock_key: 'x' }, { name: 'a', lock_key: null }]) {
    const reply = await call('create', body);
    assert.equal(reply.status, 403);
    assert.equal(reply.body.error, 'Lock key is invalid');
  }
  assert.equal((await call('list', {})).status, 403);
  assert.equal((await call('create', { name: 'a', lock_key: 'sesame' })).status, 200);
  assert.deepEqual((await call('list', { lock_key: 'sesame' })).body, ['a']);
  const open = setUp(t);
  assert.equal((await open.call('create', { name: 'a', lock_key: 'sesame' })).status, 403);
});

test('every route asks for its kind of key', async (t) => {
  const { call, create } = setUp(t);
  const keys = await create();
  const bodies: Record<string, readonly [kind: 'master_key' | 'read_key', body: object]> = {
    delete: ['master_key', {}],
    'create-api-keys': ['master_key', {}],
    'schema/add': ['master_key', { collection: 'c', fields: [] }],
    'schema/add/custom': ['master_key', { collection: 'c', schema_type: 'AVRO', schema: '{}' }],
    schema: ['read_key', {}],
    collection: ['read_key', {}],
    attributes: ['read_key', { collection: 'c', attribute: 'a' }],
  };
  for (const [path, [name, body]] of Object.entries(bodies)) {
    const missing = await call(path, body);
    assert.equal(missing.status, 403, path);
    assert.match(missing.body.error, /header or query parameter is missing/);
    const wrong = await call(path, body, { [name]: keys.write_key });
    assert.equal(wrong.status, 403, path);
    assert.equal(wrong.body.error, `\`${name}\` is invalid`);
  }
});

test('a body that looks as if it chose a project is refused', async (t) => {
  const { call, create, server } = setUp(t);
  const keys = await create();
  for (const path of ['delete', 'create-api-keys']) {
    const reply = await call(path, { project: 'other' }, { master_key: keys.master_key });
    assert.equal(reply.status, 400, path);
    assert.equal(reply.body.error, 'unrecognized member "project"');
  }
  const url = `/project/collection?read_key=${keys.read_key}`;
  assert.deepEqual((await server.inject({ method: 'POST', url })).json(), []);
});

test('schema/add creates collection and topic, keeps types, and refuses what cannot be', async (t) => {
  const { call, create, log } = setUp(t);
  const keys = await create();
  const master = { master_key: keys.master_key };
  const added = await call(
    'schema/add',
    { collection: 'PageView', fields: [{ name: 'pageURL', type: 'string', unique: false }] },
    master,
  );
  assert.deepEqual(added.body, [
    { name: '_user', type: 'STRING', descriptiveName: 'User' },
    { name: 'page_url', type: 'STRING', descriptiveName: 'Page url' },
    { name: '_id', type: 'STRING', descriptiveName: 'Id' },
    { name: '_time', type: 'TIMESTAMP', descriptiveName: 'Time' },
  ]);
  assert.deepEqual(await log.latest('demo-pageview'), [0]);
  const again = await call(
    'schema/add',
    { collection: 'pageview', fields: [{ name: 'page_url', type: 'LONG' }] },
    master,
  );
  assert.deepEqual(again.body, added.body);

  const fault = async (name: string, type: string, collection = 'pageview') =>
    (await call('schema/add', { collection, fields: [{ name, type }] }, master)).body;
  const unknown = await fault('x', 'TEXT');
  assert.equal(unknown.code, 'FIELD_TYPE_UNKNOWN');
  assert.match(unknown.hint, /STRING, INTEGER.*MAP_BINARY/);
  assert.equal((await fault('_time', 'TIMESTAMP')).code, 'FIELD_NAME_INVALID');
  assert.equal((await fault(' " ', 'STRING')).code, 'FIELD_NAME_INVALID');
  assert.equal((await fault('x', 'STRING', '$x')).code, 'COLLECTION_NAME_INVALID');
  assert.equal((await fault('x', 'STRING', '_malformed')).code, 'COLLECTION_NAME_INVALID');
  const many = Array.from({ length: 20 }, (_, i) => ({ name: `f${i}`, type: 'LONG' }));
  const over = await call('schema/add', { collection: 'pageview', fields: many }, master);
  assert.equal(over.body.code, 'TOO_MANY_FIELDS');
  assert.equal(over.body.detail, 'not added: f18, f19');
});

test('schema/add/custom takes an Avro record', async (t) => {
  const { call, create } = setUp(t);
  const headers = { master_key: (await create()).master_key };
  const schema = JSON.stringify({
    type: 'record',
    name: 'collection',
    fields: [{ name: 'tags', type: ['null', { type: 'array', items: 'string' }] }],
  });
  const added = await call('schema/add/custom', { collection: 'c', schema_type: 'avro', schema }, headers);
  assert.deepEqual(added.body[1], { name: 'tags', type: 'ARRAY_STRING', descriptiveName: 'Tags' });
  const other = await call('schema/add/custom', { collection: 'c', schema_type: 'XML', schema }, headers);
  assert.equal(other.body.code, 'SCHEMA_TYPE_UNKNOWN');
});

test('schema and collection list what is there', async (t) => {
  const { call, create } = setUp(t);
  const keys = await create();
  for (const collection of ['a', 'b']) {
    await call('schema/add', { collection, fields: [] }, { master_key: keys.master_key });
  }
  const headers = { read_key: keys.read_key };
  assert.deepEqual((await call('collection', {}, headers)).body, ['a', 'b']);
  const names = (await call('schema', {}, headers)).body.map((one: { name: string }) => one.name);
  assert.deepEqual(names, ['a', 'b']);
  const some = (await call('schema', { names: ['B', 'none'] }, headers)).body;
  assert.equal(some.length, 1);
  assert.equal(some[0].fields[0].name, '_user');
});

test('keys are created, checked and revoked as triples', async (t) => {
  const { call, create } = setUp(t);
  const first = await create();
  const other = await create('other');
  const second = (await call('create-api-keys', {}, { master_key: first.master_key })).body;
  const check = (...keys: object[]) => call('check-api-keys', { project: 'Demo', keys });
  assert.deepEqual(
    (
      await check(
        first,
        second,
        other,
        { read_key: first.read_key },
        { read_key: first.write_key },
        { ...first, write_key: null },
        {},
        { ...first, read_key: 'x' },
      )
    ).body,
    [true, true, false, true, false, true, false, false],
  );
  const revoke = (project: string, key: string) => call('revoke-api-keys', { project, master_key: key });
  assert.equal((await revoke('other', first.master_key)).status, 403);
  assert.equal((await revoke('demo', first.read_key)).status, 403);
  assert.deepEqual((await revoke('demo', first.master_key)).body, { success: true });
  assert.deepEqual((await check(first, second)).body, [false, true]);
  assert.equal((await call('collection', {}, { read_key: first.read_key })).status, 403);
  assert.equal((await revoke('demo', first.master_key)).status, 403);
});

test('attributes ask for the distinct values between whole days', async (t) => {
  const { call, create, asked, queries } = setUp(t);
  const keys = await create();
  await call(
    'schema/add',
    { collection: 'a "b"', fields: [{ name: 'x y', type: 'STRING' }] },
    { master_key: keys.master_key },
  );
  queries.rows = [['1'], ['2']];
  const ask = (body: object) =>
    call('attributes', { collection: 'a "b"', attribute: 'x y', ...body }, { read_key: keys.read_key });
  assert.deepEqual((await ask({ startDate: '2024-02-28', endDate: '2024-02-29' })).body, ['1', '2']);
  assert.equal(
    asked[0],
    `SELECT DISTINCT "x y" FROM collection."a ""b""" WHERE "x y" IS NOT NULL ` +
      `AND _time >= TIMESTAMP '2024-02-28 00:00:00.000' AND _time < TIMESTAMP '2024-03-01 00:00:00.000' ` +
      `ORDER BY 1 LIMIT 1000`,
  );
  assert.equal((await ask({ attribute: 'xy' })).body.hint, 'did you mean "x y"?');
  assert.equal((await ask({ collection: 'none' })).status, 404);
  for (const startDate of ['2024-02-30', 'today', '2024-2-3']) {
    assert.equal((await ask({ startDate })).body.code, 'DATE_INVALID');
  }
  assert.equal((await ask({ filter: '1=1' })).body.code, 'FILTER_NOT_SUPPORTED');
  assert.equal(asked.length, 1);
});

test('stats add up the collections of each known key', async (t) => {
  const { call, create, asked, queries } = setUp(t);
  const keys = await create();
  const empty = await create('empty');
  for (const collection of ['a', 'b']) {
    await call('schema/add', { collection, fields: [] }, { master_key: keys.master_key });
  }
  queries.rows = [
    [5, 3, 1],
    ['7', '2', '0'],
  ];
  const { body } = await call('stats', [keys.read_key, keys.master_key, 'nonsense', empty.read_key]);
  assert.deepEqual(body, {
    [keys.read_key]: { allEvents: 12, monthlyEvents: 5, dailyEvents: 1 },
    [empty.read_key]: { allEvents: 0, monthlyEvents: 0, dailyEvents: 0 },
  });
  assert.equal(asked.length, 1);
  assert.match(asked[0] ?? '', /2024-05-16 12:00.*2024-06-14 12:00.*UNION ALL.*collection\."b"/);
});

test('stats of many collections take several queries, each far below the longest text', async (t) => {
  const { call, create, asked, queries, catalog } = setUp(t);
  const keys = await create();
  const project = await catalog.authenticate('read', keys.read_key);
  for (let i = 0; i < 120; i++) await catalog.getOrCreateCollection(project, `"${'"'.repeat(240)}${i}`);
  queries.rows = [[1, 1, 1]];
  const { body } = await call('stats', [keys.read_key]);
  assert.equal(body[keys.read_key].allEvents, 3);
  assert.equal(asked.join().match(/SELECT/g)?.length, 120);
  for (const text of asked) assert.ok(text.length < 50_000, String(text.length));
});

test('delete deletes, by POST and by DELETE, and the name is free again', async (t) => {
  const { call, create, store, stopped, log, lake, server } = setUp(t);
  const keys = await create();
  await call('schema/add', { collection: 'c', fields: [] }, { master_key: keys.master_key });
  const [project] = await store.listProjects();
  assert.ok(project !== undefined);
  const reply = await call('delete', {}, { master_key: keys.master_key });
  assert.deepEqual(reply.body, { success: true });
  assert.deepEqual(stopped, [project.id]);
  await assert.rejects(log.latest('demo-c'), { code: 'TOPIC_NOT_FOUND' });
  await assert.rejects(lake.state(project));
  assert.equal((await call('collection', {}, { read_key: keys.read_key })).status, 403);
  const again = await create();
  assert.equal((await store.listProjects())[0]?.physicalName, 'demo_2');
  const byMethod = await server.inject({
    method: 'DELETE',
    url: '/project/delete',
    headers: { master_key: again.master_key },
  });
  assert.deepEqual(byMethod.json(), { success: true });
  assert.deepEqual((await call('list', {})).body, []);
});
