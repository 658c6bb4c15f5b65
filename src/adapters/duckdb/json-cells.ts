/**
 * How a value of each SQL type stands in the JSON of an answer:
 * - whole numbers and decimals as JSON numbers with all their digits, also beyond 2^53;
 * - doubles as JSON numbers; the ones JSON has no number for as the texts "NaN", "Infinity" and "-Infinity";
 * - timestamps, with or without a zone, as `2026-01-01T00:00:00.000Z` (UTC), dates as `2026-01-01`, times as
 *   `00:00:00.000`;
 * - intervals as Presto writes them: `1-2` for a year and two months, `3 04:05:06.007` for days and what is left;
 * - json as its text, varbinary as base64;
 * - arrays as arrays, maps as objects (a key that is no text as its JSON text), rows as objects, and as arrays when a
 *   field has no name or two have the same.
 */
import type { Vector } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { internalError } from '../../platform/errors.ts';
import type { DecimalType, RowTypeOf, SqlType } from '../../sql/types/sql-type.ts';
import { ByteWriter } from './byte-writer.ts';
import { dateText, timestampText, timeText } from './civil-time.ts';

/** Writes value `row` of one vector. */
export type Cell = (row: number, out: ByteWriter) => void;

const STRING_BYTES = 16;
const INLINE_BYTES = 12;
const INFINITE_MICROS = 9_223_372_036_854_775_807n;
const INFINITE_DAYS = 2_147_483_647;
const DAY_MILLIS = 86_400_000;
const DIGITS = new TextDecoder();

/** Reads `count` values of a vector that holds this type; the cell is valid as long as the vector's chunk. */
export function cellsOf(vector: Vector, type: SqlType, count: number): Cell {
  const value = valueCell(vector, type, count);
  const validity = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  if (validity === null || count === 0) return value;
  return (row, out) => {
    if (((validity[row >> 3]! >> (row & 7)) & 1) === 1) value(row, out);
    else out.ascii('null');
  };
}

function valueCell(vector: Vector, type: SqlType, count: number): Cell {
  switch (type.kind) {
    case 'unknown':
      return (_row, out) => out.ascii('null');
    case 'boolean': {
      const view = viewOf(vector, count);
      return (row, out) => out.ascii(view.getUint8(row) === 1 ? 'true' : 'false');
    }
    case 'tinyint':
      return textCell(vector, count, 1, (view, at) => String(view.getInt8(at)));
    case 'smallint':
      return textCell(vector, count, 2, (view, at) => String(view.getInt16(at, true)));
    case 'integer':
      return textCell(vector, count, 4, (view, at) => String(view.getInt32(at, true)));
    case 'bigint':
      return textCell(vector, count, 8, (view, at) => String(readInt64(view, at)));
    case 'real':
      return textCell(vector, count, 4, (view, at) => floatText(view.getFloat32(at, true)));
    case 'double':
      return textCell(vector, count, 8, (view, at) => doubleText(view.getFloat64(at, true)));
    case 'decimal':
      return decimalCell(vector, type, count);
    case 'varchar':
    case 'char':
    case 'json':
    case 'varbinary':
      return stringCell(vector, count, type.kind === 'varbinary');
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamp with time zone':
    case 'interval year to month':
    case 'interval day to second': {
      const [width, read] = QUOTED[type.kind];
      return textCell(vector, count, width, (view, at) => `"${read(view, at)}"`);
    }
    case 'array':
      return arrayCell(vector, type.element, count);
    case 'map':
      return mapCell(vector, type, count);
    case 'row':
      return rowCell(vector, type, count);
    default:
      throw internalError('QUERY_ENGINE_FAILED', `an answer cannot hold a ${type.kind}`);
  }
}

/** Types whose JSON is a text of fixed width in memory: that width in bytes, and how the text is made. */
const QUOTED = {
  date: [4, (view: DataView, at: number) => datePart(view.getInt32(at, true))],
  time: [8, (view: DataView, at: number) => timeText(Math.floor(Number(view.getBigInt64(at, true)) / 1000))],
  timestamp: [8, instantText],
  'timestamp with time zone': [8, instantText],
  'interval year to month': [16, monthsText],
  'interval day to second': [16, daysText],
} as const;

function textCell(
  vector: Vector,
  count: number,
  width: number,
  read: (view: DataView, at: number) => string,
): Cell {
  const view = viewOf(vector, count * width);
  return (row, out) => out.ascii(read(view, row * width));
}

