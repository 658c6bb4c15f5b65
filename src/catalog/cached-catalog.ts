import type { Collection, CollectionSchema, Project } from '../model/collection.ts';
import { RESERVED_COLUMNS } from '../model/envelope.ts';
import { NAME_MAX_LENGTH } from '../model/limits.ts';
import { collectionNameOf, MALFORMED_COLLECTION, nameProblem } from '../model/names.ts';
import type { Platform } from '../platform/platform.ts';
import type { Catalog, CatalogChange } from './catalog.ts';
import type { CatalogStore, KeyKind, KeyRecord, NewField, ProjectRecord } from './catalog-store.ts';
import type { CatalogConfig } from './config.ts';
import { catalogErrors } from './errors.ts';
import { KeyCache } from './key-cache.ts';
import { type ApiKeys, createKeys, hashesOf } from './keys.ts';
import { ProjectCache } from './project-cache.ts';
import { type CatalogTelemetry, catalogTelemetry } from './telemetry.ts';

export interface CatalogOptions {
  readonly store: CatalogStore;
  readonly platform: Platform;
  readonly config: CatalogConfig;
  /** Whether other nodes write the same metadata. Default: no. */
  readonly isShared?: boolean;
}

/** The catalog as those see it who manage projects: changes that this node makes are at once in its caches. */
export interface ManagedCatalog extends Catalog {
  /** A new triple, in clear: nobody can read it again. Error: `PROJECT_NOT_FOUND`. */
  createKeys(project: Project): Promise<ApiKeys>;
  /** Whose key of which kind this is; `undefined` when it is not valid. */
  findKey(key: string): Promise<KeyRecord | undefined>;
  /** All three keys of the set die, on this node at once. */
  revokeKeys(keySetId: number): Promise<void>;
  /** Tells the listeners that the project is active. */
  projectCreated(project: Project): void;
  /** Forgets the project and its keys, then tells the listeners. */
  projectDeleted(project: Project): void;
}

/** Schemas kept; they are small but for those of collections with many fields. */
const MAX_SCHEMAS = 5000;

/** How long a collection that another node created may be unknown here. */
const SHARED_MAX_AGE_MS = 5000;

/** Fields that every new collection has. */
const INITIAL_FIELDS: readonly NewField[] = [{ name: '_user', type: 'STRING' }];

export function createCatalog(options: CatalogOptions): ManagedCatalog {
  return new CachedCatalog(options);
}

class CachedCatalog implements ManagedCatalog {
  readonly #store: CatalogStore;
  readonly #platform: Platform;
  readonly #config: CatalogConfig;
  readonly #telemetry: CatalogTelemetry;
  readonly #projects: ProjectCache;
  readonly #keys: KeyCache<Project>;
  readonly #schemas = new Map<number, CollectionSchema>();
  readonly #creating = new Map<string, Promise<Collection>>();
  /** By project id: when the last addition of fields that was asked for has ended. */
  readonly #growing = new Map<number, Promise<void>>();
  readonly #listeners: ((change: CatalogChange) => void)[] = [];

