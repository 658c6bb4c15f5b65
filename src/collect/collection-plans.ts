import type { Catalog } from '../catalog/catalog.ts';
import type { Collection, Project } from '../model/collection.ts';
import { CollectionPlan } from './collection-plan.ts';
import type { CollectorLog } from './collector-log.ts';
import type { WantedFields } from './event-shaper.ts';

/** Plans kept; when there are more, all are forgotten and made again as they are needed. */
const MAX_PLANS = 2000;

/** The plans of this node's collections, each for the newest schema that the catalog's cache has. */
export class CollectionPlans {
  readonly #catalog: Catalog;
  readonly #log: CollectorLog;
  readonly #maxNameLength: number;
  /** By collection id. A plan is here only when the collection's topic exists. */
  readonly #plans = new Map<number, CollectionPlan>();

  constructor(catalog: Catalog, log: CollectorLog, maxNameLength: number) {
    this.#catalog = catalog;
    this.#log = log;
    this.#maxNameLength = maxNameLength;
  }

  /** The plan, where it takes no waiting. */
  cached(project: Project, name: string): CollectionPlan | undefined {
    const collection = this.#catalog.cachedCollection(project.id, name);
    if (collection === undefined || !this.#plans.has(collection.id)) return undefined;
    return this.#planOf(collection);
  }

  /** The plan; collection and topic are created when they are not there. Errors: those of the catalog and the log. */
  async load(project: Project, name: string): Promise<CollectionPlan> {
    const collection = await this.#catalog.getOrCreateCollection(project, name);
    if (!this.#plans.has(collection.id))
      await this.#log.createTopic(collection.topic, collection.partitionCount);
    return this.#planOf(collection);
  }

  /** The plan after adding fields; what could not be added is not in it. */
  async grow(plan: CollectionPlan, wanted: WantedFields): Promise<CollectionPlan> {
    const fields = Array.from(wanted, ([name, type]) => ({ name, type }));
    const grown = this.#planOf(await this.#catalog.addFields(plan.collection, fields));
    // Fields are never taken away, so a collection that could not take one more will never take any.
    if (!grown.hasAll(wanted)) grown.isFull = true;
    return grown;
  }

  /** The log does not have the topic any more: it is created again when the collection is next needed. */
  forget(plan: CollectionPlan): void {
    this.#plans.delete(plan.collection.id);
  }

  #planOf(collection: Collection): CollectionPlan {
    const known = this.#plans.get(collection.id);
    // Versions only grow, and the cache may lag behind what an earlier call returned.
    if (known !== undefined && known.collection.schema.version >= collection.schema.version) return known;
    const plan = new CollectionPlan(collection, this.#maxNameLength);
    if (this.#plans.size >= MAX_PLANS) this.#plans.clear();
    this.#plans.set(collection.id, plan);
    return plan;
  }
}
