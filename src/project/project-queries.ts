import type { Project } from '../model/collection.ts';

/** How this module asks questions of a project's tables: with SQL as users write it, under the limits they have. */
export interface ProjectQueries {
  /** The rows of the answer. Errors: those of a query. */
  run(project: Project, sql: string): Promise<readonly (readonly unknown[])[]>;
}

/** A name as it stands in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function collectionTable(name: string): string {
  return `collection.${quoted(name)}`;
}

export function timestampLiteral(ms: number): string {
  return `TIMESTAMP '${new Date(ms).toISOString().replace('T', ' ').replace('Z', '')}'`;
}
