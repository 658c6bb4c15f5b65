/** A type of Presto's, as far as users' queries can have it. Timestamps are in milliseconds. */
export type SqlType =
  | SimpleType
  | ZonedType
  | DecimalType
  | TextType
  | ArrayType
  | MapType
  | RowTypeOf
  | FunctionType;

/** `unknown` is the type of NULL alone: it can become any other. */
export type SimpleTypeName =
  | 'unknown'
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'double'
  | 'varbinary'
  | 'json'
  | 'date'
  | 'time'
  | 'time with time zone'
  | 'timestamp'
  | 'interval year to month'
  | 'interval day to second'
  | 'hyperloglog'
  | 'tdigest';

export interface SimpleType {
  readonly kind: SimpleTypeName;
}

/**
 * An instant and the zone it is shown in. The zone is no part of the type for users: it is what is known about the
 * values when the query is planned, because DuckDB keeps instants alone. Absent: values may have any zone.
 */
export interface ZonedType {
  readonly kind: 'timestamp with time zone';
  /** As Presto writes it: `UTC`, `Europe/Istanbul`, `+02:00`. */
  readonly zone?: string;
}

export interface DecimalType {
  readonly kind: 'decimal';
  /** 1–38. */
  readonly precision: number;
  /** 0–precision. */
  readonly scale: number;
}

export interface TextType {
  readonly kind: 'varchar' | 'char';
  /** In characters; null: unbounded (`varchar` only). */
  readonly length: number | null;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly element: SqlType;
}

export interface MapType {
  readonly kind: 'map';
  readonly key: SqlType;
  readonly value: SqlType;
}

export interface RowTypeOf {
  readonly kind: 'row';
  readonly fields: readonly RowTypeField[];
}

export interface RowTypeField {
  readonly name: string | null;
  readonly type: SqlType;
}

/** Of a lambda; never of a column. */
export interface FunctionType {
  readonly kind: 'function';
  readonly parameters: readonly SqlType[];
  readonly result: SqlType;
}
