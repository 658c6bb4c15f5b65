/**
 * An Avro object container file: the schema, then blocks of rows, each compressed with deflate.
 * https://avro.apache.org/docs/1.12.0/specification/#object-container-files
 */
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { DataChunk } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import type { SqlType } from '../../../sql/types/sql-type.ts';
import { ByteWriter } from '../byte-writer.ts';
import { writeAvroBytes, writeAvroLong } from './avro-bytes.ts';
import { avroCellsOf } from './avro-cells.ts';
import { avroSchemaOf } from './avro-schema.ts';
import { type ExportWriter, PIECE_BYTES, type Piece } from './export-writer.ts';

/** On the pool, so the worker's loop stays free. */
const deflate = promisify(deflateRaw);
/** The fastest: the file travels once, and the pool has other work. */
const DEFLATE_LEVEL = 1;
export const SYNC_MARKER_BYTES = 16;

export class AvroExport implements ExportWriter {
  readonly #types: readonly SqlType[];
  readonly #syncMarker: Uint8Array;
  readonly #head: Uint8Array<ArrayBuffer>;
  readonly #block = new ByteWriter();
  #blockRows = 0;
  #headIsOut = false;

  /** `syncMarker`: 16 random bytes, which end every block. */
  constructor(names: readonly string[], types: readonly SqlType[], syncMarker: Uint8Array) {
    this.#types = types;
    this.#syncMarker = syncMarker;
    this.#head = headOf(avroSchemaOf(names, types), syncMarker);
  }

  async *rows(chunk: DataChunk): AsyncGenerator<Piece> {
    const count = duckdb.data_chunk_get_size(chunk);
    const cells = this.#types.map((type, column) =>
      avroCellsOf(duckdb.data_chunk_get_vector(chunk, column), type, count),
    );
    for (let row = 0; row < count; row++) {
      for (const cell of cells) cell(row, this.#block);
      this.#blockRows++;
      if (this.#block.length >= PIECE_BYTES) yield this.#endBlock();
    }
  }

  async *end(): AsyncGenerator<Piece> {
    if (this.#blockRows > 0) yield this.#endBlock();
    else if (!this.#headIsOut) yield this.#head;
  }

  close(): void {}

  async #endBlock(): Promise<Piece> {
    const rows = await deflate(this.#block.take(), { level: DEFLATE_LEVEL });
    const out = new ByteWriter();
    if (!this.#headIsOut) out.bytes(this.#head);
    this.#headIsOut = true;
    writeAvroLong(this.#blockRows, out);
    writeAvroBytes(rows, 0, rows.length, out);
    out.bytes(this.#syncMarker);
    this.#blockRows = 0;
    return out.take();
  }
}

function headOf(schema: string, syncMarker: Uint8Array): Piece {
  const out = new ByteWriter();
  out.ascii('Obj\x01');
  const metadata = [
    ['avro.schema', schema],
    ['avro.codec', 'deflate'],
  ] as const;
  writeAvroLong(metadata.length, out);
  for (const [name, value] of metadata) {
    for (const text of [name, value]) {
      const bytes = Buffer.from(text);
      writeAvroBytes(bytes, 0, bytes.length, out);
    }
  }
  writeAvroLong(0, out);
  out.bytes(syncMarker);
  return out.take();
}
