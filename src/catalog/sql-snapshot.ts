import { ORIGIN } from '../model/position.ts';
import type { LogicalTable, MetadataSnapshot, TableSnapshot } from './catalog-store.ts';
import { positionOf, segmentRecordOf } from './sql-records.ts';
import type { SqlTransaction } from './sql-store.ts';
import type { AttemptRow, SegmentRow, SqlTables } from './sql-tables.ts';

/** Rule 9. Five statements however many tables there are. */
export async function readMetadataSnapshot(
  trx: SqlTransaction,
  projectId: number,
  tables: readonly LogicalTable[],
): Promise<MetadataSnapshot> {
  const { epoch } = await trx.selectFrom('mastership').select('epoch').executeTakeFirstOrThrow();
  const facts = {
    tables: await trx.selectFrom('logical_tables').selectAll().where('project_id', '=', projectId).execute(),
    segments: await trx
      .selectFrom('segments')
      .selectAll()
      .where('project_id', '=', projectId)
      .orderBy('list_place')
      .execute(),
    progress: await trx
      .selectFrom('progress')
      .innerJoin('collections', 'collections.id', 'progress.collection_id')
      .selectAll('progress')
      .where('collections.project_id', '=', projectId)
      .execute(),
    unseen: await trx
      .selectFrom('attempts')
      .innerJoin('collections', 'collections.id', 'attempts.collection_id')
      .select(['attempts.id', 'attempts.segment_id', 'attempts.dead_letter_segment_id'])
      .where('collections.project_id', '=', projectId)
      .where('attempts.state', '<>', 'committed')
      .orderBy('attempts.id')
      .execute(),
  };
  return { epoch, tables: tables.map((table) => snapshotOf(table, facts)) };
}

interface Facts {
  readonly tables: readonly SqlTables['logical_tables'][];
  readonly segments: readonly SegmentRow[];
  readonly progress: readonly SqlTables['progress'][];
  readonly unseen: readonly Pick<AttemptRow, 'id' | 'segment_id' | 'dead_letter_segment_id'>[];
}

function snapshotOf(table: LogicalTable, facts: Facts): TableSnapshot {
  const isSame = (row: { kind: string; owner_id: number }) =>
    row.kind === table.kind && row.owner_id === table.ownerId;
  const state = facts.tables.find(isSame);
  const segments = facts.segments.filter(isSame);
  const ids = new Set(segments.map((segment) => segment.id));
  const upTo = state?.up_to ?? 0;
  const progress = OF_COLLECTIONS.has(table.kind)
    ? facts.progress.find((row) => row.collection_id === table.ownerId)
    : undefined;
  return {
    table,
    listVersion: state?.list_version ?? 0,
    segments: segments.filter((segment) => segment.is_listed === 1).map(segmentRecordOf),
    position: progress === undefined ? ORIGIN : positionOf(progress.committed),
    upTo,
    hidden: facts.unseen
      .filter((row) => row.id <= upTo && (ids.has(row.segment_id) || ids.has(row.dead_letter_segment_id)))
      .map((row) => row.id),
    counts: {
      stored: progress?.stored ?? 0,
      deadLettered: progress?.dead_lettered ?? 0,
      deduplicated: progress?.deduplicated ?? 0,
      unfitValues: progress?.unfit_values ?? 0,
    },
  };
}

const OF_COLLECTIONS: ReadonlySet<string> = new Set(['events', 'dead_letters', 'event_ids']);
