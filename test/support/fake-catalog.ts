import type { Catalog, CatalogChange } from '../../src/catalog/catalog.ts';
import type { KeyKind, NewField } from '../../src/catalog/catalog-store.ts';
import { catalogErrors } from '../../src/catalog/errors.ts';
import type { Collection, CollectionSchema, Field, Project } from '../../src/model/collection.ts';
import type { FieldType } from '../../src/model/field-type.ts';
import { userError } from '../../src/platform/errors.ts';

export interface FakeCatalogOptions {
  readonly partitionCount?: number;
  readonly maxFields?: number;
  readonly maxCollections?: number;
}

/** A catalog of one project in memory, whose limits a test sets. It counts the calls that a real one pays for. */
export class FakeCatalog implements Catalog {
  readonly project1: Project = { id: 1, name: 'shop', physicalName: 'shop' };
  readonly keys: Record<KeyKind, string> = {
    write: 'the-write-key',
    master: 'the-master-key',
    read: 'the-read-key',
  };
  readonly calls = { authenticate: 0, getOrCreateCollection: 0, addFields: 0 };
  readonly #collections = new Map<string, Collection>();
  readonly #schemas: CollectionSchema[] = [];
  readonly #options: FakeCatalogOptions;
  #authenticated = new Set<string>();

  constructor(options: FakeCatalogOptions = {}) {
    this.#options = options;
  }

  /** A collection with these fields, as `/project/schema/add` makes it. */
  declare(name: string, fields: Readonly<Record<string, FieldType>>): Collection {
    return this.#grow(
      this.#create(name),
      Object.entries(fields).map(([field, type]) => ({ name: field, type })),
    );
  }

  cachedProject(kind: KeyKind, key: string): Project | undefined {
    return this.#authenticated.has(`${kind} ${key}`) ? this.project1 : undefined;
  }

  async authenticate(kind: KeyKind, key: string): Promise<Project> {
    this.calls.authenticate++;
    if (this.keys[kind] !== key) throw userError('KEY_INVALID', 'key is invalid');
    this.#authenticated.add(`${kind} ${key}`);
    return this.project1;
  }

  async projects(): Promise<never[]> {
    return [];
  }

  async project(): Promise<Project> {
    return this.project1;
  }

  async projectNamed(): Promise<Project> {
    return this.project1;
  }

  cachedCollection(_projectId: number, name: string): Collection | undefined {
    return this.#collections.get(name);
  }

  async collections(): Promise<readonly Collection[]> {
    return [...this.#collections.values()];
  }

  async getOrCreateCollection(_project: Project, name: string): Promise<Collection> {
    this.calls.getOrCreateCollection++;
    const existing = this.#collections.get(name);
    if (existing !== undefined) return existing;
    const maxCollections = this.#options.maxCollections ?? 1000;
    if (this.#collections.size >= maxCollections && name !== '_malformed') {
      throw catalogErrors.tooManyCollections(maxCollections);
    }
    return this.#create(name);
  }

  async addFields(collection: Collection, fields: readonly NewField[]): Promise<Collection> {
    this.calls.addFields++;
    return this.#grow(this.#collections.get(collection.name) ?? collection, fields);
  }

  async schema(schemaId: number): Promise<CollectionSchema> {
    const schema = this.#schemas[schemaId - 1];
    if (schema === undefined) throw userError('SCHEMA_NOT_FOUND', `schema ${schemaId} does not exist`);
    return schema;
  }

  onChange(_listener: (change: CatalogChange) => void): void {}

  #create(name: string): Collection {
    const id = this.#collections.size + 1;
    const user: Field = { name: '_user', physicalName: 'user', type: 'STRING' };
    const collection: Collection = {
      id,
      projectId: 1,
      name,
      physicalName: `c${id}`,
      topic: `shop-c${id}`,
      partitionCount: this.#options.partitionCount ?? 1,
      revision: 0,
      schema: this.#schema(id, 1, [user]),
    };
    this.#collections.set(name, collection);
    return collection;
  }

  #grow(collection: Collection, added: readonly NewField[]): Collection {
    const fields = [...collection.schema.fields];
    for (const { name, type } of added) {
      const isKnown = fields.some((field) => field.name === name);
      if (isKnown || fields.length >= (this.#options.maxFields ?? 1000)) continue;
      fields.push({ name, physicalName: `f${fields.length}`, type });
    }
    if (fields.length === collection.schema.fields.length) return collection;
    const schema = this.#schema(collection.id, collection.schema.version + 1, fields);
    const grown = { ...collection, schema };
    this.#collections.set(collection.name, grown);
    return grown;
  }

  #schema(collectionId: number, version: number, fields: readonly Field[]): CollectionSchema {
    const schema = { id: this.#schemas.length + 1, collectionId, version, fields };
    this.#schemas.push(schema);
    return schema;
  }
}
