/**
 * Goal: whatever step of creating or deleting a project is the last before a crash, the next start leaves the project
 * whole or gone. Method: every call of a port is counted; the process dies at call n, before or after its effect, for
 * all n; then new objects open on the same stores.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { MemoryAttemptLake, MemoryAttemptStore } from '../adapters/memory/attempt-lake.ts';
import { MemoryCatalogStore } from '../adapters/memory/catalog-store.ts';
import { MemoryEventLog } from '../adapters/memory/event-log.ts';
import { createMemoryTransactionalLake } from '../adapters/memory/transactional-lake.ts';
import { createCatalog } from '../catalog/cached-catalog.ts';
import { catalogConfig } from '../catalog/config.ts';
import type { ApiKeys } from '../catalog/keys.ts';
import type { Lake, RowSource } from '../lake/lake.ts';
import type { Project } from '../model/collection.ts';
import { MillraceError } from '../platform/errors.ts';
import { silentLogger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import { systemPlatform } from '../platform/platform.ts';
import { ProjectLifecycle } from './project-lifecycle.ts';

const NO_EVENTS: RowSource = {
  async *read() {},
  message: async () => new Uint8Array(),
};

type Effect = 'before' | 'after';

/** A process that dies at one of its calls: before or after that call's effect, and then nothing has one any more. */
class Mortal {
  readonly #effect: Effect;
  #left: number;
  #isDead = false;

  constructor(callsToLive: number, effect: Effect) {
    this.#left = callsToLive;
    this.#effect = effect;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  call<R>(work: () => R): R {
    if (this.#isDead) throw new Error('dead');
    this.#isDead = this.#left-- <= 0;
    if (this.#isDead && this.#effect === 'before') throw new Error('died before the call');
    return work();
  }

  wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          const answer: unknown = await this.call(() => Reflect.apply(member, target, args));
          if (this.#isDead) throw new Error('died after the call');
          return answer;
        };
      },
    });
  }
}

/** What outlives a process. */
function createWorld(kind: Lake['kind']) {
  const platform = { ...systemPlatform('silent'), logger: silentLogger };
  const store = new MemoryCatalogStore(platform.clock);
  const log = new MemoryEventLog(platform);
  const tables = new MemoryAttemptStore();
  const lake: Lake =
    kind === 'transactional'
      ? createMemoryTransactionalLake(NO_EVENTS)
      : new MemoryAttemptLake(NO_EVENTS, platform.timers, { store: tables });

  function start(mortal = new Mortal(Number.POSITIVE_INFINITY, 'before')) {
    const catalog = createCatalog({
      store: mortal.wrap(store),
      platform: { ...platform, metrics: createMetrics() },
      config: Value.Create(catalogConfig),
    });
    const lifecycle = new ProjectLifecycle({
      store: mortal.wrap(store),
      catalog,
      log: mortal.wrap(log),
      lake: mortal.wrap(lake),
      logger: silentLogger,
      stopBatches: async () => mortal.call(() => {}),
    });
    return { catalog, lifecycle };
  }

  /** Things of the project in the lake. */
  async function hasTables(project: Project): Promise<boolean> {
    if (lake.kind === 'attempt') return (await lake.listSegments(project)).length > 0;
    return lake.state(project).then(
      () => true,
      () => false,
    );
  }
  return { store, log, lake, start, hasTables };
}

type World = ReturnType<typeof createWorld>;

async function isValid(world: World, keys: ApiKeys): Promise<boolean> {
  const { catalog } = world.start();
  return (await catalog.findKey(keys.write_key)) !== undefined;
}

/** A project with a collection, its topic and its tables. */
async function filled(world: World): Promise<{ readonly keys: ApiKeys; readonly project: Project }> {
  const { lifecycle, catalog } = world.start();
  const keys = await lifecycle.create('shop');
  const project = await catalog.authenticate('master', keys.master_key);
  const collection = await catalog.getOrCreateCollection(project, 'pageview');
  await world.log.createTopic(collection.topic, collection.partitionCount);
  if (world.lake.kind === 'attempt') await world.lake.createSegment({ project, name: 'events_1_1' }, []);
  return { keys, project };
}

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error: unknown) => (error instanceof MillraceError ? error.code : String(error)),
  );
}

