/** Writes to a metadata file until it is killed, and tells on standard output what was done, after it was done. */
import { writeSync } from 'node:fs';
import process from 'node:process';
import { openSqliteDatabase } from '../../src/adapters/sqlite/index.ts';
import { openSqlCatalogStore } from '../../src/catalog/sql-catalog-store.ts';

const store = await openSqlCatalogStore(await openSqliteDatabase(process.argv[2] ?? ''));
const { project } = await store.createProject('demo');
await store.setProjectState(project.id, 'active');
const epoch = await store.acquireMastership('child');
const collection = await store.getOrCreateCollection(project.id, 'events', {
  initialFields: [],
  partitionCount: 1,
  maxCollections: 1,
});
const table = { projectId: project.id, ownerId: collection.id };
const snapshot = await store.readSnapshot(project.id, [{ kind: 'events', ...table }]);
let position = snapshot.tables[0]?.position[0] ?? 0;
let fields = collection.schema.fields.length;

async function addField(): Promise<void> {
  for (;;) {
    const grown = await store.addFields(collection.id, [{ name: `field ${fields}`, type: 'STRING' }], 1e6);
    fields++;
    writeSync(1, `schema ${grown.schema.id} ${grown.schema.fields.length}\n`);
  }
}

async function moveOn(): Promise<void> {
  for (;;) {
    const segment = await store.openSegment(epoch, { kind: 'events', ...table });
    const deadLetters = await store.openSegment(epoch, { kind: 'dead_letters', ...table });
    const attempt = await store.planAttempt(epoch, {
      collectionId: collection.id,
      segmentId: segment.id,
      deadLetterSegmentId: deadLetters.id,
      range: { from: [position], to: [position + 1] },
      schemaId: collection.schema.id,
    });
    await store.commitAttempt(epoch, attempt.id, {
      stored: 1,
      deadLettered: 0,
      deduplicated: 0,
      unfitValues: 0,
    });
    position++;
    writeSync(1, `position ${position} ${attempt.id}\n`);
    if (position % 7 === 0) await store.sealSegment(epoch, segment.id);
  }
}

writeSync(1, 'ready\n');
await Promise.all([addField(), moveOn()]);
