/** Upkeep of an attempt-based lake, run by hand beside the runner. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Value } from 'typebox/value';
import { type BatchConfig, batchConfig } from '../../src/batch/config.ts';
import { singleProcessMastership } from '../../src/batch/mastership.ts';
import { SegmentUpkeep } from '../../src/batch/segment-upkeep.ts';
import type { CatalogStore } from '../../src/catalog/catalog-store.ts';
import { catalogErrors } from '../../src/catalog/errors.ts';
import type { AttemptLake } from '../../src/lake/lake.ts';
import type { Project } from '../../src/model/collection.ts';
import { type BatchHarness, intercepted, oneTo, withBatches } from './batch-harness.ts';

const CONFIG = {
  'batch.rotate-commits': 1,
  'batch.compact-segments': 2,
  'batch.drop-grace': 0,
  // Only by hand.
  'batch.upkeep-interval': 3_000_000,
};

/** Three sealed segments in each collection. */
async function filled(h: BatchHarness, collections: readonly string[]): Promise<Project> {
  const project = await h.createProject('shop');
  const runner = await h.start();
  for (let request = 0; request < 4; request++) {
    for (const collection of collections) await h.send('shop', collection, 5, 1 + 5 * request);
    await runner.flush(project);
  }
  await runner.close();
  return project;
}

function upkeepOf(h: BatchHarness, project: Project, store: CatalogStore): SegmentUpkeep {
  return new SegmentUpkeep({
    store,
    lake: h.memoryLake as unknown as AttemptLake,
    project,
    mastership: singleProcessMastership(store, 'test'),
    config: { ...(Value.Create(batchConfig) as BatchConfig), ...CONFIG },
    platform: h.platform,
  });
}

test('a switch that is refused holds up neither other tables nor the dropping of old ones', async () => {
  await withBatches({ kind: 'attempt', config: CONFIG }, async (h) => {
    const project = await filled(h, ['busy', 'calm']);
    const busy = await h.collection(project, 'busy');
    const store = intercepted<CatalogStore, 'switchSegments'>(
      h.store,
      'switchSegments',
      async (epoch, table, change) => {
        if (table.ownerId === busy.id) throw catalogErrors.listChanged(table, 1, 2);
        return h.store.switchSegments(epoch, table, change);
      },
    );
    const listed = async (name: string) => {
      const { id } = await h.collection(project, name);
      const segments = await h.store.listSegments(project.id);
      return segments.filter(
        ({ table, listed: is }) => is && table.kind === 'events' && table.ownerId === id,
      );
    };
    const before = (await listed('busy')).length;
    await upkeepOf(h, project, store).run();
    assert.equal((await listed('busy')).length, before);
    assert.ok((await listed('calm')).length < before, 'the other table was not compacted');
    const gone = (await h.store.listSegments(project.id)).filter(
      ({ listed: is, commits }) => !is && commits > 0,
    );
    assert.deepEqual(gone, [], 'what was replaced was not dropped');
    for (const name of ['busy', 'calm']) assert.deepEqual(await h.numbers(project, name), oneTo(20));
  });
});

test('upkeep with nothing to do reads the metadata once, however many collections there are', async () => {
  await withBatches({ kind: 'attempt', config: { ...CONFIG, 'batch.rotate-commits': 100 } }, async (h) => {
    const project = await filled(
      h,
      Array.from({ length: 30 }, (_, i) => `c${i}`),
    );
    let snapshots = 0;
    const store = intercepted<CatalogStore, 'readSnapshot'>(h.store, 'readSnapshot', (projectId, tables) => {
      snapshots++;
      return h.store.readSnapshot(projectId, tables);
    });
    await upkeepOf(h, project, store).run();
    assert.equal(snapshots, 1);
  });
});
