/**
 * How a value of each SQL type stands in the JSON of an answer:
 * - whole numbers and decimals as JSON numbers with all their digits, also beyond 2^53;
 * - doubles as JSON numbers; the ones JSON has no number for as the texts "NaN", "Infinity" and "-Infinity";
 * - dates, times, timestamps and intervals as the texts that `value-texts.ts` describes;
 * - json as its text, varbinary as base64;
 * - arrays as arrays, maps as objects (a key that is no text as its JSON text), rows as objects, and as arrays when a
 *   field has no name or two have the same.
 */
import type { Vector } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { internalError } from '../../platform/errors.ts';
import type { RowTypeOf, SqlType } from '../../sql/types/sql-type.ts';
import { ByteWriter } from './byte-writer.ts';
import { textOfFixed } from './value-texts.ts';
import { bytesOf, listEntries, nullsOf, viewOf } from './vector-values.ts';

/** Writes value `row` of one vector. */
export type Cell = (row: number, out: ByteWriter) => void;

const DIGITS = new TextDecoder();
const NOT_IN_JSON: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);

/** Reads `count` values of a vector that holds this type; the cell is valid as long as the vector's chunk. */
export function cellsOf(vector: Vector, type: SqlType, count: number): Cell {
  const value = valueCell(vector, type, count);
  const isNull = nullsOf(vector, count);
  if (isNull === undefined) return value;
  return (row, out) => {
    if (isNull(row)) out.ascii('null');
    else value(row, out);
  };
}

function valueCell(vector: Vector, type: SqlType, count: number): Cell {
  switch (type.kind) {
    case 'unknown':
      return (_row, out) => out.ascii('null');
    case 'varchar':
    case 'char':
    case 'json':
      return textCell(vector, count);
    case 'varbinary':
      return binaryCell(vector, count);
    case 'array':
      return arrayCell(vector, type.element, count);
    case 'map':
      return mapCell(vector, type, count);
    case 'row':
      return rowCell(vector, type, count);
    default:
      return fixedCell(vector, type, count);
  }
}

/** Types of fixed width whose text is none in JSON. */
const BARE: ReadonlySet<SqlType['kind']> = new Set([
  'boolean',
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'decimal',
]);

function fixedCell(vector: Vector, type: SqlType, count: number): Cell {
  const fixed = textOfFixed(type);
  if (fixed === undefined) throw notInAnswers(type);
  const [width, read] = fixed;
  const view = viewOf(vector, count * width);
  if (BARE.has(type.kind)) return (row, out) => out.ascii(read(view, row * width));
  if (type.kind !== 'double' && type.kind !== 'real') {
    return (row, out) => out.ascii(`"${read(view, row * width)}"`);
  }
  return (row, out) => {
    const text = read(view, row * width);
    out.ascii(NOT_IN_JSON.has(text) ? `"${text}"` : text);
  };
}

/** Of a type that exists only within a query. */
export function notInAnswers({ kind }: SqlType): Error {
  return internalError('QUERY_ENGINE_FAILED', `an answer cannot hold a ${kind}`);
}

function textCell(vector: Vector, count: number): Cell {
  const read = bytesOf(vector, count);
  return (row, out) => read(row, (source, from, length) => out.quoted(source, from, length));
}

function binaryCell(vector: Vector, count: number): Cell {
  const read = bytesOf(vector, count);
  return (row, out) => read(row, (source, from, length) => out.ascii(`"${base64(source, from, length)}"`));
}

export function base64(source: Uint8Array, from: number, length: number): string {
  return Buffer.from(source.buffer, source.byteOffset + from, length).toString('base64');
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

/** Types whose JSON is a text already, whatever the value. */
function isText(type: SqlType): boolean {
  const { kind } = type;
  if (kind === 'varchar' || kind === 'char' || kind === 'json' || kind === 'varbinary') return true;
  return textOfFixed(type) !== undefined && !BARE.has(kind) && kind !== 'double' && kind !== 'real';
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
