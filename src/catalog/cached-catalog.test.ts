import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { MemoryCatalogStore } from '../adapters/memory/catalog-store.ts';
import type { Project } from '../model/collection.ts';
import { silentLogger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Platform } from '../platform/platform.ts';
import { systemRandom } from '../platform/random.ts';
import { systemTimers } from '../platform/timers.ts';
import { createCatalog } from './cached-catalog.ts';
import type { CatalogChange } from './catalog.ts';
import { type CatalogConfig, catalogConfig } from './config.ts';
import { createKeys, hashesOf } from './keys.ts';

/** Counts what reaches the store, and answers keys only when told to. */
class CountingStore extends MemoryCatalogStore {
  keyLookups = 0;
  fieldCalls = 0;
  gate: Promise<void> | undefined;

  override async findKey(hash: string) {
    this.keyLookups++;
    const found = await super.findKey(hash);
    await this.gate;
    return found;
  }

  override addFields(...args: Parameters<MemoryCatalogStore['addFields']>) {
    this.fieldCalls++;
    return super.addFields(...args);
  }
}

async function setUp(config: Partial<CatalogConfig> = {}) {
  const time = { ms: 0 };
  const clock = { now: () => time.ms, monotonic: () => time.ms };
  const platform: Platform = {
    clock,
    timers: systemTimers,
    random: systemRandom,
    logger: silentLogger,
    metrics: createMetrics(),
  };
  const store = new CountingStore(clock);
  const options = { store, platform, config: { ...Value.Create(catalogConfig), ...config } };
  const catalog = createCatalog(options);
  const { project } = await store.createProject('demo');
  await store.setProjectState(project.id, 'active');
  const changes: CatalogChange[] = [];
  catalog.onChange((change) => changes.push(change));
  return { time, store, catalog, project: project as Project, changes, options };
}

const unknownKey = () => createKeys(systemRandom).read_key;

test('a key opens its project by its own kind only, without asking twice', async () => {
  const { catalog, store, project, time } = await setUp();
  const keys = await catalog.createKeys(project);
  assert.equal(catalog.cachedProject('write', keys.write_key), undefined);
  assert.equal((await catalog.authenticate('write', keys.write_key)).id, project.id);
  assert.equal(catalog.cachedProject('write', keys.write_key)?.id, project.id);
  assert.equal(catalog.cachedProject('master', keys.write_key), undefined);
  await assert.rejects(catalog.authenticate('read', keys.master_key), { code: 'KEY_INVALID' });
  await assert.rejects(catalog.authenticate('read', keys.master_key), { code: 'KEY_INVALID' });
  assert.equal(store.keyLookups, 2);
  time.ms = 4999;
  assert.equal(catalog.cachedProject('write', keys.write_key)?.id, project.id);
  time.ms = 5000;
  assert.equal(catalog.cachedProject('write', keys.write_key), undefined);
});

test('a key revoked elsewhere dies within the time to live, one revoked here at once', async () => {
  const { catalog, project, time, options, store } = await setUp();
  const other = createCatalog({ ...options, platform: { ...options.platform, metrics: createMetrics() } });
  const keys = await catalog.createKeys(project);
  await catalog.authenticate('read', keys.read_key);
  await other.authenticate('read', keys.read_key);
  const record = await catalog.findKey(keys.master_key);
  assert.deepEqual(record, { keySetId: 1, projectId: project.id, kind: 'master' });
  await catalog.revokeKeys(1);
  assert.equal(catalog.cachedProject('read', keys.read_key), undefined);
  await assert.rejects(catalog.authenticate('read', keys.read_key), { code: 'KEY_INVALID' });
  time.ms = 5000;
  await assert.rejects(other.authenticate('read', keys.read_key), { code: 'KEY_INVALID' });
  assert.ok((await store.listKeySets(project.id))[0]?.revokedAtMs !== undefined);
});

test('a key revoked while it is looked up is not kept', async () => {
  const { catalog, store, project } = await setUp();
  const keys = await catalog.createKeys(project);
  const gate = Promise.withResolvers<void>();
  store.gate = gate.promise;
  const lookup = catalog.authenticate('read', keys.read_key);
  await catalog.revokeKeys(1);
  gate.resolve();
  await lookup;
  assert.equal(catalog.cachedProject('read', keys.read_key), undefined);
});

test('concurrent lookups of one key are one question', async () => {
  const { catalog, store, project } = await setUp();
  const keys = await catalog.createKeys(project);
  await Promise.all(Array.from({ length: 20 }, () => catalog.authenticate('read', keys.read_key)));
  assert.equal(store.keyLookups, 1);
});

