import type { Collection } from '../../model/collection.ts';
import type { LogicalTable } from '../analysis/analysis.ts';
import type { AnalysisEnvironment, TableRefusal } from '../analysis/environment.ts';
import { canonicalName } from '../ast/name.ts';
import type { SqlType } from '../types/sql-type.ts';
import { allTable } from './all-table.ts';
import { collectionTable } from './collection-table.ts';
import { invalidSchemaTable } from './invalid-schema-table.ts';

export const SCHEMAS = ['collection', 'continuous', 'materialized'] as const;

export type Schema = (typeof SCHEMAS)[number];

/** Tables that are not collections, by canonical name; a table that cannot be read just now is a refusal. */
export type DerivedTables = ReadonlyMap<string, LogicalTable | TableRefusal>;

export interface ProjectTables {
  readonly collections: readonly Collection[];
  readonly continuous?: DerivedTables;
  readonly materialized?: DerivedTables;
  /** The users' table, which hides a collection of that name; absent without one. */
  readonly users?: LogicalTable;
}

export interface Session {
  /** `collection` unless said otherwise. */
  readonly defaultSchema?: Schema;
  /** `UTC` unless said otherwise. */
  readonly timezone?: string;
  /** None unless said otherwise. */
  readonly parameters?: readonly SqlType[];
}

const ALL = '_all';
const INVALID = '$invalid_schema';

/** What the queries of a project may name. Tables are made when they are asked for, and kept. */
export function projectEnvironment(tables: ProjectTables, session: Session = {}): AnalysisEnvironment {
  const { defaultSchema = 'collection', timezone = 'UTC', parameters = [] } = session;
  const catalog = new ProjectCatalog(tables, defaultSchema);
  return {
    findTable: (parts) => catalog.find(parts),
    tableNames: () => catalog.names(),
    defaultSchema,
    timezone,
    parameters,
  };
}

class ProjectCatalog {
  readonly #tables: ProjectTables;
  readonly #defaultSchema: Schema;
  readonly #byName: ReadonlyMap<string, Collection>;
  readonly #made = new Map<string, LogicalTable>();

  constructor(tables: ProjectTables, defaultSchema: Schema) {
    this.#tables = tables;
    this.#defaultSchema = defaultSchema;
    this.#byName = new Map(tables.collections.map((collection) => [canonicalName(collection), collection]));
  }

  /** `users`, `_all` and `$invalid_schema` are meant by these names alone, whatever the default schema. */
  find(parts: readonly string[]): LogicalTable | TableRefusal | undefined {
    const [first = '', second] = parts;
    if (parts.length > 2) {
      return {
        refusal: `a table's name has at most two parts, and "${parts.join('.').slice(0, 80)}" has ${parts.length}`,
        hint: 'write schema.table',
      };
    }
    if (second !== undefined) return this.#inSchema(first, second);
    if (first === ALL) return this.#make(ALL, () => allTable(this.#tables.collections));
    if (first === 'users' && this.#tables.users !== undefined) return this.#tables.users;
    if (first === INVALID) return this.#inSchema('collection', INVALID);
    return this.#inSchema(this.#defaultSchema, first);
  }

  *names(): Generator<string> {
    const of = function* (schema: Schema, isDefault: boolean, names: Iterable<string>) {
      for (const name of names) yield isDefault ? name : `${schema}.${name}`;
    };
    for (const schema of SCHEMAS) {
      const names = schema === 'collection' ? this.#byName.keys() : (this.#tables[schema]?.keys() ?? []);
      yield* of(schema, schema === this.#defaultSchema, names);
    }
    if (this.#tables.users !== undefined) yield 'users';
    yield ALL;
    yield INVALID;
  }

  #inSchema(schema: string, name: string): LogicalTable | TableRefusal | undefined {
    switch (schema) {
      case 'collection': {
        if (name === INVALID) return this.#make(INVALID, () => invalidSchemaTable(this.#tables.collections));
        const collection = this.#byName.get(name);
        if (collection !== undefined) {
          return this.#make(`collection.${name}`, () => collectionTable(collection));
        }
        return name === ALL
          ? { refusal: 'collection "_all" does not exist', hint: 'write _all alone' }
          : undefined;
      }
      case 'continuous':
      case 'materialized':
        return this.#tables[schema]?.get(name);
      default:
        return {
          refusal: `schema "${schema.slice(0, 80)}" does not exist`,
          hint: `there are ${SCHEMAS.join(', ')}`,
        };
    }
  }

  #make(key: string, make: () => LogicalTable): LogicalTable {
    let table = this.#made.get(key);
    if (table === undefined) {
      table = make();
      this.#made.set(key, table);
    }
    return table;
  }
}
