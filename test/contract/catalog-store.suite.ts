/**
 * What every CatalogStore must do. Goal: the store of one process in memory and every SQL database answer alike, also
 * to concurrent callers, and the micro-batch protocol's rules (cited by number) hold in each.
 *
 * Length: one suite for one port, so that an adapter cannot leave out a part.
 */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CatalogStore, LogicalTable, NewField } from '../../src/catalog/catalog-store.ts';
import type { Collection } from '../../src/model/collection.ts';

export interface StoreUnderTest {
  readonly store: CatalogStore;
  /** Closes the store and opens it again on the same data. */
  reopen(): Promise<CatalogStore>;
}

export interface StoreAdapter {
  readonly name: string;
  open(t: TestContext): Promise<StoreUnderTest>;
}

const OPTIONS = {
  initialFields: [{ name: '_user', type: 'STRING' }],
  partitionCount: 2,
  maxCollections: 3,
} as const;

const COUNTS = { stored: 5, deadLettered: 0, deduplicated: 0, unfitValues: 0 };

const hashes = (name: string) => ({ master: `${name}-m`, read: `${name}-r`, write: `${name}-w` });

async function activeProject(store: CatalogStore, name = 'demo'): Promise<number> {
  const { project } = await store.createProject(name);
  await store.setProjectState(project.id, 'active');
  return project.id;
}

async function aCollection(store: CatalogStore, projectId: number, name = 'pageview'): Promise<Collection> {
  return store.getOrCreateCollection(projectId, name, OPTIONS);
}

export function catalogStoreContract(adapter: StoreAdapter): void {
  const check: Check = (title, body) => {
    void test(`${adapter.name}: ${title}`, async (t) => body(await adapter.open(t), t));
  };

  projectsAndKeys(check);
  collectionsAndFields(check);
  attempts(check);
  segments(check);
}

type Check = (title: string, body: (under: StoreUnderTest, t: TestContext) => Promise<void>) => void;

