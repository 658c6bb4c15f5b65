import type { Collection, CollectionSchema, Field } from '../model/collection.ts';
import type { Position } from '../model/position.ts';
import type { AttemptRecord, ProjectRecord, SegmentRecord } from './catalog-store.ts';
import type { AttemptRow, CollectionRow, ProjectRow, SegmentRow, SqlTables } from './sql-tables.ts';

export function projectRecordOf(row: ProjectRow): ProjectRecord {
  return {
    id: row.id,
    name: row.name,
    physicalName: row.physical_name,
    state: row.state,
    createdAtMs: row.created_at_ms,
  };
}

export function collectionOf(
  row: CollectionRow,
  version: SqlTables['schema_versions'],
  fields: readonly Field[],
): Collection {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    physicalName: row.physical_name,
    topic: row.topic,
    partitionCount: row.partition_count,
    revision: row.revision,
    schema: schemaOf(version, fields),
  };
}

export function schemaOf(row: SqlTables['schema_versions'], fields: readonly Field[]): CollectionSchema {
  return { id: row.id, collectionId: row.collection_id, version: row.version, fields };
}

export function fieldOf(row: Pick<SqlTables['fields'], 'name' | 'physical_name' | 'type'>): Field {
  return { name: row.name, physicalName: row.physical_name, type: row.type };
}

export function segmentRecordOf(row: SegmentRow): SegmentRecord {
  return {
    id: row.id,
    name: row.name,
    table: { kind: row.kind, projectId: row.project_id, ownerId: row.owner_id },
    state: row.state,
    listed: row.is_listed === 1,
    rows: row.row_count,
    commits: row.commit_count,
  };
}

export function attemptRecordOf(
  row: AttemptRow,
  skips: readonly SqlTables['attempt_skips'][],
): AttemptRecord {
  return {
    id: row.id,
    epoch: row.epoch,
    state: row.state,
    collectionId: row.collection_id,
    segmentId: row.segment_id,
    deadLetterSegmentId: row.dead_letter_segment_id,
    range: { from: positionOf(row.range_from), to: positionOf(row.range_to) },
    schemaId: row.schema_id,
    skip: skips.map((skip) => ({
      partition: skip.partition_number,
      offset: skip.log_offset,
      reason: skip.reason,
    })),
  };
}

/** Positions are kept as the JSON text of their offsets. */
export function positionOf(text: string): Position {
  return JSON.parse(text) as number[];
}
