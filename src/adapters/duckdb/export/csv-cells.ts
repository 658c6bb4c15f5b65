/**
 * How a value of each SQL type stands in a field of CSV: as in JSON (`json-cells.ts`), a text without JSON's quotes.
 * Arrays, maps and rows are their JSON. NULL is an empty field, empty text is `""`.
 */
import type { Vector } from '@duckdb/node-bindings';
import type { SqlType } from '../../../sql/types/sql-type.ts';
import { ByteWriter } from '../byte-writer.ts';
import { base64, type Cell, cellsOf } from '../json-cells.ts';
import { textOfFixed } from '../value-texts.ts';
import { bytesOf, nullsOf, viewOf } from '../vector-values.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

export function csvCellsOf(vector: Vector, type: SqlType, count: number): Cell {
  const value = valueCell(vector, type, count);
  const isNull = nullsOf(vector, count);
  if (isNull === undefined) return value;
  return (row, out) => {
    if (!isNull(row)) value(row, out);
  };
}

function valueCell(vector: Vector, type: SqlType, count: number): Cell {
  switch (type.kind) {
    case 'unknown':
      return () => {};
    case 'varchar':
    case 'char':
    case 'json': {
      const read = bytesOf(vector, count);
      return (row, out) => read(row, (source, from, length) => csvField(source, from, length, out));
    }
    case 'varbinary': {
      const read = bytesOf(vector, count);
      return (row, out) =>
        read(row, (source, from, length) => out.ascii(length === 0 ? '""' : base64(source, from, length)));
    }
    default: {
      const fixed = textOfFixed(type);
      if (fixed === undefined) return nestedCell(vector, type, count);
      const [width, read] = fixed;
      const view = viewOf(vector, count * width);
      return (row, out) => out.ascii(read(view, row * width));
    }
  }
}

function nestedCell(vector: Vector, type: SqlType, count: number): Cell {
  const cell = cellsOf(vector, type, count);
  const json = new ByteWriter();
  return (row, out) => {
    json.clear();
    cell(row, json);
    const text = json.written();
    csvField(text, 0, text.length, out);
  };
}

/** Writes a text of UTF-8 bytes, in quotes where it needs them. */
export function csvField(source: Uint8Array, from: number, length: number, out: ByteWriter): void {
  if (length > 0 && !needsQuotes(source, from, length)) {
    out.bytes(source, from, length);
    return;
  }
  out.byte(QUOTE);
  let start = from;
  const end = from + length;
  for (let at = from; at < end; at++) {
    if (source[at] !== QUOTE) continue;
    out.bytes(source, start, at + 1 - start);
    start = at;
  }
  out.bytes(source, start, end - start);
  out.byte(QUOTE);
}

function needsQuotes(source: Uint8Array, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) {
    const byte = source[at]!;
    if (byte === QUOTE || byte === COMMA || byte === NEWLINE || byte === RETURN) return true;
  }
  return false;
}
