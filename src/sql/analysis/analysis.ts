import type { FunctionCall } from '../ast/call.ts';
import type { Dereference, Expression } from '../ast/expression.ts';
import type { Identifier } from '../ast/name.ts';
import type { Query } from '../ast/query.ts';
import type { Relation, TableReference } from '../ast/relation.ts';
import type { FunctionDefinition } from '../functions/function-definition.ts';
import type { SqlType } from '../types/sql-type.ts';

/**
 * What the resolver found out about a tree, beside the tree: the tree stays as it was parsed. Keys are nodes by
 * identity. Whatever a printer prints it looks up here; what is not here was not authorised, and cannot be printed.
 */
export interface Analysis {
  readonly query: Query;
  /** The columns of the answer. */
  readonly columns: readonly OutputColumn[];
  readonly types: ReadonlyMap<Expression, SqlType>;
  /** Values that have to become another type where they stand. */
  readonly coercions: ReadonlyMap<Expression, SqlType>;
  /** Names that are columns, fields of lambdas' parameters included. */
  readonly columnsByName: ReadonlyMap<Identifier | Dereference, BoundColumn>;
  readonly calls: ReadonlyMap<FunctionCall, FunctionDefinition>;
  readonly tables: ReadonlyMap<TableReference, BoundTable>;
  /** What `*` stands for, hidden columns left out. */
  readonly scopes: ReadonlyMap<Relation | Query, readonly OutputColumn[]>;
}

export interface OutputColumn {
  /** As users see it; absent when it has none. */
  readonly name: string | null;
  readonly type: SqlType;
}

export type BoundColumn =
  /** Of a relation in this query or one around it; `relation` is unique in the whole query and names it when printed. */
  | {
      readonly kind: 'column';
      readonly relation: Relation | Query;
      readonly index: number;
      readonly name: string;
    }
  | { readonly kind: 'lambda-parameter'; readonly name: string };

export type BoundTable =
  | { readonly kind: 'common-table'; readonly query: Query }
  | { readonly kind: 'logical-table'; readonly table: LogicalTable };

/** A table as the catalog gives it to the resolver: what a user may name. */
export interface LogicalTable {
  /** As in messages: `collection.pageview`. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** What is read for it, for the printer: opaque here. */
  readonly source: unknown;
}

export interface TableColumn {
  readonly name: string;
  readonly type: SqlType;
  /** Left out of `*`, reachable by name. */
  readonly hidden: boolean;
}
