import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandFailure, EXIT, usageFailure } from './exit-codes.ts';

export const IMPORT_FORMATS = ['jsonl', 'csv', 'parquet'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** The rows of a file as JSON objects, read piece by piece. */
export interface ImportSource {
  readonly rows: AsyncIterable<ImportRow>;
  /** How much of the file has been read, 0 to 1, where that can be told. */
  fraction(rowsRead: number): number | undefined;
}

export interface ImportRow {
  /** The text of a JSON object, as it stands in the file where that is JSON. */
  readonly json: string;
  /** Line or row, counted from 1. */
  readonly place: number;
}

const FORMAT_BY_ENDING: ReadonlyMap<string, ImportFormat> = new Map([
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['json', 'jsonl'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['parquet', 'parquet'],
]);

/** By the end of the file's name, `.gz` aside; standard input is JSON lines. */
export function formatOf(file: string, named: string | undefined): ImportFormat {
  const ending = file === '-' ? 'jsonl' : (/\.([a-z]+)(\.gz)?$/i.exec(file)?.[1] ?? '').toLowerCase();
  const format = named ?? FORMAT_BY_ENDING.get(ending);
  const known = IMPORT_FORMATS.find((one) => one === format);
  if (known !== undefined) return known;
  const formats = IMPORT_FORMATS.join(', ');
  throw format === undefined
    ? usageFailure(`the name of "${file}" does not tell its format`, `say --format with one of: ${formats}`)
    : usageFailure(`option "--format" cannot be "${format}"`, `it is one of: ${formats}`);
}

export async function openImport(file: string, format: ImportFormat): Promise<ImportSource> {
  if (file !== '-') await checkReadable(file);
  return format === 'jsonl' ? openLines(file) : openTable(file, format);
}

async function checkReadable(file: string): Promise<void> {
  try {
    if ((await stat(file)).isFile()) return;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CommandFailure(EXIT.failed, `could not read "${file}"`, { detail: code, cause });
  }
  throw new CommandFailure(EXIT.failed, `"${file}" is not a file`);
}

async function openLines(file: string): Promise<ImportSource> {
  if (file === '-') return { rows: jsonLines(process.stdin), fraction: () => undefined };
  const { size } = await stat(file);
  const raw = createReadStream(file);
  const text: Readable = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => text.destroy(error));
  return { rows: jsonLines(text), fraction: () => (size === 0 ? undefined : raw.bytesRead / size) };
}

async function* jsonLines(text: Readable): AsyncGenerator<ImportRow> {
  let place = 0;
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    place++;
    const json = (place === 1 ? line.replace(/^\uFEFF/, '') : line).trim();
    if (json !== '') yield { json, place };
  }
}

/**
 * DuckDB reads the file in this process and turns each row into JSON, so that quoting, types and nested columns are its
 * work. Dates and times become text that the server recognises.
 */
async function openTable(file: string, format: 'csv' | 'parquet'): Promise<ImportSource> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB', threads: '2' });
  const connection = await instance.connect();
  const path = `'${file.replaceAll("'", "''")}'`;
  const reader = format === 'csv' ? `read_csv(${path})` : `read_parquet(${path})`;
  const total = format === 'csv' ? undefined : await countRows();

  async function countRows(): Promise<number> {
    const reply = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${reader}`).catch(unreadable);
    return Number(reply.getRows()[0]?.[0] ?? 0);
  }
  function unreadable(cause: unknown): never {
    const [detail] = (cause as Error).message.split('\n');
    throw new CommandFailure(EXIT.failed, `could not read "${file}" as ${format}`, { detail, cause });
  }
  async function* rows(): AsyncGenerator<ImportRow> {
    try {
      const result = await connection.stream(`SELECT to_json(file_row)::VARCHAR FROM ${reader} file_row`);
      let place = 0;
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        for (const json of chunk.getColumnValues(0)) yield { json: String(json), place: ++place };
      }
    } catch (error) {
      unreadable(error);
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }
  return {
    rows: rows(),
    fraction: (read) => (total === undefined || total === 0 ? undefined : read / total),
  };
}
