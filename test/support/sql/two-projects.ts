import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import type { Connection } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { Instance } from '../../../src/adapters/duckdb/instance.ts';
import { run } from '../../../src/adapters/duckdb/native.ts';
import type { Collection } from '../../../src/model/collection.ts';
import {
  type CompiledQuery,
  type CompileRequest,
  compileQuery,
} from '../../../src/sql/compile/compile-query.ts';
import { singleTables } from '../../../src/sql/print/duckdb/physical-tables.ts';
import type { ProjectTables } from '../../../src/sql/tables/project-environment.ts';
import { createTable, insertRows } from './duckdb-project.ts';
import { COLLECTIONS, collectionOf, EMPTY, PHYSICAL_TABLES, PROJECT, physicalTable } from './project-data.ts';

/** Is in every name, text and number of the other project, and in none of the project that asks. */
export const CANARY = /canary|73737373/i;

/** What is in the other project's tables, and in no text that is tried: who sees it has read them. */
export const SECRET = /hush|73737373/i;

/** In hidden columns of the project that asks, and in no others. */
export const HIDDEN_VALUE = /1955-05-05/;

/** The other project's: what the one that asks must never see, wherever it lies. */
export const THEIRS: readonly Collection[] = [
  collectionOf(91, 'canary_orders', { canary_secret: 'STRING', canary_number: 'LONG' }),
  collectionOf(92, 'canary_users', { canary_secret: 'STRING', _user: 'STRING' }),
];

const SECRETS = [
  ...THEIRS.map((collection) => createTable(physicalTable(collection, [], []))),
  `INSERT INTO data.t_canary_orders BY NAME SELECT 'canary hush' AS f_canary_secret, 73737373 AS f_canary_number, 'canary hush id' AS _id, '[{"property":"canary hush"}]' AS _extra`,
  `INSERT INTO data.t_canary_users BY NAME SELECT 'canary hush' AS f_canary_secret, 'canary hush user' AS f__user`,
  // The columns of a table of ours that the catalog does not know, as a dropped field would be.
  `ALTER TABLE data.t_pageview ADD COLUMN f_canary VARCHAR DEFAULT 'canary hush field'`,
  `CREATE TABLE main.canary AS SELECT 'canary hush' AS canary`,
  `CREATE TABLE main.pageview AS SELECT 'canary hush' AS url, 73737373 AS n`,
  `CREATE TABLE data.pageview AS SELECT 'canary hush' AS url, 73737373 AS n`,
  `CREATE TABLE data.canary AS SELECT 'canary hush' AS canary`,
  `CREATE VIEW main.canary_view AS SELECT 'canary hush' AS canary`,
  `CREATE MACRO main.canary_macro() AS 'canary hush'`,
  `CREATE MACRO main.canary_table_macro() AS TABLE SELECT 'canary hush' AS canary`,
  `CREATE SEQUENCE main.canary_sequence START 73737373`,
  `CREATE TYPE main.canary_type AS ENUM ('canary hush')`,
];

const HIDDEN_VALUES = ['pageview', 'purchase'].map(
  (name) =>
    `UPDATE data.t_${name} SET _client_time = TIMESTAMP '1955-05-05 05:05:05', _upload_time = TIMESTAMP '1955-05-05 05:05:05'`,
);

/**
 * Two projects, asked as one of them. The other one's tables lie in a file of their own beside it, as on a server, and
 * in the same instance and schema too, so that nothing but the compiler stands before them. The instances are opened
 * and locked by the server's own code.
 */
export class TwoProjects {
  readonly project: ProjectTables;
  readonly #instance: Instance;
  readonly #other: Instance;
  readonly #connection: Connection;
  readonly #directory: string;

  private constructor(
    instances: readonly [Instance, Instance],
    directory: string,
    collections: readonly Collection[],
  ) {
    [this.#instance, this.#other] = instances;
    this.#connection = this.#instance.take()!;
    this.#directory = directory;
    this.project = { ...PROJECT, collections };
  }

  /** `more`: collections besides those that tests know, with a row each. */
  static async open(more: readonly Collection[] = []): Promise<TwoProjects> {
    const directory = mkdtempSync(path.join(tmpdir(), 'canary-directory-'));
    writeFileSync(path.join(directory, 'canary.csv'), 'canary\ncanary hush\n');
    const options = {
      directory,
      memoryLimitBytes: 256 * 1024 * 1024,
      threads: 1,
      checkpointThresholdBytes: 1024 * 1024,
      minFreeBytes: 0,
      temporaryLimitBytes: 1024 * 1024,
      concurrentQueries: 1,
    };
    const [mine, other] = await Promise.all(
      ['mine', 'canary'].map((physicalName, index) =>
        Instance.open({ id: index + 1, name: physicalName, physicalName }, options),
      ),
    );
    for (const sql of SECRETS.slice(0, 4)) await run(other!.writer, sql);
    for (const table of PHYSICAL_TABLES) {
      await run(mine!.writer, createTable(table));
      await run(mine!.writer, insertRows(table));
    }
    for (const sql of HIDDEN_VALUES) await run(mine!.writer, sql);
    for (const collection of more) {
      const { physicalName } = collection;
      await run(mine!.writer, createTable(physicalTable(collection, [], [])));
      await run(mine!.writer, `INSERT INTO data."${physicalName}" (_id, _extra) VALUES ('own', '[]')`);
    }
    for (const sql of SECRETS) await run(mine!.writer, sql);
    return new TwoProjects([mine!, other!], directory, [...COLLECTIONS, ...more]);
  }

  compile(text: string, request: Partial<CompileRequest> = {}): CompiledQuery {
    return compileQuery({
      text,
      project: this.project,
      tables: singleTables(new Set([EMPTY.id])),
      rows: { maxRows: 10_000, limit: 1000 },
      ...request,
    });
  }

  /** Physical names of the tables in `data` that the engine says a text reads; others with their schema. */
  tableNames(sql: string): readonly string[] {
    const value = duckdb.get_table_names(this.#connection, sql, true);
    const names = Array.from({ length: duckdb.get_list_size(value) }, (_, index) =>
      duckdb.get_varchar(duckdb.get_list_child(value, index)),
    );
    return names.map((name) => name.replace(/^"?data"?\./, '').replaceAll('"', '')).sort();
  }

  /** Runs it as the server does, and stops it after some time. */
  async rows(sql: string, timeoutMs = 2000): Promise<readonly (readonly unknown[])[]> {
    const stop = setInterval(() => duckdb.interrupt(this.#connection), timeoutMs);
    try {
      const reader = await new DuckDBConnection(this.#connection).runAndReadAll(sql);
      return reader.getRowsJson();
    } finally {
      clearInterval(stop);
    }
  }

  close(): void {
    this.#instance.giveBack(this.#connection);
    for (const instance of [this.#instance, this.#other]) instance.close();
    rmSync(this.#directory, { recursive: true });
  }
}
