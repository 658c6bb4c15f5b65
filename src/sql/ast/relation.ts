import type { Expression } from './expression.ts';
import type { Identifier, QualifiedName } from './name.ts';
import type { Position } from './position.ts';
import type { Query } from './query.ts';

export type Relation =
  | TableReference
  | DerivedTable
  | LateralQuery
  | Unnest
  | AliasedRelation
  | SampledRelation
  | Join;

export interface TableReference {
  readonly kind: 'table';
  readonly name: QualifiedName;
  readonly version: TableVersion | null;
  readonly position: Position;
}

/** `FOR VERSION AS OF value`, `FOR TIMESTAMP AS OF value` */
export interface TableVersion {
  readonly kind: 'table-version';
  readonly by: 'version' | 'timestamp';
  readonly value: Expression;
  readonly position: Position;
}

/** A query in parentheses. */
export interface DerivedTable {
  readonly kind: 'derived-table';
  readonly query: Query;
  readonly position: Position;
}

export interface LateralQuery {
  readonly kind: 'lateral';
  readonly query: Query;
  readonly position: Position;
}

export interface Unnest {
  readonly kind: 'unnest';
  /** At least one. */
  readonly expressions: readonly Expression[];
  readonly withOrdinality: boolean;
  readonly position: Position;
}

export interface AliasedRelation {
  readonly kind: 'aliased';
  readonly relation: Relation;
  readonly alias: Identifier;
  /** Empty when none are named. */
  readonly columns: readonly Identifier[];
  readonly position: Position;
}

/** `relation TABLESAMPLE method (percentage)` */
export interface SampledRelation {
  readonly kind: 'sampled';
  readonly relation: Relation;
  readonly method: 'bernoulli' | 'system';
  readonly percentage: Expression;
  readonly position: Position;
}

export interface Join {
  readonly kind: 'join';
  readonly type: 'cross' | 'inner' | 'left' | 'right' | 'full';
  readonly left: Relation;
  readonly right: Relation;
  /** Absent for a cross join, and only there. */
  readonly criteria: JoinCriteria | null;
  readonly position: Position;
}

export type JoinCriteria = JoinOn | JoinUsing | JoinNatural;

export interface JoinOn {
  readonly kind: 'on';
  readonly condition: Expression;
  readonly position: Position;
}

export interface JoinUsing {
  readonly kind: 'using';
  readonly columns: readonly Identifier[];
  readonly position: Position;
}

export interface JoinNatural {
  readonly kind: 'natural';
  readonly position: Position;
}
