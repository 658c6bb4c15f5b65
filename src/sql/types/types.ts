import type { ArrayType, DecimalType, MapType, SimpleType, SqlType, TextType } from './sql-type.ts';

export const UNKNOWN: SimpleType = { kind: 'unknown' };
export const BOOLEAN: SimpleType = { kind: 'boolean' };
export const INTEGER: SimpleType = { kind: 'integer' };
export const BIGINT: SimpleType = { kind: 'bigint' };
export const DOUBLE: SimpleType = { kind: 'double' };
export const VARCHAR: TextType = { kind: 'varchar', length: null };
export const DATE: SimpleType = { kind: 'date' };
export const TIMESTAMP: SimpleType = { kind: 'timestamp' };

/** Longest bounded varchar, as in Presto. */
export const MAX_VARCHAR = 2_147_483_646;
export const MAX_CHAR = 65_536;
export const MAX_PRECISION = 38;

export function decimal(precision: number, scale: number): DecimalType {
  return { kind: 'decimal', precision, scale };
}

/** Lengths beyond the longest bounded one are unbounded. */
export function varchar(length: number | null): TextType {
  return { kind: 'varchar', length: length !== null && length > MAX_VARCHAR ? null : length };
}

export function arrayOf(element: SqlType): ArrayType {
  return { kind: 'array', element };
}

export function mapOf(key: SqlType, value: SqlType): MapType {
  return { kind: 'map', key, value };
}