function viewOf(vector: Vector, bytes: number): DataView {
  const data = duckdb.vector_get_data(vector, bytes);
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
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

/** Cut to milliseconds. */
function instantText(view: DataView, at: number): string {
  const micros = view.getInt32(at + 4, true) * 4_294_967_296 + view.getUint32(at, true);
  if (Number.isSafeInteger(micros)) return timestampText(Math.floor(micros / 1000));
  const exact = view.getBigInt64(at, true);
  if (exact === INFINITE_MICROS) return 'infinity';
  if (exact === -INFINITE_MICROS) return '-infinity';
  // BigInt division cuts towards zero; an instant before the epoch must go down.
  return timestampText(Number((exact - (((exact % 1000n) + 1000n) % 1000n)) / 1000n));
}

function monthsText(view: DataView, at: number): string {
  const months = view.getInt32(at, true);
  const size = Math.abs(months);
  return `${months < 0 ? '-' : ''}${Math.floor(size / 12)}-${size % 12}`;
}

/** The engine keeps days and microseconds apart; months are never in this type. */
function daysText(view: DataView, at: number): string {
  const days = view.getInt32(at + 4, true);
  const millis = days * DAY_MILLIS + Math.trunc(Number(view.getBigInt64(at + 8, true)) / 1000);
  const size = Math.abs(millis);
  return `${millis < 0 ? '-' : ''}${Math.floor(size / DAY_MILLIS)} ${timeText(size % DAY_MILLIS)}`;
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

/** The engine takes as many bytes for the digits as the precision needs. */
function decimalCell(vector: Vector, { precision, scale }: DecimalType, count: number): Cell {
  const [width, read] = digitsOf(precision);
  return textCell(vector, count, width, (view, at) => {
    const unscaled = String(read(view, at));
    if (scale === 0) return unscaled;
    const sign = unscaled.startsWith('-') ? '-' : '';
    const digits = unscaled.slice(sign.length).padStart(scale + 1, '0');
    return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  });
}

function digitsOf(precision: number): readonly [number, (view: DataView, at: number) => number | bigint] {
  if (precision <= 4) return [2, (view, at) => view.getInt16(at, true)];
  if (precision <= 9) return [4, (view, at) => view.getInt32(at, true)];
  return precision <= 18 ? [8, readInt64] : [16, readInt128];
}

/** Where the elements of each list are: a place and a number in the vector of all elements. */
function listEntries(vector: Vector, count: number) {
  const entries = viewOf(vector, count * 16);
  return {
    from: (row: number) => Number(entries.getBigUint64(row * 16, true)),
    length: (row: number) => Number(entries.getBigUint64(row * 16 + 8, true)),
    child: duckdb.list_vector_get_child(vector),
    childCount: duckdb.list_vector_get_size(vector),
  };
}

function arrayCell(vector: Vector, element: SqlType, count: number): Cell {
  const { from, length, child, childCount } = listEntries(vector, count);
  const cell = cellsOf(child, element, childCount);
  return (row, out) => {
    const first = from(row);
    const end = first + length(row);
    out.ascii('[');
    for (let index = first; index < end; index++) {
      if (index > first) out.ascii(',');
      cell(index, out);
    }
    out.ascii(']');
  };
}

function mapCell(
  vector: Vector,
  type: { readonly key: SqlType; readonly value: SqlType },
  count: number,
): Cell {
  const { from, length, child, childCount } = listEntries(vector, count);
  const key = cellsOf(duckdb.struct_vector_get_child(child, 0), type.key, childCount);
  const value = cellsOf(duckdb.struct_vector_get_child(child, 1), type.value, childCount);
  const keyText = isText(type.key) ? key : asText(key);
  return (row, out) => {
    const first = from(row);
    const end = first + length(row);
    out.ascii('{');
    for (let index = first; index < end; index++) {
      if (index > first) out.ascii(',');
      keyText(index, out);
      out.ascii(':');
      value(index, out);
    }
    out.ascii('}');
  };
}

/** Types whose JSON is a text already. */
function isText({ kind }: SqlType): boolean {
  return kind === 'varchar' || kind === 'char' || kind === 'json' || kind === 'varbinary' || kind in QUOTED;
}

function asText(cell: Cell): Cell {
  return (row, out) => {
    const own = new ByteWriter();
    cell(row, own);
    out.quotedText(DIGITS.decode(own.take()));
  };
}

function rowCell(vector: Vector, { fields }: RowTypeOf, count: number): Cell {
  const names = fields.map(({ name }) => name);
  const named = !names.includes(null) && new Set(names).size === names.length;
  const cells = fields.map(({ type }, index) =>
    cellsOf(duckdb.struct_vector_get_child(vector, index), type, count),
  );
  return (row, out) => {
    out.ascii(named ? '{' : '[');
    cells.forEach((cell, index) => {
      if (index > 0) out.ascii(',');
      if (named) {
        out.quotedText(names[index]!);
        out.ascii(':');
      }
      cell(row, out);
    });
    out.ascii(named ? '}' : ']');
  };
}
