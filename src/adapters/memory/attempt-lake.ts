import type {
  AttemptLake,
  LakeColumn,
  RowCounts,
  RowSource,
  SegmentRef,
  VisibleSegment,
  WriteAttempt,
} from '../../lake/lake.ts';
import { NO_ROWS } from '../../lake/lake.ts';
import { type ColumnValue, columnValue } from '../../model/column-value.ts';
import type { ColumnBatch } from '../../model/columns.ts';
import { ENVELOPE } from '../../model/envelope.ts';
import { countExtraValues } from '../../model/extra-count.ts';
import { assert } from '../../platform/assert.ts';
import { externalError, userError } from '../../platform/errors.ts';
import type { Timers } from '../../platform/timers.ts';

/** A row, or a dead letter (with no values but its reason). */
export interface AttemptRow {
  readonly partition: number;
  readonly offset: number;
  readonly batch: number;
  /** Envelope columns by name and fields by physical name. */
  readonly values: ReadonlyMap<string, ColumnValue>;
}

/** What becomes of one INSERT, in the manner of engines (docs/protocol.md, "What the engines really do"). */
export interface WriteFate {
  /** Until the caller hears of it. */
  readonly replyMs: number;
  readonly reply: 'success' | 'failure' | 'doubt';
  /** The part of the rows (0–1) that appears at the reply; what is left appears `lateMs` after it, or never. */
  readonly visible: number;
  readonly lateMs: number | undefined;
}

export interface MemoryAttemptLakeOptions {
  /** The engine: hand the same store to the next lake after a crash. */
  readonly store?: MemoryAttemptStore;
  /** Asked once for each write and each rewrite. Default: all at once and well. A success is always complete. */
  readonly fate?: () => WriteFate;
  /** Why the engine refuses a row, as for a value out of its range. Default: it takes every row. */
  readonly refuses?: (values: ReadonlyMap<string, ColumnValue>) => string | undefined;
}

/** What survives our process, since it is another's. */
export class MemoryAttemptStore {
  readonly tables = new Map<string, StoredTable>();
  readonly attempts = new Set<number>();
}

interface StoredTable {
  readonly projectId: number;
  readonly columns: Set<string>;
  readonly rows: AttemptRow[];
}

const PROMPT: WriteFate = { replyMs: 0, reply: 'success', visible: 1, lateMs: undefined };

/** Tables of an engine without transactions, in memory: rows may appear late, partly, or after a reported failure. */
export class MemoryAttemptLake implements AttemptLake {
  readonly kind = 'attempt';
  readonly #source: RowSource;
  readonly #timers: Timers;
  readonly #options: MemoryAttemptLakeOptions;
  readonly #store: MemoryAttemptStore;

  constructor(source: RowSource, timers: Timers, options: MemoryAttemptLakeOptions = {}) {
    this.#source = source;
    this.#timers = timers;
    this.#options = options;
    this.#store = options.store ?? new MemoryAttemptStore();
  }

