import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import { messageOf } from '../platform/errors.ts';
import { CommandFailure, EXIT, usageFailure } from './exit-codes.ts';
import { systemProblem } from './system-problem.ts';
import { LineTooLong, textLines } from './text-lines.ts';

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
    throw unreadable(file, cause);
  }
  throw new CommandFailure(EXIT.failed, `"${file}" is not a file`);
}

function unreadable(file: string, cause: unknown): CommandFailure {
  const detail = systemProblem(cause);
  return new CommandFailure(EXIT.failed, `could not read "${file}"`, { detail, cause });
}

async function openLines(file: string): Promise<ImportSource> {
  if (file === '-') return { rows: jsonLines(() => process.stdin, file), fraction: () => undefined };
  const { size } = await stat(file);
  let raw: ReadStream | undefined;
  return {
    rows: jsonLines(() => {
      raw = createReadStream(file);
      if (!file.endsWith('.gz')) return raw;
      const text = raw.pipe(createGunzip());
      raw.on('error', (error) => text.destroy(error));
      return text;
    }, file),
    fraction: () => (size === 0 ? undefined : (raw?.bytesRead ?? 0) / size),
  };
}

/** Opened when the first row is asked for: before, nobody would hear of an error. */
async function* jsonLines(open: () => Readable, file: string): AsyncGenerator<ImportRow> {
  let place = 0;
  try {
    for await (const line of textLines(open())) {
      place++;
      const json = line.trim();
      if (json !== '') yield { json, place };
    }
  } catch (error) {
    if (!(error instanceof LineTooLong)) throw unreadable(file, error);
    throw new CommandFailure(EXIT.failed, `line ${error.place} of "${file}" is longer than 64 MB`, {
      hint: 'the file should have one JSON object a line',
    });
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
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  const path = quoted(file);
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  let reader: string;
  let total: number | undefined;
  try {
    reader = format === 'csv' ? await csvReader(path, ask) : `read_parquet(${path})`;
    if (format === 'parquet') total = Number((await ask(`SELECT count(*)::DOUBLE FROM ${reader}`))[0]?.[0]);
  } catch (error) {
    close();
    throw notOfFormat(file, format, error);
  }

  async function* rows(): AsyncGenerator<ImportRow> {
    try {
      await connection.run('BEGIN TRANSACTION');
      const result = await connection.stream(`SELECT to_json(file_row)::VARCHAR FROM ${reader} file_row`);
      let place = 0;
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) break;
        for (const json of chunk.getColumnValues(0)) yield { json: String(json), place: ++place };
      }
      await throwIfCut(connection, reader);
    } catch (error) {
      throw notOfFormat(file, format, error);
    } finally {
      close();
    }
  }
  return {
    rows: rows(),
    fraction: (read) => (total === undefined || total === 0 ? undefined : read / total),
  };
}

/**
 * Reading that fails after the first rows ends without an error, like the end of the file; but its transaction is
 * aborted then. The error is found by reading once more.
 */
async function throwIfCut(connection: DuckDBConnection, reader: string): Promise<void> {
  try {
    await connection.run('SELECT 1');
    return;
  } catch {
    await connection.run('ROLLBACK');
  }
  await connection.run(`SELECT bit_xor(hash(file_row)) FROM ${reader} file_row`);
  throw new Error('reading ended before the last row');
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Lines with different numbers of fields make DuckDB take the file for one of a single column that bears all their
 * names. With the delimiter given it says which line is wrong instead.
 */
async function csvReader(
  path: string,
  ask: (sql: string) => Promise<readonly (readonly unknown[])[]>,
): Promise<string> {
  const columns = await ask(`SELECT column_name FROM (DESCRIBE FROM read_csv(${path}))`);
  const only = columns.length === 1 ? String(columns[0]?.[0]) : '';
  const delimiter = DELIMITERS.find((one) => only.includes(one));
  if (delimiter === undefined) return `read_csv(${path})`;
  return `read_csv(${path}, delim = ${quoted(delimiter)}, header = true, auto_detect = false, columns = {${only
    .split(delimiter)
    .map((name) => `${quoted(name)}: 'VARCHAR'`)
    .join(', ')}})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** DuckDB's words up to where it advises options that nobody can give here. */
function notOfFormat(file: string, format: 'csv' | 'parquet', cause: unknown): CommandFailure {
  const [said = ''] = messageOf(cause).split(/\n\s*(?:Possible|\n)/);
  const detail = said.replace(/^[A-Z][A-Za-z ]* Error: /, '');
  return new CommandFailure(EXIT.failed, `could not read "${file}" as ${format}`, { detail, cause });
}
