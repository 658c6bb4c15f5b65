import type { LogicalTable } from './catalog-store.ts';
import { catalogErrors } from './errors.ts';
import type { SqlTransaction } from './sql-store.ts';
import type { SegmentRow } from './sql-tables.ts';

export function findSegment(trx: SqlTransaction, id: number): Promise<SegmentRow | undefined> {
  return trx.selectFrom('segments').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function checkedOpenSegment(trx: SqlTransaction, id: number): Promise<SegmentRow> {
  const segment = await findSegment(trx, id);
  if (segment?.state !== 'open' || segment.is_listed !== 1) throw catalogErrors.segmentNotOpen(id);
  return segment;
}

export function listOf(trx: SqlTransaction, { kind, ownerId }: LogicalTable): Promise<SegmentRow[]> {
  return trx
    .selectFrom('segments')
    .selectAll()
    .where('kind', '=', kind)
    .where('owner_id', '=', ownerId)
    .where('is_listed', '=', 1)
    .orderBy('list_place')
    .execute();
}

export async function listVersion(trx: SqlTransaction, { kind, ownerId }: LogicalTable): Promise<number> {
  const row = await trx
    .selectFrom('logical_tables')
    .select('list_version')
    .where('kind', '=', kind)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return row?.list_version ?? 0;
}

export async function raiseListVersion(trx: SqlTransaction, table: LogicalTable): Promise<void> {
  const version = (await listVersion(trx, table)) + 1;
  const { kind, ownerId, projectId } = table;
  if (version === 1) {
    await trx
      .insertInto('logical_tables')
      .values({ kind, owner_id: ownerId, project_id: projectId, list_version: 1, up_to: 0 })
      .execute();
  } else {
    await trx
      .updateTable('logical_tables')
      .set({ list_version: version })
      .where('kind', '=', kind)
      .where('owner_id', '=', ownerId)
      .execute();
  }
}

export function tableOf({ kind, owner_id: ownerId, project_id: projectId }: SegmentRow): LogicalTable {
  return { kind, ownerId, projectId };
}

export function isAddable(segment: SegmentRow, { kind, ownerId }: LogicalTable): boolean {
  return (
    segment.is_listed === 0 &&
    segment.unlisted_at_ms === null &&
    segment.kind === kind &&
    segment.owner_id === ownerId
  );
}
