/**
 * How a value of each engine type stands in the JSON of an answer:
 * - whole numbers and decimals as JSON numbers with all their digits, also beyond 2^53;
 * - doubles as JSON numbers; the ones JSON has no number for as the texts "NaN", "Infinity" and "-Infinity";
 * - TIMESTAMP as `2026-01-01T00:00:00.000Z` (cut to milliseconds, UTC), DATE as `2026-01-01`, TIME as `00:00:00.000`;
 * - BLOB as base64, UUID and ENUM as text, INTERVAL as text like `1 year 2 months 3 days 04:05:06.007`;
 * - LIST and ARRAY as arrays, MAP and STRUCT as objects (a map's key that is no text as its JSON text).
 */
import type { LogicalType, Vector } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { userError } from '../../platform/errors.ts';
import { ByteWriter } from './byte-writer.ts';
import { dateText, timestampText, timeText } from './civil-time.ts';
import { TYPE } from './type-ids.ts';

/** Writes value `row` of one vector. */
export type Cell = (row: number, out: ByteWriter) => void;

const STRING_BYTES = 16;
const INLINE_BYTES = 12;
const INFINITE_MICROS = 9_223_372_036_854_775_807n;
const INFINITE_DAYS = 2_147_483_647;
const DIGITS = new TextDecoder();

/** Reads `count` values of a vector; the cell is valid as long as the vector's chunk. */
export function cellsOf(vector: Vector, type: LogicalType, count: number): Cell {
  const value = valueCell(vector, type, count);
  const validity = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  if (validity === null || count === 0) return value;
  return (row, out) => {
    if (((validity[row >> 3]! >> (row & 7)) & 1) === 1) value(row, out);
    else out.ascii('null');
  };
}

function valueCell(vector: Vector, type: LogicalType, count: number): Cell {
  const id: number = duckdb.get_type_id(type);
  switch (id) {
    case TYPE.VARCHAR:
    case TYPE.BLOB:
      return stringCell(vector, count, id === TYPE.BLOB);
    case TYPE.LIST:
    case TYPE.ARRAY:
    case TYPE.MAP:
      return containerCell(vector, type, count, id);
    case TYPE.STRUCT:
      return structCell(vector, type, count);
    case TYPE.DECIMAL:
      return decimalCell(vector, type, count);
    case TYPE.ENUM:
      return enumCell(vector, type, count);
    case TYPE.SQLNULL:
      return (_row, out) => out.ascii('null');
    default:
      return fixedCell(vector, id, count);
  }
}

