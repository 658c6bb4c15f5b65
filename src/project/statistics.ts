import type { Catalog } from '../catalog/catalog.ts';
import type { Project } from '../model/collection.ts';
import type { Clock } from '../platform/clock.ts';
import { collectionTable, type ProjectQueries, timestampLiteral } from './project-queries.ts';

/** Events of a project by `_time`: ever, in the last 30 days, in the last 24 hours. */
export interface ProjectStatistics {
  readonly allEvents: number;
  readonly monthlyEvents: number;
  readonly dailyEvents: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export async function projectStatistics(
  catalog: Catalog,
  queries: ProjectQueries,
  clock: Clock,
  project: Project,
): Promise<ProjectStatistics> {
  const collections = await catalog.collections(project.id);
  const total = { allEvents: 0, monthlyEvents: 0, dailyEvents: 0 };
  if (collections.length === 0) return total;
  const now = clock.now();
  const since = (ms: number) => `count(CASE WHEN _time >= ${timestampLiteral(now - ms)} THEN 1 END)`;
  const counts = `count(*), ${since(30 * DAY_MS)}, ${since(DAY_MS)}`;
  const selects = collections.map(({ name }) => `SELECT ${counts} FROM ${collectionTable(name)}`);
  for (const [all, monthly, daily] of await queries.run(project, selects.join(' UNION ALL '))) {
    total.allEvents += Number(all);
    total.monthlyEvents += Number(monthly);
    total.dailyEvents += Number(daily);
  }
  return total;
}