for (const kind of ['transactional', 'attempt'] as const) {
  for (const effect of ['before', 'after'] as const) {
    test(`${kind} lake: a creation that dies ${effect} any call is finished by the next start`, async () => {
      let deaths = 0;
      for (let calls = 0; ; calls++) {
        const world = createWorld(kind);
        const mortal = new Mortal(calls, effect);
        const reply = await codeOf(world.start(mortal).lifecycle.create('shop'));
        if (!mortal.isDead) {
          assert.equal(reply, undefined);
          break;
        }
        deaths++;
        assert.match(reply ?? '', /died/);
        const { lifecycle, catalog } = world.start();
        await lifecycle.finishPending();
        for (const project of await world.store.listProjects()) {
          assert.equal(project.state, 'active');
          if (kind === 'transactional') assert.ok(await world.hasTables(project));
        }
        // Only if the keys were stored, and nothing but the answer was lost, is the name taken.
        const keySets = await world.store.listKeySets(1);
        if (keySets.length > 0) {
          assert.equal(await codeOf(lifecycle.create('shop')), 'PROJECT_EXISTS');
        } else {
          const keys = await lifecycle.create('shop');
          assert.equal((await catalog.authenticate('write', keys.write_key)).name, 'shop');
        }
        assert.equal((await world.store.listProjects()).length, 1);
      }
      assert.equal(deaths, kind === 'transactional' ? 4 : 3);
    });

    test(`${kind} lake: a deletion that dies ${effect} any call is finished by the next start`, async () => {
      let deaths = 0;
      for (let calls = 0; ; calls++) {
        const world = createWorld(kind);
        const { keys, project } = await filled(world);
        const mortal = new Mortal(calls, effect);
        const reply = await codeOf(world.start(mortal).lifecycle.delete(project));
        if (!mortal.isDead) {
          assert.equal(reply, undefined);
          break;
        }
        deaths++;
        const isMeant = (await world.store.listProjects())[0]?.state !== 'active';
        assert.equal(await isValid(world, keys), !isMeant, 'keys die with the intent');
        await world.start().lifecycle.finishPending();
        assert.equal((await world.store.listProjects()).length, isMeant ? 0 : 1);
        assert.equal(await world.hasTables(project), !isMeant);
        const topic = await codeOf(world.log.latest('shop-pageview'));
        assert.equal(topic, isMeant ? 'TOPIC_NOT_FOUND' : undefined);
      }
      assert.ok(deaths >= 7, `only ${deaths} deaths`);
    });
  }
}

test('a deletion that failed is finished when its name is wanted again', async () => {
  const world = createWorld('transactional');
  assert.ok(world.lake.kind === 'transactional');
  const { keys, project } = await filled(world);
  const { lifecycle } = world.start();
  const deleteProject = world.lake.deleteProject.bind(world.lake);
  let isBroken = true;
  world.lake.deleteProject = async (one) => {
    if (isBroken) throw new Error('disk is gone');
    await deleteProject(one);
  };
  assert.equal(await codeOf(lifecycle.delete(project)), 'PROJECT_DELETE_UNFINISHED');
  assert.equal(await isValid(world, keys), false);
  assert.equal(await codeOf(lifecycle.create('shop')), 'Error: disk is gone');
  isBroken = false;
  const again = await lifecycle.create('shop');
  assert.equal(await isValid(world, again), true);
  const projects = await world.store.listProjects();
  assert.deepEqual(
    projects.map(({ state, physicalName }) => [state, physicalName]),
    [['active', 'shop_2']],
  );
});

test('one project that cannot be finished does not keep the others from it', async () => {
  const world = createWorld('transactional');
  assert.ok(world.lake.kind === 'transactional');
  const { project: stuck } = await world.store.createProject('stuck');
  await world.store.createProject('half');
  const openProject = world.lake.openProject.bind(world.lake);
  world.lake.openProject = async (project) => {
    if (project.id === stuck.id) throw new Error('no disk');
    await openProject(project);
  };
  await world.start().lifecycle.finishPending();
  assert.deepEqual(
    (await world.store.listProjects()).map(({ name, state }) => [name, state]),
    [
      ['stuck', 'creating'],
      ['half', 'active'],
    ],
  );
});

test('tables are deleted only when the batches have ended, whoever else stops them', async () => {
  const world = createWorld('transactional');
  const { project } = await filled(world);
  const { catalog } = world.start();
  const ended = Promise.withResolvers<void>();
  // As the batch runner does it: the first call ends the loop, a later one finds none.
  let isRunning = true;
  const release = async () => {
    if (!isRunning) return;
    isRunning = false;
    await ended.promise;
  };
  catalog.onChange(() => void release());
  const { store, log, lake } = world;
  const lifecycle = new ProjectLifecycle({
    store,
    catalog,
    log,
    lake,
    logger: silentLogger,
    stopBatches: release,
  });
  const deletion = lifecycle.delete(project);
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  assert.ok(await world.hasTables(project));
  assert.deepEqual(await log.latest('shop-pageview'), [0]);
  ended.resolve();
  await deletion;
  assert.equal(await world.hasTables(project), false);
});

test('deleting twice at once is deleting', async () => {
  const world = createWorld('attempt');
  const { project } = await filled(world);
  const { lifecycle } = world.start();
  await Promise.all([lifecycle.delete(project), lifecycle.delete(project)]);
  assert.deepEqual(await world.store.listProjects(), []);
});

test('a deletion holds up its own name alone', async () => {
  const world = createWorld('transactional');
  const { project } = await filled(world);
  const { store, log, lake } = world;
  const { catalog } = world.start();
  const ended = Promise.withResolvers<void>();
  const stopBatches = () => ended.promise;
  const lifecycle = new ProjectLifecycle({ store, catalog, log, lake, logger: silentLogger, stopBatches });
  const deletion = lifecycle.delete(project);
  const sameName = lifecycle.create('shop');
  const other = await lifecycle.create('other');
  assert.equal(await isValid(world, other), true);
  ended.resolve();
  await deletion;
  assert.equal(await isValid(world, await sameName), true);
});
