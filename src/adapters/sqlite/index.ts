import { chmod } from 'node:fs/promises';
import path from 'node:path';
import {
  CompiledQuery,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { SqlDatabase, SqlTraits } from '../../catalog/sql-database.ts';
import { syncDirectory, syncFile } from '../../platform/files.ts';
import { SqliteDriver } from './sqlite-driver.ts';
import { SqliteSession } from './sqlite-session.ts';

export interface SqliteDatabase extends SqlDatabase {
  /**
   * Writes a consistent copy to a file that is not there yet, durably; what is committed before the call is in it.
   * Reads and writes go on afterwards, they wait meanwhile (about a second for each 100 MB).
   */
  backup(targetFile: string): Promise<void>;
}

/**
 * Opens the file (it is created when it is not there) and checks that it is whole. Errors: `CATALOG_DAMAGED`,
 * `CATALOG_UNUSABLE`. Closed by whoever destroys the dialect's last user, i.e. by the store's `close`.
 */
export async function openSqliteDatabase(file: string): Promise<SqliteDatabase> {
  const driver = new SqliteDriver(file, await SqliteSession.open(file));
  return {
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    },
    traits: sqliteTraits,
    async backup(targetFile) {
      const connection = await driver.acquireConnection();
      try {
        await connection.executeQuery(CompiledQuery.raw('VACUUM INTO ?', [targetFile]));
      } finally {
        await driver.releaseConnection(connection);
      }
      await chmod(targetFile, 0o600);
      await syncFile(targetFile);
      await syncDirectory(path.dirname(targetFile));
    },
  };
}

const sqliteTraits: SqlTraits = {
  locksRows: false,
  nowMs: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  text: (length) => `varchar(${length})`,
  longText: 'text',
};
