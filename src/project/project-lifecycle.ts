/**
 * Creating and deleting a project touch several stores, of which none knows the others. The metadata say what is
 * intended first (`creating`, `deleting`), then every step is one that can be repeated, and start-up finishes what was
 * interrupted: so there is no half project, whatever crashes between.
 */
import type { ManagedCatalog } from '../catalog/cached-catalog.ts';
import type { CatalogStore, ProjectRecord } from '../catalog/catalog-store.ts';
import { catalogErrors } from '../catalog/errors.ts';
import type { ApiKeys } from '../catalog/keys.ts';
import { PROJECT_NAME_MAX_LENGTH } from '../catalog/limits.ts';
import type { Lake } from '../lake/lake.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Project } from '../model/collection.ts';
import { userError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';

export interface ProjectLifecycleOptions {
  readonly store: CatalogStore;
  readonly catalog: ManagedCatalog;
  readonly log: Pick<EventLog, 'createTopic' | 'deleteTopic'>;
  readonly lake: Lake;
  readonly logger: Logger;
  /** Resolves when nothing writes to the project's tables any more. */
  readonly stopBatches: (projectId: number) => Promise<void>;
}

export class ProjectLifecycle {
  readonly #options: ProjectLifecycleOptions;
  /** One at a time: two requests for the same name must not both believe that they created it. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: ProjectLifecycleOptions) {
    this.#options = options;
  }

  /** A new project with its first keys. Errors: `PROJECT_NAME_INVALID`, `PROJECT_EXISTS`, `PROJECT_BEING_DELETED`. */
  create(rawName: string): Promise<ApiKeys> {
    return this.#inTurn(async () => {
      const { store, catalog } = this.#options;
      const { project, created } = await store.createProject(checkedProjectName(rawName));
      if (project.state === 'deleting') {
        throw userError('PROJECT_BEING_DELETED', `project "${project.name}" is being deleted`, {
          hint: 'try again when that has ended, or choose another name',
        });
      }
      // Nobody was ever given keys to a project whose creation was cut short, so whoever asks again gets them.
      if (!created && (await store.listKeySets(project.id)).length > 0) {
        throw catalogErrors.projectExists(project.name);
      }
      await this.#activate(project);
      return catalog.createKeys(project);
    });
  }

  /** One more triple of keys; older ones stay valid. */
  createKeys(project: Project): Promise<ApiKeys> {
    return this.#options.catalog.createKeys(project);
  }

  /** Deletes everything of the project. Once this was called, its keys are no longer valid, whatever fails. */
  delete(project: Project): Promise<void> {
    return this.#inTurn(() => this.#delete(project));
  }

  /** Finishes what was cut short; what fails again is logged and left to the next start. */
  async finishPending(): Promise<void> {
    const { store, logger } = this.#options;
    for (const project of await store.listProjects()) {
      if (project.state === 'active') continue;
      try {
        if (project.state === 'creating') await this.#inTurn(() => this.#activate(project));
        else await this.delete(project);
        logger.info({ project: project.name, state: project.state }, 'finished what was cut short');
      } catch (error) {
        logger.error({ error, project: project.name, state: project.state }, 'could not finish project');
      }
    }
  }

  async #activate(project: ProjectRecord): Promise<void> {
    const { store, catalog, lake } = this.#options;
    if (project.state === 'active') return;
    if (lake.kind === 'transactional') await lake.openProject(project);
    await store.setProjectState(project.id, 'active');
    catalog.projectCreated(project);
  }

  async #delete(project: Project): Promise<void> {
    const { store, catalog, log, lake, stopBatches } = this.#options;
    await store.setProjectState(project.id, 'deleting');
    catalog.projectDeleted(project);
    await stopBatches(project.id);
    for (const { topic } of await store.listCollections(project.id)) await log.deleteTopic(topic);
    if (lake.kind === 'transactional') await lake.deleteProject(project);
    else for (const name of await lake.listSegments(project)) await lake.dropSegment({ project, name });
    await store.removeProject(project.id);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => {});
    return result;
  }
}

/** Lower case. Error: `PROJECT_NAME_INVALID`. */
function checkedProjectName(raw: string): string {
  if (!/^[0-9A-Za-z_]+$/.test(raw) || raw.length > PROJECT_NAME_MAX_LENGTH) {
    throw catalogErrors.projectNameInvalid(raw.slice(0, 100), PROJECT_NAME_MAX_LENGTH);
  }
  return raw.toLowerCase();
}