  constructor({ store, platform, config, isShared = false }: CatalogOptions) {
    this.#store = store;
    this.#platform = platform;
    this.#config = config;
    this.#telemetry = catalogTelemetry(platform.metrics);
    this.#projects = new ProjectCache(
      store,
      platform.clock,
      isShared ? SHARED_MAX_AGE_MS : Number.POSITIVE_INFINITY,
    );
    this.#keys = new KeyCache(store, platform.clock, config, this.#telemetry, (projectId) =>
      this.#projects.project(projectId),
    );
  }

  cachedProject(kind: KeyKind, key: string): Project | undefined {
    return this.#keys.cached(kind, key);
  }

  async authenticate(kind: KeyKind, key: string): Promise<Project> {
    const project = await this.#keys.find(kind, key);
    if (project === undefined) throw catalogErrors.keyInvalid(kind);
    return project;
  }

  projects(): Promise<readonly ProjectRecord[]> {
    return this.#projects.activeProjects();
  }

  project(projectId: number): Promise<Project | undefined> {
    return this.#projects.project(projectId);
  }

  async projectNamed(name: string): Promise<Project | undefined> {
    const wanted = name.toLowerCase();
    return (await this.projects()).find((project) => project.name === wanted);
  }

  cachedCollection(projectId: number, name: string): Collection | undefined {
    return this.#projects.collection(projectId, name);
  }

  collections(projectId: number): Promise<readonly Collection[]> {
    return this.#projects.collections(projectId);
  }

  async getOrCreateCollection(project: Project, rawName: string): Promise<Collection> {
    const name = collectionNameOf(rawName);
    const known = this.#projects.collection(project.id, name);
    if (known !== undefined) return known;
    const problem = name.startsWith('$')
      ? 'names of collections that begin with "$" are reserved'
      : nameProblem(name, NAME_MAX_LENGTH);
    if (problem !== undefined) throw catalogErrors.collectionNameInvalid(name, problem);
    const key = `${project.id}/${name}`;
    let creation = this.#creating.get(key);
    if (creation === undefined) {
      creation = this.#create(project, name).finally(() => this.#creating.delete(key));
      this.#creating.set(key, creation);
    }
    return creation;
  }

  async #create(project: Project, name: string): Promise<Collection> {
    const collection = await this.#store.getOrCreateCollection(project.id, name, {
      initialFields: INITIAL_FIELDS,
      partitionCount: this.#config['catalog.partitions'],
      // A full project still has a place for what belongs nowhere.
      maxCollections: this.#config['catalog.max-collections'] + (name === MALFORMED_COLLECTION ? 1 : 0),
    });
    this.#telemetry.collectionCreated();
    return this.#learn(collection);
  }

  /** One after the other in a project: together they must not pass the limit that each alone respects. */
  addFields(collection: Collection, fields: readonly NewField[]): Promise<Collection> {
    const before = this.#growing.get(collection.projectId) ?? Promise.resolve();
    const growth = before.then(() => this.#addFields(collection, fields));
    const settled = growth
      .catch(() => {})
      .then(() => {
        if (this.#growing.get(collection.projectId) === settled) this.#growing.delete(collection.projectId);
      });
    this.#growing.set(collection.projectId, settled);
    return growth;
  }

  async #addFields(collection: Collection, fields: readonly NewField[]): Promise<Collection> {
    const known = this.#projects.collectionById(collection.projectId, collection.id) ?? collection;
    const names = new Set(known.schema.fields.map((field) => field.name));
    const wanted = fields.filter(({ name }) => !names.has(name) && isAddable(name));
    if (wanted.length === 0) return known;
    const maxFields = Math.min(
      this.#config['catalog.max-fields'],
      names.size + (await this.#roomForFields(known.projectId)),
    );
    // What can change nothing must not reach the store: anyone with a write key may ask for it with every event.
    if (names.size >= maxFields) return known;
    const grown = this.#learn(await this.#store.addFields(collection.id, wanted, maxFields));
    this.#telemetry.fieldsAdded(Math.max(0, grown.schema.fields.length - known.schema.fields.length));
    return grown;
  }

  /** How many fields the project's collections may get, together. */
  async #roomForFields(projectId: number): Promise<number> {
    let room = this.#config['catalog.max-fields-per-project'];
    for (const { schema } of await this.#projects.collections(projectId)) room -= schema.fields.length;
    return Math.max(0, room);
  }

  async schema(schemaId: number): Promise<CollectionSchema> {
    const known = this.#schemas.get(schemaId);
    if (known !== undefined) return known;
    const schema = await this.#store.findSchema(schemaId);
    if (schema === undefined) throw catalogErrors.schemaNotFound(schemaId);
    const [oldest] = this.#schemas.keys();
    if (this.#schemas.size >= MAX_SCHEMAS && oldest !== undefined) this.#schemas.delete(oldest);
    this.#schemas.set(schemaId, schema);
    return schema;
  }

  onChange(listener: (change: CatalogChange) => void): void {
    this.#listeners.push(listener);
  }

  async createKeys(project: Project): Promise<ApiKeys> {
    const keys = createKeys(this.#platform.random);
    await this.#store.addKeySet(project.id, hashesOf(keys));
    this.#keys.forgetInvalid();
    return keys;
  }

  findKey(key: string): Promise<KeyRecord | undefined> {
    return this.#keys.record(key);
  }

  async revokeKeys(keySetId: number): Promise<void> {
    await this.#store.revokeKeySet(keySetId);
    this.#keys.forget((record) => record.keySetId === keySetId);
  }

  projectCreated(project: Project): void {
    this.#tell({ kind: 'project_created', project });
  }

  projectDeleted(project: Project): void {
    this.#projects.forget(project.id);
    this.#keys.forget((record) => record.projectId === project.id);
    this.#tell({ kind: 'project_deleted', project });
  }

  #learn(collection: Collection): Collection {
    const { newest, isNews } = this.#projects.learn(collection);
    if (isNews) this.#tell({ kind: 'collection_changed', collection: newest });
    return newest;
  }

  #tell(change: CatalogChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** Names that the collector would not ask for, and that no column may have. */
function isAddable(name: string): boolean {
  return !RESERVED_COLUMNS.has(name) && nameProblem(name, NAME_MAX_LENGTH) === undefined;
}
