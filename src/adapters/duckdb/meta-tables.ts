import { type CollectionState, type LakeState, NO_ROWS, type RowCounts } from '../../lake/lake.ts';
import type { Collection, Project } from '../../model/collection.ts';
import { offsetAt, type Position } from '../../model/position.ts';
import { internalError } from '../../platform/errors.ts';
import { type Connection, inTransaction, readRows, run, sqlName, sqlText } from './native.ts';
import { DATA_SCHEMA } from './table-layout.ts';

/** Raised when these tables change; a newer store is refused by an older program. */
const FORMAT = 1;

const CREATE = [
  'CREATE SCHEMA data',
  'CREATE SCHEMA meta',
  'CREATE TABLE meta.store (format INTEGER, project_id BIGINT, batch BIGINT)',
  `CREATE TABLE meta.counts (collection_id BIGINT, table_name VARCHAR, stored BIGINT, dead_lettered BIGINT,
    deduplicated BIGINT, unfit_values BIGINT, retired BIGINT)`,
  'CREATE TABLE meta.positions (collection_id BIGINT, "partition" INTEGER, next_offset BIGINT)',
  `CREATE TABLE meta.dead_letters (collection_id BIGINT, "partition" INTEGER, "offset" BIGINT, batch BIGINT,
    reason VARCHAR, message BLOB)`,
];

/** Creates the tables in a new store; refuses one that is not this project's or not of this format. */
export async function prepareMeta(connection: Connection, project: Project): Promise<void> {
  const [found] = await readRows(
    connection,
    "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'meta' AND table_name = 'store'",
  );
  if (found?.[0] === 0) {
    await inTransaction(connection, 'write', async () => {
      for (const sql of CREATE) await run(connection, sql);
      await run(connection, `INSERT INTO meta.store VALUES (${FORMAT}, ${project.id}, 0)`);
    });
  }
  const [store] = await readRows(connection, 'SELECT format, project_id FROM meta.store');
  if (store?.[0] !== FORMAT || store[1] !== project.id) {
    throw internalError('LAKE_STORE_FOREIGN', `the store of project "${project.name}" is not its own`, {
      detail: `format ${String(store?.[0])} of project ${String(store?.[1])}`,
      hint: 'restore the whole data directory from one backup',
    });
  }
}

/** Position and counts of every collection, in the transaction that is open. */
export async function readState(connection: Connection): Promise<LakeState> {
  const [store] = await readRows(connection, 'SELECT batch FROM meta.store');
  const positions = await readPositions(connection);
  const rows = await readRows(
    connection,
    'SELECT collection_id, stored, dead_lettered, deduplicated, unfit_values, retired FROM meta.counts',
  );
  const collections = new Map<number, CollectionState>();
  for (const row of rows as readonly number[][]) {
    const [id = 0, stored = 0, deadLettered = 0, deduplicated = 0, unfitValues = 0, retired = 0] = row;
    const counts = { stored, deadLettered, deduplicated, unfitValues, retired };
    collections.set(id, { position: positions.get(id) ?? [], counts });
  }
  return { batch: Number(store?.[0]), collections };
}

export async function readPositions(connection: Connection): Promise<ReadonlyMap<number, Position>> {
  const positions = new Map<number, number[]>();
  const rows = await readRows(
    connection,
    'SELECT collection_id, "partition", next_offset FROM meta.positions ORDER BY collection_id, "partition"',
  );
  for (const [id = 0, partition = 0, offset = 0] of rows as readonly number[][]) {
    const position = positions.get(id) ?? [];
    while (position.length < partition) position.push(0);
    position.push(offset);
    positions.set(id, position);
  }
  return positions;
}

/** What the tables hold, counted, in the transaction that is open. */
export async function recount(connection: Connection): Promise<LakeState> {
  const state = await readState(connection);
  const tables = await readRows(connection, 'SELECT collection_id, table_name FROM meta.counts');
  const letters = await readRows(
    connection,
    'SELECT collection_id, count(*) FROM meta.dead_letters GROUP BY collection_id',
  );
  const deadLetters = new Map(letters as readonly [number, number][]);
  const collections = new Map<number, CollectionState>();
  for (const [id, name] of tables as readonly [number, string][]) {
    const known = state.collections.get(id) ?? { position: [], counts: NO_ROWS };
    // Text that is no JSON array counts as one value, as where it was written.
    const [row] = await readRows(
      connection,
      `SELECT count(*), coalesce(sum(CASE WHEN json_valid(_extra) AND json_type(_extra) = 'ARRAY'
        THEN json_array_length(_extra) ELSE 1 END) FILTER (_extra IS NOT NULL), 0)
        FROM ${DATA_SCHEMA}.${sqlName(name)}`,
    );
    const [stored = 0, unfitValues = 0] = row as readonly number[];
    const counts = { ...known.counts, stored, unfitValues, deadLettered: deadLetters.get(id) ?? 0 };
    collections.set(id, { position: known.position, counts });
  }
  return { batch: state.batch, collections };
}

export interface CollectionChange {
  readonly collection: Collection;
  readonly to: Position;
  readonly added: RowCounts;
}

/** Moves batch, positions and counts on: the last statements of a round. */
export async function writeState(
  connection: Connection,
  before: LakeState,
  batch: number,
  changes: readonly CollectionChange[],
): Promise<void> {
  await run(connection, `UPDATE meta.store SET batch = ${batch}`);
  const counts = (change: CollectionChange) => {
    const { stored, deadLettered, deduplicated, unfitValues, retired } = change.added;
    return `(${change.collection.id}, ${sqlText(change.collection.physicalName)}, ${stored}, ${deadLettered},
      ${deduplicated}, ${unfitValues}, ${retired})`;
  };
  const known = changes.filter((change) => before.collections.has(change.collection.id));
  const fresh = changes.filter((change) => !before.collections.has(change.collection.id));
  if (known.length > 0) {
    await run(
      connection,
      `UPDATE meta.counts AS t SET stored = t.stored + v.a, dead_lettered = t.dead_lettered + v.b,
        deduplicated = t.deduplicated + v.c, unfit_values = t.unfit_values + v.d, retired = t.retired + v.e
        FROM (VALUES ${known.map(counts).join(', ')}) v(id, name, a, b, c, d, e) WHERE t.collection_id = v.id`,
    );
  }
  if (fresh.length > 0)
    await run(connection, `INSERT INTO meta.counts VALUES ${fresh.map(counts).join(', ')}`);
  await writePositions(connection, before, changes);
}

async function writePositions(
  connection: Connection,
  before: LakeState,
  changes: readonly CollectionChange[],
): Promise<void> {
  const updated: string[] = [];
  const inserted: string[] = [];
  for (const { collection, to } of changes) {
    const position = before.collections.get(collection.id)?.position ?? [];
    for (const [partition, offset] of to.entries()) {
      if (partition < position.length && offset === offsetAt(position, partition)) continue;
      const row = `(${collection.id}, ${partition}, ${offset})`;
      (partition < position.length ? updated : inserted).push(row);
    }
  }
  if (updated.length > 0) {
    await run(
      connection,
      `UPDATE meta.positions AS t SET next_offset = v.next_offset FROM (VALUES ${updated.join(', ')})
        v(id, "partition", next_offset) WHERE t.collection_id = v.id AND t."partition" = v."partition"`,
    );
  }
  if (inserted.length > 0) await run(connection, `INSERT INTO meta.positions VALUES ${inserted.join(', ')}`);
}
