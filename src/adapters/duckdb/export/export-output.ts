import { createHash } from 'node:crypto';
import type { DataChunk } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { assert } from '../../../platform/assert.ts';
import type { Random } from '../../../platform/random.ts';
import type { EngineExport, ExportEnd } from '../../../query/query-engine.ts';
import { tooManyRows } from '../query-errors.ts';
import type { ExportWriter, Piece } from './export-writer.ts';
import { openExportWriter } from './open-export-writer.ts';
import { PieceWindow } from './piece-window.ts';

type FileRequest = Pick<EngineExport, 'format' | 'columnNames' | 'columnTypes' | 'maxRows'>;

/** What one export has beside the engine: the file that it writes, and how much of that may be under way. */
export class ExportOutput {
  readonly #window: PieceWindow;
  #writer: ExportWriter | undefined;

  constructor(post: (piece: Piece) => void) {
    this.#window = new PieceWindow(post);
  }

  get hasSent(): boolean {
    return this.#window.hasSent;
  }

  /** One more piece may be sent. */
  more(): void {
    this.#window.open();
  }

  /** Ends what the engine's interrupt does not reach: waiting for the client, and for the thread of a format. */
  stop(): void {
    this.#window.close();
    this.#writer?.close();
  }

  /** `onBytes` is told how many there are after each piece, and before each chunk; what it throws ends the file. */
  async write(
    chunks: AsyncIterable<DataChunk>,
    { format, columnNames, columnTypes, maxRows }: FileRequest,
    random: Random,
    onBytes: (bytes: number) => void,
  ): Promise<ExportEnd> {
    const writer = openExportWriter(format, columnNames, columnTypes, random);
    this.#writer = writer;
    const hash = createHash('sha256');
    let bytes = 0;
    const send = async (pieces: AsyncIterable<Piece>) => {
      for await (const piece of pieces) {
        hash.update(piece);
        bytes += piece.length;
        await this.#window.send(piece);
        onBytes(bytes);
      }
    };
    try {
      let rowCount = 0;
      for await (const chunk of chunks) {
        onBytes(bytes);
        const size = duckdb.data_chunk_get_size(chunk);
        rowCount += size;
        if (rowCount > maxRows) throw tooManyRows(maxRows);
        await send(writer.rows(chunk));
        // Values are read through pointers into the chunk: it must not be collected before this line.
        assert(duckdb.data_chunk_get_size(chunk) === size, 'a chunk changed while it was read');
      }
      onBytes(bytes);
      await send(writer.end());
      return { rowCount, sha256: hash.digest('hex') };
    } finally {
      writer.close();
    }
  }
}
