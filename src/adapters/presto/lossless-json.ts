/** What JSON text holds; an integer that a double cannot hold exactly is a `bigint`. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** Fewer digits than this are exact as a double. */
const LONG_RUN = /\d{16}/;
const INTEGER = /^-?\d+$/;

type Reviver = (key: string, value: unknown) => unknown;

/** As `JSON.parse`, without loss of digits of integers. Error: `SyntaxError`. */
export function parseLossless(text: string): Json {
  return (LONG_RUN.test(text) ? JSON.parse(text, exactInteger as Reviver) : JSON.parse(text)) as Json;
}

/** As of ES2026; the compiler's library does not know the third argument yet. */
function exactInteger(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const { source } = context;
  return source !== undefined && INTEGER.test(source) ? BigInt(source) : value;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
