/**
 * Goal: what the metadata acknowledged survives `kill -9`, and what is there is consistent. Method: a process writes and
 * tells what it has done; it is killed at arbitrary moments, and the file is opened again, several times over.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { test } from 'node:test';
import { openSqliteDatabase } from '../../src/adapters/sqlite/index.ts';
import type { CatalogStore } from '../../src/catalog/catalog-store.ts';
import { openSqlCatalogStore } from '../../src/catalog/sql-catalog-store.ts';

const ROUNDS = 5;

interface Acknowledged {
  position: number;
  attempt: number;
  readonly schemas: Map<number, number>;
}

test('metadata survive kill -9 of their writer', async (t) => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'millrace-catalog-kill-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const file = path.join(directory, 'catalog.db');
  const told: Acknowledged = { position: 0, attempt: 0, schemas: new Map() };
  let lines = 0;
  for (let round = 0; round < ROUNDS; round++) {
    // Another number of writes each time, so that the kill falls at other places.
    lines += await writeUntilKilled(file, 10 + round * 17, told);
    const store = await openSqlCatalogStore(await openSqliteDatabase(file));
    await checkStore(store, told);
    await store.close();
  }
  assert.ok(lines >= 10 * ROUNDS && told.position > 0 && told.schemas.size > 0);
});

async function writeUntilKilled(file: string, afterLines: number, told: Acknowledged): Promise<number> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'catalog-store-child.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let lines = 0;
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const [what, first = '', second = ''] = line.split(' ');
    if (what === 'position') {
      told.position = Number(first);
      told.attempt = Number(second);
    } else if (what === 'schema') told.schemas.set(Number(first), Number(second));
    if (++lines === afterLines) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  assert.equal(signal, 'SIGKILL');
  return lines;
}

async function checkStore(store: CatalogStore, told: Acknowledged): Promise<void> {
  const [project] = await store.listProjects();
  assert.ok(project !== undefined);
  const [collection] = await store.listCollections(project.id);
  assert.ok(collection !== undefined);
  const { fields } = collection.schema;
  assert.deepEqual(
    fields.map((field) => field.name),
    fields.map((_, index) => `field ${index}`),
  );
  for (const [schemaId, fieldCount] of told.schemas) {
    assert.deepEqual((await store.findSchema(schemaId))?.fields, fields.slice(0, fieldCount));
  }
  const { tables } = await store.readSnapshot(project.id, [
    { kind: 'events', projectId: project.id, ownerId: collection.id },
  ]);
  const events = tables[0];
  assert.ok(events !== undefined);
  const position = events.position[0] ?? 0;
  assert.ok(position >= told.position && position <= told.position + 1, `${position} after ${told.position}`);
  assert.equal(events.counts.stored, position);
  assert.equal(
    events.segments.reduce((rows, segment) => rows + segment.rows, 0),
    position,
  );
  assert.ok(events.upTo >= told.attempt);
  assert.ok(events.segments.filter((segment) => segment.state === 'open').length <= 1);
  if (told.attempt > 0) assert.equal((await store.findAttempt(told.attempt))?.state, 'committed');
}
