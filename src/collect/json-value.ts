import { tooDeep } from './json-body.ts';

/** Deeper values are refused with the whole request: printing them would exhaust the stack. */
const ABSURD_DEPTH = 1000;

/** A parsed JSON object that is no array. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Levels of arrays and objects; counting stops above `limit`, so that the depth of the recursion is bounded. */
export function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit === 0) return 1;
  let deepest = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      if (typeof item === 'object') deepest = Math.max(deepest, depthOf(item, limit - 1));
      if (deepest >= limit) break;
    }
  } else {
    const object = value as JsonObject;
    for (const key in object) {
      const item = object[key];
      if (typeof item === 'object') deepest = Math.max(deepest, depthOf(item, limit - 1));
      if (deepest >= limit) break;
    }
  }
  return deepest + 1;
}

/**
 * The JSON text of a parsed value. Integers beyond 2^53 become text of their digits, and numbers that were beyond the
 * range of a double the text `Infinity`: JSON has no other way to keep them. Error: `BODY_INVALID`.
 */
export function jsonText(value: unknown): string {
  if (depthOf(value, ABSURD_DEPTH) > ABSURD_DEPTH) throw tooDeep();
  return hasUnprintable(value) ? JSON.stringify(value, printable) : JSON.stringify(value);
}

function hasUnprintable(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) return value.some(hasUnprintable);
    const object = value as JsonObject;
    for (const key in object) if (hasUnprintable(object[key])) return true;
    return false;
  }
  return typeof value === 'bigint' || value === Infinity || value === -Infinity;
}

function printable(_key: string, value: unknown): unknown {
  return typeof value !== 'object' && hasUnprintable(value) ? String(value as number | bigint) : value;
}
