/**
 * What bounds the memory and time of one value. DuckDB computes expressions on 2,048 rows at a time, in memory that its
 * own limit does not count, and hears of an interruption only between such steps; so what makes much of little is
 * bounded where it is printed.
 */
import type { SqlType } from '../../types/sql-type.ts';
import type { RenderedCall } from '../function-definition.ts';
import { bound, once, raise } from './sql-text.ts';

type Names = Pick<RenderedCall, 'fresh'>;

/** Longest text that padding makes. Presto's own bound, 2,147,483,647, would be one value of 2 GB. */
export const LONGEST_PADDED = 10_000;

/** Longest text, in bytes, that is made of repetitions and replacements. */
export const LONGEST_TEXT = 1_000_000;

/** Elements that `sequence` and `repeat` make at most, as in Presto. */
export const MOST_ELEMENTS = 10_000;

/** Most elements of an array whose size is more than that of the arrays it is made of. */
export const MOST_MADE = 10_000;

/** Most elements that a function goes through again for each of them. */
export const MOST_QUADRATIC = 500;

/** Most elements that a lambda within lambdas is called for, by how many are around. */
const WITHIN_LAMBDAS = [Number.POSITIVE_INFINITY, 300, 20, 5];

export function mostWithin(lambdas: number): number {
  return WITHIN_LAMBDAS[Math.min(lambdas, WITHIN_LAMBDAS.length - 1)]!;
}

/** A list that is gone through once for each element of another: it can have so many elements there. */
export function boundedWithin(call: Names, lambdas: number, list: string, type: SqlType): string {
  const most = mostWithin(lambdas);
  if (!Number.isFinite(most)) return list;
  const size = (value: string) => (type.kind === 'map' ? `cardinality(${value})` : `len(${value})`);
  const fails = raise(
    `an array or map that a lambda within a lambda goes through has at most ${most} elements here`,
    type,
  );
  return once(call, [list], (value) => `CASE WHEN ${size(value)} > ${most} THEN ${fails} ELSE ${value} END`);
}

/** A value that grows from step to step. */
export function boundedState(call: Names, sql: string, type: SqlType): string {
  const size = sizeOf(type);
  if (size === undefined) return sql;
  return bound(call, sql, (value) => {
    const fails = raise(`the state of a reduce is limited to ${LONGEST_TEXT} bytes or elements`, type);
    return `CASE WHEN ${size(value)} > ${LONGEST_TEXT} THEN ${fails} ELSE ${value} END`;
  });
}

function sizeOf(type: SqlType): ((value: string) => string) | undefined {
  switch (type.kind) {
    case 'varchar':
    case 'json':
      return (value) => `strlen(CAST(${value} AS VARCHAR))`;
    case 'varbinary':
      return (value) => `octet_length(${value})`;
    case 'array':
      // What is within arrays may grow too.
      return sizeOf(type.element) === undefined ? (value) => `len(${value})` : asText;
    case 'map':
    case 'row':
      return asText;
    default:
      return undefined;
  }
}

function asText(value: string): string {
  return `strlen(CAST(${value} AS VARCHAR))`;
}
