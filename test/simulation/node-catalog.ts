import type { Catalog, CatalogChange } from '../../src/catalog/catalog.ts';
import type { CatalogStore, KeyKind, NewField, ProjectRecord } from '../../src/catalog/catalog-store.ts';
import type { Collection, CollectionSchema, Project } from '../../src/model/collection.ts';
import { internalError, userError } from '../../src/platform/errors.ts';

const MAX_FIELDS = 40;
const PARTITIONS = 2;

/** The catalog as one process sees it: the shared store behind a cache of its own. A key is its project's name. */
export class NodeCatalog implements Catalog {
  readonly #store: CatalogStore;
  readonly #projects = new Map<string, ProjectRecord>();
  readonly #collections = new Map<string, Collection>();
  readonly #schemas = new Map<number, CollectionSchema>();
  readonly #listeners: ((change: CatalogChange) => void)[] = [];

  constructor(store: CatalogStore) {
    this.#store = store;
  }

  cachedProject(_kind: KeyKind, key: string): Project | undefined {
    return this.#projects.get(key);
  }

  async authenticate(kind: KeyKind, key: string): Promise<Project> {
    await this.projects();
    const project = this.cachedProject(kind, key);
    if (project === undefined) throw userError('KEY_INVALID', 'key is invalid');
    return project;
  }

  async projects(): Promise<readonly ProjectRecord[]> {
    const projects = (await this.#store.listProjects()).filter(({ state }) => state === 'active');
    for (const project of projects) this.#projects.set(project.name, project);
    return projects;
  }

  async project(projectId: number): Promise<Project | undefined> {
    return (await this.projects()).find(({ id }) => id === projectId);
  }

  async projectNamed(name: string): Promise<Project | undefined> {
    return (await this.projects()).find((project) => project.name === name);
  }

  cachedCollection(projectId: number, name: string): Collection | undefined {
    return this.#collections.get(`${projectId}/${name}`);
  }

  async collections(projectId: number): Promise<readonly Collection[]> {
    return [...this.#collections.values()].filter((collection) => collection.projectId === projectId);
  }

  async getOrCreateCollection(project: Project, name: string): Promise<Collection> {
    const cached = this.cachedCollection(project.id, name);
    if (cached !== undefined) return cached;
    return this.#keep(
      await this.#store.getOrCreateCollection(project.id, name, {
        initialFields: [{ name: '_user', type: 'STRING' }],
        partitionCount: PARTITIONS,
        maxCollections: 20,
      }),
    );
  }

  async addFields(collection: Collection, fields: readonly NewField[]): Promise<Collection> {
    return this.#keep(await this.#store.addFields(collection.id, fields, MAX_FIELDS));
  }

  async schema(schemaId: number): Promise<CollectionSchema> {
    const cached = this.#schemas.get(schemaId) ?? (await this.#store.findSchema(schemaId));
    if (cached === undefined) throw internalError('SCHEMA_NOT_FOUND', `schema ${schemaId} is not known`);
    this.#schemas.set(schemaId, cached);
    return cached;
  }

  onChange(listener: (change: CatalogChange) => void): void {
    this.#listeners.push(listener);
  }

  #keep(collection: Collection): Collection {
    const key = `${collection.projectId}/${collection.name}`;
    const known = this.#collections.get(key);
    if (known !== undefined && known.schema.version >= collection.schema.version) return known;
    this.#collections.set(key, collection);
    for (const listener of this.#listeners) listener({ kind: 'collection_changed', collection });
    return collection;
  }
}
