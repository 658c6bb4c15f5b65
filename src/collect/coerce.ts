/**
 * Makes a JSON value fit the type that its column has. A value is either stored as what it says, or not at all in its
 * column: nothing is rounded or guessed. What does not fit goes to `_extra` as it was sent, with the reason.
 */
import { Buffer } from 'node:buffer';
import type { EncodableScalar, EncodableValue } from '../catalog/avro/event-encoder.ts';
import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../model/field-type.ts';
import { depthOf, isJsonObject, jsonText } from './json-value.ts';
import { isInRange, MAX_DAY, MIN_DAY, parseDate, parseTimeOfDay, parseTimestamp } from './time-text.ts';

/** Limits, and the place where a coercion says what it could not keep. One object serves all values. */
export interface CoercionContext {
  readonly maxStringLength: number;
  readonly maxDepth: number;
  /** Why the value goes to `_extra`, also where the column got what it could take (a cut string, the nearest double). */
  problem: string | undefined;
}

/** `undefined`: the column stays NULL; without a `problem` the reason is just that the value is not of the type. */
export type Coercion = (value: unknown, context: CoercionContext) => EncodableValue | undefined;

type ScalarCoercion = (value: unknown, context: CoercionContext) => EncodableScalar | undefined;

/** The coercion to a type. Values are never null: NULL fits every column. */
export function coercionTo(type: FieldType): Coercion {
  const scalar = SCALARS[elementTypeOf(type)];
  switch (containerOf(type)) {
    case 'scalar':
      return scalar;
    case 'array':
      return (value, context) => toArray(value, scalar, context);
    case 'map':
      return (value, context) => toMap(value, scalar, context);
  }
}

const SCALARS: Readonly<Record<ScalarType, ScalarCoercion>> = {
  STRING: toText,
  INTEGER: toInteger,
  DECIMAL: toDouble,
  DOUBLE: toDouble,
  LONG: toLong,
  BOOLEAN: toBoolean,
  DATE: toDate,
  TIME: toTimeOfDay,
  TIMESTAMP: timestampOf,
  BINARY: toBinary,
};

