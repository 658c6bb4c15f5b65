import type { Identifier } from './name.ts';
import type { Position } from './position.ts';

export type Literal =
  | NullLiteral
  | BooleanLiteral
  | IntegerLiteral
  | DecimalLiteral
  | DoubleLiteral
  | StringLiteral
  | BinaryLiteral
  | TypedLiteral
  | IntervalLiteral;

export interface NullLiteral {
  readonly kind: 'null';
  readonly position: Position;
}

export interface BooleanLiteral {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly position: Position;
}

/** Without a sign, at most 2^63 - 1. */
export interface IntegerLiteral {
  readonly kind: 'integer';
  /** Digits without leading zeros. */
  readonly digits: string;
  readonly position: Position;
}

/** `12.50`: digits with a point, as written: their count is the type. */
export interface DecimalLiteral {
  readonly kind: 'decimal';
  readonly text: string;
  readonly position: Position;
}

/** With an exponent: `1e5`. */
export interface DoubleLiteral {
  readonly kind: 'double';
  readonly text: string;
  readonly position: Position;
}

/** `'…'` or `U&'…'`, escapes resolved. */
export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
  readonly position: Position;
}

export interface BinaryLiteral {
  readonly kind: 'binary';
  /** Capital hexadecimal digits, two a byte. */
  readonly hex: string;
  readonly position: Position;
}

/** `DATE '2024-02-29'`, `JSON '{}'`, `DECIMAL '1.0'`: a text read as a type. */
export interface TypedLiteral {
  readonly kind: 'typed-literal';
  readonly type: Identifier;
  readonly value: string;
  readonly position: Position;
}

export type IntervalUnit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

export interface IntervalLiteral {
  readonly kind: 'interval';
  readonly negative: boolean;
  readonly value: string;
  readonly from: IntervalUnit;
  readonly to: IntervalUnit | null;
  readonly position: Position;
}
