import type { FunctionCall, Lambda } from '../ast/call.ts';
import type {
  Arithmetic,
  AtTimeZone,
  Dereference,
  Expression,
  Extract,
  Subscript,
  Unary,
} from '../ast/expression.ts';
import type { Identifier } from '../ast/name.ts';
import type { Comparison } from '../ast/predicate.ts';
import type { CommonTable, Query, QueryBody, TableQuery } from '../ast/query.ts';
import type {
  AliasedRelation,
  DerivedTable,
  Join,
  LateralQuery,
  TableReference,
  Unnest,
} from '../ast/relation.ts';
import type { Select } from '../ast/select.ts';
import type { SortItem } from '../ast/sort.ts';
import type { WindowFrame } from '../ast/window.ts';
import type { ResolvedCall } from '../functions/resolve-call.ts';
import type { SqlType } from '../types/sql-type.ts';

/**
 * What the resolver found out about a tree, beside the tree: the tree stays as it was parsed. Keys are nodes by
 * identity. Whatever a printer prints it looks up here; what is not here was not authorised, and cannot be printed.
 */
export interface Analysis {
  readonly query: Query;
  /** The columns of the answer. */
  readonly columns: readonly OutputColumn[];
  /** Of every expression, but not of names that only qualify a column: of `t.a`, not of `t` in it. */
  readonly types: ReadonlyMap<Expression, SqlType>;
  /** Values that have to become another type where they stand. Growing the length of a varchar is not told. */
  readonly coercions: ReadonlyMap<Expression, SqlType>;
  /**
   * Columns of a query that have to become another type where it stands (set operations, IN, comparisons with ALL and
   * ANY), by index; `null` where they fit.
   */
  readonly columnCoercions: ReadonlyMap<QueryBody, readonly (SqlType | null)[]>;
  /** Names that are columns or lambdas' parameters. */
  readonly columnsByName: ReadonlyMap<Identifier | Dereference, BoundColumn>;
  /** `base.field` that is a field of a row: its index. */
  readonly rowFields: ReadonlyMap<Dereference, number>;
  readonly calls: ReadonlyMap<FunctionCall, ResolvedCall>;
  /**
   * Operators as the functions they are. Those without an entry are their operand (`+x`), a field of a row (`r[1]`), or
   * compare as the type of their operands says.
   */
  readonly operations: ReadonlyMap<Operation, ResolvedCall>;
  /** What is behind OVER, named windows followed. */
  readonly windows: ReadonlyMap<FunctionCall, ResolvedWindow>;
  readonly tables: ReadonlyMap<TableReference | TableQuery, BoundTable>;
  /** The tables outside of the query that are read, each once. */
  readonly logicalTables: readonly LogicalTable[];
  readonly commonTables: ReadonlyMap<CommonTable, AnalyzedCommonTable>;
  /** The columns of every relation that names can mean, hidden ones too: `BoundColumn.index` counts these. */
  readonly relations: ReadonlyMap<ColumnSource, readonly TableColumn[]>;
  /** What USING and NATURAL merge, in order; empty for NATURAL that merges nothing. */
  readonly joins: ReadonlyMap<Join, readonly MergedColumn[]>;
  /** The columns of every query and part of one. */
  readonly bodies: ReadonlyMap<QueryBody, readonly OutputColumn[]>;
  readonly selects: ReadonlyMap<Select, AnalyzedSelect>;
  /** Sort keys and elements of GROUP BY that are numbers of output columns: `ORDER BY 2` is 1. */
  readonly ordinals: ReadonlyMap<Expression, number>;
  /** Queries that name columns of a query around them. */
  readonly correlated: ReadonlySet<Query>;
}

/** What the table of operators and functions has an entry for. */
export type Operation = Arithmetic | Unary | Comparison | Subscript | Extract | AtTimeZone;

export interface OutputColumn {
  /** As users see it, in the letters they wrote; null when it has none. */
  readonly name: string | null;
  readonly type: SqlType;
}

/** Relations that have columns of their own; a join and a sample show those of what they hold. */
export type ColumnSource = TableReference | DerivedTable | LateralQuery | Unnest | AliasedRelation;

export type BoundColumn =
  | RelationColumn
  /** Of both sides of a join: see `Analysis.joins`. */
  | { readonly kind: 'merged-column'; readonly join: Join; readonly index: number; readonly name: string }
  /** In ORDER BY: a column of what is sorted. */
  | {
      readonly kind: 'output-column';
      readonly body: QueryBody;
      readonly index: number;
      readonly name: string;
    }
  | {
      readonly kind: 'lambda-parameter';
      readonly lambda: Lambda;
      readonly index: number;
      readonly name: string;
    };

/** Of a relation in this query or one around it. */
export interface RelationColumn {
  readonly kind: 'column';
  readonly relation: ColumnSource;
  readonly index: number;
  /** null: reachable by `*` alone. */
  readonly name: string | null;
}

export interface MergedColumn {
  readonly name: string;
  /** Both sides become this. */
  readonly type: SqlType;
  readonly left: MergedSide;
  readonly right: MergedSide;
}

export interface MergedSide {
  readonly column: BoundColumn;
  readonly type: SqlType;
}

export type BoundTable =
  | { readonly kind: 'common-table'; readonly commonTable: CommonTable }
  | { readonly kind: 'logical-table'; readonly table: LogicalTable };

export interface AnalyzedCommonTable {
  readonly columns: readonly OutputColumn[];
  /** Whether it reads itself. */
  readonly recursive: boolean;
}

export interface AnalyzedSelect {
  /** `*` unfolded, hidden columns left out. */
  readonly outputs: readonly SelectOutput[];
  /** null: neither GROUP BY nor HAVING nor an aggregate. */
  readonly grouping: Grouping | null;
}

export type SelectOutput = OutputColumn & { readonly value: OutputValue };

export type OutputValue =
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** From `*` or `t.*`. */
  | { readonly kind: 'star-column'; readonly column: BoundColumn }
  /** From `(row).*`: field `index` of the row. */
  | { readonly kind: 'row-field'; readonly row: Expression; readonly index: number };

export interface Grouping {
  /** Each once, numbers of output columns followed. */
  readonly keys: readonly OutputValue[];
  /** Indexes of keys. `GROUP BY a, b` is one set of both; without GROUP BY it is one set of none. */
  readonly sets: readonly (readonly number[])[];
}

export interface ResolvedWindow {
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame: WindowFrame | null;
}

/** A table as the catalog gives it to the resolver: what a user may name. */
export interface LogicalTable {
  /** Canonical; what may stand before its columns, when it has no alias: `['collection', 'pageview']`. */
  readonly path: readonly string[];
  readonly columns: readonly TableColumn[];
  /** How many tables of the engine are read for it, about; 1 unless said otherwise. */
  readonly parts?: number;
  /** What is read for it, for the printer: opaque here. */
  readonly source: unknown;
}

export interface TableColumn {
  /** null: reachable by `*` alone, which no table of the catalog has. */
  readonly name: string | null;
  readonly type: SqlType;
  /** Left out of `*`, reachable by name. */
  readonly hidden: boolean;
}
