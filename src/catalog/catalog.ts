import type { Collection, CollectionSchema, Project } from '../model/collection.ts';
import type { KeyKind, NewField, ProjectRecord } from './catalog-store.ts';

/**
 * What the features ask of the metadata: `CatalogStore` behind caches that the hot path reads without awaiting, and
 * the rules that are not the store's (limits, key hashing, names).
 *
 * Caches never make a promise that the store would not: a schema read here may be older than the newest one (harmless:
 * versions only grow), a revoked key dies within `catalog.key-cache-ttl` (5 s at most).
 */
export interface Catalog {
  /** The cached answer of {@link authenticate}, when there is a fresh one. For the hot path. */
  cachedProject(kind: KeyKind, key: string): Project | undefined;
  /** The project whose key this is. Error: `KEY_INVALID`. A master key is not a read key. */
  authenticate(kind: KeyKind, key: string): Promise<Project>;

  /** Active projects. */
  projects(): Promise<readonly ProjectRecord[]>;
  project(projectId: number): Promise<Project | undefined>;
  projectNamed(name: string): Promise<Project | undefined>;

  /** From the cache; `undefined` when this node has not seen it: then ask {@link getOrCreateCollection}. */
  cachedCollection(projectId: number, name: string): Collection | undefined;
  /** All collections of a project with their newest schemas known here; refreshed from the store when not cached. */
  collections(projectId: number): Promise<readonly Collection[]>;
  /** Creates it when it is not there, with `_user` STRING. Errors: `TOO_MANY_COLLECTIONS`, `COLLECTION_NAME_INVALID`. */
  getOrCreateCollection(project: Project, name: string): Promise<Collection>;
  /** The true schema after adding what can be added (`catalog.max-fields`, `…-per-project`); updates the cache. */
  addFields(collection: Collection, fields: readonly NewField[]): Promise<Collection>;
  /** Schema by the id in a message's frame; cached for ever. Error: `SCHEMA_NOT_FOUND`. */
  schema(schemaId: number): Promise<CollectionSchema>;

  /** Called after a collection was created or got fields, or a project was created or deleted, on this node. */
  onChange(listener: (change: CatalogChange) => void): void;
}

export type CatalogChange =
  | { readonly kind: 'project_created' | 'project_deleted'; readonly project: Project }
  | { readonly kind: 'collection_changed'; readonly collection: Collection };
