/**
 * Creating and deleting a project touch several stores, of which none knows the others. The metadata say what is
 * intended first (`creating`, `deleting`), then every step is one that can be repeated, and start-up finishes what was
 * interrupted: so there is no half project, whatever crashes between.
 *
 * A creation that was cut short is finished, not undone. Nobody was given keys to the project, so whoever asks for
 * that name again gets its first ones. If only the answer with the keys was lost, the name is taken, and an operator
 * makes further keys on the machine itself (`millrace keys create`).
 *
 * One process at a time manages projects.
 */
import type { ManagedCatalog } from '../catalog/cached-catalog.ts';
import type { CatalogStore, ProjectRecord } from '../catalog/catalog-store.ts';
import { catalogErrors } from '../catalog/errors.ts';
import type { ApiKeys } from '../catalog/keys.ts';
import type { Lake } from '../lake/lake.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Project } from '../model/collection.ts';
import { PROJECT_NAME_MAX_LENGTH } from '../model/limits.ts';
import { externalError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';

export interface ProjectLifecycleOptions {
  readonly store: CatalogStore;
  readonly catalog: ManagedCatalog;
  readonly log: Pick<EventLog, 'deleteTopic'>;
  readonly lake: Lake;
  readonly logger: Logger;
  /** Resolves when nothing writes to the project's tables any more. */
  readonly stopBatches: (projectId: number) => Promise<void>;
}

export class ProjectLifecycle {
  readonly #options: ProjectLifecycleOptions;
  /** By name, the end of what is under way: two requests must not both believe that they created a project. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: ProjectLifecycleOptions) {
    this.#options = options;
  }

  /**
   * A new project with its first keys. Waits for a deletion of that name that is under way, and finishes one that
   * failed. Errors: `PROJECT_NAME_INVALID`, `PROJECT_EXISTS`.
   */
  async create(rawName: string): Promise<ApiKeys> {
    const name = checkedProjectName(rawName);
    return this.#inTurn(name, async () => {
      const { store, catalog, logger } = this.#options;
      let { project, created } = await store.createProject(name);
      if (project.state === 'deleting') {
        await this.#remove(project);
        ({ project, created } = await store.createProject(name));
      }
      if (!created && (await store.listKeySets(project.id)).length > 0)
        throw catalogErrors.projectExists(name);
      await this.#activate(project);
      const keys = await catalog.createKeys(project);
      logger.info({ project: name }, 'project created');
      return keys;
    });
  }

  /** One more triple of keys; older ones stay valid. */
  createKeys(project: Project): Promise<ApiKeys> {
    return this.#options.catalog.createKeys(project);
  }

  /**
   * Deletes everything of the project; harmless when it is gone. Once the intent is stored, its keys are no longer
   * valid, whatever fails. Error: `PROJECT_DELETE_UNFINISHED`.
   */
  delete(project: Project): Promise<void> {
    return this.#inTurn(project.name, async () => {
      const { store } = this.#options;
      if (!(await store.listProjects()).some(({ id }) => id === project.id)) return;
      await store.setProjectState(project.id, 'deleting');
      try {
        await this.#remove(project);
      } catch (cause) {
        throw externalError(
          'PROJECT_DELETE_UNFINISHED',
          `could not remove all data of project "${project.name}"`,
          {
            detail:
              'the project is deleted and its keys are no longer valid; what is left goes at the next start',
            hint: 'see the server log for the reason',
            cause,
          },
        );
      }
    });
  }

  /** Finishes what was cut short; what fails again is logged and left to the next start. */
  async finishPending(): Promise<void> {
    const { store, logger } = this.#options;
    for (const project of await store.listProjects()) {
      const { name, state } = project;
      if (state === 'active') continue;
      try {
        if (state === 'creating') await this.#inTurn(name, () => this.#activate(project));
        else await this.delete(project);
        logger.info({ project: name, state }, 'finished what was cut short');
      } catch (error) {
        logger.error({ error, project: name, state }, 'could not finish project');
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

  /** Every step may have been done before. */
  async #remove(project: Project): Promise<void> {
    const { store, catalog, log, lake, stopBatches, logger } = this.#options;
    // Asked for before others hear of the deletion: they may stop the batches too, and who comes second would find
    // them gone before they have ended.
    const stopped = stopBatches(project.id);
    catalog.projectDeleted(project);
    await stopped;
    for (const { topic } of await store.listCollections(project.id)) await log.deleteTopic(topic);
    if (lake.kind === 'transactional') await lake.deleteProject(project);
    else for (const name of await lake.listSegments(project)) await lake.dropSegment({ project, name });
    await store.removeProject(project.id);
    logger.info({ project: project.name }, 'project deleted');
  }

  async #inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(name);
    const turn = Promise.withResolvers<void>();
    this.#turns.set(name, turn.promise);
    try {
      await before;
      return await work();
    } finally {
      turn.resolve();
      if (this.#turns.get(name) === turn.promise) this.#turns.delete(name);
    }
  }
}

/** Lower case. Error: `PROJECT_NAME_INVALID`. */
function checkedProjectName(raw: string): string {
  if (!/^[0-9A-Za-z_]+$/.test(raw) || raw.length > PROJECT_NAME_MAX_LENGTH) {
    throw catalogErrors.projectNameInvalid(raw.slice(0, 100), PROJECT_NAME_MAX_LENGTH);
  }
  return raw.toLowerCase();
}
