/** The values of vectors as the engine keeps them in memory: https://duckdb.org/docs/stable/clients/c/vector. */
import type { Vector } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';

const STRING_BYTES = 16;
const INLINE_BYTES = 12;

/** Whether value `row` is NULL; `undefined` when none of the first `count` values is. */
export function nullsOf(vector: Vector, count: number): ((row: number) => boolean) | undefined {
  const validity = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  if (validity === null || count === 0) return undefined;
  return (row) => ((validity[row >> 3]! >> (row & 7)) & 1) === 0;
}

export function viewOf(vector: Vector, bytes: number): DataView {
  const data = duckdb.vector_get_data(vector, bytes);
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

/** A number where it is one exactly. */
export function readInt64(view: DataView, at: number): number | bigint {
  const value = view.getInt32(at + 4, true) * 4_294_967_296 + view.getUint32(at, true);
  return Number.isSafeInteger(value) ? value : view.getBigInt64(at, true);
}

function readInt128(view: DataView, at: number): bigint {
  return (view.getBigInt64(at + 8, true) << 64n) | view.getBigUint64(at, true);
}

/** How the digits of a decimal are kept, which takes as many bytes as the precision needs: their width, and a reader. */
export function digitsOf(
  precision: number,
): readonly [number, (view: DataView, at: number) => number | bigint] {
  if (precision <= 4) return [2, (view, at) => view.getInt16(at, true)];
  if (precision <= 9) return [4, (view, at) => view.getInt32(at, true)];
  return precision <= 18 ? [8, readInt64] : [16, readInt128];
}

/** Hands on where the bytes of a text or a binary value are. */
export type ReadBytes = (
  row: number,
  use: (source: Uint8Array, from: number, length: number) => void,
) => void;

/** Texts are UTF-8. Valid as long as the vector's chunk: long values are read through pointers into it. */
export function bytesOf(vector: Vector, count: number): ReadBytes {
  const data = duckdb.vector_get_data(vector, count * STRING_BYTES);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return (row, use) => {
    const at = row * STRING_BYTES;
    const length = view.getUint32(at, true);
    if (length <= INLINE_BYTES) use(data, at + 4, length);
    else {
      const pointer = data.byteOffset + at + 8;
      use(duckdb.get_data_from_pointer(data.buffer as ArrayBuffer, pointer, length), 0, length);
    }
  };
}

/** Where the elements of each list are: a place and a number in the vector of all elements. */
export function listEntries(vector: Vector, count: number) {
  const entries = viewOf(vector, count * 16);
  return {
    from: (row: number) => Number(entries.getBigUint64(row * 16, true)),
    length: (row: number) => Number(entries.getBigUint64(row * 16 + 8, true)),
    child: duckdb.list_vector_get_child(vector),
    childCount: duckdb.list_vector_get_size(vector),
  };
}
