/**
 * The engine's own wall: whatever text arrives, nothing runs but one SELECT over tables of the schema `data`. Who may
 * read which collection was decided before; this only keeps a mistake there from reaching anything else. The engine's
 * parser gives the tree, so both read the text alike.
 */
import type { Connection } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { notAuthorised } from './errors.ts';
import { readResult } from './native.ts';
import { DATA_SCHEMA } from './table-layout.ts';

type Node = { readonly [member: string]: unknown };

/** Functions in FROM that read nothing. */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  'generate_series',
  'json_each',
  'json_tree',
  'range',
  'unnest',
]);

/** Kinds of FROM items; anything else (SHOW, DESCRIBE, file scans, …) is refused. */
const TABLE_KINDS: ReadonlySet<string> = new Set([
  'BASE_TABLE',
  'CTE',
  'EMPTY',
  'EXPRESSION_LIST',
  'JOIN',
  'PIVOT',
  'SUBQUERY',
  'TABLE_FUNCTION',
]);

/** Functions that tell of the server, change it, or only take time. */
const FUNCTIONS =
  /^(current_(setting|database|schemas?|catalog|connection_id|query(_id)?|transaction_id|role|user)|getvariable|getenv|nextval|currval|setseed|sleep_ms|stats|write_log|txid_current|pg_.*|has_.*_privilege|inet_.*|.*obj_description|col_description|json_execute.*|session_user|user|error)$/;

const PHYSICAL_NAME = /^[a-z][a-z0-9_]*$/;

export interface ReadTables {
  /** Lower-case names of the tables in `data` that the text reads. */
  readonly names: ReadonlySet<string>;
}

export async function checkSelect(connection: Connection, sql: string): Promise<ReadTables> {
  const prepared = await duckdb.prepare(connection, 'SELECT json_serialize_sql(CAST($1 AS VARCHAR))');
  duckdb.bind_varchar(prepared, 1, sql);
  const [row] = await readResult(await duckdb.execute_prepared(prepared));
  duckdb.destroy_prepare_sync(prepared);
  const tree = JSON.parse(String(row?.[0])) as Node;
  if (tree['error'] === true) {
    throw notAuthorised(String(tree['error_message']));
  }
  const statements = tree['statements'] as readonly Node[];
  if (statements.length !== 1) throw notAuthorised('only one statement can be run at a time');
  const walk = new Walk();
  walk.visit(statements[0]);
  return walk.finish();
}

class Walk {
  readonly #tables = new Set<string>();
  readonly #commonTables = new Set<string>();
  readonly #unqualified = new Set<string>();

  visit(value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item);
    } else if (value !== null && typeof value === 'object') {
      this.#node(value as Node);
      for (const item of Object.values(value)) this.visit(item);
    }
  }

  finish(): ReadTables {
    // Whatever a name without a schema would find, it was not meant.
    for (const name of this.#unqualified) if (!this.#commonTables.has(name)) throw refusedTable();
    return { names: this.#tables };
  }

  #node(node: Node): void {
    if ('cte_map' in node) {
      for (const entry of (node['cte_map'] as { map: readonly { key: string }[] }).map) {
        this.#commonTables.add(entry.key.toLowerCase());
      }
    }
    // Every item of FROM, and nothing else, has both.
    if ('alias' in node && 'sample' in node) this.#table(node);
    if (typeof node['function_name'] === 'string' && FUNCTIONS.test(node['function_name'].toLowerCase())) {
      throw notAuthorised(`function "${node['function_name']}" cannot be used`);
    }
  }

  #table(node: Node): void {
    const kind = String(node['type']);
    if (!TABLE_KINDS.has(kind)) throw notAuthorised('the query reads something that is no table');
    if (kind === 'TABLE_FUNCTION') {
      const call = node['function'] as Node;
      const name = String(call['function_name']).toLowerCase();
      if (!TABLE_FUNCTIONS.has(name)) throw notAuthorised(`table function "${name}" cannot be used`);
    }
    if (kind !== 'BASE_TABLE') return;
    const name = String(node['table_name']).toLowerCase();
    const schema = String(node['schema_name']).toLowerCase();
    if (String(node['catalog_name']) !== '' || (schema !== '' && schema !== DATA_SCHEMA))
      throw refusedTable();
    if (schema === '') this.#unqualified.add(name);
    else this.#add(name);
  }

  /** What is no physical name may be a file's. */
  #add(name: string): void {
    if (!PHYSICAL_NAME.test(name)) throw refusedTable();
    this.#tables.add(name);
  }
}

function refusedTable(): Error {
  return notAuthorised('the query names a table that is no collection');
}
