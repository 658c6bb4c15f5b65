import type { Parameter } from './expression.ts';
import type { Identifier, QualifiedName } from './name.ts';
import type { Position } from './position.ts';
import type { Select, Values } from './select.ts';
import type { SortItem } from './sort.ts';

/** A whole query: a statement, and whatever stands in parentheses as one. */
export interface Query {
  readonly kind: 'query';
  readonly with: With | null;
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset: RowCount | Parameter | null;
  readonly limit: Limit | null;
  readonly position: Position;
}

/** `query` here is one in parentheses that sorts or limits by itself; it has no WITH. */
export type QueryBody = Select | SetOperation | Values | TableQuery | Query;

export interface With {
  readonly kind: 'with';
  readonly recursive: boolean;
  /** At least one. */
  readonly tables: readonly CommonTable[];
  readonly position: Position;
}

/** `name (columns) AS (query)` */
export interface CommonTable {
  readonly kind: 'common-table';
  readonly name: Identifier;
  /** Empty when none are named. */
  readonly columns: readonly Identifier[];
  readonly query: Query;
  readonly position: Position;
}

/** Chains lean to the left; INTERSECT binds tighter than the others. */
export interface SetOperation {
  readonly kind: 'set-operation';
  readonly operator: 'union' | 'intersect' | 'except';
  /** ALL: equal rows are kept. Otherwise, said or not, DISTINCT. */
  readonly all: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
  readonly position: Position;
}

/** `TABLE name` */
export interface TableQuery {
  readonly kind: 'table-query';
  readonly name: QualifiedName;
  readonly position: Position;
}

export interface RowCount {
  readonly kind: 'row-count';
  /** Digits without leading zeros, of any length. */
  readonly digits: string;
  readonly position: Position;
}

/** `LIMIT n` and `FETCH FIRST n ROWS ONLY` are the same. */
export interface Limit {
  readonly kind: 'limit';
  /** Absent for `LIMIT ALL`. */
  readonly count: RowCount | Parameter | null;
  /** `FETCH FIRST n ROWS WITH TIES` */
  readonly withTies: boolean;
  readonly position: Position;
}