  async createSegment(segment: SegmentRef, columns: readonly LakeColumn[]): Promise<void> {
    const names = columns.map(({ physicalName }) => physicalName);
    const table = this.#store.tables.get(segment.name);
    if (table === undefined) {
      this.#store.tables.set(segment.name, {
        projectId: segment.project.id,
        columns: new Set(names),
        rows: [],
      });
    } else for (const name of names) table.columns.add(name);
  }

  async write(attempt: WriteAttempt): Promise<RowCounts> {
    const { attempt: batch, segment, deadLetters } = attempt;
    assert(!this.#store.attempts.has(batch), `attempt ${batch} is run a second time`);
    this.#store.attempts.add(batch);
    this.#table(segment);
    this.#table(deadLetters);
    const { rows, dead, refusal } = await this.#rowsOf(attempt);
    if (refusal !== undefined) {
      // Engines write file by file: what came before the bad value may be there already.
      this.#appear(segment, rows);
      throw userError('ATTEMPT_DATA_FAULT', `the engine refused a value of attempt ${batch}: ${refusal}`);
    }
    await this.#execute(`attempt ${batch}`, [
      { segment, rows },
      { segment: deadLetters, rows: dead },
    ]);
    return {
      ...NO_ROWS,
      stored: rows.length,
      deadLettered: dead.length,
      unfitValues: rows.reduce((sum, { values }) => sum + unfitValuesOf(values), 0),
    };
  }

  async rewrite(
    sources: readonly VisibleSegment[],
    target: SegmentRef,
    columns: readonly LakeColumn[],
  ): Promise<number> {
    const { columns: known } = this.#table(target);
    assert(
      columns.every(({ physicalName }) => known.has(physicalName)),
      `segment "${target.name}" lacks a column`,
    );
    const rows = this.scan(sources);
    await this.#execute(`rewrite into "${target.name}"`, [{ segment: target, rows }]);
    return rows.length;
  }

  async count(segment: VisibleSegment): Promise<number> {
    return this.scan([segment]).length;
  }

  async dropSegment(segment: SegmentRef): Promise<void> {
    this.#store.tables.delete(segment.name);
  }

  async listSegments(project: { readonly id: number }): Promise<readonly string[]> {
    return [...this.#store.tables]
      .filter(([, { projectId }]) => projectId === project.id)
      .map(([name]) => name);
  }

  async close(): Promise<void> {}

  /** The rows that a reader sees, in the order in which they appeared. */
  scan(segments: readonly VisibleSegment[]): readonly AttemptRow[] {
    return segments.flatMap(({ segment, upTo, hidden }) => {
      const exclude = new Set(hidden);
      return this.#table(segment).rows.filter(({ batch }) => batch <= upTo && !exclude.has(batch));
    });
  }

  /** Everything in a table, whoever may see it. */
  everything(name: string): readonly AttemptRow[] {
    return this.#store.tables.get(name)?.rows ?? [];
  }

  async #rowsOf({ attempt: batch, segment, collection, range, skip }: WriteAttempt) {
    const names = [
      ...ENVELOPE.map(({ name }) => name),
      ...collection.schema.fields.map(({ physicalName }) => physicalName),
    ];
    const { columns } = this.#table(segment);
    for (const { physicalName } of collection.schema.fields)
      assert(columns.has(physicalName), `segment "${segment.name}" has no column "${physicalName}"`);
    const rows: AttemptRow[] = [];
    const dead: AttemptRow[] = [];
    for await (const decoded of this.#source.read(collection, range)) {
      const { partition } = decoded;
      for (let row = 0; row < decoded.rowCount; row++) {
        const offset = decoded.offsets[row]!;
        const skipped = skip.find((one) => one.partition === partition && one.offset === offset);
        if (skipped !== undefined) {
          dead.push(deadLetter(partition, offset, batch, skipped.reason));
          continue;
        }
        const values = valuesOf(decoded, names, row);
        const refusal = this.#options.refuses?.(values);
        if (refusal !== undefined) return { rows, dead, refusal };
        rows.push({ partition, offset, batch, values });
      }
      for (const { offset, reason } of decoded.rejected)
        dead.push(deadLetter(partition, offset, batch, reason));
    }
    return { rows, dead, refusal: undefined };
  }

  async #execute(
    what: string,
    parts: readonly { readonly segment: SegmentRef; readonly rows: readonly AttemptRow[] }[],
  ): Promise<void> {
    const { replyMs, reply, visible, lateMs } = this.#options.fate?.() ?? PROMPT;
    if (replyMs > 0) await this.#timers.sleep(replyMs);
    for (const { segment, rows } of parts) {
      const now = reply === 'success' ? rows.length : Math.floor(rows.length * visible);
      this.#appear(segment, rows.slice(0, now));
      if (lateMs !== undefined) this.#timers.after(lateMs, () => this.#appear(segment, rows.slice(now)));
    }
    if (reply === 'failure') throw externalError('ATTEMPT_FAILED', `${what} failed`);
    if (reply === 'doubt') throw externalError('ATTEMPT_IN_DOUBT', `the reply to ${what} was lost`);
  }

  /** A table that was dropped meanwhile takes no rows. */
  #appear(segment: SegmentRef, rows: readonly AttemptRow[]): void {
    this.#store.tables.get(segment.name)?.rows.push(...rows);
  }

  #table({ name }: SegmentRef): StoredTable {
    const table = this.#store.tables.get(name);
    if (table === undefined) throw externalError('SEGMENT_NOT_FOUND', `table "${name}" does not exist`);
    return table;
  }
}

function valuesOf(
  batch: ColumnBatch,
  names: readonly string[],
  row: number,
): ReadonlyMap<string, ColumnValue> {
  return new Map(batch.columns.map((column, index) => [names[index] ?? '', columnValue(column, row)]));
}

function deadLetter(partition: number, offset: number, batch: number, reason: string): AttemptRow {
  return { partition, offset, batch, values: new Map([['reason', reason]]) };
}

function unfitValuesOf(values: ReadonlyMap<string, ColumnValue>): number {
  const extra = values.get('_extra');
  return typeof extra === 'string' ? countExtraValues(extra) : 0;
}