function projectsAndKeys(check: Check): void {
  check('a project is created once and goes forward only', async ({ store }) => {
    const first = await store.createProject('demo');
    assert.equal(first.created, true);
    assert.equal(first.project.state, 'creating');
    assert.ok(first.project.createdAtMs > 0);
    const second = await store.createProject('demo');
    assert.deepEqual(second, { project: first.project, created: false });
    const { id } = first.project;
    await store.setProjectState(id, 'active');
    await store.setProjectState(id, 'active');
    await assert.rejects(store.setProjectState(id, 'creating'), { code: 'PROJECT_STATE_INVALID' });
    await assert.rejects(store.removeProject(id), { code: 'PROJECT_STATE_INVALID' });
    await assert.rejects(store.setProjectState(99, 'active'), { code: 'PROJECT_NOT_FOUND' });
    await store.removeProject(99);
    assert.deepEqual(await store.listProjects(), [{ ...first.project, state: 'active' }]);
  });

  check('of 50 creations of one project, one creates', async ({ store }) => {
    const all = await Promise.all(Array.from({ length: 50 }, () => store.createProject('demo')));
    assert.equal(all.filter(({ created }) => created).length, 1);
    assert.equal(new Set(all.map(({ project }) => project.id)).size, 1);
  });

  check('ids and physical names of removed projects are never used again', async (under) => {
    let { store } = under;
    const seen = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const { project } = await store.createProject('demo');
      const collection = await aCollection(store, project.id);
      for (const mark of [
        `project ${project.id}`,
        project.physicalName,
        collection.topic,
        `collection ${collection.id}`,
        `schema ${collection.schema.id}`,
      ]) {
        assert.ok(!seen.has(mark), mark);
        seen.add(mark);
      }
      assert.ok(!(await store.listFormerPhysicalNames()).includes(project.physicalName));
      await store.setProjectState(project.id, 'deleting');
      await store.removeProject(project.id);
      store = await under.reopen();
    }
    assert.ok(seen.has('demo') && seen.has('demo_2') && seen.has('demo_3'));
    assert.deepEqual([...(await store.listFormerPhysicalNames())].sort(), ['demo', 'demo_2', 'demo_3']);
  });

  check('names that look alike get different physical names', async ({ store }) => {
    const one = await store.createProject('1');
    const two = await store.createProject('p_1');
    assert.deepEqual([one.project.physicalName, two.project.physicalName], ['p_1', 'p_1_2']);
    const a = await aCollection(store, one.project.id, 'a b');
    const b = await aCollection(store, one.project.id, 'a-b');
    assert.deepEqual([a.topic, b.topic], ['p_1-a_b', 'p_1-a_b_2']);
  });

  check('keys are found by kind until their set is revoked or the project goes', async ({ store }) => {
    const projectId = await activeProject(store);
    const first = await store.addKeySet(projectId, hashes('one'));
    const second = await store.addKeySet(projectId, hashes('two'));
    assert.deepEqual(await store.findKey('one-r'), { keySetId: first, projectId, kind: 'read' });
    assert.deepEqual(await store.findKey('two-m'), { keySetId: second, projectId, kind: 'master' });
    assert.equal(await store.findKey('none'), undefined);
    await store.revokeKeySet(first);
    await store.revokeKeySet(first);
    await store.revokeKeySet(99);
    for (const kind of ['m', 'r', 'w']) assert.equal(await store.findKey(`one-${kind}`), undefined);
    const sets = await store.listKeySets(projectId);
    assert.deepEqual(
      sets.map((set) => [set.keySetId, set.revokedAtMs !== undefined]),
      [
        [first, true],
        [second, false],
      ],
    );
    await store.setProjectState(projectId, 'deleting');
    assert.equal(await store.findKey('two-m'), undefined);
    await assert.rejects(store.addKeySet(projectId, hashes('x')), { code: 'PROJECT_NOT_FOUND' });
    await assert.rejects(store.addKeySet(99, hashes('x')), { code: 'PROJECT_NOT_FOUND' });
    await store.removeProject(projectId);
    assert.deepEqual(await store.listKeySets(projectId), []);
    assert.notEqual(await store.addKeySet(await activeProject(store), hashes('one')), first);
  });

  check('facts of a project are agreed once', async ({ store }) => {
    const projectId = await activeProject(store);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.setProjectConfigOnce(projectId, 'user-type', `v${i}`)),
    );
    assert.equal(new Set(answers).size, 1);
    assert.equal(await store.setProjectConfigOnce(projectId, 'user-type', 'late'), answers[0]);
    assert.equal(await store.setProjectConfigOnce(projectId, 'other', 'mine'), 'mine');
    await assert.rejects(store.setProjectConfigOnce(99, 'a', 'b'), { code: 'PROJECT_NOT_FOUND' });
  });

  check('collector ids are never given twice', async (under) => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => under.store.nextCollectorId()));
    assert.deepEqual(
      ids.sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    const reopened = await under.reopen();
    assert.equal(await reopened.nextCollectorId(), 21);
  });
}

