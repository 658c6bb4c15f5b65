import type { Collection } from '../model/collection.ts';
import type { Clock } from '../platform/clock.ts';
import type { CatalogStore, ProjectRecord } from './catalog-store.ts';

/** What this node knows of one project. */
interface KnownProject {
  readonly byName: Map<string, Collection>;
  readonly byId: Map<number, Collection>;
  /** All of them, made when asked for; `undefined` after a change. */
  list: readonly Collection[] | undefined;
  /** When all that the store had were read, on the monotonic clock; `undefined`: never. */
  completeAtMs: number | undefined;
  loading: Promise<void> | undefined;
}

/** The projects and collections that this node has seen. Versions only grow, whatever order answers arrive in. */
export class ProjectCache {
  readonly #store: CatalogStore;
  readonly #clock: Clock;
  readonly #maxAgeMs: number;
  readonly #records = new Map<number, ProjectRecord>();
  readonly #known = new Map<number, KnownProject>();

  /** After `maxAgeMs` the collections are read again, for those that other nodes created. */
  constructor(store: CatalogStore, clock: Clock, maxAgeMs: number) {
    this.#store = store;
    this.#clock = clock;
    this.#maxAgeMs = maxAgeMs;
  }

  /** Those that are active now. */
  async activeProjects(): Promise<readonly ProjectRecord[]> {
    const active = (await this.#store.listProjects()).filter((project) => project.state === 'active');
    const ids = new Set(active.map((project) => project.id));
    for (const id of this.#records.keys()) if (!ids.has(id)) this.forget(id);
    // A record is kept as it is, so that whoever holds it holds the same object as everyone.
    for (const project of active) if (!this.#records.has(project.id)) this.#records.set(project.id, project);
    return active.map((project) => this.#records.get(project.id) ?? project);
  }

  async project(projectId: number): Promise<ProjectRecord | undefined> {
    if (!this.#records.has(projectId)) await this.activeProjects();
    return this.#records.get(projectId);
  }

  forget(projectId: number): void {
    this.#records.delete(projectId);
    this.#known.delete(projectId);
  }

  collection(projectId: number, name: string): Collection | undefined {
    return this.#known.get(projectId)?.byName.get(name);
  }

  collectionById(projectId: number, collectionId: number): Collection | undefined {
    return this.#known.get(projectId)?.byId.get(collectionId);
  }

  async collections(projectId: number): Promise<readonly Collection[]> {
    const known = this.#of(projectId);
    const age = this.#clock.monotonic() - (known.completeAtMs ?? Number.NEGATIVE_INFINITY);
    if (age > this.#maxAgeMs || known.completeAtMs === undefined) {
      known.loading ??= this.#load(projectId, known).finally(() => {
        known.loading = undefined;
      });
      await known.loading;
    }
    known.list ??= [...known.byId.values()].sort((a, b) => a.id - b.id);
    return known.list;
  }

  /** The newer of what is known and what is given; true when that is news. */
  learn(collection: Collection): { readonly newest: Collection; readonly isNews: boolean } {
    return learn(this.#of(collection.projectId), collection);
  }

  async #load(projectId: number, known: KnownProject): Promise<void> {
    const startedAtMs = this.#clock.monotonic();
    for (const collection of await this.#store.listCollections(projectId)) learn(known, collection);
    known.completeAtMs = startedAtMs;
  }

  #of(projectId: number): KnownProject {
    let known = this.#known.get(projectId);
    if (known === undefined) {
      known = {
        byName: new Map(),
        byId: new Map(),
        list: undefined,
        completeAtMs: undefined,
        loading: undefined,
      };
      this.#known.set(projectId, known);
    }
    return known;
  }
}

function learn(
  known: KnownProject,
  collection: Collection,
): { readonly newest: Collection; readonly isNews: boolean } {
  const before = known.byId.get(collection.id);
  if (before !== undefined && !isNewer(collection, before)) return { newest: before, isNews: false };
  known.byId.set(collection.id, collection);
  known.byName.set(collection.name, collection);
  known.list = undefined;
  return { newest: collection, isNews: true };
}

function isNewer(a: Collection, b: Collection): boolean {
  return a.schema.version > b.schema.version || a.revision > b.revision;
}
