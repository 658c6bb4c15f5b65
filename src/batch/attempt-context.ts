import type { CatalogStore, LogicalTable } from '../catalog/catalog-store.ts';
import type { AttemptLake, LakeColumn } from '../lake/lake.ts';
import type { Collection, Project } from '../model/collection.ts';
import type { Platform } from '../platform/platform.ts';
import type { BatchConfig } from './config.ts';
import type { Mastership } from './mastership.ts';

/** What moving one project's log by attempts needs. */
export interface AttemptContext {
  readonly store: CatalogStore;
  readonly lake: AttemptLake;
  readonly project: Project;
  readonly mastership: Mastership;
  readonly config: BatchConfig;
  readonly platform: Platform;
}

export interface CollectionTables {
  readonly events: LogicalTable;
  readonly deadLetters: LogicalTable;
}

export function tablesOf(collection: Collection): CollectionTables {
  const { projectId, id: ownerId } = collection;
  return {
    events: { kind: 'events', projectId, ownerId },
    deadLetters: { kind: 'dead_letters', projectId, ownerId },
  };
}

/** The columns of a segment beside the envelope and the lake's own; dead letters have no others. */
export function lakeColumnsOf(table: LogicalTable, collection: Collection): readonly LakeColumn[] {
  if (table.kind !== 'events') return [];
  return collection.schema.fields.map(({ physicalName, type }) => ({ physicalName, type }));
}
