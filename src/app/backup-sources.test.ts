import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import type { ProjectRecord } from '../catalog/catalog-store.ts';
import { backupSources } from './backup-sources.ts';

const PROJECTS = [1, 2].map((id): ProjectRecord => {
  const name = `p${id}`;
  return { id, name, physicalName: name, state: 'active', createdAtMs: 0 };
});

/** Copying the tables of the first project fails half-way; afterwards the project is in `state`. */
async function backUpTables(t: TestContext, state: ProjectRecord['state']) {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'millrace-backup-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  let projects: readonly ProjectRecord[] = PROJECTS;
  const nothing = async () => {};
  const sources = backupSources({
    runner: { holdRetention: () => () => {}, pause: nothing, resume: () => {} },
    lake: {
      async backup(project, file) {
        await writeFile(file, project.name);
        if (project.id !== 1) return;
        projects = PROJECTS.map((each) => (each.id === 1 ? { ...each, state } : each));
        throw new Error('the lake of the project is not open');
      },
    },
    log: { backup: nothing },
    database: { backup: nothing },
    store: { listProjects: async () => projects },
    catalogFile: 'catalog.sqlite',
  });
  return { files: () => readdir(path.join(directory, 'lake')), done: sources.backupLake(directory) };
}

test('backup-meets-project-deletion: a project deleted meanwhile is left out, and the backup goes on', async (t) => {
  const { files, done } = await backUpTables(t, 'deleting');
  await done;
  assert.deepEqual(await files(), ['p2.duckdb']);
});

test('a project that is there and cannot be copied fails the backup', async (t) => {
  const { done } = await backUpTables(t, 'active');
  await assert.rejects(done, /is not open/);
});
