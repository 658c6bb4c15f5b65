/**
 * Values as the library that writes Parquet takes them, of the types that `parquet-schema.ts` says: numbers, `bigint` for
 * 64 bits and for the digits of decimals, texts, bytes; arrays for arrays, `{key, value}` for the entries of maps,
 * objects for rows.
 */
import type { Vector } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import type { MapType, RowTypeOf, SqlType } from '../../../sql/types/sql-type.ts';
import { notInAnswers } from '../json-cells.ts';
import { textOfFixed } from '../value-texts.ts';
import { bytesOf, digitsOf, listEntries, nullsOf, viewOf } from '../vector-values.ts';
import { readMillis } from './millis.ts';
import { rowFieldNames } from './row-field-names.ts';

/** Reads value `row` of one vector. */
type Value = (row: number) => unknown;

export function parquetValuesOf(vector: Vector, type: SqlType, count: number): Value {
  if (type.kind === 'unknown') return () => null;
  const value = presentValuesOf(vector, type, count);
  const isNull = nullsOf(vector, count);
  if (isNull === undefined) return value;
  return (row) => (isNull(row) ? null : value(row));
}

function presentValuesOf(vector: Vector, type: SqlType, count: number): Value {
  switch (type.kind) {
    case 'boolean':
      return fixed(vector, count, 1, (view, at) => view.getUint8(at) === 1);
    case 'tinyint':
      return fixed(vector, count, 1, (view, at) => view.getInt8(at));
    case 'smallint':
      return fixed(vector, count, 2, (view, at) => view.getInt16(at, true));
    case 'integer':
    case 'date':
      return fixed(vector, count, 4, (view, at) => view.getInt32(at, true));
    case 'bigint':
      return fixed(vector, count, 8, (view, at) => view.getBigInt64(at, true));
    case 'real':
      return fixed(vector, count, 4, (view, at) => view.getFloat32(at, true));
    case 'double':
      return fixed(vector, count, 8, (view, at) => view.getFloat64(at, true));
    case 'time':
      return fixed(vector, count, 8, readMillis);
    case 'timestamp':
    case 'timestamp with time zone':
      return fixed(vector, count, 8, (view, at) => BigInt(readMillis(view, at)));
    case 'decimal': {
      const [width, read] = digitsOf(type.precision);
      return fixed(vector, count, width, (view, at) => BigInt(read(view, at)));
    }
    case 'varchar':
    case 'char':
    case 'json':
      return bytes(vector, count, (value) => value.toString());
    case 'varbinary':
      return bytes(vector, count, (value) => Uint8Array.from(value));
    case 'array':
      return arrayOf(vector, type.element, count);
    case 'map':
      return mapOf(vector, type, count);
    case 'row':
      return rowOf(vector, type, count);
    default: {
      const text = textOfFixed(type);
      if (text === undefined) throw notInAnswers(type);
      return fixed(vector, count, ...text);
    }
  }
}

function fixed(
  vector: Vector,
  count: number,
  width: number,
  read: (view: DataView, at: number) => unknown,
): Value {
  const view = viewOf(vector, count * width);
  return (row) => read(view, row * width);
}

function bytes(vector: Vector, count: number, make: (value: Buffer) => unknown): Value {
  const read = bytesOf(vector, count);
  return (row) => {
    let value: unknown;
    read(row, (source, from, length) => {
      value = make(Buffer.from(source.buffer, source.byteOffset + from, length));
    });
    return value;
  };
}

function arrayOf(vector: Vector, element: SqlType, count: number): Value {
  const { from, length, child, childCount } = listEntries(vector, count);
  const value = parquetValuesOf(child, element, childCount);
  return (row) => {
    const first = from(row);
    return Array.from({ length: length(row) }, (_, index) => value(first + index));
  };
}

function mapOf(vector: Vector, type: MapType, count: number): Value {
  const { from, length, child, childCount } = listEntries(vector, count);
  const key = presentValuesOf(duckdb.struct_vector_get_child(child, 0), type.key, childCount);
  const value = parquetValuesOf(duckdb.struct_vector_get_child(child, 1), type.value, childCount);
  return (row) => {
    const first = from(row);
    return Array.from({ length: length(row) }, (_, index) => ({
      key: key(first + index),
      value: value(first + index),
    }));
  };
}

function rowOf(vector: Vector, type: RowTypeOf, count: number): Value {
  const fields = rowFieldNames(type).map(
    (name, index) =>
      [
        name,
        parquetValuesOf(duckdb.struct_vector_get_child(vector, index), type.fields[index]!.type, count),
      ] as const,
  );
  return (row) => Object.fromEntries(fields.map(([name, value]) => [name, value(row)]));
}