function viewOf(vector: Vector, bytes: number): DataView {
  const data = duckdb.vector_get_data(vector, bytes);
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

/** Numbers by type: width in bytes, and how one is read. */
const INTEGERS: Readonly<Record<number, readonly [number, (view: DataView, at: number) => number | bigint]>> =
  {
    [TYPE.TINYINT]: [1, (view, at) => view.getInt8(at)],
    [TYPE.SMALLINT]: [2, (view, at) => view.getInt16(at, true)],
    [TYPE.INTEGER]: [4, (view, at) => view.getInt32(at, true)],
    [TYPE.BIGINT]: [8, readInt64],
    [TYPE.UTINYINT]: [1, (view, at) => view.getUint8(at)],
    [TYPE.USMALLINT]: [2, (view, at) => view.getUint16(at, true)],
    [TYPE.UINTEGER]: [4, (view, at) => view.getUint32(at, true)],
    [TYPE.UBIGINT]: [8, (view, at) => view.getBigUint64(at, true)],
    [TYPE.HUGEINT]: [16, readInt128],
    [TYPE.UHUGEINT]: [16, (view, at) => BigInt.asUintN(128, readInt128(view, at))],
  };

/** Texts by type, without their quotes: width in bytes, and how one is made. */
const TEXTS: Readonly<Record<number, readonly [number, (view: DataView, at: number) => string]>> = {
  [TYPE.DATE]: [4, (view, at) => datePart(view.getInt32(at, true))],
  [TYPE.TIME]: [8, (view, at) => timeText(Math.floor(Number(view.getBigInt64(at, true)) / 1000))],
  [TYPE.TIME_TZ]: [8, timeTzText],
  [TYPE.TIMESTAMP]: [8, (view, at) => instantText(view, at, 1000n)],
  [TYPE.TIMESTAMP_TZ]: [8, (view, at) => instantText(view, at, 1000n)],
  [TYPE.TIMESTAMP_NS]: [8, (view, at) => instantText(view, at, 1_000_000n)],
  [TYPE.TIMESTAMP_MS]: [8, (view, at) => instantText(view, at, 1n)],
  [TYPE.TIMESTAMP_S]: [8, secondsText],
  [TYPE.UUID]: [16, uuidText],
  [TYPE.INTERVAL]: [16, intervalText],
};

function fixedCell(vector: Vector, id: number, count: number): Cell {
  if (id === TYPE.BOOLEAN) {
    const view = viewOf(vector, count);
    return (row, out) => out.ascii(view.getUint8(row) === 1 ? 'true' : 'false');
  }
  if (id === TYPE.DOUBLE || id === TYPE.FLOAT) {
    const width = id === TYPE.DOUBLE ? 8 : 4;
    const view = viewOf(vector, count * width);
    return width === 8
      ? (row, out) => out.ascii(doubleText(view.getFloat64(row * 8, true)))
      : (row, out) => out.ascii(floatText(view.getFloat32(row * 4, true)));
  }
  const integer = INTEGERS[id];
  if (integer !== undefined) {
    const [width, read] = integer;
    const view = viewOf(vector, count * width);
    return (row, out) => out.ascii(String(read(view, row * width)));
  }
  const text = TEXTS[id];
  if (text !== undefined) {
    const [width, read] = text;
    const view = viewOf(vector, count * width);
    return (row, out) => out.ascii(`"${read(view, row * width)}"`);
  }
  throw userError('QUERY_FAILED', 'the answer has a column of a type that cannot be sent', {
    hint: 'CAST the column to VARCHAR',
  });
}

function readInt64(view: DataView, at: number): number | bigint {
  const value = view.getInt32(at + 4, true) * 4_294_967_296 + view.getUint32(at, true);
  return Number.isSafeInteger(value) ? value : view.getBigInt64(at, true);
}

function readInt128(view: DataView, at: number): bigint {
  return (view.getBigInt64(at + 8, true) << 64n) | view.getBigUint64(at, true);
}

function doubleText(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

/** The shortest text that reads back as the same 32-bit float. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function datePart(days: number): string {
  if (days === INFINITE_DAYS) return 'infinity';
  return days === -INFINITE_DAYS ? '-infinity' : dateText(days);
}

function instantText(view: DataView, at: number, unitsPerMilli: bigint): string {
  const high = view.getInt32(at + 4, true);
  const units = high * 4_294_967_296 + view.getUint32(at, true);
  if (Number.isSafeInteger(units)) return timestampText(Math.floor(units / Number(unitsPerMilli)));
  const exact = view.getBigInt64(at, true);
  if (exact === INFINITE_MICROS) return 'infinity';
  if (exact === -INFINITE_MICROS) return '-infinity';
  // BigInt division cuts towards zero; an instant before the epoch must go down.
  return timestampText(
    Number((exact - (((exact % unitsPerMilli) + unitsPerMilli) % unitsPerMilli)) / unitsPerMilli),
  );
}

function secondsText(view: DataView, at: number): string {
  const seconds = view.getBigInt64(at, true);
  if (seconds === INFINITE_MICROS) return 'infinity';
  return seconds === -INFINITE_MICROS ? '-infinity' : timestampText(Number(seconds) * 1000);
}

/** 40 bits of microseconds, 24 bits of offset, stored as 57,599 minus the seconds east of Greenwich. */
function timeTzText(view: DataView, at: number): string {
  const bits = view.getBigUint64(at, true);
  const offset = 57_599 - Number(bits & 0xff_ffffn);
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.floor(Math.abs(offset) / 60);
  const zone = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${timeText(Math.floor(Number(bits >> 24n) / 1000))}${sign}${zone}`;
}

function uuidText(view: DataView, at: number): string {
  // The highest bit is flipped so that UUIDs sort as signed numbers.
  const bits = BigInt.asUintN(128, readInt128(view, at)) ^ (1n << 127n);
  const hex = bits.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function intervalText(view: DataView, at: number): string {
  const months = view.getInt32(at, true);
  const days = view.getInt32(at + 4, true);
  const millis = Math.trunc(Number(view.getBigInt64(at + 8, true)) / 1000);
  const parts: string[] = [];
  const named = (count: number, name: string) => {
    if (count !== 0) parts.push(`${count} ${name}${Math.abs(count) === 1 ? '' : 's'}`);
  };
  named(Math.trunc(months / 12), 'year');
  named(months % 12, 'month');
  named(days, 'day');
  if (millis !== 0 || parts.length === 0) parts.push(`${millis < 0 ? '-' : ''}${timeText(Math.abs(millis))}`);
  return parts.join(' ');
}

function stringCell(vector: Vector, count: number, blob: boolean): Cell {
  const data = duckdb.vector_get_data(vector, count * STRING_BYTES);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return (row, out) => {
    const at = row * STRING_BYTES;
    const length = view.getUint32(at, true);
    const inline = length <= INLINE_BYTES;
    const bytes = inline
      ? data
      : duckdb.get_data_from_pointer(data.buffer as ArrayBuffer, data.byteOffset + at + 8, length);
    const from = inline ? at + 4 : 0;
    if (blob) out.ascii(`"${Buffer.from(bytes.subarray(from, from + length)).toString('base64')}"`);
    else out.quoted(bytes, from, length);
  };
}

function decimalCell(vector: Vector, type: LogicalType, count: number): Cell {
  const scale = duckdb.decimal_scale(type);
  const [width, read] = INTEGERS[duckdb.decimal_internal_type(type)]!;
  const view = viewOf(vector, count * width);
  return (row, out) => {
    const unscaled = String(read(view, row * width));
    if (scale === 0) {
      out.ascii(unscaled);
      return;
    }
    const sign = unscaled.startsWith('-') ? '-' : '';
    const digits = unscaled.slice(sign.length).padStart(scale + 1, '0');
    out.ascii(`${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
  };
}

function enumCell(vector: Vector, type: LogicalType, count: number): Cell {
  const [width, read] = INTEGERS[duckdb.enum_internal_type(type)]!;
  const view = viewOf(vector, count * width);
  return (row, out) => out.quotedText(duckdb.enum_dictionary_value(type, Number(read(view, row * width))));
}

function containerCell(vector: Vector, type: LogicalType, count: number, id: number): Cell {
  if (id === TYPE.ARRAY) {
    const size = duckdb.array_type_array_size(type);
    const cell = cellsOf(
      duckdb.array_vector_get_child(vector),
      duckdb.array_type_child_type(type),
      count * size,
    );
    return (row, out) => writeList(cell, row * size, size, out);
  }
  const entries = viewOf(vector, count * 16);
  const from = (row: number) => Number(entries.getBigUint64(row * 16, true));
  const length = (row: number) => Number(entries.getBigUint64(row * 16 + 8, true));
  const child = duckdb.list_vector_get_child(vector);
  const childCount = duckdb.list_vector_get_size(vector);
  if (id === TYPE.LIST) {
    const cell = cellsOf(child, duckdb.list_type_child_type(type), childCount);
    return (row, out) => writeList(cell, from(row), length(row), out);
  }
  const keyType = duckdb.map_type_key_type(type);
  const key = cellsOf(duckdb.struct_vector_get_child(child, 0), keyType, childCount);
  const value = cellsOf(
    duckdb.struct_vector_get_child(child, 1),
    duckdb.map_type_value_type(type),
    childCount,
  );
  const keyText = isText(keyType) ? key : asText(key);
  return (row, out) => {
    const first = from(row);
    out.ascii('{');
    for (let index = first; index < first + length(row); index++) {
      if (index > first) out.ascii(',');
      keyText(index, out);
      out.ascii(':');
      value(index, out);
    }
    out.ascii('}');
  };
}

function writeList(cell: Cell, from: number, length: number, out: ByteWriter): void {
  out.ascii('[');
  for (let index = from; index < from + length; index++) {
    if (index > from) out.ascii(',');
    cell(index, out);
  }
  out.ascii(']');
}

/** Types whose JSON is a text already. */
function isText(type: LogicalType): boolean {
  const id: number = duckdb.get_type_id(type);
  return id === TYPE.VARCHAR || id === TYPE.BLOB || id === TYPE.ENUM || TEXTS[id] !== undefined;
}

function asText(cell: Cell): Cell {
  return (row, out) => {
    const own = new ByteWriter();
    cell(row, own);
    out.quotedText(DIGITS.decode(own.take()));
  };
}

function structCell(vector: Vector, type: LogicalType, count: number): Cell {
  const members = Array.from({ length: duckdb.struct_type_child_count(type) }, (_, index) => ({
    name: duckdb.struct_type_child_name(type, index),
    cell: cellsOf(
      duckdb.struct_vector_get_child(vector, index),
      duckdb.struct_type_child_type(type, index),
      count,
    ),
  }));
  // A struct without names, as row(1, 2) makes it.
  const named = members.every((member) => member.name !== '');
  return (row, out) => {
    out.ascii(named ? '{' : '[');
    members.forEach((member, index) => {
      if (index > 0) out.ascii(',');
      if (named) {
        out.quotedText(member.name);
        out.ascii(':');
      }
      member.cell(row, out);
    });
    out.ascii(named ? '}' : ']');
  };
}
