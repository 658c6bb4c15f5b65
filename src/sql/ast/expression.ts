import type { FunctionCall, Lambda } from './call.ts';
import type { Literal } from './literal.ts';
import type { Identifier } from './name.ts';
import type { Position } from './position.ts';
import type {
  Between,
  Comparison,
  Exists,
  InList,
  InQuery,
  IsDistinct,
  IsNull,
  Like,
  QuantifiedComparison,
} from './predicate.ts';
import type { Query } from './query.ts';
import type { TypeNode } from './type.ts';

export type Expression =
  | Literal
  | Identifier
  | Parameter
  | Dereference
  | Subscript
  | Unary
  | Arithmetic
  | AtTimeZone
  | Comparison
  | QuantifiedComparison
  | Between
  | InList
  | InQuery
  | Like
  | IsNull
  | IsDistinct
  | Exists
  | Not
  | Logical
  | FunctionCall
  | Lambda
  | Cast
  | Extract
  | Current
  | Grouping
  | Case
  | RowConstructor
  | ArrayConstructor
  | Subquery;

/** `?`, bound by the API. */
export interface Parameter {
  readonly kind: 'parameter';
  /** Counted from 0 in the order of the text. */
  readonly index: number;
  readonly position: Position;
}

/** `base.field`: a column of a table, a table of a schema, or a field of a row. Which one is for the resolver to say. */
export interface Dereference {
  readonly kind: 'dereference';
  readonly base: Expression;
  readonly field: Identifier;
  readonly position: Position;
}

/** `base[index]` */
export interface Subscript {
  readonly kind: 'subscript';
  readonly base: Expression;
  readonly index: Expression;
  readonly position: Position;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: '-' | '+';
  readonly operand: Expression;
  readonly position: Position;
}

export type ArithmeticOperator = '*' | '/' | '%' | '+' | '-' | '||';

/** Binary; chains lean to the left. `||` joins texts, bytes and arrays. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly position: Position;
}

/** `value AT TIME ZONE zone` */
export interface AtTimeZone {
  readonly kind: 'at-time-zone';
  readonly value: Expression;
  /** A string or an interval. */
  readonly zone: Literal;
  readonly position: Position;
}

export interface Not {
  readonly kind: 'not';
  readonly operand: Expression;
  readonly position: Position;
}

/** A whole chain of AND, or of OR, so that long ones are not deep. */
export interface Logical {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  /** At least two. */
  readonly terms: readonly Expression[];
  readonly position: Position;
}

export interface Cast {
  readonly kind: 'cast';
  readonly value: Expression;
  readonly type: TypeNode;
  /** TRY_CAST: null in place of an error. */
  readonly safe: boolean;
  readonly position: Position;
}

export interface Extract {
  readonly kind: 'extract';
  readonly field: ExtractField;
  readonly value: Expression;
  readonly position: Position;
}

/** Fields of EXTRACT, synonyms resolved (`dow` is `day_of_week`). */
export type ExtractField =
  | 'year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day'
  | 'day_of_week'
  | 'day_of_year'
  | 'year_of_week'
  | 'hour'
  | 'minute'
  | 'second'
  | 'timezone_hour'
  | 'timezone_minute';

/** `CURRENT_DATE` and its kin, which are functions without parentheses. */
export interface Current {
  readonly kind: 'current';
  readonly what:
    | 'current_date'
    | 'current_time'
    | 'current_timestamp'
    | 'localtime'
    | 'localtimestamp'
    | 'current_user';
  readonly precision: number | null;
  readonly position: Position;
}

/** `GROUPING(a, t.b)` */
export interface Grouping {
  readonly kind: 'grouping';
  /** Names: identifiers or dereferences of these. */
  readonly columns: readonly Expression[];
  readonly position: Position;
}

export interface Case {
  readonly kind: 'case';
  /** Absent in `CASE WHEN condition`. */
  readonly operand: Expression | null;
  /** At least one. */
  readonly branches: readonly CaseBranch[];
  readonly otherwise: Expression | null;
  readonly position: Position;
}

export interface CaseBranch {
  readonly kind: 'case-branch';
  readonly when: Expression;
  readonly result: Expression;
  readonly position: Position;
}

/** `ROW(a, b)`, `(a, b)` */
export interface RowConstructor {
  readonly kind: 'row';
  readonly items: readonly Expression[];
  readonly position: Position;
}

export interface ArrayConstructor {
  readonly kind: 'array';
  readonly items: readonly Expression[];
  readonly position: Position;
}

/** A query in parentheses as a value. */
export interface Subquery {
  readonly kind: 'subquery';
  readonly query: Query;
  readonly position: Position;
}
