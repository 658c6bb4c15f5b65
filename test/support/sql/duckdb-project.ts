import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
  type CompiledQuery,
  type CompileRequest,
  compileQuery,
} from '../../../src/sql/compile/compile-query.ts';
import { duckDbType } from '../../../src/sql/functions/duckdb/duckdb-type.ts';
import { quote } from '../../../src/sql/functions/duckdb/sql-text.ts';
import { singleTables } from '../../../src/sql/print/duckdb/physical-tables.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';
import { fromDuckDb, type PlainValue } from './plain-value.ts';
import { type Cell, EMPTY, PHYSICAL_TABLES, type PhysicalTable, PROJECT } from './project-data.ts';

export function createTable({ name, columns }: PhysicalTable): string {
  const types = columns.map(([column, type]) => `"${column}" ${duckDbType(type)}`);
  return `CREATE TABLE data."${name}" (${types.join(', ')})`;
}

/** There have to be rows. */
export function insertRows({ name, columns, rows }: PhysicalTable): string {
  const values = rows.map(
    (row) => `(${row.map((value, index) => cell(value, columns[index]![1])).join(', ')})`,
  );
  return `INSERT INTO data."${name}" VALUES ${values.join(', ')}`;
}

function cell(value: Cell, type: SqlType): string {
  const list = (texts: Iterable<string>) => `[${[...texts].map(quote).join(', ')}]`;
  const sql =
    value === null
      ? 'NULL'
      : typeof value === 'string'
        ? quote(value)
        : value instanceof Map
          ? `MAP(${list(value.keys())}, ${list(value.values())})`
          : list(value as readonly string[]);
  return `CAST(${sql} AS ${duckDbType(type)})`;
}

export type TestRequest = Partial<CompileRequest>;

/** A project's tables in a DuckDB of its own, locked as the server's is. */
export class DuckDbProject {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async open(): Promise<DuckDbProject> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run("SET timezone = 'UTC'; SET threads = 1; CREATE SCHEMA data");
    // A table of the engine's that no query may ever reach.
    await connection.run('CREATE TABLE canary (secret VARCHAR); CREATE TABLE data.canary (secret VARCHAR)');
    for (const table of PHYSICAL_TABLES) await connection.run(`${createTable(table)}; ${insertRows(table)}`);
    await connection.run('SET enable_external_access = false; SET lock_configuration = true');
    return new DuckDbProject(connection);
  }

  compile(text: string, request: TestRequest = {}): CompiledQuery {
    return compileQuery({
      text,
      project: PROJECT,
      tables: singleTables(new Set([EMPTY.id])),
      rows: { maxRows: 100_000 },
      ...request,
    });
  }

  /** The tables that the engine says a text reads, as `compileQuery` names them. */
  tableNames(sql: string): readonly string[] {
    const names = this.#connection.getTableNames(sql, true);
    return names.map((name) => name.replace(/^"?data"?\./, '').replaceAll('"', '')).sort();
  }

  /** Only whether it can be bound and planned. */
  async prepare(sql: string): Promise<void> {
    const statement = await this.#connection.prepare(sql);
    statement.destroySync();
  }

  /** The rows as lines: values with `|` between them, arrays and rows as JSON. */
  async lines(sql: string): Promise<readonly string[]> {
    const reader = await this.#connection.runAndReadAll(sql);
    return reader.getRowsJson().map((row) => row.map(shown).join('|'));
  }

  /** The rows as values of the types that the analysis has found. */
  async values({ sql, columns }: CompiledQuery): Promise<readonly (readonly PlainValue[])[]> {
    const reader = await this.#connection.runAndReadAll(sql);
    return reader.getRows().map((row) => row.map((value, index) => fromDuckDb(value, columns[index]!.type)));
  }

  close(): void {
    this.#connection.closeSync();
  }
}

function shown(value: unknown): string {
  if (value === null) return 'NULL';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
