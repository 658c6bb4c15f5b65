import type { DataChunk } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import type { SqlType } from '../../../sql/types/sql-type.ts';
import { ByteWriter } from '../byte-writer.ts';
import { type Cell, cellsOf } from '../json-cells.ts';
import { csvCellsOf, csvField } from './csv-cells.ts';
import { type ExportWriter, PIECE_BYTES, type Piece } from './export-writer.ts';

const COMMA = 0x2c;

/** Writes the rows of one chunk. */
type RowWriter = (row: number, out: ByteWriter) => void;

/** CSV as RFC 4180 describes it, with a header. */
export function csvExport(names: readonly string[], types: readonly SqlType[]): ExportWriter {
  const header = new ByteWriter();
  names.forEach((name, index) => {
    if (index > 0) header.byte(COMMA);
    const bytes = Buffer.from(name);
    csvField(bytes, 0, bytes.length, header);
  });
  header.ascii('\r\n');
  return new TextExport(header, (chunk, count) => {
    const cells = types.map((type, column) =>
      csvCellsOf(duckdb.data_chunk_get_vector(chunk, column), type, count),
    );
    return (row, out) => {
      for (let column = 0; column < cells.length; column++) {
        if (column > 0) out.byte(COMMA);
        cells[column]!(row, out);
      }
      out.ascii('\r\n');
    };
  });
}

/** JSON lines: an object a row. */
export function jsonLinesExport(names: readonly string[], types: readonly SqlType[]): ExportWriter {
  const keys = names.map((name, index) => Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`));
  return new TextExport(new ByteWriter(), (chunk, count) => {
    const cells: readonly Cell[] = types.map((type, column) =>
      cellsOf(duckdb.data_chunk_get_vector(chunk, column), type, count),
    );
    return (row, out) => {
      for (let column = 0; column < cells.length; column++) {
        out.bytes(keys[column]!);
        cells[column]!(row, out);
      }
      out.ascii('}\n');
    };
  });
}

/** `out` holds what begins the file. */
class TextExport implements ExportWriter {
  readonly #out: ByteWriter;
  readonly #writerOf: (chunk: DataChunk, count: number) => RowWriter;

  constructor(out: ByteWriter, writerOf: (chunk: DataChunk, count: number) => RowWriter) {
    this.#out = out;
    this.#writerOf = writerOf;
  }

  async *rows(chunk: DataChunk): AsyncGenerator<Piece> {
    const count = duckdb.data_chunk_get_size(chunk);
    const write = this.#writerOf(chunk, count);
    for (let row = 0; row < count; row++) {
      write(row, this.#out);
      if (this.#out.length >= PIECE_BYTES) yield this.#out.take();
    }
  }

  async *end(): AsyncGenerator<Piece> {
    if (this.#out.length > 0) yield this.#out.take();
  }

  close(): void {}
}