test('random keys are answered from memory or refused, and known keys are not held up', async () => {
  const { catalog, store, project, time } = await setUp({ 'catalog.max-key-lookups-per-second': 10 });
  const keys = await catalog.createKeys(project);
  await catalog.authenticate('read', keys.read_key);
  const again = unknownKey();
  for (let i = 0; i < 5; i++)
    await assert.rejects(catalog.authenticate('read', again), { code: 'KEY_INVALID' });
  await assert.rejects(catalog.authenticate('read', 'nonsense'), { code: 'KEY_INVALID' });
  assert.equal(store.keyLookups, 2);
  for (let i = 0; i < 8; i++)
    await assert.rejects(catalog.authenticate('read', unknownKey()), { code: 'KEY_INVALID' });
  await assert.rejects(catalog.authenticate('read', unknownKey()), { code: 'KEY_LOOKUPS_BUSY' });
  assert.equal(store.keyLookups, 10);
  time.ms = 90;
  await assert.rejects(catalog.authenticate('read', unknownKey()), { code: 'KEY_LOOKUPS_BUSY' });
  time.ms = 200;
  await assert.rejects(catalog.authenticate('read', unknownKey()), { code: 'KEY_INVALID' });
  time.ms = 5200;
  store.keyLookups = 0;
  for (let i = 0; i < 10; i++)
    await assert.rejects(catalog.authenticate('read', unknownKey()), { code: 'KEY_INVALID' });
  assert.equal((await catalog.authenticate('read', keys.read_key)).id, project.id);
});

test('a key that was tried too early works as soon as it is created', async () => {
  const { catalog, store, project } = await setUp();
  const keys = createKeys(systemRandom);
  await assert.rejects(catalog.authenticate('read', keys.read_key), { code: 'KEY_INVALID' });
  await store.addKeySet(project.id, hashesOf(keys));
  await catalog.createKeys(project);
  await catalog.authenticate('read', keys.read_key);
});

test('the cache of keys is bounded', async () => {
  const { catalog, store, project } = await setUp({ 'catalog.key-cache-size': 2 });
  const sets = await Promise.all([1, 2, 3].map(() => catalog.createKeys(project)));
  for (const keys of sets) await catalog.authenticate('read', keys.read_key);
  const kept = sets.map((keys) => catalog.cachedProject('read', keys.read_key) !== undefined);
  assert.deepEqual(kept, [false, true, true]);
  assert.equal(store.keyLookups, 3);
});

test('collections have _user, names are lower-cased and checked', async () => {
  const { catalog, project, changes } = await setUp({ 'catalog.max-collections': 2 });
  const [a, b] = await Promise.all([
    catalog.getOrCreateCollection(project, 'PageView'),
    catalog.getOrCreateCollection(project, ' pageview '),
  ]);
  assert.equal(a, b);
  assert.equal(a.topic, 'demo-pageview');
  assert.deepEqual(
    a.schema.fields.map(({ name, physicalName, type }) => [name, physicalName, type]),
    [['_user', 'f_user', 'STRING']],
  );
  assert.equal(catalog.cachedCollection(project.id, 'pageview'), a);
  for (const name of ['', '  ', '$x', 'a\u0001', 'x'.repeat(251)]) {
    await assert.rejects(catalog.getOrCreateCollection(project, name), { code: 'COLLECTION_NAME_INVALID' });
  }
  await catalog.getOrCreateCollection(project, 'second');
  await assert.rejects(catalog.getOrCreateCollection(project, 'third'), { code: 'TOO_MANY_COLLECTIONS' });
  // A full project still has a place for malformed events.
  assert.equal((await catalog.getOrCreateCollection(project, '_malformed')).name, '_malformed');
  assert.deepEqual(
    (await catalog.collections(project.id)).map((collection) => collection.name),
    ['pageview', 'second', '_malformed'],
  );
  assert.equal(changes.length, 3);
});

test('fields that cannot be added never reach the store', async () => {
  const { catalog, store, project, changes } = await setUp({ 'catalog.max-fields': 3 });
  const collection = await catalog.getOrCreateCollection(project, 'c');
  const grown = await catalog.addFields(collection, [
    { name: 'a', type: 'DOUBLE' },
    { name: '_time', type: 'STRING' },
    { name: '_batch', type: 'LONG' },
    { name: '', type: 'LONG' },
  ]);
  assert.deepEqual(
    grown.schema.fields.map((field) => field.name),
    ['_user', 'a'],
  );
  assert.equal(catalog.cachedCollection(project.id, 'c'), grown);
  assert.equal(await catalog.addFields(collection, [{ name: 'a', type: 'STRING' }]), grown);
  assert.equal(store.fieldCalls, 1);
  const full = await catalog.addFields(collection, [
    { name: 'b', type: 'DOUBLE' },
    { name: 'c', type: 'DOUBLE' },
  ]);
  assert.equal(full.schema.fields.length, 3);
  await catalog.addFields(collection, [{ name: 'd', type: 'DOUBLE' }]);
  assert.equal(store.fieldCalls, 2);
  assert.equal(changes.length, 3);
  assert.equal((await catalog.schema(grown.schema.id)).version, 2);
  await assert.rejects(catalog.schema(999), { code: 'SCHEMA_NOT_FOUND' });
});

