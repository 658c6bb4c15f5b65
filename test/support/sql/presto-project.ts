import type { PrestoClient } from '../../../src/adapters/presto/rest-client.ts';
import {
  type CompiledQuery,
  compileQuery,
  type PrestoCompileRequest,
} from '../../../src/sql/compile/compile-query.ts';
import { quote } from '../../../src/sql/functions/duckdb/sql-text.ts';
import type { EngineTables } from '../../../src/sql/print/presto-engine/engine-tables.ts';
import { printSqlType } from '../../../src/sql/types/print-sql-type.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';
import { fromPresto, type PlainValue } from './plain-value.ts';
import { type Cell, EMPTY, LEFT_OUT, PHYSICAL_TABLES, type PhysicalTable, PROJECT } from './project-data.ts';

/** One table a collection, in the catalog `memory`. */
export const PRESTO_TABLES: EngineTables = {
  segmentsOf: (collection) => {
    if (collection.id === EMPTY.id) return [];
    const lacks = LEFT_OUT.get(collection);
    const table = { catalog: 'memory', schema: 'data', name: collection.physicalName };
    return [{ table, ...(lacks === undefined ? {} : { lacks }) }];
  },
};

/** A query of the test project for PrestoDB, unless `request` says Trino. */
export function compileForPresto(text: string, request: Partial<PrestoCompileRequest> = {}): CompiledQuery {
  return compileQuery({
    text,
    project: PROJECT,
    engine: 'presto',
    tables: PRESTO_TABLES,
    rows: { maxRows: 100_000 },
    ...request,
  });
}

export interface PrestoAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly PlainValue[])[];
}

/** The test project's tables on a real PrestoDB. */
export class PrestoProject {
  readonly #client: PrestoClient;

  private constructor(client: PrestoClient) {
    this.#client = client;
  }

  static async open(client: PrestoClient): Promise<PrestoProject> {
    await client.execute('CREATE SCHEMA memory.data');
    for (const table of PHYSICAL_TABLES) await client.execute(createTable(table));
    return new PrestoProject(client);
  }

  /** Error: `PrestoQueryFailed`, and one of time that has run out. */
  async run(sql: string): Promise<PrestoAnswer> {
    const { columns, rows } = await this.#client.execute(sql, { timeoutMs: 120_000 });
    return {
      columns: columns.map(({ name, typeText }) => ({ name, type: typeText })),
      rows: rows.map((row) => row.map(fromPresto)),
    };
  }
}

function createTable({ name, columns, rows }: PhysicalTable): string {
  const selects = rows.map((row) => {
    const cells = row.map((value, index) => {
      const [column, type] = columns[index]!;
      return `${cell(value, type)} AS "${column}"`;
    });
    return `SELECT ${cells.join(', ')}`;
  });
  return `CREATE TABLE memory.data."${name}" AS ${selects.join(' UNION ALL ')}`;
}

function cell(value: Cell, type: SqlType): string {
  const list = (texts: Iterable<string>) => `ARRAY[${[...texts].map(quote).join(', ')}]`;
  const sql =
    value === null
      ? 'NULL'
      : typeof value === 'string'
        ? quote(value)
        : value instanceof Map
          ? `MAP(${list(value.keys())}, ${list(value.values())})`
          : list(value as readonly string[]);
  return `CAST(${sql} AS ${printSqlType(type)})`;
}