function collectionsAndFields(check: Check): void {
  check('a collection is created once with its first fields, up to the limit', async (under) => {
    const { store } = under;
    const projectId = await activeProject(store);
    const all = await Promise.all(Array.from({ length: 50 }, () => aCollection(store, projectId)));
    assert.equal(new Set(all.map((collection) => collection.id)).size, 1);
    const [collection] = all;
    assert.ok(collection !== undefined);
    assert.deepEqual(collection, {
      id: collection.id,
      projectId,
      name: 'pageview',
      physicalName: 'pageview',
      topic: 'demo-pageview',
      partitionCount: 2,
      revision: 0,
      schema: {
        id: collection.schema.id,
        collectionId: collection.id,
        version: 1,
        fields: [{ name: '_user', physicalName: 'f_user', type: 'STRING' }],
      },
    });
    await aCollection(store, projectId, 'b');
    const race = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => aCollection(store, projectId, `n${i}`)),
    );
    const refused = race.filter((one) => one.status === 'rejected');
    assert.equal(refused.length, 9);
    for (const { reason } of refused) assert.equal(reason.code, 'TOO_MANY_COLLECTIONS');
    assert.equal((await aCollection(store, projectId)).id, collection.id);
    await assert.rejects(aCollection(store, 99), { code: 'PROJECT_NOT_FOUND' });
    const reopened = await under.reopen();
    const listed = await reopened.listCollections(projectId);
    assert.equal(listed.length, 3);
    assert.deepEqual(listed[0], collection);
  });

  check('names differ by case, accents and blanks, and come back as they were', async ({ store }) => {
    const projectId = await activeProject(store);
    const collection = await aCollection(store, projectId);
    const names = ['a', 'á', 'a ', 'ä', 'ａ', '日本', 'x"y', "x'y", 'x\\y', '😀', 'a\u0301', 'ı', 'i'];
    const fields = names.map((name): NewField => ({ name, type: 'STRING' }));
    const grown = await store.addFields(collection.id, fields, 100);
    assert.deepEqual(
      grown.schema.fields.slice(1).map((field) => field.name),
      names,
    );
    assert.equal(new Set(grown.schema.fields.map((field) => field.physicalName)).size, names.length + 1);
    for (const { physicalName } of grown.schema.fields) assert.match(physicalName, /^[a-z][a-z0-9_]*$/);
    assert.deepEqual((await store.listCollections(projectId))[0], grown);
  });

  check(
    'fields are appended once; what exists keeps its type; nothing new is no new version',
    async (under) => {
      const { store } = under;
      const projectId = await activeProject(store);
      const { id } = await aCollection(store, projectId);
      const grown = await store.addFields(
        id,
        [
          { name: 'a', type: 'DOUBLE' },
          { name: '_user', type: 'LONG' },
          { name: 'a', type: 'STRING' },
          { name: 'b', type: 'MAP_LONG' },
          { name: 'c', type: 'DATE' },
        ],
        3,
      );
      assert.equal(grown.schema.version, 2);
      assert.deepEqual(
        grown.schema.fields.map(({ name, type }) => `${name} ${type}`),
        ['_user STRING', 'a DOUBLE', 'b MAP_LONG'],
      );
      const same = await store.addFields(
        id,
        [
          { name: 'b', type: 'LONG' },
          { name: 'd', type: 'LONG' },
        ],
        3,
      );
      assert.deepEqual(same, grown);
      assert.deepEqual(await store.addFields(id, [], 9), grown);
      await assert.rejects(store.addFields(99, [{ name: 'a', type: 'LONG' }], 9), {
        code: 'COLLECTION_NOT_FOUND',
      });
      const reopened = await under.reopen();
      assert.deepEqual(await reopened.findSchema(grown.schema.id), grown.schema);
      assert.equal(await reopened.findSchema(999), undefined);
    },
  );

  check(
    '50 concurrent additions with conflicting types have one truth, versions are prefixes',
    async ({ store }) => {
      const projectId = await activeProject(store);
      const { id } = await aCollection(store, projectId);
      const types = ['STRING', 'DOUBLE', 'LONG', 'BOOLEAN', 'ARRAY_STRING'] as const;
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          store.addFields(
            id,
            [
              { name: `f${i % 7}`, type: types[i % types.length] ?? 'STRING' },
              { name: `g${i % 11}`, type: types[(i + 1) % types.length] ?? 'STRING' },
            ],
            15,
          ),
        ),
      );
      const newest = (await store.listCollections(projectId))[0]?.schema;
      assert.ok(newest !== undefined);
      assert.equal(newest.fields.length, 15);
      const ids = new Set<number>();
      for (const { schema } of answers) {
        assert.deepEqual(schema.fields, newest.fields.slice(0, schema.fields.length));
        assert.deepEqual(await store.findSchema(schema.id), schema);
        ids.add(schema.id);
      }
      const versions = new Set(answers.map(({ schema }) => schema.version));
      assert.equal(versions.size, ids.size);
      assert.equal(new Set(newest.fields.map((field) => field.name)).size, 15);
    },
  );

  check('many fields at once', async ({ store }) => {
    const { id } = await aCollection(store, await activeProject(store));
    const fields = Array.from({ length: 950 }, (_, i): NewField => ({ name: `field ${i}`, type: 'STRING' }));
    const grown = await store.addFields(id, fields, 1000);
    assert.equal(grown.schema.fields.length, 951);
    assert.equal((await store.findSchema(grown.schema.id))?.fields.at(-1)?.name, 'field 949');
  });

  check(
    'a project being deleted keeps its list for the deletion and takes nothing new',
    async ({ store }) => {
      const projectId = await activeProject(store);
      const collection = await aCollection(store, projectId);
      await store.setProjectState(projectId, 'deleting');
      await assert.rejects(aCollection(store, projectId, 'new'), { code: 'PROJECT_NOT_FOUND' });
      await assert.rejects(aCollection(store, projectId), { code: 'PROJECT_NOT_FOUND' });
      assert.deepEqual(await store.listCollections(projectId), [collection]);
      await store.removeProject(projectId);
      assert.deepEqual(await store.listCollections(projectId), []);
      assert.equal(await store.findSchema(collection.schema.id), undefined);
      assert.deepEqual(await store.listProjects(), []);
    },
  );
}

