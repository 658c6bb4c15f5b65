import { Kysely } from 'kysely';
import type { Collection, CollectionSchema, Field } from '../model/collection.ts';
import { appendFields } from './append-fields.ts';
import type {
  CatalogStore,
  KeyHashes,
  KeyRecord,
  KeySetRecord,
  NewCollectionOptions,
  NewField,
  ProjectRecord,
  ProjectState,
} from './catalog-store.ts';
import { catalogErrors, checkProjectStep } from './errors.ts';
import { migrateCatalog } from './migrations/migrate.ts';
import { physicalNameOf } from './physical-name.ts';
import { SqlAttemptStore } from './sql-attempt-store.ts';
import type { SqlDatabase } from './sql-database.ts';
import { collectionOf, fieldOf, projectRecordOf, schemaOf } from './sql-records.ts';
import type { SqlTransaction } from './sql-store.ts';
import type { CollectionRow, ProjectRow, SqlTables } from './sql-tables.ts';

/**
 * Opens the metadata in a database, creating or migrating its tables. Closing the store closes the database.
 * Errors: `CATALOG_TOO_NEW`, `CATALOG_MIGRATION_FAILED`, and those of the adapter.
 */
export async function openSqlCatalogStore({ dialect, traits }: SqlDatabase): Promise<CatalogStore> {
  const db = new Kysely<SqlTables>({ dialect });
  try {
    await migrateCatalog(db, traits);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return new SqlCatalogStore(db, traits);
}

/** Values of one INSERT: databases bound the number of parameters. */
const INSERT_ROWS = 100;

class SqlCatalogStore extends SqlAttemptStore implements CatalogStore {
  createProject(name: string): Promise<{ readonly project: ProjectRecord; readonly created: boolean }> {
    return this.write(async (trx) => {
      await this.lockSequence(trx, 'project');
      const existing = await trx
        .selectFrom('projects')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      if (existing !== undefined) return { project: projectRecordOf(existing), created: false };
      const names = await trx.selectFrom('project_physical_names').select('physical_name').execute();
      const taken = new Set(names.map((row) => row.physical_name));
      const row: ProjectRow = {
        id: await this.nextId(trx, 'project'),
        name,
        physical_name: physicalNameOf(name, 'project', (one) => taken.has(one)),
        state: 'creating',
        created_at_ms: await this.now(trx),
      };
      await trx.insertInto('projects').values(row).execute();
      await trx.insertInto('project_physical_names').values({ physical_name: row.physical_name }).execute();
      return { project: projectRecordOf(row), created: true };
    });
  }

  setProjectState(projectId: number, state: ProjectState): Promise<void> {
    return this.write(async (trx) => {
      checkProjectStep(projectRecordOf(await this.#lockProject(trx, projectId)), state);
      await trx.updateTable('projects').set({ state }).where('id', '=', projectId).execute();
    });
  }

  removeProject(projectId: number): Promise<void> {
    return this.write(async (trx) => {
      const row = await this.locked(
        trx.selectFrom('projects').selectAll().where('id', '=', projectId),
      ).executeTakeFirst();
      if (row === undefined) return;
      if (row.state !== 'deleting') throw catalogErrors.projectStateInvalid(projectId, row.state, 'removed');
      // Everything else of the project goes by the foreign keys.
      await trx.deleteFrom('projects').where('id', '=', projectId).execute();
    });
  }

  async listProjects(): Promise<readonly ProjectRecord[]> {
    const rows = await this.db.selectFrom('projects').selectAll().orderBy('id').execute();
    return rows.map(projectRecordOf);
  }

  async listFormerPhysicalNames(): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('project_physical_names')
      .select('physical_name')
      .where('physical_name', 'not in', (names) => names.selectFrom('projects').select('physical_name'))
      .execute();
    return rows.map((row) => row.physical_name);
  }

  addKeySet(projectId: number, hashes: KeyHashes): Promise<number> {
    return this.write(async (trx) => {
      await this.#lockLiveProject(trx, projectId);
      const id = await this.nextId(trx, 'key_set');
      const createdAtMs = await this.now(trx);
      await trx
        .insertInto('key_sets')
        .values({ id, project_id: projectId, created_at_ms: createdAtMs, revoked_at_ms: null })
        .execute();
      const kinds = ['master', 'read', 'write'] as const;
      await trx
        .insertInto('api_keys')
        .values(kinds.map((kind) => ({ hash: hashes[kind], key_set_id: id, kind })))
        .execute();
      return id;
    });
  }

  async findKey(hash: string): Promise<KeyRecord | undefined> {
    const row = await this.db
      .selectFrom('api_keys')
      .innerJoin('key_sets', 'key_sets.id', 'api_keys.key_set_id')
      .innerJoin('projects', 'projects.id', 'key_sets.project_id')
      .select(['api_keys.key_set_id', 'api_keys.kind', 'key_sets.project_id'])
      .where('api_keys.hash', '=', hash)
      .where('key_sets.revoked_at_ms', 'is', null)
      .where('projects.state', '<>', 'deleting')
      .executeTakeFirst();
    return row && { keySetId: row.key_set_id, projectId: row.project_id, kind: row.kind };
  }

  async listKeySets(projectId: number): Promise<readonly KeySetRecord[]> {
    const rows = await this.db
      .selectFrom('key_sets')
      .selectAll()
      .where('project_id', '=', projectId)
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      keySetId: row.id,
      createdAtMs: row.created_at_ms,
      revokedAtMs: row.revoked_at_ms ?? undefined,
    }));
  }

  revokeKeySet(keySetId: number): Promise<void> {
    return this.write(async (trx) => {
      await trx
        .updateTable('key_sets')
        .set({ revoked_at_ms: await this.now(trx) })
        .where('id', '=', keySetId)
        .where('revoked_at_ms', 'is', null)
        .execute();
    });
  }

  listCollections(projectId: number): Promise<readonly Collection[]> {
    return this.read(async (trx) => {
      const collections = await trx
        .selectFrom('collections')
        .selectAll()
        .where('project_id', '=', projectId)
        .orderBy('id')
        .execute();
      const versions = await trx
        .selectFrom('schema_versions')
        .innerJoin('collections', 'collections.id', 'schema_versions.collection_id')
        .selectAll('schema_versions')
        .where('collections.project_id', '=', projectId)
        .orderBy('schema_versions.version')
        .execute();
      const fields = await trx
        .selectFrom('fields')
        .innerJoin('collections', 'collections.id', 'fields.collection_id')
        .select(['fields.collection_id', 'fields.name', 'fields.physical_name', 'fields.type'])
        .where('collections.project_id', '=', projectId)
        .orderBy('fields.place')
        .execute();
      // Of the versions of a collection the last one in order stays.
      const newest = new Map(versions.map((version) => [version.collection_id, version]));
      const fieldsOf = Map.groupBy(fields, (field) => field.collection_id);
      return collections.flatMap((collection) => {
        const version = newest.get(collection.id);
        if (version === undefined) return [];
        return [collectionOf(collection, version, (fieldsOf.get(collection.id) ?? []).map(fieldOf))];
      });
    });
  }

  async getOrCreateCollection(
    projectId: number,
    name: string,
    options: NewCollectionOptions,
  ): Promise<Collection> {
    const existing = await this.read(async (trx) => this.#findLiveCollection(trx, projectId, name));
    if (existing !== undefined) return existing;
    return this.write(async (trx) => {
      const project = await this.#lockLiveProject(trx, projectId);
      const siblings = await trx
        .selectFrom('collections')
        .select(['id', 'name', 'physical_name'])
        .where('project_id', '=', projectId)
        .execute();
      const found = siblings.find((sibling) => sibling.name === name);
      if (found !== undefined) return this.#readCollection(trx, found.id);
      if (siblings.length >= options.maxCollections) {
        throw catalogErrors.tooManyCollections(options.maxCollections);
      }
      const taken = new Set(siblings.map((sibling) => sibling.physical_name));
      const physicalName = physicalNameOf(name, 'collection', (one) => taken.has(one));
      const row: CollectionRow = {
        id: await this.nextId(trx, 'collection'),
        project_id: projectId,
        name,
        physical_name: physicalName,
        topic: `${project.physical_name}-${physicalName}`,
        partition_count: options.partitionCount,
        revision: 0,
      };
      await trx.insertInto('collections').values(row).execute();
      const fields = appendFields([], options.initialFields, Number.POSITIVE_INFINITY);
      return collectionOf(row, await this.#addVersion(trx, row.id, 1, 0, fields), fields);
    });
  }

  async addFields(collectionId: number, fields: readonly NewField[], maxFields: number): Promise<Collection> {
    const known = await this.read((trx) => this.#readCollection(trx, collectionId));
    if (appendFields(known.schema.fields, fields, maxFields).length === known.schema.fields.length) {
      return known;
    }
    return this.write(async (trx) => {
      await this.locked(trx.selectFrom('collections').select('id').where('id', '=', collectionId)).execute();
      const current = await this.#readCollection(trx, collectionId);
      const { version, fields: before } = current.schema;
      const after = appendFields(before, fields, maxFields);
      if (after.length === before.length) return current;
      const row = await this.#addVersion(trx, collectionId, version + 1, before.length, after);
      return { ...current, schema: schemaOf(row, after) };
    });
  }

  findSchema(schemaId: number): Promise<CollectionSchema | undefined> {
    return this.read(async (trx) => {
      const row = await trx
        .selectFrom('schema_versions')
        .selectAll()
        .where('id', '=', schemaId)
        .executeTakeFirst();
      return row && schemaOf(row, await this.#readFields(trx, row.collection_id, row.field_count));
    });
  }

  nextCollectorId(): Promise<number> {
    return this.write((trx) => this.nextId(trx, 'collector'));
  }

  setProjectConfigOnce(projectId: number, key: string, value: string): Promise<string> {
    return this.write(async (trx) => {
      await this.#lockLiveProject(trx, projectId);
      const row = await trx
        .selectFrom('project_config')
        .select('config_value')
        .where('project_id', '=', projectId)
        .where('config_key', '=', key)
        .executeTakeFirst();
      if (row !== undefined) return row.config_value;
      await trx
        .insertInto('project_config')
        .values({ project_id: projectId, config_key: key, config_value: value })
        .execute();
      return value;
    });
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }

  async #lockProject(trx: SqlTransaction, projectId: number): Promise<ProjectRow> {
    const query = this.locked(trx.selectFrom('projects').selectAll().where('id', '=', projectId));
    const row = await query.executeTakeFirst();
    if (row === undefined) throw catalogErrors.projectNotFound(projectId);
    return row;
  }

  /** For what would bring new things into a project. */
  async #lockLiveProject(trx: SqlTransaction, projectId: number): Promise<ProjectRow> {
    const row = await this.#lockProject(trx, projectId);
    if (row.state === 'deleting') throw catalogErrors.projectNotFound(row.name);
    return row;
  }

  async #findLiveCollection(
    trx: SqlTransaction,
    projectId: number,
    name: string,
  ): Promise<Collection | undefined> {
    const row = await trx
      .selectFrom('collections')
      .innerJoin('projects', 'projects.id', 'collections.project_id')
      .select('collections.id')
      .where('collections.project_id', '=', projectId)
      .where('collections.name', '=', name)
      .where('projects.state', '<>', 'deleting')
      .executeTakeFirst();
    return row && this.#readCollection(trx, row.id);
  }

  async #readCollection(trx: SqlTransaction, collectionId: number): Promise<Collection> {
    const row = await trx
      .selectFrom('collections')
      .selectAll()
      .where('id', '=', collectionId)
      .executeTakeFirst();
    if (row === undefined) throw catalogErrors.collectionNotFound(collectionId);
    const version = await trx
      .selectFrom('schema_versions')
      .selectAll()
      .where('collection_id', '=', collectionId)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return collectionOf(row, version, await this.#readFields(trx, collectionId, version.field_count));
  }

  async #readFields(trx: SqlTransaction, collectionId: number, count: number): Promise<readonly Field[]> {
    const rows = await trx
      .selectFrom('fields')
      .select(['name', 'physical_name', 'type'])
      .where('collection_id', '=', collectionId)
      .where('place', '<', count)
      .orderBy('place')
      .execute();
    return rows.map(fieldOf);
  }

  /** Stores the fields from `place` on, and the version that has all of them. */
  async #addVersion(
    trx: SqlTransaction,
    collectionId: number,
    version: number,
    place: number,
    fields: readonly Field[],
  ): Promise<SqlTables['schema_versions']> {
    for (let from = place; from < fields.length; from += INSERT_ROWS) {
      const rows = fields.slice(from, from + INSERT_ROWS).map(({ name, physicalName, type }, index) => ({
        collection_id: collectionId,
        place: from + index,
        name,
        physical_name: physicalName,
        type,
      }));
      await trx.insertInto('fields').values(rows).execute();
    }
    const row = {
      id: await this.nextId(trx, 'schema'),
      collection_id: collectionId,
      version,
      field_count: fields.length,
    };
    await trx.insertInto('schema_versions').values(row).execute();
    return row;
  }
}
