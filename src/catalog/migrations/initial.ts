import type { Kysely } from 'kysely';
import { NAME_MAX_LENGTH, PROJECT_NAME_MAX_LENGTH } from '../../model/limits.ts';
import { PHYSICAL_NAME_MAX_LENGTH } from '../physical-name.ts';
import type { SqlTraits } from '../sql-database.ts';
import { SEQUENCE_NAMES, type SqlTables } from '../sql-tables.ts';

/** All tables of the first version. */
export async function initial(db: Kysely<SqlTables>, traits: SqlTraits): Promise<void> {
  await createProjects(db, traits);
  await createCollections(db, traits);
  await createSegments(db, traits);
  await createAttempts(db, traits);
  await db.schema
    .createTable('sequences')
    .addColumn('name', traits.text(32), (column) => column.primaryKey())
    .addColumn('last_id', 'bigint', (column) => column.notNull())
    .execute();
  await db
    .insertInto('sequences')
    .values(SEQUENCE_NAMES.map((name) => ({ name, last_id: 0 })))
    .execute();
  await db.schema
    .createTable('mastership')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('epoch', 'bigint', (column) => column.notNull())
    .addColumn('holder', traits.text(NAME_MAX_LENGTH), (column) => column.notNull())
    .addColumn('acquired_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.insertInto('mastership').values({ id: 1, epoch: 0, holder: '', acquired_at_ms: 0 }).execute();
}

async function createProjects({ schema }: Kysely<SqlTables>, traits: SqlTraits): Promise<void> {
  await schema
    .createTable('projects')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('name', traits.text(PROJECT_NAME_MAX_LENGTH), (column) => column.notNull().unique())
    .addColumn('physical_name', traits.text(PHYSICAL_NAME_MAX_LENGTH), (column) => column.notNull().unique())
    .addColumn('state', traits.text(16), (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('project_physical_names')
    .addColumn('physical_name', traits.text(PHYSICAL_NAME_MAX_LENGTH), (column) => column.primaryKey())
    .execute();
  await schema
    .createTable('project_config')
    .addColumn('project_id', 'bigint', (column) => column.notNull())
    .addColumn('config_key', traits.text(100), (column) => column.notNull())
    .addColumn('config_value', traits.longText, (column) => column.notNull())
    .addPrimaryKeyConstraint('project_config_pk', ['project_id', 'config_key'])
    .addForeignKeyConstraint('project_config_project', ['project_id'], 'projects', ['id'], cascade)
    .execute();
  await schema
    .createTable('key_sets')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('project_id', 'bigint', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at_ms', 'bigint')
    .addForeignKeyConstraint('key_sets_project', ['project_id'], 'projects', ['id'], cascade)
    .execute();
  await schema.createIndex('key_sets_by_project').on('key_sets').column('project_id').execute();
  await schema
    .createTable('api_keys')
    .addColumn('hash', traits.text(64), (column) => column.primaryKey())
    .addColumn('key_set_id', 'bigint', (column) => column.notNull())
    .addColumn('kind', traits.text(16), (column) => column.notNull())
    .addForeignKeyConstraint('api_keys_key_set', ['key_set_id'], 'key_sets', ['id'], cascade)
    .execute();
  await schema.createIndex('api_keys_by_key_set').on('api_keys').column('key_set_id').execute();
}

async function createCollections({ schema }: Kysely<SqlTables>, traits: SqlTraits): Promise<void> {
  await schema
    .createTable('collections')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('project_id', 'bigint', (column) => column.notNull())
    .addColumn('name', traits.text(NAME_MAX_LENGTH), (column) => column.notNull())
    .addColumn('physical_name', traits.text(PHYSICAL_NAME_MAX_LENGTH), (column) => column.notNull())
    .addColumn('topic', traits.text(2 * PHYSICAL_NAME_MAX_LENGTH + 1), (column) => column.notNull().unique())
    .addColumn('partition_count', 'integer', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('collections_name', ['project_id', 'name'])
    .addUniqueConstraint('collections_physical_name', ['project_id', 'physical_name'])
    .addForeignKeyConstraint('collections_project', ['project_id'], 'projects', ['id'], cascade)
    .execute();
  await schema
    .createTable('fields')
    .addColumn('collection_id', 'bigint', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('name', traits.text(NAME_MAX_LENGTH), (column) => column.notNull())
    .addColumn('physical_name', traits.text(PHYSICAL_NAME_MAX_LENGTH), (column) => column.notNull())
    .addColumn('type', traits.text(32), (column) => column.notNull())
    .addPrimaryKeyConstraint('fields_pk', ['collection_id', 'place'])
    .addUniqueConstraint('fields_name', ['collection_id', 'name'])
    .addUniqueConstraint('fields_physical_name', ['collection_id', 'physical_name'])
    .addForeignKeyConstraint('fields_collection', ['collection_id'], 'collections', ['id'], cascade)
    .execute();
  await schema
    .createTable('schema_versions')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('collection_id', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('field_count', 'integer', (column) => column.notNull())
    .addUniqueConstraint('schema_versions_version', ['collection_id', 'version'])
    .addForeignKeyConstraint('schema_versions_collection', ['collection_id'], 'collections', ['id'], cascade)
    .execute();
  await schema
    .createTable('progress')
    .addColumn('collection_id', 'bigint', (column) => column.primaryKey())
    .addColumn('committed', traits.longText, (column) => column.notNull())
    .addColumn('stored', 'bigint', (column) => column.notNull())
    .addColumn('dead_lettered', 'bigint', (column) => column.notNull())
    .addColumn('deduplicated', 'bigint', (column) => column.notNull())
    .addColumn('unfit_values', 'bigint', (column) => column.notNull())
    .addForeignKeyConstraint('progress_collection', ['collection_id'], 'collections', ['id'], cascade)
    .execute();
}

async function createSegments({ schema }: Kysely<SqlTables>, traits: SqlTraits): Promise<void> {
  await schema
    .createTable('logical_tables')
    .addColumn('kind', traits.text(16), (column) => column.notNull())
    .addColumn('owner_id', 'bigint', (column) => column.notNull())
    .addColumn('project_id', 'bigint', (column) => column.notNull())
    .addColumn('list_version', 'bigint', (column) => column.notNull())
    .addColumn('up_to', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('logical_tables_pk', ['kind', 'owner_id'])
    .addForeignKeyConstraint('logical_tables_project', ['project_id'], 'projects', ['id'], cascade)
    .execute();
  await schema.createIndex('logical_tables_by_project').on('logical_tables').column('project_id').execute();
  await schema
    .createTable('segments')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('name', traits.text(100), (column) => column.notNull().unique())
    .addColumn('kind', traits.text(16), (column) => column.notNull())
    .addColumn('owner_id', 'bigint', (column) => column.notNull())
    .addColumn('project_id', 'bigint', (column) => column.notNull())
    .addColumn('state', traits.text(16), (column) => column.notNull())
    .addColumn('is_listed', 'integer', (column) => column.notNull())
    .addColumn('list_place', 'bigint', (column) => column.notNull())
    .addColumn('created_in_epoch', 'bigint', (column) => column.notNull())
    .addColumn('unlisted_at_ms', 'bigint')
    .addColumn('row_count', 'bigint', (column) => column.notNull())
    .addColumn('commit_count', 'bigint', (column) => column.notNull())
    .addForeignKeyConstraint('segments_project', ['project_id'], 'projects', ['id'], cascade)
    .execute();
  await schema.createIndex('segments_by_project').on('segments').column('project_id').execute();
  await schema.createIndex('segments_by_table').on('segments').columns(['kind', 'owner_id']).execute();
}

async function createAttempts({ schema }: Kysely<SqlTables>, traits: SqlTraits): Promise<void> {
  await schema
    .createTable('attempts')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('epoch', 'bigint', (column) => column.notNull())
    .addColumn('state', traits.text(16), (column) => column.notNull())
    .addColumn('collection_id', 'bigint', (column) => column.notNull())
    .addColumn('segment_id', 'bigint', (column) => column.notNull())
    .addColumn('dead_letter_segment_id', 'bigint', (column) => column.notNull())
    .addColumn('range_from', traits.longText, (column) => column.notNull())
    .addColumn('range_to', traits.longText, (column) => column.notNull())
    .addColumn('schema_id', 'integer', (column) => column.notNull())
    .addColumn('dead_lettered', 'bigint', (column) => column.notNull())
    .addForeignKeyConstraint('attempts_collection', ['collection_id'], 'collections', ['id'], cascade)
    .execute();
  for (const column of ['state', 'collection_id', 'segment_id', 'dead_letter_segment_id'] as const) {
    await schema.createIndex(`attempts_by_${column}`).on('attempts').column(column).execute();
  }
  await schema
    .createTable('attempt_skips')
    .addColumn('attempt_id', 'bigint', (column) => column.notNull())
    .addColumn('partition_number', 'integer', (column) => column.notNull())
    .addColumn('log_offset', 'bigint', (column) => column.notNull())
    .addColumn('reason', traits.longText, (column) => column.notNull())
    .addPrimaryKeyConstraint('attempt_skips_pk', ['attempt_id', 'partition_number', 'log_offset'])
    .addForeignKeyConstraint('attempt_skips_attempt', ['attempt_id'], 'attempts', ['id'], cascade)
    .execute();
}

/** What belongs to a project goes with it. */
const cascade = <T extends { onDelete(action: 'cascade'): T }>(constraint: T): T =>
  constraint.onDelete('cascade');
