import type { Expression } from './expression.ts';
import type { Position } from './position.ts';
import type { Query } from './query.ts';

export type Predicate =
  | Comparison
  | QuantifiedComparison
  | Between
  | InList
  | InQuery
  | Like
  | IsNull
  | IsDistinct
  | Exists;

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly position: Position;
}

/** `value > ALL (query)` */
export interface QuantifiedComparison {
  readonly kind: 'quantified-comparison';
  readonly operator: ComparisonOperator;
  /** SOME is `any`. */
  readonly quantifier: 'all' | 'any';
  readonly value: Expression;
  readonly query: Query;
  readonly position: Position;
}

export interface Between {
  readonly kind: 'between';
  readonly value: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly negated: boolean;
  readonly position: Position;
}

export interface InList {
  readonly kind: 'in-list';
  readonly value: Expression;
  /** At least one. */
  readonly items: readonly Expression[];
  readonly negated: boolean;
  readonly position: Position;
}

export interface InQuery {
  readonly kind: 'in-query';
  readonly value: Expression;
  readonly query: Query;
  readonly negated: boolean;
  readonly position: Position;
}

export interface Like {
  readonly kind: 'like';
  readonly value: Expression;
  readonly pattern: Expression;
  readonly escape: Expression | null;
  readonly negated: boolean;
  readonly position: Position;
}

export interface IsNull {
  readonly kind: 'is-null';
  readonly value: Expression;
  readonly negated: boolean;
  readonly position: Position;
}

/** `left IS DISTINCT FROM right`: comparison that takes null for a value. */
export interface IsDistinct {
  readonly kind: 'is-distinct';
  readonly left: Expression;
  readonly right: Expression;
  readonly negated: boolean;
  readonly position: Position;
}

export interface Exists {
  readonly kind: 'exists';
  readonly query: Query;
  readonly position: Position;
}
