import type { DataChunk } from '@duckdb/node-bindings';

/** Some bytes of a file, with memory of their own: they are handed to another thread. */
export type Piece = Uint8Array<ArrayBuffer>;

/** A piece is sent as soon as it has so many bytes. */
export const PIECE_BYTES = 256 * 1024;

/** Turns the chunks of an answer into the bytes of a file of one format. */
export interface ExportWriter {
  /** The chunk is read until the iteration ends. */
  rows(chunk: DataChunk): AsyncIterable<Piece>;
  /** What is left of the rows, and what ends the file. */
  end(): AsyncIterable<Piece>;
  /** Lets go of what it holds, whether the file was ended or not; what is under way fails. */
  close(): void;
}