function toText(value: unknown, context: CoercionContext): string | undefined {
  if (typeof value === 'string') {
    return value.length <= context.maxStringLength ? value : cut(value, context);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (isTooDeep(value, context)) return undefined;
  const text = typeof value === 'object' ? jsonText(value) : String(value as number | bigint | boolean);
  if (text.length <= context.maxStringLength) return text;
  // Half a JSON text would be of no use.
  context.problem = `the text is longer than ${context.maxStringLength} characters`;
  return undefined;
}

function cut(text: string, context: CoercionContext): string {
  const { maxStringLength } = context;
  context.problem = `the text is longer than ${maxStringLength} characters: the column has the beginning`;
  const lastUnit = text.charCodeAt(maxStringLength - 1);
  const splitsPair = lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return text.slice(0, splitsPair ? maxStringLength - 1 : maxStringLength);
}

function isTooDeep(value: unknown, context: CoercionContext): boolean {
  if (typeof value !== 'object' || depthOf(value, context.maxDepth) <= context.maxDepth) return false;
  context.problem = `the value is nested deeper than ${context.maxDepth} levels`;
  return true;
}

function toDouble(value: unknown, context: CoercionContext): number | undefined {
  if (typeof value === 'bigint') {
    const nearest = Number(value);
    if (!Number.isFinite(nearest)) return undefined;
    if (BigInt(nearest) !== value) context.problem = 'the column has the nearest number; this one is exact';
    return nearest;
  }
  const number = typeof value === 'string' ? numberOf(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function toInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' ? numberOf(value) : value;
  // Also turns −0 into 0.
  return typeof number === 'number' && number === (number | 0) ? number | 0 : undefined;
}

const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;

function toLong(value: unknown): number | bigint | undefined {
  let number = value;
  if (typeof value === 'string') number = WHOLE.test(value) ? BigInt(value.trim()) : numberOf(value);
  if (typeof number === 'number') {
    if (Number.isSafeInteger(number)) return number;
    if (!Number.isInteger(number)) return undefined;
    number = BigInt(number);
  }
  return typeof number === 'bigint' && number >= MIN_LONG && number <= MAX_LONG ? number : undefined;
}

const WHOLE = /^ *-?\d{1,20} *$/;
/** Each character can be matched in one way only: otherwise long digits that end in a letter would cost time². */
const NUMERIC = /^ *[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)? *$/;
/** No number that means something is longer; bounds the time that a text can cost. */
const MAX_NUMERIC_LENGTH = 400;

/** `undefined` for what is not a number in decimal notation, which `Number` alone would accept: "", "0x10", … */
function numberOf(text: string): number | undefined {
  return text.length <= MAX_NUMERIC_LENGTH && NUMERIC.test(text) ? Number(text) : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || value.length > 5) return undefined;
  const lower = value.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

function toDate(value: unknown): number | undefined {
  if (typeof value === 'string') return parseDate(value);
  return Number.isInteger(value) && (value as number) >= MIN_DAY && (value as number) <= MAX_DAY
    ? (value as number)
    : undefined;
}

const DAY_MS = 86_400_000;

function toTimeOfDay(value: unknown): number | undefined {
  if (typeof value === 'string') return parseTimeOfDay(value);
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < DAY_MS
    ? (value as number)
    : undefined;
}

/** Milliseconds since the epoch: a number, digits of one, a day with a time, a day. `undefined` outside of the years 1–9999. */
export function timestampOf(value: unknown): number | undefined {
  if (typeof value === 'number') return isInRange(value) ? Math.floor(value) : undefined;
  if (typeof value !== 'string') return undefined;
  if (MILLIS.test(value)) return timestampOf(Number(value));
  const days = parseDate(value);
  return days === undefined ? parseTimestamp(value) : days * DAY_MS;
}

const MILLIS = /^\d{12,15}$/;

function toBinary(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || !BASE64.test(value)) return undefined;
  const padded = value.endsWith('=');
  const digits = value.replace(/=+$/, '').length;
  if (digits % 4 === 1 || (padded && value.length % 4 !== 0)) return undefined;
  return Buffer.from(value, 'base64');
}

/** The usual and the URL-safe alphabet, with or without padding. */
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** The array itself where every element is what the column takes. */
function toArray(
  value: unknown,
  coerce: ScalarCoercion,
  context: CoercionContext,
): readonly (EncodableScalar | null)[] | undefined {
  if (!Array.isArray(value) || isTooDeep(value, context)) return undefined;
  const source = value as readonly unknown[];
  let changed: (EncodableScalar | null)[] | undefined;
  for (let i = 0; i < source.length; i++) {
    const element = source[i];
    const fit = element === null ? null : coerce(element, context);
    if (fit === undefined || context.problem !== undefined) {
      context.problem = `element ${i} does not fit${reason(context)}`;
      return undefined;
    }
    if (fit !== element) changed ??= source.slice() as (EncodableScalar | null)[];
    if (changed !== undefined) changed[i] = fit;
  }
  return changed ?? (source as readonly (EncodableScalar | null)[]);
}

/** Flat: key, value, key, value, … */
function toMap(
  value: unknown,
  coerce: ScalarCoercion,
  context: CoercionContext,
): readonly (EncodableScalar | null)[] | undefined {
  if (!isJsonObject(value) || isTooDeep(value, context)) return undefined;
  const entries: (EncodableScalar | null)[] = [];
  for (const key in value) {
    const item = value[key];
    // Half surrogates are replaced in writing, which could make two keys one.
    if (!key.isWellFormed() || key.length > context.maxStringLength) {
      context.problem = 'a key of the map is too long or not valid Unicode';
      return undefined;
    }
    const fit = item === null ? null : coerce(item, context);
    if (fit === undefined || context.problem !== undefined) {
      context.problem = `the value of a key does not fit${reason(context)}`;
      return undefined;
    }
    entries.push(key, fit);
  }
  return entries;
}

function reason(context: CoercionContext): string {
  return context.problem === undefined ? '' : `: ${context.problem}`;
}
