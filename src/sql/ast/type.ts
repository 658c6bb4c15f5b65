import type { IntervalUnit } from './literal.ts';
import type { Identifier, QualifiedName } from './name.ts';
import type { Position } from './position.ts';

/** A type as written in `CAST(… AS …)`. `bigint array` and `ARRAY<bigint>` are `array(bigint)`. */
export type TypeNode = NamedType | RowType | DateTimeType | IntervalType;

/** `bigint`, `varchar(5)`, `map(varchar, bigint)`. `double precision` is `double`. */
export interface NamedType {
  readonly kind: 'named-type';
  readonly name: QualifiedName;
  readonly parameters: readonly (TypeNode | TypeNumber)[];
  readonly position: Position;
}

export interface TypeNumber {
  readonly kind: 'type-number';
  readonly value: number;
  readonly position: Position;
}

export interface RowType {
  readonly kind: 'row-type';
  readonly fields: readonly RowField[];
  readonly position: Position;
}

export interface RowField {
  readonly kind: 'row-field';
  readonly name: Identifier | null;
  readonly type: TypeNode;
  readonly position: Position;
}

/** `time` and `timestamp`, when a precision or a zone is said. */
export interface DateTimeType {
  readonly kind: 'date-time-type';
  readonly base: 'time' | 'timestamp';
  readonly precision: number | null;
  readonly withTimeZone: boolean;
  readonly position: Position;
}

export interface IntervalType {
  readonly kind: 'interval-type';
  readonly from: IntervalUnit;
  readonly to: IntervalUnit;
  readonly position: Position;
}
