import type { LogicalTable, SegmentRecord, TableSnapshot } from '../catalog/catalog-store.ts';
import type { SegmentRef, VisibleSegment } from '../lake/lake.ts';
import type { Collection } from '../model/collection.ts';
import { MillraceError } from '../platform/errors.ts';
import { type AttemptContext, lakeColumnsOf, tablesOf } from './attempt-context.ts';

/**
 * Rules 15–19: sealed segments of like size are rewritten into one, the list is switched, and what is out of the list
 * long enough is dropped. Nothing here is needed for correctness, so each step that fails is logged and left to the
 * next run.
 */
export class SegmentUpkeep {
  readonly #context: AttemptContext;

  constructor(context: AttemptContext) {
    this.#context = context;
  }

  async run(): Promise<void> {
    const { mastership, platform } = this.#context;
    const epoch = await mastership.epoch();
    for (const { table, collection } of await this.#ripe()) {
      try {
        await this.#compact(epoch, table, collection);
      } catch (error) {
        if (error instanceof MillraceError && error.code === 'STALE_EPOCH') {
          mastership.lost(epoch);
          throw error;
        }
        platform.logger.warn({ error, table }, 'segments could not be compacted and stay as they are');
      }
    }
    await this.#drop();
    await this.#sweep();
  }

  /** Tables with something to rewrite, from one snapshot: it costs as much as that of a single table. */
  async #ripe(): Promise<readonly { readonly table: LogicalTable; readonly collection: Collection }[]> {
    const { store, project, config } = this.#context;
    const candidates = (await store.listCollections(project.id)).flatMap((collection) => {
      const { events, deadLetters } = tablesOf(collection);
      return [events, deadLetters].map((table) => ({ table, collection }));
    });
    const { tables } = await store.readSnapshot(
      project.id,
      candidates.map(({ table }) => table),
    );
    return candidates.filter(
      (_, index) => oneTier(tables[index]?.segments ?? [], config['batch.compact-segments']).length > 0,
    );
  }

  async #compact(epoch: number, table: LogicalTable, collection: Collection): Promise<void> {
    const { store, lake, project, config, platform } = this.#context;
    const snapshot = (await store.readSnapshot(project.id, [table])).tables[0];
    if (snapshot === undefined) return;
    const sources = oneTier(snapshot.segments, config['batch.compact-segments']);
    if (sources.length === 0) return;
    const target = await store.createUnlistedSegment(epoch, table);
    const expected = sources.reduce((rows, segment) => rows + segment.rows, 0);
    try {
      const columns = lakeColumnsOf(table, collection);
      await lake.createSegment(this.#ref(target), columns);
      const visible = sources.map((segment) => this.#visible(segment, snapshot));
      const rows = await lake.rewrite(visible, this.#ref(target), columns);
      if (rows !== expected) throw new Error(`${rows} rows were rewritten, ${expected} were committed`);
    } catch (error) {
      platform.logger.error({ error, segment: target.name }, 'could not rewrite segments');
      await this.#remove(target);
      return;
    }
    // Once the switch was asked for, the target is never dropped here: its reply may be lost and the switch yet happen.
    await store.switchSegments(epoch, table, {
      listVersion: snapshot.listVersion,
      remove: sources.map((segment) => segment.id),
      add: [target.id],
    });
  }

  async #drop(): Promise<void> {
    const { store, project, config } = this.#context;
    const droppable = await store.droppableSegments(project.id, config['batch.drop-grace']);
    for (const segment of droppable) await this.#remove(segment);
  }

  /**
   * Tables that the metadata no longer know: a late CREATE brought them back. The tables are listed first: each was
   * recorded before it was created, so one that is not recorded afterwards was forgotten for good.
   */
  async #sweep(): Promise<void> {
    const { store, lake, project } = this.#context;
    const tables = await lake.listSegments(project);
    const known = new Set((await store.listSegments(project.id)).map((segment) => segment.name));
    for (const name of tables) if (!known.has(name)) await lake.dropSegment({ project, name });
  }

  async #remove(segment: SegmentRecord): Promise<void> {
    await this.#context.lake.dropSegment(this.#ref(segment));
    await this.#context.store.forgetSegment(segment.id);
  }

  #visible(segment: SegmentRecord, { upTo, hidden }: TableSnapshot): VisibleSegment {
    return { segment: this.#ref(segment), upTo, hidden };
  }

  #ref(segment: SegmentRecord): SegmentRef {
    return { project: this.#context.project, name: segment.name };
  }
}

/** Rule 18: the smallest tier (by powers of `fanIn`) that has `fanIn` sealed segments; a row moves up O(log n) times. */
export function oneTier(segments: readonly SegmentRecord[], fanIn: number): readonly SegmentRecord[] {
  const tiers = new Map<number, SegmentRecord[]>();
  for (const segment of segments) {
    if (segment.state !== 'sealed') continue;
    const tier = Math.floor(Math.log(Math.max(1, segment.rows)) / Math.log(fanIn));
    tiers.set(tier, [...(tiers.get(tier) ?? []), segment]);
  }
  const ripe = [...tiers].filter(([, members]) => members.length >= fanIn).sort(([a], [b]) => a - b)[0];
  return ripe?.[1].slice(0, fanIn) ?? [];
}
