import type { MemoryAttemptLake } from '../../src/adapters/memory/attempt-lake.ts';
import type { MemoryTransactionalLake } from '../../src/adapters/memory/transactional-lake.ts';
import { tablesOf } from '../../src/batch/attempt-context.ts';
import type { CatalogStore, TableSnapshot } from '../../src/catalog/catalog-store.ts';
import type { VisibleSegment } from '../../src/lake/lake.ts';
import type { Collection, Project } from '../../src/model/collection.ts';
import type { ColumnValue } from '../../src/model/column-value.ts';
import { ORIGIN, type Position } from '../../src/model/position.ts';

export interface SeenRow {
  readonly partition: number;
  readonly offset: number;
  readonly batch: number;
  readonly values: ReadonlyMap<string, ColumnValue>;
}

/** What a reader of one collection sees at one moment. */
export interface Seen {
  readonly position: Position;
  readonly rows: readonly SeenRow[];
  readonly deadLetters: readonly { readonly partition: number; readonly offset: number }[];
  /** Reads the same snapshot again; fails when what it names is gone. */
  again(): readonly SeenRow[];
}

/** Reads tables as queries do, on either kind of lake. */
export interface LakeView {
  see(project: Project, collection: Collection): Promise<Seen>;
}

export function transactionalView(lake: MemoryTransactionalLake): LakeView {
  return {
    async see(project, collection) {
      await lake.openProject(project);
      for (;;) {
        const { batch, collections } = await lake.state(project);
        const rows = [...lake.rows(project.id, collection.id)];
        const deadLetters = [...lake.deadLetters(project.id, collection.id)];
        if ((await lake.state(project)).batch !== batch) continue;
        const position = collections.get(collection.id)?.position ?? ORIGIN;
        const again = () => lake.rows(project.id, collection.id).filter((row) => row.batch <= batch);
        return { position, rows, deadLetters, again };
      }
    },
  };
}

export function attemptView(lake: MemoryAttemptLake, store: CatalogStore, seesAbandoned = false): LakeView {
  return {
    async see(project, collection) {
      const { events, deadLetters } = tablesOf(collection);
      const { tables } = await store.readSnapshot(project.id, [events, deadLetters]);
      const visible = tables.map((table) =>
        visibleOf(project, seesAbandoned ? { ...table, hidden: [] } : table),
      );
      return {
        position: tables[0]?.position ?? ORIGIN,
        rows: lake.scan(visible[0] ?? []),
        deadLetters: lake.scan(visible[1] ?? []),
        again: () => lake.scan(visible[0] ?? []),
      };
    },
  };
}

/** A segment that has no physical table yet has no commits either. */
function visibleOf(project: Project, { segments, upTo, hidden }: TableSnapshot): readonly VisibleSegment[] {
  return segments
    .filter(({ commits, rows }) => commits > 0 || rows > 0)
    .map(({ name }) => ({ segment: { project, name }, upTo, hidden }));
}
