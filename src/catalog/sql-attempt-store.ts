import { covers, positionsEqual } from '../model/position.ts';
import { assert } from '../platform/assert.ts';
import type {
  AttemptCounts,
  AttemptPlan,
  AttemptRecord,
  AttemptStore,
  LogicalTable,
  MetadataSnapshot,
  SegmentRecord,
} from './catalog-store.ts';
import { catalogErrors } from './errors.ts';
import { segmentNameOf } from './physical-name.ts';
import { attemptRecordOf, positionOf, segmentRecordOf } from './sql-records.ts';
import {
  checkedOpenSegment,
  findSegment,
  isAddable,
  listOf,
  listVersion,
  raiseListVersion,
  tableOf,
} from './sql-segments.ts';
import { readMetadataSnapshot } from './sql-snapshot.ts';
import { SqlStore, type SqlTransaction } from './sql-store.ts';
import type { AttemptRow, SegmentRow } from './sql-tables.ts';

/** The micro-batch protocol's bookkeeping in SQL. The row of the mastership is locked first by whoever writes here. */
export class SqlAttemptStore extends SqlStore implements AttemptStore {
  acquireMastership(holder: string): Promise<number> {
    return this.write(async (trx) => {
      const epoch = (await this.#lockEpoch(trx)) + 1;
      await trx
        .updateTable('mastership')
        .set({ epoch, holder: holder.slice(0, 250), acquired_at_ms: await this.now(trx) })
        .where('id', '=', 1)
        .execute();
      await trx
        .updateTable('attempts')
        .set({ state: 'abandoned' })
        .where('state', '=', 'planned')
        .where('epoch', '<', epoch)
        .execute();
      return epoch;
    });
  }

  async currentEpoch(): Promise<number> {
    const row = await this.db.selectFrom('mastership').select('epoch').executeTakeFirstOrThrow();
    return row.epoch;
  }

  openSegment(epoch: number, table: LogicalTable): Promise<SegmentRecord> {
    return this.#asMaster(epoch, async (trx) => {
      const listed = await listOf(trx, table);
      const open = listed.find((segment) => segment.state === 'open');
      if (open !== undefined) return segmentRecordOf(open);
      const place = Math.max(0, ...listed.map((segment) => segment.list_place)) + 1;
      const created = await this.#createSegment(trx, epoch, table, place);
      await raiseListVersion(trx, table);
      return segmentRecordOf(created);
    });
  }

  planAttempt(epoch: number, plan: AttemptPlan): Promise<AttemptRecord> {
    return this.#asMaster(epoch, async (trx) => {
      assert(covers(plan.range.to, plan.range.from), 'the range of an attempt goes forward');
      await checkedOpenSegment(trx, plan.segmentId);
      await checkedOpenSegment(trx, plan.deadLetterSegmentId);
      const id = await this.nextId(trx, 'attempt');
      const row: AttemptRow = {
        id,
        epoch,
        state: 'planned',
        collection_id: plan.collectionId,
        segment_id: plan.segmentId,
        dead_letter_segment_id: plan.deadLetterSegmentId,
        range_from: JSON.stringify(plan.range.from),
        range_to: JSON.stringify(plan.range.to),
        schema_id: plan.schemaId,
        dead_lettered: 0,
      };
      await trx.insertInto('attempts').values(row).execute();
      const skips = (plan.skip ?? []).map(({ partition, offset, reason }) => ({
        attempt_id: id,
        partition_number: partition,
        log_offset: offset,
        reason,
      }));
      if (skips.length > 0) await trx.insertInto('attempt_skips').values(skips).execute();
      return attemptRecordOf(row, skips);
    });
  }

  commitAttempt(epoch: number, attempt: number, counts: AttemptCounts): Promise<void> {
    return this.#asMaster(epoch, async (trx) => {
      const row = await this.locked(
        trx.selectFrom('attempts').selectAll().where('id', '=', attempt),
      ).executeTakeFirst();
      if (row === undefined) throw catalogErrors.attemptNotFound(attempt);
      if (row.state !== 'planned') throw catalogErrors.attemptNotPlanned(attempt, row.state);
      const segment = await checkedOpenSegment(trx, row.segment_id);
      const deadLetters = await checkedOpenSegment(trx, row.dead_letter_segment_id);
      await this.#moveOn(trx, row, counts);
      await trx
        .updateTable('attempts')
        .set({ state: 'committed', dead_lettered: counts.deadLettered })
        .where('id', '=', attempt)
        .execute();
      await this.#countIn(trx, segment, counts.stored, 1, attempt);
      await this.#countIn(trx, deadLetters, counts.deadLettered, counts.deadLettered > 0 ? 1 : 0, attempt);
    });
  }

  async #moveOn(trx: SqlTransaction, row: AttemptRow, counts: AttemptCounts): Promise<void> {
    const progress = await trx
      .selectFrom('progress')
      .selectAll()
      .where('collection_id', '=', row.collection_id)
      .executeTakeFirst();
    const committed = progress === undefined ? [] : positionOf(progress.committed);
    if (!positionsEqual(committed, positionOf(row.range_from))) throw catalogErrors.positionMismatch(row.id);
    const next = {
      committed: row.range_to,
      stored: (progress?.stored ?? 0) + counts.stored,
      dead_lettered: (progress?.dead_lettered ?? 0) + counts.deadLettered,
      deduplicated: (progress?.deduplicated ?? 0) + counts.deduplicated,
      unfit_values: (progress?.unfit_values ?? 0) + counts.unfitValues,
    };
    if (progress === undefined) {
      await trx
        .insertInto('progress')
        .values({ collection_id: row.collection_id, ...next })
        .execute();
    } else {
      await trx.updateTable('progress').set(next).where('collection_id', '=', row.collection_id).execute();
    }
  }

  async #countIn(
    trx: SqlTransaction,
    segment: SegmentRow,
    rows: number,
    commits: number,
    attempt: number,
  ): Promise<void> {
    await trx
      .updateTable('segments')
      .set({ row_count: segment.row_count + rows, commit_count: segment.commit_count + commits })
      .where('id', '=', segment.id)
      .execute();
    await trx
      .updateTable('logical_tables')
      .set({ up_to: attempt })
      .where('kind', '=', segment.kind)
      .where('owner_id', '=', segment.owner_id)
      .where('up_to', '<', attempt)
      .execute();
  }

  abandonAttempt(attempt: number): Promise<void> {
    return this.write(async (trx) => {
      const row = await this.locked(
        trx.selectFrom('attempts').select('state').where('id', '=', attempt),
      ).executeTakeFirst();
      if (row === undefined) throw catalogErrors.attemptNotFound(attempt);
      if (row.state === 'abandoned') return;
      if (row.state !== 'planned') throw catalogErrors.attemptCommitted(attempt);
      await trx.updateTable('attempts').set({ state: 'abandoned' }).where('id', '=', attempt).execute();
    });
  }

  findAttempt(attempt: number): Promise<AttemptRecord | undefined> {
    return this.read(async (trx) => {
      const row = await trx.selectFrom('attempts').selectAll().where('id', '=', attempt).executeTakeFirst();
      if (row === undefined) return undefined;
      const skips = await trx
        .selectFrom('attempt_skips')
        .selectAll()
        .where('attempt_id', '=', attempt)
        .orderBy('partition_number')
        .orderBy('log_offset')
        .execute();
      return attemptRecordOf(row, skips);
    });
  }

  sealSegment(epoch: number, segmentId: number): Promise<void> {
    return this.#asMaster(epoch, async (trx) => {
      const segment = await findSegment(trx, segmentId);
      if (segment === undefined) throw catalogErrors.segmentNotFound(segmentId);
      if (segment.state === 'sealed') return;
      await trx.updateTable('segments').set({ state: 'sealed' }).where('id', '=', segmentId).execute();
      // What is abandoned here is an exclusion that a rewrite must know, so one that read the list before is refused.
      await raiseListVersion(trx, tableOf(segment));
      await trx
        .updateTable('attempts')
        .set({ state: 'abandoned' })
        .where('state', '=', 'planned')
        .where((row) =>
          row.or([row('segment_id', '=', segmentId), row('dead_letter_segment_id', '=', segmentId)]),
        )
        .execute();
    });
  }

  createUnlistedSegment(epoch: number, table: LogicalTable): Promise<SegmentRecord> {
    return this.#asMaster(epoch, async (trx) =>
      segmentRecordOf(await this.#createSegment(trx, epoch, table, undefined)),
    );
  }

  switchSegments(
    epoch: number,
    table: LogicalTable,
    change: {
      readonly listVersion: number;
      readonly remove: readonly number[];
      readonly add: readonly number[];
    },
  ): Promise<void> {
    return this.#asMaster(epoch, async (trx) => {
      const list = await listOf(trx, table);
      const current = await listVersion(trx, table);
      if (current !== change.listVersion) {
        throw catalogErrors.listChanged(table, change.listVersion, current);
      }
      const removed = change.remove.map((id) => {
        const segment = list.find((one) => one.id === id);
        if (segment?.state !== 'sealed') throw catalogErrors.segmentNotSealed(id);
        return segment;
      });
      const added: SegmentRow[] = [];
      for (const id of change.add) {
        const segment = await findSegment(trx, id);
        if (segment === undefined || !isAddable(segment, table)) {
          throw catalogErrors.unlistedSegmentInvalid(id);
        }
        added.push(segment);
      }
      await this.#relist(trx, list, removed, added);
      await raiseListVersion(trx, table);
    });
  }

  /** The new ones take the place of the first that goes, and the first of them the rows of all that go. */
  async #relist(
    trx: SqlTransaction,
    list: readonly SegmentRow[],
    removed: readonly SegmentRow[],
    added: readonly SegmentRow[],
  ): Promise<void> {
    const place = removed[0] === undefined ? list.length : list.indexOf(removed[0]);
    const stays = [...list.slice(0, place), ...added, ...list.slice(place)].filter(
      (segment) => !removed.includes(segment),
    );
    for (const [index, { id }] of stays.entries()) {
      const values = { is_listed: 1, list_place: index + 1 };
      await trx.updateTable('segments').set(values).where('id', '=', id).execute();
    }
    if (removed.length > 0) {
      const gone = removed.map((segment) => segment.id);
      const values = { is_listed: 0, unlisted_at_ms: await this.now(trx) };
      await trx.updateTable('segments').set(values).where('id', 'in', gone).execute();
    }
    const [first] = added;
    if (first !== undefined) {
      const rows = removed.reduce((sum, segment) => sum + segment.row_count, 0);
      await trx.updateTable('segments').set({ row_count: rows }).where('id', '=', first.id).execute();
    }
  }

  droppableSegments(projectId: number, ageMs: number): Promise<readonly SegmentRecord[]> {
    return this.read(async (trx) => {
      const { epoch } = await trx.selectFrom('mastership').select('epoch').executeTakeFirstOrThrow();
      const before = (await this.now(trx)) - ageMs;
      const rows = await trx
        .selectFrom('segments')
        .selectAll()
        .where('project_id', '=', projectId)
        .where('is_listed', '=', 0)
        .where((row) =>
          row.or([
            row('unlisted_at_ms', '<=', before),
            row.and([row('unlisted_at_ms', 'is', null), row('created_in_epoch', '<', epoch)]),
          ]),
        )
        .orderBy('id')
        .execute();
      return rows.map(segmentRecordOf);
    });
  }

  forgetSegment(segmentId: number): Promise<void> {
    return this.write(async (trx) => {
      await this.#lockEpoch(trx);
      const segment = await findSegment(trx, segmentId);
      if (segment === undefined) return;
      if (segment.is_listed === 1) throw catalogErrors.segmentListed(segmentId);
      await trx.deleteFrom('segments').where('id', '=', segmentId).execute();
      await trx
        .deleteFrom('attempts')
        .where('segment_id', '=', segmentId)
        .where((row) =>
          row.or([
            row.and([row('state', '=', 'committed'), row('dead_lettered', '=', 0)]),
            row('dead_letter_segment_id', 'not in', row.selectFrom('segments').select('segments.id')),
          ]),
        )
        .execute();
      await trx
        .deleteFrom('attempts')
        .where('dead_letter_segment_id', '=', segmentId)
        .where((row) => row('segment_id', 'not in', row.selectFrom('segments').select('segments.id')))
        .execute();
    });
  }

  async listSegments(projectId: number): Promise<readonly SegmentRecord[]> {
    const rows = await this.db
      .selectFrom('segments')
      .selectAll()
      .where('project_id', '=', projectId)
      .orderBy('id')
      .execute();
    return rows.map(segmentRecordOf);
  }

  readSnapshot(projectId: number, tables: readonly LogicalTable[]): Promise<MetadataSnapshot> {
    assert(
      tables.every((table) => table.projectId === projectId),
      'a snapshot is of one project',
    );
    return this.read((trx) => readMetadataSnapshot(trx, projectId, tables));
  }

  /** Rule 1: a locking read, so that a change of mastership waits for us or we see it. */
  async #lockEpoch(trx: SqlTransaction): Promise<number> {
    const query = this.locked(trx.selectFrom('mastership').select('epoch').where('id', '=', 1));
    return (await query.executeTakeFirstOrThrow()).epoch;
  }

  #asMaster<T>(epoch: number, body: (trx: SqlTransaction) => Promise<T>): Promise<T> {
    return this.write(async (trx) => {
      const current = await this.#lockEpoch(trx);
      if (epoch !== current) throw catalogErrors.staleEpoch(epoch, current);
      return body(trx);
    });
  }

  /** With a place in the list it is open, without one it is the target of a rewrite. */
  async #createSegment(
    trx: SqlTransaction,
    epoch: number,
    table: LogicalTable,
    place: number | undefined,
  ): Promise<SegmentRow> {
    const id = await this.nextId(trx, 'segment');
    const row: SegmentRow = {
      id,
      name: segmentNameOf(table, id),
      kind: table.kind,
      owner_id: table.ownerId,
      project_id: table.projectId,
      state: place === undefined ? 'sealed' : 'open',
      is_listed: place === undefined ? 0 : 1,
      list_place: place ?? 0,
      created_in_epoch: epoch,
      unlisted_at_ms: null,
      row_count: 0,
      commit_count: 0,
    };
    await trx.insertInto('segments').values(row).execute();
    return row;
  }
}
