import { catalogErrors } from '../../catalog/errors.ts';
import {
  type CollectionState,
  type LakeState,
  NO_ROWS,
  type Round,
  type RoundRange,
  type RoundResult,
  type RowCounts,
  type RowSource,
  type TransactionalLake,
} from '../../lake/lake.ts';
import type { Project } from '../../model/collection.ts';
import { type ColumnValue, columnValue } from '../../model/column-value.ts';
import type { ColumnBatch, RejectedMessage } from '../../model/columns.ts';
import { ENVELOPE } from '../../model/envelope.ts';
import { countExtraValues } from '../../model/extra-count.ts';
import { covers, furthest, ORIGIN, positionsEqual } from '../../model/position.ts';
import { internalError } from '../../platform/errors.ts';

/** A row as the memory lake keeps it. */
export interface MemoryRow {
  readonly partition: number;
  readonly offset: number;
  readonly batch: number;
  /** Envelope columns by name and fields by physical name. */
  readonly values: ReadonlyMap<string, ColumnValue>;
}

export interface MemoryDeadLetter extends RejectedMessage {
  readonly batch: number;
}

/** For simulations and as a first reading of what the port asks for: the same promises, with all rows to look at. */
export interface MemoryTransactionalLake extends TransactionalLake {
  /** In the order in which they were committed. */
  rows(projectId: number, collectionId: number): readonly MemoryRow[];
  deadLetters(projectId: number, collectionId: number): readonly MemoryDeadLetter[];
}

interface Table {
  state: CollectionState;
  readonly rows: MemoryRow[];
  readonly deadLetters: MemoryDeadLetter[];
}

interface Store {
  batch: number;
  readonly tables: Map<number, Table>;
}

interface Staged {
  readonly entry: RoundRange;
  readonly rows: Omit<MemoryRow, 'batch'>[];
  readonly rejected: RejectedMessage[];
  unfitValues: number;
}

export function createMemoryTransactionalLake(source: RowSource): MemoryTransactionalLake {
  const stores = new Map<number, Store>();
  const deleted = new Set<number>();
  const storeOf = (project: Project): Store => {
    const store = stores.get(project.id);
    if (store === undefined) {
      throw internalError('LAKE_PROJECT_NOT_OPEN', `the lake of project "${project.name}" is not open`);
    }
    return store;
  };
  return {
    kind: 'transactional',
    async openProject(project) {
      if (deleted.has(project.id)) throw catalogErrors.projectNotFound(project.name);
      if (!stores.has(project.id)) stores.set(project.id, { batch: 0, tables: new Map() });
    },
    async deleteProject(project) {
      deleted.add(project.id);
      stores.delete(project.id);
    },
    async state(project) {
      const store = storeOf(project);
      return stateOf(store, (table) => table.state.counts);
    },
    async commitRound(project, round) {
      checkPositions(storeOf(project), round);
      const staged: Staged[] = [];
      for (const entry of round.ranges) staged.push(await stage(source, entry));
      // Nothing is awaited from here on: the round is seen whole or not at all.
      const store = storeOf(project);
      checkPositions(store, round);
      return apply(store, staged);
    },
    async verify(project) {
      const store = storeOf(project);
      return stateOf(store, recount);
    },
    async close() {},
    rows: (projectId, collectionId) => stores.get(projectId)?.tables.get(collectionId)?.rows ?? [],
    deadLetters: (projectId, collectionId) =>
      stores.get(projectId)?.tables.get(collectionId)?.deadLetters ?? [],
  };
}

function stateOf(store: Store, counts: (table: Table) => RowCounts): LakeState {
  return {
    batch: store.batch,
    collections: new Map(
      [...store.tables].map(([id, table]) => [id, { position: table.state.position, counts: counts(table) }]),
    ),
  };
}

function checkPositions(store: Store, round: Round): void {
  const seen = new Set<number>();
  for (const { collection, range } of round.ranges) {
    const position = store.tables.get(collection.id)?.state.position ?? ORIGIN;
    if (seen.has(collection.id) || !positionsEqual(position, range.from) || !covers(range.to, range.from)) {
      throw internalError(
        'LAKE_POSITION_MISMATCH',
        `the round does not begin where collection "${collection.name}" ends`,
        { detail: `committed ${JSON.stringify(position)}, range from ${JSON.stringify(range.from)}` },
      );
    }
    seen.add(collection.id);
  }
}

async function stage(source: RowSource, entry: RoundRange): Promise<Staged> {
  const names = [
    ...ENVELOPE.map((field) => field.name),
    ...entry.collection.schema.fields.map((field) => field.physicalName),
  ];
  const staged: Staged = { entry, rows: [], rejected: [], unfitValues: 0 };
  for await (const batch of source.read(entry.collection, entry.range)) {
    for (let row = 0; row < batch.rowCount; row++) {
      const values = rowValues(batch, names, row);
      const extra = values.get('_extra');
      if (typeof extra === 'string') staged.unfitValues += countExtraValues(extra);
      staged.rows.push({ partition: batch.partition, offset: batch.offsets[row] ?? 0, values });
    }
    staged.rejected.push(...batch.rejected);
  }
  return staged;
}

function rowValues(
  batch: ColumnBatch,
  names: readonly string[],
  row: number,
): ReadonlyMap<string, ColumnValue> {
  return new Map(batch.columns.map((column, index) => [names[index] ?? '', columnValue(column, row)]));
}

function apply(store: Store, staged: readonly Staged[]): RoundResult {
  const batch = ++store.batch;
  const added = new Map<number, RowCounts>();
  for (const { entry, rows, rejected, unfitValues } of staged) {
    const counts = { ...NO_ROWS, stored: rows.length, deadLettered: rejected.length, unfitValues };
    const { id } = entry.collection;
    const table = store.tables.get(id) ?? {
      state: { position: ORIGIN, counts: NO_ROWS },
      rows: [],
      deadLetters: [],
    };
    store.tables.set(id, table);
    for (const row of rows) table.rows.push({ ...row, batch });
    for (const letter of rejected) table.deadLetters.push({ ...letter, batch });
    table.state = {
      position: furthest(table.state.position, entry.range.to),
      counts: addCounts(table.state.counts, counts),
    };
    added.set(id, counts);
  }
  return { batch, added };
}

function addCounts(a: RowCounts, b: RowCounts): RowCounts {
  return {
    stored: a.stored + b.stored,
    deadLettered: a.deadLettered + b.deadLettered,
    deduplicated: a.deduplicated + b.deduplicated,
    unfitValues: a.unfitValues + b.unfitValues,
    retired: a.retired + b.retired,
  };
}

function recount(table: Table): RowCounts {
  let unfitValues = 0;
  for (const row of table.rows) {
    const extra = row.values.get('_extra');
    if (typeof extra === 'string') unfitValues += countExtraValues(extra);
  }
  return {
    ...table.state.counts,
    stored: table.rows.length,
    deadLettered: table.deadLetters.length,
    unfitValues,
  };
}
