import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckdbLake } from '../adapters/duckdb/index.ts';
import { type EmbeddedEventLog, logDirectoryOf } from '../adapters/embedded-log/index.ts';
import type { SqliteDatabase } from '../adapters/sqlite/index.ts';
import type { BatchRunner } from '../batch/batch-runner.ts';
import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { BackupSources } from '../operation/backup.ts';
import { LAKE_DIRECTORY } from './lake-worker-data.ts';

export interface BackupParts {
  readonly runner: Pick<BatchRunner, 'holdRetention' | 'pause' | 'resume'>;
  readonly lake: Pick<DuckdbLake, 'backup'>;
  readonly log: Pick<EmbeddedEventLog, 'backup'>;
  readonly database: Pick<SqliteDatabase, 'backup'>;
  readonly store: Pick<CatalogStore, 'listProjects'>;
  /** The metadata's file, relative to the data directory. */
  readonly catalogFile: string;
}

/** The embedded stores as a backup copies them. */
export function backupSources({
  runner,
  lake,
  log,
  database,
  store,
  catalogFile,
}: BackupParts): BackupSources {
  const isActive = async (projectId: number) =>
    (await store.listProjects()).some(({ id, state }) => id === projectId && state === 'active');
  return {
    holdRetention: async () => runner.holdRetention(),
    async pauseRounds() {
      await runner.pause();
      return () => runner.resume();
    },
    async backupLake(directory) {
      const target = path.join(directory, LAKE_DIRECTORY);
      await mkdir(target, { mode: 0o700 });
      for (const project of await store.listProjects()) {
        if (project.state !== 'active') continue;
        const file = path.join(target, `${project.physicalName}.duckdb`);
        try {
          await lake.backup(project, file);
        } catch (error) {
          // A project that is deleted meanwhile is not part of the point that the backup makes.
          if (await isActive(project.id)) throw error;
          await rm(file, { force: true });
        }
      }
    },
    backupLog: (directory) => log.backup(logDirectoryOf(directory)),
    backupMetadata: (directory) => database.backup(path.join(directory, catalogFile)),
  };
}
