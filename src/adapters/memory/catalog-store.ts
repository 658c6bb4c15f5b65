import { appendFields } from '../../catalog/append-fields.ts';
import type {
  CatalogStore,
  KeyHashes,
  KeyKind,
  KeyRecord,
  KeySetRecord,
  NewCollectionOptions,
  NewField,
  ProjectRecord,
  ProjectState,
} from '../../catalog/catalog-store.ts';
import { catalogErrors, checkProjectStep } from '../../catalog/errors.ts';
import { physicalNameOf } from '../../catalog/physical-name.ts';
import type { Collection, CollectionSchema, Field } from '../../model/collection.ts';
import type { Clock } from '../../platform/clock.ts';
import { MemoryAttemptStore } from './attempt-store.ts';

interface KeySet extends KeySetRecord {
  readonly projectId: number;
  readonly hashes: KeyHashes;
}

/**
 * The metadata in memory, for unit tests and the simulation. Ids count from 1, so a run is the same every time; what
 * it hands out is never changed afterwards.
 */
export class MemoryCatalogStore extends MemoryAttemptStore implements CatalogStore {
  readonly #clock: Clock;
  readonly #projects = new Map<number, ProjectRecord>();
  /** Also those of projects that were removed. */
  readonly #projectPhysicalNames = new Set<string>();
  readonly #keySets = new Map<number, KeySet>();
  readonly #keys = new Map<string, { readonly keySetId: number; readonly kind: KeyKind }>();
  readonly #collections = new Map<number, Collection>();
  readonly #schemas = new Map<number, CollectionSchema>();
  readonly #projectConfig = new Map<number, Map<string, string>>();
  #lastProjectId = 0;
  #lastKeySetId = 0;
  #lastCollectionId = 0;
  #lastSchemaId = 0;
  #lastCollectorId = 0;

  constructor(clock: Clock) {
    super(clock);
    this.#clock = clock;
  }

