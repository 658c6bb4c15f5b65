import type { SchemaElement } from 'hyparquet-writer';
import type { Piece } from './export-writer.ts';

/** What the thread that writes Parquet is started with. */
export interface ParquetThreadData {
  readonly schema: SchemaElement[];
  readonly names: readonly string[];
}

/** Some rows, column by column, or the end of the file. Each is answered by one {@link ParquetReply}. */
export type ParquetRequest = { readonly columns: readonly (readonly unknown[])[] } | { readonly end: true };

/** What the file goes on with: nothing while a group of rows gathers. */
export interface ParquetReply {
  readonly bytes: Piece | undefined;
}
