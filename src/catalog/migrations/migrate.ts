import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { externalError, messageOf, userError } from '../../platform/errors.ts';
import type { SqlTraits } from '../sql-database.ts';
import type { SqlTables } from '../sql-tables.ts';
import { initial } from './initial.ts';

/** In the order of their names; one that was released is never changed. */
const STEPS: Readonly<Record<string, (db: Kysely<SqlTables>, traits: SqlTraits) => Promise<void>>> = {
  '0001-initial': initial,
};

/**
 * Brings the metadata to this version's tables. Several nodes may call at once.
 * Errors: `CATALOG_TOO_NEW`, `CATALOG_MIGRATION_FAILED`.
 */
export async function migrateCatalog(db: Kysely<SqlTables>, traits: SqlTraits): Promise<void> {
  const migrations: Record<string, Migration> = {};
  for (const [name, step] of Object.entries(STEPS)) {
    migrations[name] = { up: (database) => step(database as Kysely<SqlTables>, traits) };
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (/previously executed migration .* is missing/.test(messageOf(error))) {
    throw userError('CATALOG_TOO_NEW', 'the metadata were written by a newer Millrace', {
      hint: 'start the newer version, or restore a backup made by this one',
      cause: error,
    });
  }
  throw externalError('CATALOG_MIGRATION_FAILED', 'could not bring the metadata to this version', {
    hint: 'the server log has the reason',
    cause: error,
  });
}