interface Bench {
  readonly store: CatalogStore;
  readonly epoch: number;
  readonly collection: Collection;
  readonly events: LogicalTable;
  readonly deadLetters: LogicalTable;
}

async function bench(store: CatalogStore): Promise<Bench> {
  const projectId = await activeProject(store);
  const collection = await aCollection(store, projectId);
  return {
    store,
    epoch: await store.acquireMastership('a'),
    collection,
    events: { kind: 'events', projectId, ownerId: collection.id },
    deadLetters: { kind: 'dead_letters', projectId, ownerId: collection.id },
  };
}

async function plan({ store, epoch, collection, events, deadLetters }: Bench, from: number, to: number) {
  const segment = await store.openSegment(epoch, events);
  const letters = await store.openSegment(epoch, deadLetters);
  return store.planAttempt(epoch, {
    collectionId: collection.id,
    segmentId: segment.id,
    deadLetterSegmentId: letters.id,
    range: { from: from === 0 ? [] : [from], to: [to] },
    schemaId: collection.schema.id,
  });
}

async function snapshotOf({ store, events }: Bench) {
  const { tables } = await store.readSnapshot(events.projectId, [events]);
  assert.ok(tables[0] !== undefined);
  return tables[0];
}

function attempts(check: Check): void {
  check(
    'rules 1, 4 and 9: an attempt is seen when it is committed, with position and counts',
    async (under) => {
      const b = await bench(under.store);
      const { store, epoch } = b;
      const before = await snapshotOf(b);
      assert.deepEqual([before.position, before.upTo, before.segments], [[], 0, []]);
      const first = await plan(b, 0, 5);
      assert.equal(first.state, 'planned');
      assert.deepEqual(await store.findAttempt(first.id), first);
      assert.equal((await snapshotOf(b)).upTo, 0);
      await store.commitAttempt(epoch, first.id, {
        stored: 3,
        deadLettered: 1,
        deduplicated: 1,
        unfitValues: 7,
      });
      const second = await plan(b, 5, 9);
      await store.commitAttempt(epoch, second.id, {
        stored: 4,
        deadLettered: 0,
        deduplicated: 0,
        unfitValues: 0,
      });
      const { tables, epoch: seen } = await store.readSnapshot(b.events.projectId, [b.deadLetters, b.events]);
      assert.equal(seen, epoch);
      const [letters, events] = tables;
      assert.ok(letters !== undefined && events !== undefined);
      assert.deepEqual(events.position, [9]);
      assert.equal(events.upTo, second.id);
      assert.deepEqual(events.hidden, []);
      assert.deepEqual(events.counts, { stored: 7, deadLettered: 1, deduplicated: 1, unfitValues: 7 });
      assert.deepEqual(
        [...events.segments, ...letters.segments].map(({ rows, commits, state, listed }) => [
          rows,
          commits,
          state,
          listed,
        ]),
        [
          [7, 2, 'open', true],
          [1, 1, 'open', true],
        ],
      );
      const store2 = await under.reopen();
      assert.deepEqual(
        (await store2.readSnapshot(b.events.projectId, [b.deadLetters, b.events])).tables,
        tables,
      );
      assert.equal((await store2.findAttempt(second.id))?.state, 'committed');
      assert.equal(await store2.currentEpoch(), epoch);
    },
  );

  check('rules 6 and 9: abandoned and planned attempts below the highest are hidden', async ({ store }) => {
    const b = await bench(store);
    const lost = await plan(b, 0, 5);
    const waiting = await plan(b, 0, 5);
    const done = await plan(b, 0, 5);
    const above = await plan(b, 5, 6);
    await store.abandonAttempt(lost.id);
    await store.abandonAttempt(lost.id);
    await store.abandonAttempt(above.id);
    await store.commitAttempt(b.epoch, done.id, COUNTS);
    assert.deepEqual((await snapshotOf(b)).hidden, [lost.id, waiting.id]);
    await assert.rejects(store.abandonAttempt(done.id), { code: 'ATTEMPT_COMMITTED' });
    await assert.rejects(store.abandonAttempt(999), { code: 'ATTEMPT_NOT_FOUND' });
    await assert.rejects(store.commitAttempt(b.epoch, lost.id, COUNTS), { code: 'ATTEMPT_NOT_PLANNED' });
    await assert.rejects(store.commitAttempt(b.epoch, done.id, COUNTS), { code: 'ATTEMPT_NOT_PLANNED' });
    await assert.rejects(store.commitAttempt(b.epoch, 999, COUNTS), { code: 'ATTEMPT_NOT_FOUND' });
    assert.equal((await snapshotOf(b)).counts.stored, 5);
  });

  check('rule 8: a range must begin where the collection stands, or nothing changes', async ({ store }) => {
    const b = await bench(store);
    const gap = await plan(b, 3, 5);
    await assert.rejects(store.commitAttempt(b.epoch, gap.id, COUNTS), { code: 'POSITION_MISMATCH' });
    assert.equal((await store.findAttempt(gap.id))?.state, 'planned');
    const first = await plan(b, 0, 5);
    const twin = await plan(b, 0, 5);
    const outcomes = await Promise.allSettled(
      [first, twin].map(({ id }) => store.commitAttempt(b.epoch, id, COUNTS)),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const snapshot = await snapshotOf(b);
    assert.deepEqual([snapshot.position, snapshot.counts.stored, snapshot.segments[0]?.rows], [[5], 5, 5]);
  });

  check('rule 5: a deposed master cannot plan, commit, open, seal or switch', async ({ store }) => {
    const b = await bench(store);
    const planned = await plan(b, 0, 5);
    const done = await plan(b, 0, 5);
    await store.commitAttempt(b.epoch, done.id, COUNTS);
    const { segments, listVersion } = await snapshotOf(b);
    const next = await store.acquireMastership('b');
    assert.equal(next, b.epoch + 1);
    assert.equal(await store.currentEpoch(), next);
    assert.equal((await store.findAttempt(planned.id))?.state, 'abandoned');
    assert.equal((await store.findAttempt(done.id))?.state, 'committed');
    const stale = { code: 'STALE_EPOCH' };
    await assert.rejects(plan(b, 5, 9), stale);
    const { id: _, epoch: __, state: ___, ...again } = done;
    await assert.rejects(store.planAttempt(b.epoch, again), stale);
    await assert.rejects(store.commitAttempt(b.epoch, planned.id, COUNTS), stale);
    await assert.rejects(store.openSegment(b.epoch, b.events), stale);
    await assert.rejects(store.createUnlistedSegment(b.epoch, b.events), stale);
    await assert.rejects(store.sealSegment(b.epoch, segments[0]?.id ?? 0), stale);
    await assert.rejects(
      store.switchSegments(b.epoch, b.events, { listVersion, remove: [], add: [] }),
      stale,
    );
    const fresh = await plan({ ...b, epoch: next }, 5, 9);
    assert.ok(fresh.id > planned.id && fresh.id > done.id);
    assert.deepEqual((await snapshotOf(b)).hidden, [planned.id]);
  });

  check('rule 5: of masters that race, each has its own epoch', async ({ store }) => {
    const epochs = await Promise.all(Array.from({ length: 10 }, (_, i) => store.acquireMastership(`n${i}`)));
    assert.deepEqual(
      epochs.sort((x, y) => x - y),
      Array.from({ length: 10 }, (_, i) => i + 1),
    );
  });

  check('rule 4: to commit and to abandon at once ends one way', async ({ store }) => {
    const b = await bench(store);
    let position = 0;
    for (let round = 0; round < 10; round++) {
      const { id } = await plan(b, position, position + 1);
      const [commit, abandon] = await Promise.allSettled([
        store.commitAttempt(b.epoch, id, COUNTS),
        store.abandonAttempt(id),
      ]);
      assert.notEqual(commit?.status, abandon?.status);
      const isCommitted = commit?.status === 'fulfilled';
      assert.equal((await store.findAttempt(id))?.state, isCommitted ? 'committed' : 'abandoned');
      if (isCommitted) position++;
    }
    assert.deepEqual((await snapshotOf(b)).position, position === 0 ? [] : [position]);
  });

  check('rule 7: the skip list is kept with the attempt', async (under) => {
    const b = await bench(under.store);
    const { id: _, epoch: __, state: ___, ...first } = await plan(b, 0, 5);
    const skip = [
      { partition: 0, offset: 3, reason: 'value "é" is out of range' },
      { partition: 1, offset: 2 ** 40, reason: '' },
    ];
    const { id } = await under.store.planAttempt(b.epoch, { ...first, skip });
    const store = await under.reopen();
    assert.deepEqual((await store.findAttempt(id))?.skip, skip);
  });

  check('rule 9: a snapshot is of one moment', async ({ store }) => {
    const b = await bench(store);
    let isRunning = true;
    const writer = (async () => {
      for (let at = 0; at < 15; at++) {
        const { id } = await plan(b, at, at + 1);
        await store.commitAttempt(b.epoch, id, { ...COUNTS, stored: 1, deadLettered: 1 });
      }
      isRunning = false;
    })();
    let reads = 0;
    while (isRunning) {
      const { tables } = await store.readSnapshot(b.events.projectId, [b.events, b.deadLetters]);
      const [events, letters] = tables;
      const position = events?.position[0] ?? 0;
      assert.deepEqual(letters?.position, events?.position);
      assert.equal(events?.counts.stored, position);
      assert.equal(events?.segments[0]?.rows ?? 0, position);
      assert.equal(letters?.segments[0]?.rows ?? 0, position);
      assert.equal(letters?.upTo, events?.upTo);
      reads++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writer;
    assert.ok(reads > 0);
  });

  check('offsets beyond 32 bits and many partitions come back whole', async ({ store }) => {
    const b = await bench(store);
    const { range: _, id: __, epoch: ___, state: ____, ...first } = await plan(b, 0, 1);
    const to = Array.from({ length: 64 }, (_, i) => 2 ** 52 + i);
    const { id } = await store.planAttempt(b.epoch, { ...first, range: { from: [0, 0], to } });
    await store.commitAttempt(b.epoch, id, { ...COUNTS, stored: 2 ** 40 });
    const snapshot = await snapshotOf(b);
    assert.deepEqual(snapshot.position, to);
    assert.equal(snapshot.counts.stored, 2 ** 40);
  });
}

function segments(check: Check): void {
  check(
    'rule 16: one open segment at a time; sealing abandons and refuses what writes there',
    async ({ store }) => {
      const b = await bench(store);
      const opened = await Promise.all(
        Array.from({ length: 10 }, () => store.openSegment(b.epoch, b.events)),
      );
      assert.equal(new Set(opened.map((segment) => segment.name)).size, 1);
      const planned = await plan(b, 0, 5);
      const { listVersion } = await snapshotOf(b);
      await store.sealSegment(b.epoch, planned.segmentId);
      await store.sealSegment(b.epoch, planned.segmentId);
      await assert.rejects(store.sealSegment(b.epoch, 999), { code: 'SEGMENT_NOT_FOUND' });
      assert.equal((await store.findAttempt(planned.id))?.state, 'abandoned');
      assert.ok((await snapshotOf(b)).listVersion > listVersion);
      const { id: _, epoch: __, state: ___, ...again } = planned;
      await assert.rejects(store.planAttempt(b.epoch, again), { code: 'SEGMENT_NOT_OPEN' });
      const next = await store.openSegment(b.epoch, b.events);
      assert.notEqual(next.id, planned.segmentId);
      assert.match(next.name, /^[a-z][a-z0-9_]*$/);
      const states = (await snapshotOf(b)).segments.map(({ id, state }) => [id, state]);
      assert.deepEqual(states, [
        [planned.segmentId, 'sealed'],
        [next.id, 'open'],
      ]);
      const unlisted = await store.createUnlistedSegment(b.epoch, b.events);
      await assert.rejects(store.planAttempt(b.epoch, { ...again, segmentId: unlisted.id }), {
        code: 'SEGMENT_NOT_OPEN',
      });
    },
  );

  check('sealing the dead letters abandons what would write there', async ({ store }) => {
    const b = await bench(store);
    const planned = await plan(b, 0, 5);
    await store.sealSegment(b.epoch, planned.deadLetterSegmentId);
    assert.equal((await store.findAttempt(planned.id))?.state, 'abandoned');
    await assert.rejects(store.commitAttempt(b.epoch, planned.id, COUNTS), { code: 'ATTEMPT_NOT_PLANNED' });
  });

  check('rules 15 to 19: rewrite, switch, drop, forget', async (under) => {
    const b = await bench(under.store);
    const { store, epoch } = b;
    const lost = await plan(b, 0, 5);
    await store.abandonAttempt(lost.id);
    const sources: number[] = [];
    for (const from of [0, 5, 10]) {
      const attempt = await plan(b, from, from + 5);
      await store.commitAttempt(epoch, attempt.id, COUNTS);
      await store.sealSegment(epoch, attempt.segmentId);
      sources.push(attempt.segmentId);
    }
    const open = await store.openSegment(epoch, b.events);
    const target = await store.createUnlistedSegment(epoch, b.events);
    assert.deepEqual([target.listed, target.rows, target.commits], [false, 0, 0]);
    assert.deepEqual(await store.droppableSegments(b.events.projectId, 0), []);
    const { listVersion } = await snapshotOf(b);
    const change = { listVersion, remove: sources.slice(0, 2), add: [target.id] };

    await assert.rejects(store.switchSegments(epoch, b.events, { ...change, listVersion: listVersion - 1 }), {
      code: 'LIST_CHANGED',
    });
    await assert.rejects(store.switchSegments(epoch, b.events, { ...change, remove: [open.id] }), {
      code: 'SEGMENT_NOT_SEALED',
    });
    const foreign = await store.createUnlistedSegment(epoch, b.deadLetters);
    await assert.rejects(store.switchSegments(epoch, b.events, { ...change, add: [target.id, foreign.id] }), {
      code: 'SEGMENT_NOT_ADDABLE',
    });
    assert.equal((await snapshotOf(b)).listVersion, listVersion);

    await store.switchSegments(epoch, b.events, change);
    const after = await snapshotOf(b);
    assert.deepEqual(
      after.segments.map(({ id, rows }) => [id, rows]),
      [
        [target.id, 10],
        [sources[2], 5],
        [open.id, 0],
      ],
    );
    assert.deepEqual([after.position, after.counts.stored], [[15], 15]);
    await assert.rejects(store.switchSegments(epoch, b.events, change), { code: 'LIST_CHANGED' });
    await assert.rejects(
      store.switchSegments(epoch, b.events, {
        listVersion: after.listVersion,
        remove: [],
        add: [sources[0] ?? 0],
      }),
      { code: 'SEGMENT_NOT_ADDABLE' },
    );

    const { projectId } = b.events;
    assert.deepEqual(await store.droppableSegments(projectId, 3_600_000), []);
    assert.deepEqual(
      (await store.droppableSegments(projectId, 0)).map(({ id }) => id),
      sources.slice(0, 2),
    );
    assert.deepEqual((await snapshotOf(b)).hidden, [lost.id]);
    await assert.rejects(store.forgetSegment(target.id), { code: 'SEGMENT_LISTED' });
    for (const id of sources.slice(0, 2)) await store.forgetSegment(id);
    await store.forgetSegment(sources[0] ?? 0);
    const left = await snapshotOf(b);
    // What may still have rows in the dead letters is remembered, what was committed without any is not.
    assert.ok((await store.findAttempt(lost.id)) !== undefined);
    assert.equal(await store.findAttempt(lost.id + 1), undefined);
    assert.deepEqual([left.upTo, left.position], [after.upTo, [15]]);
    const store2 = await under.reopen();
    assert.deepEqual(
      (await store2.listSegments(projectId)).map(({ id }) => id).sort((x, y) => x - y),
      [...new Set([...after.segments, foreign].map(({ id }) => id)), lost.deadLetterSegmentId].sort(
        (x, y) => x - y,
      ),
    );
  });

  check(
    'rule 6: an abandoned attempt is remembered until all it may have written to is gone',
    async ({ store }) => {
      const b = await bench(store);
      const lost = await plan(b, 0, 5);
      await store.abandonAttempt(lost.id);
      const done = await plan(b, 0, 5);
      await store.commitAttempt(b.epoch, done.id, { ...COUNTS, deadLettered: 1 });
      for (const table of [b.events, b.deadLetters]) {
        const id = table === b.events ? lost.segmentId : lost.deadLetterSegmentId;
        assert.ok((await store.findAttempt(lost.id)) !== undefined);
        assert.ok((await store.findAttempt(done.id)) !== undefined);
        await store.sealSegment(b.epoch, id);
        const target = await store.createUnlistedSegment(b.epoch, table);
        const { tables } = await store.readSnapshot(table.projectId, [table]);
        const listVersion = tables[0]?.listVersion ?? 0;
        await store.switchSegments(b.epoch, table, { listVersion, remove: [id], add: [target.id] });
        await store.forgetSegment(id);
      }
      assert.equal(await store.findAttempt(lost.id), undefined);
      assert.equal(await store.findAttempt(done.id), undefined);
      assert.deepEqual((await snapshotOf(b)).hidden, []);
      assert.equal((await snapshotOf(b)).upTo, done.id);
    },
  );

  check('rule 19: targets of an older epoch can be dropped, those of this one cannot', async ({ store }) => {
    const b = await bench(store);
    const target = await store.createUnlistedSegment(b.epoch, b.events);
    assert.deepEqual(await store.droppableSegments(b.events.projectId, 0), []);
    await store.acquireMastership('b');
    const droppable = await store.droppableSegments(b.events.projectId, 3_600_000);
    assert.deepEqual(
      droppable.map(({ name }) => name),
      [target.name],
    );
  });

  check('removing a project removes its bookkeeping, and no number comes back', async ({ store }) => {
    const b = await bench(store);
    const attempt = await plan(b, 0, 5);
    await store.commitAttempt(b.epoch, attempt.id, COUNTS);
    await store.setProjectState(b.events.projectId, 'deleting');
    await store.removeProject(b.events.projectId);
    assert.equal(await store.findAttempt(attempt.id), undefined);
    assert.deepEqual(await store.listSegments(b.events.projectId), []);
    const next = await bench(store);
    const again = await plan(next, 0, 5);
    assert.ok(again.id > attempt.id && again.segmentId > attempt.segmentId);
    assert.deepEqual((await snapshotOf(next)).position, []);
  });
}
