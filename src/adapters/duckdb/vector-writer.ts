/**
 * Copies columns into DuckDB's vectors without a call per value: that would cost more than storing it.
 *
 * Fixed-width values are copied as one run of memory. Strings use the layout of `duckdb_string_t` (duckdb.h): 16 bytes
 * with the length, then either up to 12 bytes of the string, or its first 4 bytes and a pointer. The bytes of all rows
 * are given to the vector as one long string, whose pointer is read back from its entry; each row's entry then points
 * into it. The memory belongs to the vector, so it lives exactly as long as the entries.
 */
import type { Vector } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { BATCH_ROWS, type BytesColumn, type Column, type FixedColumn } from '../../model/columns.ts';
import { assert } from '../../platform/assert.ts';
import { TYPE } from './type-ids.ts';

const STRING_BYTES = 16;
const INLINE_BYTES = 12;
const TWO_TO_32 = 4_294_967_296;
const MICROS_PER_MILLI = 1000;

/** Memory that values are laid out in before they are copied; one for all columns of a worker. */
export class VectorWriter {
  #scratch = new ArrayBuffer(BATCH_ROWS * STRING_BYTES);

  /** Writes values `[from, from + count)` of a column to the beginning of a vector of its type. */
  write(vector: Vector, column: Column, from: number, count: number): void {
    if (count === 0) return;
    this.#writeValidity(vector, column.valid, from, count);
    switch (column.kind) {
      case 'fixed':
        this.#writeFixed(vector, column, from, count);
        return;
      case 'bytes':
        this.#writeBytes(vector, column, from, count);
        return;
      case 'list':
        this.#writeElements(vector, column.offsets, from, count, (child, first, length) => {
          this.write(child, column.child, first, length);
        });
        return;
      case 'map':
        this.#writeElements(vector, column.offsets, from, count, (entries, first, length) => {
          this.write(duckdb.struct_vector_get_child(entries, 0), column.keys, first, length);
          this.write(duckdb.struct_vector_get_child(entries, 1), column.values, first, length);
        });
        return;
    }
  }

  /** Makes the first `count` values of a vector of any type NULL. */
  writeNulls(vector: Vector, count: number): void {
    this.#writeValidity(vector, new Uint8Array(count), 0, count);
    // Entries of NULL lists are read for their lengths in places; every type has at most 16 bytes an entry.
    const id: number = duckdb.get_type_id(duckdb.vector_get_column_type(vector));
    if (id !== TYPE.LIST && id !== TYPE.MAP) return;
    this.#words(4 * count).fill(0);
    duckdb.copy_data_to_vector(vector, 0, this.#scratch, 0, 16 * count);
  }

  /** Whole numbers below 2^53 into a BIGINT vector, each multiplied by `factor` (exactly, as long as the product fits). */
  writeWhole(
    vector: Vector,
    values: Float64Array | Int32Array,
    from: number,
    count: number,
    factor = 1,
  ): void {
    const words = this.#words(2 * count);
    for (let i = 0; i < count; i++) {
      const value = values[from + i]!;
      const high = Math.floor(value / TWO_TO_32);
      const low = (value - high * TWO_TO_32) * factor;
      const carry = Math.floor(low / TWO_TO_32);
      words[2 * i] = low - carry * TWO_TO_32;
      words[2 * i + 1] = high * factor + carry;
    }
    duckdb.copy_data_to_vector(vector, 0, this.#scratch, 0, 8 * count);
  }

  #writeFixed(vector: Vector, column: FixedColumn, from: number, count: number): void {
    if (column.type === 'TIMESTAMP' || column.type === 'TIME') {
      assert(!(column.values instanceof Uint8Array), 'times are numbers');
      this.writeWhole(vector, column.values, from, count, MICROS_PER_MILLI);
      return;
    }
    const width = (column.type === 'LONG' ? 2 : 1) * column.values.BYTES_PER_ELEMENT;
    const at = column.values.byteOffset + from * width;
    duckdb.copy_data_to_vector(vector, 0, column.values.buffer as ArrayBuffer, at, count * width);
  }

  #writeBytes(vector: Vector, column: BytesColumn, from: number, count: number): void {
    const { offsets, bytes } = column;
    const start = offsets[from]!;
    const base = hasLong(offsets, from, count)
      ? assignHeap(vector, bytes.subarray(start, offsets[from + count]))
      : NO_HEAP;
    const words = this.#words(4 * count);
    const inline = new Uint8Array(this.#scratch);
    for (let i = 0, word = 0; i < count; i++, word += 4) {
      const at = offsets[from + i]!;
      const length = offsets[from + i + 1]! - at;
      words[word] = length;
      if (length <= INLINE_BYTES) {
        words[word + 1] = 0;
        words[word + 2] = 0;
        words[word + 3] = 0;
        const target = 4 * word + 4;
        for (let k = 0; k < length; k++) inline[target + k] = bytes[at + k]!;
      } else {
        const low = base.low + (at - start);
        words[word + 1] =
          bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
        words[word + 2] = low;
        words[word + 3] = low < TWO_TO_32 ? base.high : base.high + 1;
      }
    }
    duckdb.copy_data_to_vector(vector, 0, this.#scratch, 0, STRING_BYTES * count);
  }

  /** Lists and maps: an entry of offset and length a row, and the elements in a child vector. */
  #writeElements(
    vector: Vector,
    offsets: Int32Array,
    from: number,
    count: number,
    writeChild: (child: Vector, from: number, count: number) => void,
  ): void {
    const first = offsets[from]!;
    const length = offsets[from + count]! - first;
    const words = this.#words(4 * count);
    for (let i = 0; i < count; i++) {
      words[4 * i] = offsets[from + i]! - first;
      words[4 * i + 1] = 0;
      words[4 * i + 2] = offsets[from + i + 1]! - offsets[from + i]!;
      words[4 * i + 3] = 0;
    }
    duckdb.copy_data_to_vector(vector, 0, this.#scratch, 0, 16 * count);
    duckdb.list_vector_reserve(vector, length);
    duckdb.list_vector_set_size(vector, length);
    if (length > 0) writeChild(duckdb.list_vector_get_child(vector), first, length);
  }

  #writeValidity(vector: Vector, valid: Uint8Array, from: number, count: number): void {
    const end = from + count;
    let at = from;
    while (at < end && valid[at] === 1) at++;
    if (at === end) return;
    const byteCount = Math.ceil(count / 64) * 8;
    this.#words(byteCount / 4);
    const mask = new Uint8Array(this.#scratch, 0, byteCount).fill(0);
    for (let i = 0; i < count; i++) mask[i >> 3]! |= valid[from + i]! << (i & 7);
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, this.#scratch, 0, byteCount);
  }

  #words(count: number): Uint32Array {
    if (4 * count > this.#scratch.byteLength) this.#scratch = new ArrayBuffer(8 * count);
    return new Uint32Array(this.#scratch);
  }
}

interface HeapAddress {
  readonly low: number;
  readonly high: number;
}

const NO_HEAP: HeapAddress = { low: 0, high: 0 };

function hasLong(offsets: Int32Array, from: number, count: number): boolean {
  for (let i = from; i < from + count; i++) if (offsets[i + 1]! - offsets[i]! > INLINE_BYTES) return true;
  return false;
}

/** Gives the vector the bytes of all its strings; longer than what is inlined, so their address stands in entry 0. */
function assignHeap(vector: Vector, bytes: Uint8Array): HeapAddress {
  duckdb.vector_assign_string_element_len(vector, 0, bytes);
  const entry = duckdb.vector_get_data(vector, STRING_BYTES);
  const view = new DataView(entry.buffer, entry.byteOffset, STRING_BYTES);
  assert(view.getUint32(0, true) === bytes.length, 'the engine stored strings in an unknown layout');
  return { low: view.getUint32(8, true), high: view.getUint32(12, true) };
}
