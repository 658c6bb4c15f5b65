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

/** One query asks about so many, which keeps its text far below the limit whatever their names are. */
const COLLECTIONS_PER_QUERY = 50;

const DAY_MS = 24 * 60 * 60 * 1000;

export async function projectStatistics(
  catalog: Catalog,
  queries: ProjectQueries,
  clock: Clock,
  project: Project,
): Promise<ProjectStatistics> {
  const collections = await catalog.collections(project.id);
  const total = { allEvents: 0, monthlyEvents: 0, dailyEvents: 0 };
  const now = clock.now();
  const since = (ms: number) => `count(CASE WHEN _time >= ${timestampLiteral(now - ms)} THEN 1 END)`;
  const counts = `count(*), ${since(30 * DAY_MS)}, ${since(DAY_MS)}`;
  const selects = collections.map(({ name }) => `SELECT ${counts} FROM ${collectionTable(name)}`);
  for (let from = 0; from < selects.length; from += COLLECTIONS_PER_QUERY) {
    const text = selects.slice(from, from + COLLECTIONS_PER_QUERY).join(' UNION ALL ');
    for (const [all, monthly, daily] of await queries.run(project, text)) {
      total.allEvents += Number(all);
      total.monthlyEvents += Number(monthly);
      total.dailyEvents += Number(daily);
    }
  }
  return total;
}
