import { setImmediate } from 'node:timers/promises';
import duckdb from '@duckdb/node-bindings';
import type { RoundRange, RowCounts, RowSource } from '../../lake/lake.ts';
import type { Collection } from '../../model/collection.ts';
import type { BytesColumn, ColumnBatch, RejectedMessage } from '../../model/columns.ts';
import { ENVELOPE } from '../../model/envelope.ts';
import { countExtraValues } from '../../model/extra-count.ts';
import type { PositionRange } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import { unfitRows } from './fit.ts';
import type { Connection } from './native.ts';
import { abandonAppender, TableWriter } from './table-writer.ts';

/** Messages that the engine refused before, by collection and place, with the reason. */
export class SkipList {
  readonly #reasons = new Map<string, string>();

  add(collectionId: number, partition: number, offset: number, reason: string): void {
    this.#reasons.set(`${collectionId}/${partition}/${offset}`, reason);
  }

  get empty(): boolean {
    return this.#reasons.size === 0;
  }

  reason(collectionId: number, partition: number, offset: number): string | undefined {
    return this.#reasons.get(`${collectionId}/${partition}/${offset}`);
  }
}

/** Rows after which the engine gets what was appended and other work of the thread its turn: about 50 ms. */
const FLUSH_ROWS = 8192;
const EXTRA_INDEX = ENVELOPE.findIndex((field) => field.name === '_extra');

/** Writes the rows and dead letters of one range within the open transaction. */
export async function writeRange(
  connection: Connection,
  source: RowSource,
  entry: RoundRange,
  batch: number,
  skip: SkipList,
): Promise<RowCounts> {
  const { collection } = entry;
  const rejected: RejectedMessage[] = [];
  let stored = 0;
  let unfitValues = 0;
  const onRows = (rows: ColumnBatch, from: number, count: number) => {
    stored += count;
    unfitValues += countUnfit(rows, from, count);
  };
  const onRefused = async (partition: number, offset: number, reason: string) => {
    const bytes = await source.message(collection, partition, offset);
    rejected.push({ partition, offset, reason, bytes });
  };
  await appendRows(connection, source, collection, entry.range, batch, {
    skip,
    onRows,
    onRefused,
    onRejected: (messages) => rejected.push(...messages),
  });
  appendDeadLetters(connection, collection.id, batch, rejected);
  return { stored, deadLettered: rejected.length, deduplicated: 0, unfitValues, retired: 0 };
}

interface Listener {
  readonly skip: SkipList;
  onRows(rows: ColumnBatch, from: number, count: number): void;
  onRefused(partition: number, offset: number, reason: string): Promise<void>;
  onRejected(messages: readonly RejectedMessage[]): void;
}

async function appendRows(
  connection: Connection,
  source: RowSource,
  collection: Collection,
  range: PositionRange,
  batch: number,
  listener: Listener,
): Promise<void> {
  const writer = new TableWriter(connection, collection, batch);
  try {
    let unflushed = 0;
    for await (const rows of source.read(collection, range)) {
      const refused = refusedRows(rows, collection.id, listener.skip);
      let from = 0;
      for (const [row, reason] of refused) {
        await listener.onRefused(rows.partition, rows.offsets[row]!, reason);
      }
      for (const row of [...refused.keys(), rows.rowCount]) {
        if (row > from) {
          writer.append(rows, from, row - from);
          listener.onRows(rows, from, row - from);
        }
        from = row + 1;
      }
      listener.onRejected(rows.rejected);
      unflushed += rows.rowCount;
      if (unflushed >= FLUSH_ROWS) {
        unflushed = 0;
        writer.flush();
        await setImmediate();
      }
    }
    writer.close();
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

/** Rows of a batch that are not to be written, in order. */
function refusedRows(rows: ColumnBatch, collectionId: number, skip: SkipList): ReadonlyMap<number, string> {
  const unfit = unfitRows(rows);
  if (skip.empty && unfit.size < 2) return unfit;
  const refused = new Map(unfit);
  for (let row = 0; row < rows.rowCount; row++) {
    const reason = skip.reason(collectionId, rows.partition, rows.offsets[row]!);
    if (reason !== undefined) refused.set(row, reason);
  }
  return new Map([...refused].sort(([a], [b]) => a - b));
}

function countUnfit(rows: ColumnBatch, from: number, count: number): number {
  const column = rows.columns[EXTRA_INDEX];
  assert(column?.kind === 'bytes', 'the envelope has another order than its columns');
  let values = 0;
  for (let row = from; row < from + count; row++) {
    if (column.valid[row] === 1) values += countExtraValues(textAt(column, row));
  }
  return values;
}

function textAt(column: BytesColumn, row: number): string {
  const from = column.offsets[row]!;
  return Buffer.from(
    column.bytes.buffer,
    column.bytes.byteOffset + from,
    column.offsets[row + 1]! - from,
  ).toString();
}

function appendDeadLetters(
  connection: Connection,
  collectionId: number,
  batch: number,
  messages: readonly RejectedMessage[],
): void {
  if (messages.length === 0) return;
  const appender = duckdb.appender_create(connection, 'meta', 'dead_letters');
  try {
    for (const message of messages) {
      duckdb.append_int64(appender, BigInt(collectionId));
      duckdb.append_int32(appender, message.partition);
      duckdb.append_int64(appender, BigInt(message.offset));
      duckdb.append_int64(appender, BigInt(batch));
      duckdb.append_varchar(appender, message.reason);
      duckdb.append_blob(appender, message.bytes);
      duckdb.appender_end_row(appender);
    }
    duckdb.appender_close_sync(appender);
  } catch (error) {
    abandonAppender(appender);
    throw error;
  }
}
