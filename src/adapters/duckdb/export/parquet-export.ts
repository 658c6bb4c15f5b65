import { Worker } from 'node:worker_threads';
import type { DataChunk } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { internalError } from '../../../platform/errors.ts';
import type { SqlType } from '../../../sql/types/sql-type.ts';
import { type ExportWriter, PIECE_BYTES, type Piece } from './export-writer.ts';
import type { ParquetReply, ParquetRequest, ParquetThreadData } from './parquet-messages.ts';
import { parquetSchemaOf } from './parquet-schema.ts';
import { parquetValuesOf } from './parquet-values.ts';

/** Values that are read and handed over at a time: a few milliseconds of this thread. */
const VALUES_AT_A_TIME = 20_000;

/** A Parquet file, encoded by a thread of its own, which gathers one group of rows in memory. */
export class ParquetExport implements ExportWriter {
  readonly #types: readonly SqlType[];
  readonly #thread: Worker;
  #failure: Error | undefined;
  #reply: PromiseWithResolvers<Piece | undefined> | undefined;

  constructor(names: readonly string[], types: readonly SqlType[]) {
    this.#types = types;
    const workerData: ParquetThreadData = { schema: parquetSchemaOf(names, types), names };
    // The suffix follows this file's, so that the compiled program finds its compiled worker.
    const url = new URL(
      `./parquet-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
      import.meta.url,
    );
    this.#thread = new Worker(url, { workerData, name: 'parquet' });
    this.#thread.on('message', ({ bytes }: ParquetReply) => this.#reply?.resolve(bytes));
    this.#thread.on('error', (cause) => this.#fail(cause));
    this.#thread.on('exit', (code) => this.#fail(new Error(`exit code ${code}`)));
  }

  async *rows(chunk: DataChunk): AsyncGenerator<Piece> {
    const count = duckdb.data_chunk_get_size(chunk);
    const values = this.#types.map((type, column) =>
      parquetValuesOf(duckdb.data_chunk_get_vector(chunk, column), type, count),
    );
    const step = Math.max(1, Math.floor(VALUES_AT_A_TIME / this.#types.length));
    for (let from = 0; from < count; from += step) {
      const length = Math.min(step, count - from);
      const columns = values.map((value) => Array.from({ length }, (_, row) => value(from + row)));
      yield* piecesOf(await this.#ask({ columns }));
    }
  }

  async *end(): AsyncGenerator<Piece> {
    yield* piecesOf(await this.#ask({ end: true }));
  }

  close(): void {
    void this.#thread.terminate();
  }

  #ask(request: ParquetRequest): Promise<Piece | undefined> {
    this.#reply = Promise.withResolvers();
    if (this.#failure === undefined) this.#thread.postMessage(request);
    else this.#reply.reject(this.#failure);
    return this.#reply.promise;
  }

  #fail(cause: Error): void {
    this.#failure ??= internalError('EXPORT_FAILED', 'the Parquet file could not be written', { cause });
    this.#reply?.reject(this.#failure);
  }
}

function* piecesOf(bytes: Piece | undefined): Generator<Piece> {
  for (let at = 0; at < (bytes?.length ?? 0); at += PIECE_BYTES) yield bytes!.slice(at, at + PIECE_BYTES);
}
