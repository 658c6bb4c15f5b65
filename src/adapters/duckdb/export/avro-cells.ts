/** Values as Avro's binary encoding has them, of the types that `avro-schema.ts` says. */
import type { Vector } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import type { MapType, SqlType } from '../../../sql/types/sql-type.ts';
import { type Cell, notInAnswers } from '../json-cells.ts';
import { textOfFixed } from '../value-texts.ts';
import { bytesOf, digitsOf, listEntries, nullsOf, readInt64, viewOf } from '../vector-values.ts';
import { writeAvroBytes, writeAvroDecimal, writeAvroLong } from './avro-bytes.ts';
import { readMillis } from './millis.ts';

/** Which branch of `["null", …]` follows. */
const IS_NULL = 0;
const IS_VALUE = 2;
const END_OF_BLOCKS = 0;

/** Values that may be null. */
export function avroCellsOf(vector: Vector, type: SqlType, count: number): Cell {
  if (type.kind === 'unknown') return () => {};
  const value = valueCell(vector, type, count);
  const isNull = nullsOf(vector, count) ?? (() => false);
  return (row, out) => {
    if (isNull(row)) out.byte(IS_NULL);
    else {
      out.byte(IS_VALUE);
      value(row, out);
    }
  };
}

function valueCell(vector: Vector, type: SqlType, count: number): Cell {
  switch (type.kind) {
    case 'boolean':
      return sameBytes(vector, count, 1);
    case 'real':
      return sameBytes(vector, count, 4);
    case 'double':
      return sameBytes(vector, count, 8);
    case 'tinyint':
      return longCell(vector, count, 1, (view, at) => view.getInt8(at));
    case 'smallint':
      return longCell(vector, count, 2, (view, at) => view.getInt16(at, true));
    case 'integer':
    case 'date':
      return longCell(vector, count, 4, (view, at) => view.getInt32(at, true));
    case 'bigint':
      return longCell(vector, count, 8, readInt64);
    case 'time':
    case 'timestamp':
    case 'timestamp with time zone':
      return longCell(vector, count, 8, readMillis);
    case 'decimal': {
      const [width, read] = digitsOf(type.precision);
      const view = viewOf(vector, count * width);
      return (row, out) => writeAvroDecimal(read(view, row * width), out);
    }
    case 'varchar':
    case 'char':
    case 'json':
    case 'varbinary': {
      const read = bytesOf(vector, count);
      return (row, out) => read(row, (source, from, length) => writeAvroBytes(source, from, length, out));
    }
    case 'interval year to month':
    case 'interval day to second':
      return shownCell(vector, type, count);
    case 'array':
      return arrayCell(vector, type.element, count);
    case 'map':
      return mapCell(vector, type, count);
    case 'row': {
      const cells = type.fields.map((field, index) =>
        avroCellsOf(duckdb.struct_vector_get_child(vector, index), field.type, count),
      );
      return (row, out) => {
        for (const cell of cells) cell(row, out);
      };
    }
    default:
      throw notInAnswers(type);
  }
}

/** The engine keeps them as Avro does, the least significant byte first. */
function sameBytes(vector: Vector, count: number, width: number): Cell {
  const data = duckdb.vector_get_data(vector, count * width);
  return (row, out) => out.bytes(data, row * width, width);
}

function longCell(
  vector: Vector,
  count: number,
  width: number,
  read: (view: DataView, at: number) => number | bigint,
): Cell {
  const view = viewOf(vector, count * width);
  return (row, out) => writeAvroLong(read(view, row * width), out);
}

function shownCell(vector: Vector, type: SqlType, count: number): Cell {
  const fixed = textOfFixed(type);
  if (fixed === undefined) throw notInAnswers(type);
  const [width, read] = fixed;
  const view = viewOf(vector, count * width);
  return (row, out) => {
    const text = read(view, row * width);
    writeAvroLong(text.length, out);
    out.ascii(text);
  };
}

function arrayCell(vector: Vector, element: SqlType, count: number): Cell {
  const { from, length, child, childCount } = listEntries(vector, count);
  const cell = avroCellsOf(child, element, childCount);
  return blocksCell(from, length, cell);
}

/** A map whose keys are texts and an array of keys with values are the same bytes. */
function mapCell(vector: Vector, type: MapType, count: number): Cell {
  const { from, length, child, childCount } = listEntries(vector, count);
  const keys = duckdb.struct_vector_get_child(child, 0);
  const key = valueCell(keys, type.key, childCount);
  const value = avroCellsOf(duckdb.struct_vector_get_child(child, 1), type.value, childCount);
  return blocksCell(from, length, (index, out) => {
    key(index, out);
    value(index, out);
  });
}

/** All elements in one block. */
function blocksCell(from: (row: number) => number, length: (row: number) => number, cell: Cell): Cell {
  return (row, out) => {
    const first = from(row);
    const size = length(row);
    if (size > 0) writeAvroLong(size, out);
    for (let index = first; index < first + size; index++) cell(index, out);
    out.byte(END_OF_BLOCKS);
  };
}
