import type { FieldType, ScalarType } from '../model/field-type.ts';
import type { JsonObject } from './json-value.ts';
import { parseDate, parseTimestamp } from './time-text.ts';

/** Shorter texts are never taken for timestamps, as in the original. */
const MIN_TIMESTAMP_LENGTH = 13;

/**
 * The type of the field that a value seen for the first time creates; `undefined` when it says nothing: null, empty
 * containers, containers of nulls. Numbers are DOUBLE, because a first value 0 says nothing about later ones. Elements
 * of different types, and nested ones, make a container of STRING, in which they are kept as JSON text.
 */
export function inferType(value: unknown): FieldType | undefined {
  if (typeof value !== 'object' || value === null) return inferScalar(value);
  if (Array.isArray(value)) {
    const element = commonType(value);
    return element === undefined ? undefined : `ARRAY_${element}`;
  }
  const element = commonType(Object.values(value as JsonObject));
  return element === undefined ? undefined : `MAP_${element}`;
}

function commonType(values: readonly unknown[]): ScalarType | undefined {
  let common: ScalarType | undefined;
  for (const value of values) {
    if (value === null) continue;
    const type = inferScalar(value);
    if (type === undefined) return 'STRING';
    if (common === undefined) common = type;
    else if (common !== type) return 'STRING';
  }
  return common;
}

/** `undefined` for null and for containers. */
function inferScalar(value: unknown): ScalarType | undefined {
  switch (typeof value) {
    case 'string':
      return inferText(value);
    case 'number':
    case 'bigint':
      return 'DOUBLE';
    case 'boolean':
      return 'BOOLEAN';
    default:
      return undefined;
  }
}

function inferText(text: string): ScalarType {
  if (parseDate(text) !== undefined) return 'DATE';
  return text.length >= MIN_TIMESTAMP_LENGTH && parseTimestamp(text) !== undefined ? 'TIMESTAMP' : 'STRING';
}
