import type { DuckdbLake } from '../adapters/duckdb/index.ts';
import type { EmbeddedEventLog } from '../adapters/embedded-log/index.ts';
import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { Logger } from '../platform/logger.ts';

export interface SweepParts {
  readonly store: Pick<CatalogStore, 'listFormerPhysicalNames'>;
  readonly log: Pick<EmbeddedEventLog, 'topicNames' | 'deleteTopic'>;
  readonly lake: Pick<DuckdbLake, 'sweep'>;
  readonly logger: Logger;
}

/**
 * Removes topics and tables that deleted projects left behind: a crash in the wrong moment can leave some, and a backup
 * that was taken while a project was deleted. Called at start, before anything can come into being.
 *
 * Only what bears the name of a project that the metadata say was removed is taken away, never what they do not know:
 * metadata that were restored without the rest know less than there is. A failure costs nothing but the space.
 */
export async function sweepOrphans({ store, log, lake, logger }: SweepParts): Promise<void> {
  try {
    const former = new Set(await store.listFormerPhysicalNames());
    const topics = log.topicNames.filter((topic) => former.has(physicalNameOfTopic(topic)));
    for (const topic of topics) await log.deleteTopic(topic);
    const tables = [...(await lake.sweep(former))];
    if (topics.length + tables.length > 0)
      logger.info({ topics, tables }, 'removed what deleted projects left');
  } catch (error) {
    logger.warn({ error }, 'could not remove what deleted projects left');
  }
}

/** Topics are `<project>-<collection>`, and physical names have no hyphen. */
export function physicalNameOfTopic(topic: string): string {
  const end = topic.indexOf('-');
  return end === -1 ? topic : topic.slice(0, end);
}