test('the fields of all collections of a project together are bounded, at the limit and one above', async () => {
  const { catalog, store, project } = await setUp({ 'catalog.max-fields-per-project': 5 });
  const names = async (collection: string, wanted: readonly string[]) => {
    const found = await catalog.getOrCreateCollection(project, collection);
    const fields = wanted.map((name) => ({ name, type: 'DOUBLE' as const }));
    return (await catalog.addFields(found, fields)).schema.fields.map((field) => field.name);
  };
  assert.deepEqual(await names('one', ['a', 'b']), ['_user', 'a', 'b']);
  assert.deepEqual(await names('two', ['c', 'd']), ['_user', 'c']);
  store.fieldCalls = 0;
  assert.deepEqual(await names('two', ['d']), ['_user', 'c']);
  assert.deepEqual(await names('one', ['e']), ['_user', 'a', 'b']);
  assert.equal(store.fieldCalls, 0, 'a full project is not asked again');
  assert.deepEqual(await names('three', ['f']), ['_user'], 'a collection can still be created');

  const other = await setUp({ 'catalog.max-fields-per-project': 50 });
  const racing = ['a', 'b', 'c', 'd'].map(async (name) => {
    const collection = await other.catalog.getOrCreateCollection(other.project, name);
    const fields = Array.from({ length: 30 }, (_, i) => ({ name: `f${i}`, type: 'DOUBLE' as const }));
    return (await other.catalog.addFields(collection, fields)).schema.fields.length;
  });
  const total = (await Promise.all(racing)).reduce((sum, count) => sum + count, 0);
  assert.equal(total, 50, 'not even by those who ask at the same time');
});

test('what others create is seen after a while where the metadata are shared', async () => {
  const { options, project, time, store } = await setUp();
  const shared = createCatalog({
    ...options,
    platform: { ...options.platform, metrics: createMetrics() },
    isShared: true,
  });
  assert.equal((await shared.collections(project.id)).length, 0);
  await store.getOrCreateCollection(project.id, 'x', {
    initialFields: [],
    partitionCount: 1,
    maxCollections: 9,
  });
  assert.equal((await shared.collections(project.id)).length, 0);
  time.ms = 5001;
  assert.equal((await shared.collections(project.id)).length, 1);
});

test('a deleted project is gone with its keys and collections', async () => {
  const { catalog, store, project, changes } = await setUp();
  const keys = await catalog.createKeys(project);
  await catalog.authenticate('read', keys.read_key);
  await catalog.getOrCreateCollection(project, 'c');
  await store.setProjectState(project.id, 'deleting');
  catalog.projectDeleted(project);
  assert.equal(catalog.cachedProject('read', keys.read_key), undefined);
  assert.equal(catalog.cachedCollection(project.id, 'c'), undefined);
  await assert.rejects(catalog.authenticate('read', keys.read_key), { code: 'KEY_INVALID' });
  assert.deepEqual(await catalog.projects(), []);
  assert.equal(await catalog.project(project.id), undefined);
  assert.equal(await catalog.projectNamed('demo'), undefined);
  assert.equal(changes.at(-1)?.kind, 'project_deleted');
});

test('configuration: the defaults, and that each key has an effect', async () => {
  assert.deepEqual(Value.Create(catalogConfig), {
    'catalog.key-cache-ttl': 5000,
    'catalog.key-cache-size': 10_000,
    'catalog.max-key-lookups-per-second': 500,
    'catalog.max-collections': 500,
    'catalog.max-fields': 1000,
    'catalog.max-fields-per-project': 50_000,
    'catalog.partitions': 1,
  });
  const { catalog, project, time } = await setUp({ 'catalog.partitions': 3, 'catalog.key-cache-ttl': 10 });
  assert.equal((await catalog.getOrCreateCollection(project, 'c')).partitionCount, 3);
  const keys = await catalog.createKeys(project);
  await catalog.authenticate('read', keys.read_key);
  time.ms = 10;
  assert.equal(catalog.cachedProject('read', keys.read_key), undefined);
});
