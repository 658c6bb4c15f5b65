import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Collection } from '../../../src/model/collection.ts';
import { ENVELOPE, LAKE_COLUMNS } from '../../../src/model/envelope.ts';
import type { FieldType } from '../../../src/model/field-type.ts';
import {
  type CompiledQuery,
  type CompileRequest,
  compileQuery,
} from '../../../src/sql/compile/compile-query.ts';
import { duckDbType } from '../../../src/sql/functions/duckdb/duckdb-type.ts';
import { singleTables } from '../../../src/sql/print/duckdb/physical-tables.ts';
import { collectionTable } from '../../../src/sql/tables/collection-table.ts';
import { fieldSqlType } from '../../../src/sql/tables/field-sql-type.ts';

/** Physical names differ from those users write, so that a mistake is seen. */
export function collectionOf(
  id: number,
  name: string,
  fields: Readonly<Record<string, FieldType>>,
): Collection {
  const physical = Object.entries(fields).map(([field, type]) => ({
    name: field,
    physicalName: `f_${field.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_')}`,
    type,
  }));
  return {
    id,
    projectId: 1,
    name,
    physicalName: `t_${name.replaceAll(/[^a-z0-9_]/g, '_')}`,
    topic: `p-${name}`,
    partitionCount: 1,
    revision: 0,
    schema: { id, collectionId: id, version: 1, fields: physical },
  };
}

export const PAGEVIEW = collectionOf(1, 'pageview', {
  url: 'STRING',
  _user: 'STRING',
  price: 'DOUBLE',
  n: 'LONG',
  ok: 'BOOLEAN',
  tags: 'ARRAY_STRING',
  marks: 'MAP_DOUBLE',
});
export const PURCHASE = collectionOf(2, 'purchase', {
  item: 'STRING',
  _user: 'STRING',
  amount: 'LONG',
  n: 'INTEGER',
  late: 'STRING',
});
/** Without a table. */
export const EMPTY = collectionOf(3, 'empty', { a: 'LONG', b: 'STRING' });

/** What the users' table and a continuous one are here: tables of other names than users write. */
export const PEOPLE = collectionOf(4, 'people', { email: 'STRING' });
export const DAILY = collectionOf(5, 'daily', { total: 'LONG' });

export const COLLECTIONS = [PAGEVIEW, PURCHASE, EMPTY] as const;

const ENVELOPE_TYPES = { string: 'VARCHAR', millis: 'TIMESTAMP', int64: 'BIGINT' } as const;

export function createTable({ physicalName, schema }: Collection, leftOut: readonly string[] = []): string {
  const columns = [
    ...ENVELOPE.map(({ name, kind }) => `"${name}" ${ENVELOPE_TYPES[kind]}`),
    ...LAKE_COLUMNS.map((name) => `"${name}" BIGINT`),
    ...schema.fields
      .filter(({ name }) => !leftOut.includes(name))
      .map((field) => `"${field.physicalName}" ${duckDbType(fieldSqlType(field.type))}`),
  ];
  return `CREATE TABLE data."${physicalName}" (${columns.join(', ')})`;
}

const EXTRA =
  '[{"property":"n","type":"LONG","error":"is no number","value":"x"},{"property":"z","error":"no column","value":[1]}]';

export const EVENTS = [
  `INSERT INTO data.t_pageview BY NAME SELECT * FROM (VALUES
    ('e1', TIMESTAMP '2024-01-01 10:00:00.250', 0, '/a', 'ann', 1.5, 1, true, ['x', 'y'], MAP {'m': 1.5}, NULL),
    ('e2', TIMESTAMP '2024-01-01 11:30:00', 1, '/b', 'bob', 2.5, 2, false, ['y'], MAP {'m': 2.0, 'k': 3.0}, NULL),
    (NULL, TIMESTAMP '2024-01-02 00:00:00', 2, '/a', 'ann', NULL, 3, NULL, [], NULL, '${EXTRA}'),
    ('e4', TIMESTAMP '2024-02-29 23:59:59.999', 3, NULL, NULL, -7.5, NULL, true, NULL, MAP {}, NULL)
  ) AS v(_id, _time, _sequence, f_url, f__user, f_price, f_n, f_ok, f_tags, f_marks, _extra)`,
  `UPDATE data.t_pageview SET _shard_time = _time, _collector = 7, _partition = 0, _offset = _sequence, _batch = 1 + _sequence // 2`,
  `INSERT INTO data.t_purchase BY NAME SELECT * FROM (VALUES
    ('p1', TIMESTAMP '2024-01-01 12:00:00', 0, 'book', 'ann', 10, 1),
    ('p2', TIMESTAMP '2024-01-03 12:00:00', 1, 'pen', 'ann', 5, 2),
    ('p3', TIMESTAMP '2024-01-04 12:00:00', 2, 'pen', 'cid', NULL, 3)
  ) AS v(_id, _time, _sequence, f_item, f__user, f_amount, f_n)`,
  `UPDATE data.t_purchase SET _shard_time = _time, _collector = 7, _partition = 0, _offset = _sequence, _batch = 1`,
];

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
    await connection.run(createTable(PAGEVIEW));
    await connection.run(createTable(PURCHASE, ['late']));
    await connection.run(createTable(PEOPLE));
    await connection.run(createTable(DAILY));
    for (const sql of EVENTS) await connection.run(sql);
    await connection.run('SET enable_external_access = false; SET lock_configuration = true');
    return new DuckDbProject(connection);
  }

  compile(text: string, request: TestRequest = {}): CompiledQuery {
    return compileQuery({
      text,
      project: {
        collections: COLLECTIONS,
        users: { ...collectionTable(PEOPLE), path: ['users'] },
        continuous: new Map([['daily', { ...collectionTable(DAILY), path: ['continuous', 'daily'] }]]),
      },
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

  close(): void {
    this.#connection.closeSync();
  }
}

function shown(value: unknown): string {
  if (value === null) return 'NULL';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
