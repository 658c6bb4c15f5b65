import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckdbLake } from '../../src/adapters/duckdb/index.ts';
import {
  closeDatabase,
  connect,
  disconnect,
  openDatabase,
  readRows,
} from '../../src/adapters/duckdb/native.ts';
import { PROJECT } from './lake-events.ts';

/** Rows of a query over a copy of the project's store: the file itself belongs to the worker. None without the table. */
export async function readStore(
  lake: DuckdbLake,
  directory: string,
  sql: string,
): Promise<readonly (readonly unknown[])[]> {
  const copy = path.join(directory, 'copy.duckdb');
  await rm(copy, { force: true });
  await lake.backup(PROJECT, copy);
  return readFile(copy, sql);
}

export async function readFile(file: string, sql: string): Promise<readonly (readonly unknown[])[]> {
  const database = await openDatabase(file, new Map());
  const connection = await connect(database);
  try {
    return await readRows(connection, sql);
  } catch (error) {
    if (error instanceof Error && /Table with name .* does not exist/.test(error.message)) return [];
    throw error;
  } finally {
    disconnect(connection);
    closeDatabase(database);
  }
}
