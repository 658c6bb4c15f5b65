import type { Connection, Database, DataChunk, Result } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import type { SqlType } from '../../sql/types/sql-type.ts';
import { ByteWriter } from './byte-writer.ts';
import { sqlTypeOfColumn } from './column-types.ts';
import { writeRows } from './json-rows.ts';

/**
 * The few calls of DuckDB's C interface that the adapter needs beside those that move columns. `run` and everything
 * after it work on libuv's pool, so the worker's loop stays free.
 */
export type { Connection, Database };

/** Options as DuckDB names them; fixed when the database is opened. */
export async function openDatabase(file: string, options: ReadonlyMap<string, string>): Promise<Database> {
  const config = duckdb.create_config();
  for (const [name, value] of options) duckdb.set_config(config, name, value);
  return duckdb.open(file, config);
}

export function closeDatabase(database: Database): void {
  duckdb.close_sync(database);
}

export function connect(database: Database): Promise<Connection> {
  return duckdb.connect(database);
}

export function disconnect(connection: Connection): void {
  duckdb.disconnect_sync(connection);
}

/** Runs statements for their effect. */
export async function run(connection: Connection, sql: string): Promise<void> {
  await duckdb.query(connection, sql);
}

/** The rows of a small answer. 64-bit numbers must be below 2^53. */
export async function readRows(
  connection: Connection,
  sql: string,
): Promise<readonly (readonly unknown[])[]> {
  return readResult(await duckdb.query(connection, sql));
}

export async function readResult(result: Result): Promise<readonly (readonly unknown[])[]> {
  const out = new ByteWriter();
  out.ascii('[');
  let first = true;
  for await (const chunk of chunksOf(result)) {
    writeRows(chunk, typesOfChunk(chunk), out, first);
    first = false;
  }
  out.ascii(']');
  return JSON.parse(out.text()) as unknown[][];
}

function typesOfChunk(chunk: DataChunk): readonly SqlType[] {
  return Array.from({ length: duckdb.data_chunk_get_column_count(chunk) }, (_, column) =>
    sqlTypeOfColumn(duckdb.vector_get_column_type(duckdb.data_chunk_get_vector(chunk, column))),
  );
}

export async function* chunksOf(result: Result): AsyncGenerator<DataChunk> {
  for (;;) {
    const chunk = await duckdb.fetch_chunk(result);
    if (chunk === null || duckdb.data_chunk_get_size(chunk) === 0) return;
    yield chunk;
  }
}

/** Runs work in a transaction: committed when it resolves, rolled back when it rejects. */
export async function inTransaction<T>(
  connection: Connection,
  kind: 'read' | 'write',
  work: () => Promise<T>,
): Promise<T> {
  await run(connection, kind === 'read' ? 'BEGIN TRANSACTION READ ONLY' : 'BEGIN TRANSACTION');
  let value: T;
  try {
    value = await work();
  } catch (error) {
    await rollback(connection);
    throw error;
  }
  await run(connection, 'COMMIT');
  return value;
}

/** Ends a transaction in whatever state it is; an error means that there is none any more. */
export async function rollback(connection: Connection): Promise<void> {
  try {
    await run(connection, 'ROLLBACK');
  } catch {
    // The engine rolled it back itself.
  }
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