  async createProject(name: string): Promise<{ readonly project: ProjectRecord; readonly created: boolean }> {
    for (const project of this.#projects.values()) {
      if (project.name === name) return { project, created: false };
    }
    const physicalName = physicalNameOf(name, 'project', (one) => this.#projectPhysicalNames.has(one));
    this.#projectPhysicalNames.add(physicalName);
    const project: ProjectRecord = {
      id: ++this.#lastProjectId,
      name,
      physicalName,
      state: 'creating',
      createdAtMs: this.#clock.now(),
    };
    this.#projects.set(project.id, project);
    return { project, created: true };
  }

  async setProjectState(projectId: number, state: ProjectState): Promise<void> {
    const project = this.#project(projectId);
    checkProjectStep(project, state);
    this.#projects.set(projectId, { ...project, state });
  }

  async removeProject(projectId: number): Promise<void> {
    const project = this.#projects.get(projectId);
    if (project === undefined) return;
    if (project.state !== 'deleting') {
      throw catalogErrors.projectStateInvalid(projectId, project.state, 'removed');
    }
    const collectionIds = this.#collectionsOf(projectId).map((collection) => collection.id);
    this.forgetProject(projectId, collectionIds);
    for (const id of collectionIds) this.#collections.delete(id);
    for (const [id, schema] of this.#schemas) {
      if (collectionIds.includes(schema.collectionId)) this.#schemas.delete(id);
    }
    for (const [id, set] of this.#keySets) if (set.projectId === projectId) this.#keySets.delete(id);
    for (const [hash, key] of this.#keys) if (!this.#keySets.has(key.keySetId)) this.#keys.delete(hash);
    this.#projectConfig.delete(projectId);
    this.#projects.delete(projectId);
  }

  async listProjects(): Promise<readonly ProjectRecord[]> {
    return [...this.#projects.values()];
  }

  async listFormerPhysicalNames(): Promise<readonly string[]> {
    const present = new Set([...this.#projects.values()].map(({ physicalName }) => physicalName));
    return [...this.#projectPhysicalNames].filter((name) => !present.has(name));
  }

  async addKeySet(projectId: number, hashes: KeyHashes): Promise<number> {
    this.#liveProject(projectId);
    const keySetId = ++this.#lastKeySetId;
    const createdAtMs = this.#clock.now();
    this.#keySets.set(keySetId, { keySetId, projectId, hashes, createdAtMs, revokedAtMs: undefined });
    for (const kind of ['master', 'read', 'write'] as const) this.#keys.set(hashes[kind], { keySetId, kind });
    return keySetId;
  }

  async findKey(hash: string): Promise<KeyRecord | undefined> {
    const key = this.#keys.get(hash);
    const set = key === undefined ? undefined : this.#keySets.get(key.keySetId);
    if (key === undefined || set === undefined || set.revokedAtMs !== undefined) return undefined;
    if (this.#projects.get(set.projectId)?.state === 'deleting') return undefined;
    return { keySetId: set.keySetId, projectId: set.projectId, kind: key.kind };
  }

  async listKeySets(projectId: number): Promise<readonly KeySetRecord[]> {
    return [...this.#keySets.values()]
      .filter((set) => set.projectId === projectId)
      .map(({ keySetId, createdAtMs, revokedAtMs }) => ({ keySetId, createdAtMs, revokedAtMs }));
  }

  async revokeKeySet(keySetId: number): Promise<void> {
    const set = this.#keySets.get(keySetId);
    if (set === undefined || set.revokedAtMs !== undefined) return;
    this.#keySets.set(keySetId, { ...set, revokedAtMs: this.#clock.now() });
  }

  async listCollections(projectId: number): Promise<readonly Collection[]> {
    return this.#collectionsOf(projectId);
  }

  async getOrCreateCollection(
    projectId: number,
    name: string,
    options: NewCollectionOptions,
  ): Promise<Collection> {
    const project = this.#liveProject(projectId);
    const siblings = this.#collectionsOf(projectId);
    const existing = siblings.find((collection) => collection.name === name);
    if (existing !== undefined) return existing;
    if (siblings.length >= options.maxCollections) {
      throw catalogErrors.tooManyCollections(options.maxCollections);
    }
    const physicalName = physicalNameOf(name, 'collection', (candidate) =>
      siblings.some((collection) => collection.physicalName === candidate),
    );
    const id = ++this.#lastCollectionId;
    const collection: Collection = {
      id,
      projectId,
      name,
      physicalName,
      topic: `${project.physicalName}-${physicalName}`,
      partitionCount: options.partitionCount,
      revision: 0,
      schema: this.#addSchema(id, 1, appendFields([], options.initialFields, Number.POSITIVE_INFINITY)),
    };
    this.#collections.set(id, collection);
    return collection;
  }

  async addFields(collectionId: number, fields: readonly NewField[], maxFields: number): Promise<Collection> {
    const collection = this.#collections.get(collectionId);
    if (collection === undefined) throw catalogErrors.collectionNotFound(collectionId);
    const { schema } = collection;
    const all = appendFields(schema.fields, fields, maxFields);
    if (all.length === schema.fields.length) return collection;
    const changed = { ...collection, schema: this.#addSchema(collectionId, schema.version + 1, all) };
    this.#collections.set(collectionId, changed);
    return changed;
  }

  async findSchema(schemaId: number): Promise<CollectionSchema | undefined> {
    return this.#schemas.get(schemaId);
  }

  async nextCollectorId(): Promise<number> {
    return ++this.#lastCollectorId;
  }

  async setProjectConfigOnce(projectId: number, key: string, value: string): Promise<string> {
    this.#liveProject(projectId);
    const config = this.#projectConfig.get(projectId) ?? new Map<string, string>();
    this.#projectConfig.set(projectId, config);
    const stored = config.get(key);
    if (stored === undefined) config.set(key, value);
    return stored ?? value;
  }

  async close(): Promise<void> {}

  #project(projectId: number): ProjectRecord {
    const project = this.#projects.get(projectId);
    if (project === undefined) throw catalogErrors.projectNotFound(projectId);
    return project;
  }

  /** For what would bring new things into a project. */
  #liveProject(projectId: number): ProjectRecord {
    const project = this.#project(projectId);
    if (project.state === 'deleting') throw catalogErrors.projectNotFound(project.name);
    return project;
  }

  #collectionsOf(projectId: number): readonly Collection[] {
    return [...this.#collections.values()].filter((collection) => collection.projectId === projectId);
  }

  #addSchema(collectionId: number, version: number, fields: readonly Field[]): CollectionSchema {
    const schema: CollectionSchema = { id: ++this.#lastSchemaId, collectionId, version, fields };
    this.#schemas.set(schema.id, schema);
    return schema;
  }
}
