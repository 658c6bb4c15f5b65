import type { ScalarType } from './field-type.ts';

/**
 * Decoded rows, column by column, in the manner of Arrow: what the Avro decoder fills and every lake writes.
 * At most {@link BATCH_ROWS} rows; the arrays are longer than needed and are reused for the next batch, so a consumer
 * copies what it keeps.
 */
export interface ColumnBatch {
  readonly rowCount: number;
  /** The envelope's columns in the order of `ENVELOPE`, then the fields in schema order. */
  readonly columns: readonly Column[];
  readonly partition: number;
  /** The place of each row in the log. */
  readonly offsets: Float64Array;
  /** Messages of the same stretch of the log that could not be decoded: they go to the dead letters. */
  readonly rejected: readonly RejectedMessage[];
}

/** DuckDB's vector size, so that a batch is exactly one data chunk. */
export const BATCH_ROWS = 2048;

export interface RejectedMessage {
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
  readonly bytes: Uint8Array;
}

export type Column = FixedColumn | BytesColumn | ListColumn | MapColumn;

interface ColumnBase {
  /** 1 = present, 0 = NULL; one byte a row (or element). */
  readonly valid: Uint8Array;
}

/**
 * Fixed-width values by scalar type: INTEGER and DATE (days since the epoch) and TIME (milliseconds of the day) in an
 * Int32Array; BOOLEAN in a Uint8Array; DOUBLE and DECIMAL in a Float64Array; TIMESTAMP in a Float64Array of
 * milliseconds since the epoch (whole numbers, exact); LONG in an Int32Array of pairs: low word, high word.
 */
export interface FixedColumn extends ColumnBase {
  readonly kind: 'fixed';
  readonly type: Exclude<ScalarType, 'STRING' | 'BINARY'>;
  readonly values: Int32Array | Uint8Array | Float64Array;
}

/** STRING (UTF-8) and BINARY: value i is `bytes[offsets[i] … offsets[i + 1])`, empty where NULL. */
export interface BytesColumn extends ColumnBase {
  readonly kind: 'bytes';
  readonly type: 'STRING' | 'BINARY';
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** List i is `child[offsets[i] … offsets[i + 1])`, empty where NULL. */
export interface ListColumn extends ColumnBase {
  readonly kind: 'list';
  readonly offsets: Int32Array;
  readonly child: FixedColumn | BytesColumn;
}

/** Map i has the entries `offsets[i] … offsets[i + 1]` of `keys` and `values`; keys are never NULL. */
export interface MapColumn extends ColumnBase {
  readonly kind: 'map';
  readonly offsets: Int32Array;
  readonly keys: BytesColumn;
  readonly values: FixedColumn | BytesColumn;
}
