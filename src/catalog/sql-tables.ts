import type { FieldType } from '../model/field-type.ts';
import type { AttemptState, KeyKind, LogicalTableKind, ProjectState } from './catalog-store.ts';

/** The metadata's tables, as `migrations/` create them. Flags are 0 or 1; positions are JSON arrays of offsets. */
export interface SqlTables {
  projects: ProjectRow;
  /** Every physical name that a project ever had. */
  project_physical_names: { physical_name: string };
  project_config: { project_id: number; config_key: string; config_value: string };
  key_sets: { id: number; project_id: number; created_at_ms: number; revoked_at_ms: number | null };
  api_keys: { hash: string; key_set_id: number; kind: KeyKind };
  collections: CollectionRow;
  /** In schema order; a version has the first `field_count` of them. */
  fields: { collection_id: number; place: number; name: string; physical_name: string; type: FieldType };
  schema_versions: { id: number; collection_id: number; version: number; field_count: number };
  /** Ids, one row for each kind: so that no id is ever given twice, also after its row is gone. */
  sequences: { name: SequenceName; last_id: number };
  /** One row. Whoever plans, commits, seals or switches locks it. */
  mastership: { id: number; epoch: number; holder: string; acquired_at_ms: number };
  logical_tables: {
    kind: LogicalTableKind;
    owner_id: number;
    project_id: number;
    list_version: number;
    up_to: number;
  };
  segments: SegmentRow;
  attempts: AttemptRow;
  attempt_skips: { attempt_id: number; partition_number: number; log_offset: number; reason: string };
  /** How far a collection is committed, and what was counted on the way. */
  progress: {
    collection_id: number;
    committed: string;
    stored: number;
    dead_lettered: number;
    deduplicated: number;
    unfit_values: number;
  };
}

export type SequenceName =
  | 'project'
  | 'key_set'
  | 'collection'
  | 'schema'
  | 'collector'
  | 'segment'
  | 'attempt';

export const SEQUENCE_NAMES: readonly SequenceName[] = [
  'project',
  'key_set',
  'collection',
  'schema',
  'collector',
  'segment',
  'attempt',
];

export interface ProjectRow {
  id: number;
  name: string;
  physical_name: string;
  state: ProjectState;
  created_at_ms: number;
}

export interface CollectionRow {
  id: number;
  project_id: number;
  name: string;
  physical_name: string;
  topic: string;
  partition_count: number;
  revision: number;
}

export interface SegmentRow {
  id: number;
  name: string;
  kind: LogicalTableKind;
  owner_id: number;
  project_id: number;
  state: 'open' | 'sealed';
  is_listed: number;
  /** Order within the list. */
  list_place: number;
  created_in_epoch: number;
  /** NULL while it is listed, and when it never was. */
  unlisted_at_ms: number | null;
  row_count: number;
  commit_count: number;
}

export interface AttemptRow {
  id: number;
  epoch: number;
  state: AttemptState;
  collection_id: number;
  segment_id: number;
  dead_letter_segment_id: number;
  range_from: string;
  range_to: string;
  schema_id: number;
  dead_lettered: number;
}
