import type { Expression } from './expression.ts';
import type { Identifier } from './name.ts';
import type { Position } from './position.ts';
import type { Relation } from './relation.ts';
import type { NamedWindow } from './window.ts';

export interface Select {
  readonly kind: 'select';
  readonly distinct: boolean;
  /** At least one. */
  readonly items: readonly SelectItem[];
  /** Joined by commas; empty without FROM. */
  readonly from: readonly Relation[];
  readonly where: Expression | null;
  readonly groupBy: GroupBy | null;
  readonly having: Expression | null;
  readonly windows: readonly NamedWindow[];
  readonly position: Position;
}

export type SelectItem = SelectExpression | SelectAll;

export interface SelectExpression {
  readonly kind: 'select-expression';
  readonly expression: Expression;
  readonly alias: Identifier | null;
  readonly position: Position;
}

/** `*`, `t.*`, `(row).* AS (a, b)` */
export interface SelectAll {
  readonly kind: 'select-all';
  readonly target: Expression | null;
  /** Empty when none are named. */
  readonly columns: readonly Identifier[];
  readonly position: Position;
}

export interface GroupBy {
  readonly kind: 'group-by';
  /** DISTINCT removes grouping sets that come twice. */
  readonly quantifier: 'all' | 'distinct' | null;
  /** At least one. */
  readonly elements: readonly GroupingElement[];
  readonly position: Position;
}

export type GroupingElement = GroupingSet | GroupingSets | Rollup | Cube;

/** `a`, `(a, b)` or `()` */
export interface GroupingSet {
  readonly kind: 'grouping-set';
  readonly columns: readonly Expression[];
  readonly position: Position;
}

export interface GroupingSets {
  readonly kind: 'grouping-sets';
  /** At least one. */
  readonly sets: readonly GroupingSet[];
  readonly position: Position;
}

export interface Rollup {
  readonly kind: 'rollup';
  readonly columns: readonly Expression[];
  readonly position: Position;
}

export interface Cube {
  readonly kind: 'cube';
  readonly columns: readonly Expression[];
  readonly position: Position;
}

/** `VALUES 1, (2, 3)`: a row of more than one column is a {@link RowConstructor}. */
export interface Values {
  readonly kind: 'values';
  /** At least one. */
  readonly rows: readonly Expression[];
  readonly position: Position;
}
