import type { Appender, Connection, DataChunk } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import type { Collection } from '../../model/collection.ts';
import type { ColumnBatch } from '../../model/columns.ts';
import { assert } from '../../platform/assert.ts';
import { logicalTypeOf } from './column-types.ts';
import { batchTypes, DATA_SCHEMA, PLACE_COLUMNS } from './table-layout.ts';
import { TYPE } from './type-ids.ts';
import { VectorWriter } from './vector-writer.ts';

/**
 * Appends batches to one table within the open transaction of a connection. Blocks the thread while it copies, and
 * longer in {@link flush}, where the engine compresses.
 */
export class TableWriter {
  readonly #appender: Appender;
  readonly #chunk: DataChunk;
  readonly #vectors = new VectorWriter();
  readonly #batch: number;
  readonly #columnCount: number;
  /** Columns that the table has beyond the schema it is written under: a query may have needed them already. */
  readonly #laterColumns: readonly number[];

  constructor(connection: Connection, collection: Collection, batch: number) {
    const types = batchTypes(collection);
    this.#batch = batch;
    this.#columnCount = types.length;
    this.#appender = duckdb.appender_create(connection, DATA_SCHEMA, collection.physicalName);
    const known = PLACE_COLUMNS.length + types.length;
    const later = duckdb.appender_column_count(this.#appender) - known;
    assert(later >= 0, `the table of "${collection.name}" lacks columns`);
    this.#laterColumns = Array.from({ length: later }, (_, index) => known + index);
    this.#chunk = duckdb.create_data_chunk([
      duckdb.create_logical_type(TYPE.INTEGER),
      duckdb.create_logical_type(TYPE.BIGINT),
      duckdb.create_logical_type(TYPE.BIGINT),
      ...types.map(logicalTypeOf),
      ...this.#laterColumns.map((index) => duckdb.appender_column_type(this.#appender, index)),
    ]);
  }

  /** Appends rows `[from, from + count)`. */
  append(rows: ColumnBatch, from: number, count: number): void {
    if (count === 0) return;
    const chunk = this.#chunk;
    const vector = (index: number) => duckdb.data_chunk_get_vector(chunk, index);
    duckdb.data_chunk_reset(chunk);
    duckdb.vector_reference_value(vector(0), duckdb.create_int32(rows.partition));
    this.#vectors.writeWhole(vector(1), rows.offsets, from, count);
    duckdb.vector_reference_value(vector(2), duckdb.create_int64(BigInt(this.#batch)));
    for (let index = 0; index < this.#columnCount; index++) {
      this.#vectors.write(vector(PLACE_COLUMNS.length + index), rows.columns[index]!, from, count);
    }
    for (const index of this.#laterColumns) this.#vectors.writeNulls(vector(index), count);
    duckdb.data_chunk_set_size(chunk, count);
    duckdb.append_data_chunk(this.#appender, chunk);
  }

  /** Hands what was appended to the transaction. */
  flush(): void {
    duckdb.appender_flush_sync(this.#appender);
  }

  close(): void {
    duckdb.appender_close_sync(this.#appender);
  }

  abandon(): void {
    abandonAppender(this.#appender);
  }
}

/**
 * Drops what was not flushed. Without it the engine would flush it when the object is collected, in whatever
 * transaction is open then.
 */
export function abandonAppender(appender: Appender): void {
  try {
    duckdb.appender_clear(appender);
    duckdb.appender_close_sync(appender);
  } catch {
    // The transaction is lost already; nothing is left in the appender.
  }
}
