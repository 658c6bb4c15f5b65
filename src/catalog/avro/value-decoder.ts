import type { ScalarType } from '../../model/field-type.ts';
import { assert } from '../../platform/assert.ts';
import {
  type BytesBuilder,
  type ColumnBuilder,
  growBytes,
  growValues,
  type ListBuilder,
  type MapBuilder,
  type ScalarBuilder,
} from './column-builder.ts';
import type { DecoderCursor } from './decoder-cursor.ts';
import { copyUtf8 } from './utf8.ts';

const STRING = 0;
const BINARY = 1;
const DOUBLE = 2;
const BOOLEAN = 3;
const INTEGER = 4;
const LONG = 5;
const TIMESTAMP = 6;
const TIME = 7;

/** Small numbers for types: a switch over them is one jump. */
export const SCALAR_CODES: Readonly<Record<ScalarType, number>> = {
  STRING,
  BINARY,
  DOUBLE,
  DECIMAL: DOUBLE,
  BOOLEAN,
  INTEGER,
  DATE: INTEGER,
  LONG,
  TIMESTAMP,
  TIME,
};

const TWO_TO_32 = 4_294_967_296;
/** Milliseconds since the epoch that a double holds exactly: about the years ±285,000. */
const EXACT_MILLIS = Number.MAX_SAFE_INTEGER;
const DAY_MILLIS = 86_400_000;
/** Maps with at most so many entries are searched for equal keys pair by pair. */
const SMALL_MAP = 8;

/** Reads one value into place `index` of a scalar's builder; `false` when the bytes are no such value. */
export function decodeScalar(
  cursor: DecoderCursor,
  code: number,
  builder: ColumnBuilder,
  index: number,
): boolean {
  switch (code) {
    case STRING:
      return decodeBytes(cursor, builder as BytesBuilder, index, true);
    case BINARY:
      return decodeBytes(cursor, builder as BytesBuilder, index, false);
    default:
      break;
  }
  assert(builder.kind === 'fixed', 'the builder does not fit the type');
  const values = builder.values;
  switch (code) {
    case DOUBLE:
      if (cursor.end - cursor.pos < 8) return false;
      values[index] = cursor.view.getFloat64(cursor.pos, true);
      cursor.pos += 8;
      return true;
    case BOOLEAN: {
      if (cursor.pos >= cursor.end) return false;
      const byte = cursor.bytes[cursor.pos++]!;
      values[index] = byte;
      return byte <= 1;
    }
    case INTEGER:
      if (!cursor.int()) return false;
      values[index] = cursor.low;
      return true;
    case LONG:
      if (!cursor.long()) return false;
      values[2 * index] = cursor.low;
      values[2 * index + 1] = cursor.high;
      return true;
    case TIMESTAMP: {
      if (!cursor.long()) return false;
      const millis = cursor.high * TWO_TO_32 + (cursor.low >>> 0);
      values[index] = millis;
      return millis <= EXACT_MILLIS && millis >= -EXACT_MILLIS;
    }
    case TIME:
      if (!cursor.int()) return false;
      values[index] = cursor.low;
      return cursor.low >= 0 && cursor.low < DAY_MILLIS;
    default:
      return false;
  }
}

function decodeBytes(cursor: DecoderCursor, builder: BytesBuilder, index: number, text: boolean): boolean {
  const length = cursor.length();
  if (length < 0) return false;
  const at = builder.offsets[index]!;
  if (at + length > builder.bytes.length) growBytes(builder, at + length);
  builder.offsets[index + 1] = at + length;
  const from = cursor.pos;
  cursor.pos += length;
  if (text) return copyUtf8(cursor.bytes, from, builder.bytes, at, length);
  builder.bytes.set(cursor.bytes.subarray(from, from + length), at);
  return true;
}

/** Reads a list or map into row `row`. Element counts are at most the bytes that are left, so room is made only for those. */
export function decodeContainer(cursor: DecoderCursor, builder: ColumnBuilder, row: number): boolean {
  if (builder.kind === 'list') return decodeList(cursor, builder, row);
  assert(builder.kind === 'map', 'only lists and maps contain values');
  return decodeMap(cursor, builder, row);
}

function decodeList(cursor: DecoderCursor, builder: ListBuilder, row: number): boolean {
  const code = SCALAR_CODES[builder.child.type];
  let at = builder.offsets[row]!;
  for (let count = cursor.blockCount(); count !== 0; count = cursor.blockCount()) {
    if (count < 0) return false;
    growValues(builder.child, at + count);
    for (; count > 0; count--) {
      if (!decodeElement(cursor, code, builder.child, at++)) return false;
    }
  }
  builder.offsets[row + 1] = at;
  return true;
}

function decodeMap(cursor: DecoderCursor, builder: MapBuilder, row: number): boolean {
  const code = SCALAR_CODES[builder.values.type];
  const first = builder.offsets[row]!;
  let at = first;
  for (let count = cursor.blockCount(); count !== 0; count = cursor.blockCount()) {
    if (count < 0) return false;
    growValues(builder.keys, at + count);
    growValues(builder.values, at + count);
    for (; count > 0; count--) {
      builder.keys.valid[at] = 1;
      if (!decodeBytes(cursor, builder.keys, at, true)) return false;
      if (!decodeElement(cursor, code, builder.values, at++)) return false;
    }
  }
  builder.offsets[row + 1] = at;
  return keysDiffer(builder.keys, first, at);
}

/** Elements are `union(null, T)` like fields. */
function decodeElement(cursor: DecoderCursor, code: number, builder: ScalarBuilder, index: number): boolean {
  if (cursor.pos >= cursor.end) return false;
  const tag = cursor.bytes[cursor.pos++];
  if (tag === 2) {
    builder.valid[index] = 1;
    return decodeScalar(cursor, code, builder, index);
  }
  builder.valid[index] = 0;
  if (builder.kind === 'bytes') builder.offsets[index + 1] = builder.offsets[index]!;
  return tag === 0;
}

/** No engine stores a map with a key twice. */
function keysDiffer(keys: BytesBuilder, from: number, to: number): boolean {
  if (to - from > SMALL_MAP) {
    const seen = new Set<string>();
    for (let index = from; index < to; index++) seen.add(keyText(keys, index));
    return seen.size === to - from;
  }
  for (let index = from; index < to; index++) {
    for (let other = from; other < index; other++) if (keysEqual(keys, index, other)) return false;
  }
  return true;
}

function keyText(keys: BytesBuilder, index: number): string {
  const from = keys.offsets[index]!;
  return Buffer.from(
    keys.bytes.buffer,
    keys.bytes.byteOffset + from,
    keys.offsets[index + 1]! - from,
  ).toString('latin1');
}

function keysEqual(keys: BytesBuilder, a: number, b: number): boolean {
  const length = keys.offsets[a + 1]! - keys.offsets[a]!;
  if (keys.offsets[b + 1]! - keys.offsets[b]! !== length) return false;
  for (let i = 0; i < length; i++) {
    if (keys.bytes[keys.offsets[a]! + i] !== keys.bytes[keys.offsets[b]! + i]) return false;
  }
  return true;
}
