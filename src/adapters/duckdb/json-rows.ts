import type { DataChunk } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { assert } from '../../platform/assert.ts';
import type { SqlType } from '../../sql/types/sql-type.ts';
import type { ByteWriter } from './byte-writer.ts';
import { cellsOf } from './json-cells.ts';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;

/**
 * Writes a chunk's rows, whose columns are of these types, as JSON arrays, separated by commas, with a comma before the first unless `first`. What each
 * type becomes is said in `json-cells.ts`.
 */
export function writeRows(
  chunk: DataChunk,
  types: readonly SqlType[],
  out: ByteWriter,
  first: boolean,
): void {
  const rowCount = duckdb.data_chunk_get_size(chunk);
  const columnCount = types.length;
  const cells = types.map((type, column) =>
    cellsOf(duckdb.data_chunk_get_vector(chunk, column), type, rowCount),
  );
  for (let row = 0; row < rowCount; row++) {
    if (row > 0 || !first) out.byte(COMMA);
    out.byte(OPEN);
    for (let column = 0; column < columnCount; column++) {
      if (column > 0) out.byte(COMMA);
      cells[column]!(row, out);
    }
    out.byte(CLOSE);
  }
  // Long strings were read through pointers into the chunk: it must not be collected before this line.
  assert(duckdb.data_chunk_get_size(chunk) === rowCount, 'a chunk changed while it was read');
}
