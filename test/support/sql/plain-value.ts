/**
 * Values of both engines in one form that JSON can hold: whole numbers and decimals as text with all digits, maps as
 * sorted pairs, bytes as hexadecimal digits, times as Presto's text.
 */
import type {
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
} from '@duckdb/node-api';
import type { PrestoValue } from '../../../src/adapters/presto/value-decoder.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';

export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly map: readonly PlainValue[] };

/** Numbers that JSON has no notation for. */
function plainNumber(value: number): PlainValue {
  return Number.isFinite(value) ? value : String(value);
}

function plainMap(pairs: readonly (readonly [PlainValue, PlainValue])[]): PlainValue {
  const sorted = pairs
    .map((pair) => [JSON.stringify(pair[0]), pair] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { map: sorted.map(([, pair]) => pair) };
}

export function fromPresto(value: PrestoValue): PlainValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Map)
    return plainMap([...value].map(([key, each]) => [fromPresto(key), fromPresto(each)]));
  return (value as readonly PrestoValue[]).map(fromPresto);
}

export function fromDuckDb(value: unknown, type: SqlType): PlainValue {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'array':
      return (value as DuckDBListValue).items.map((item) => fromDuckDb(item, type.element));
    case 'map':
      return plainMap(
        (value as DuckDBMapValue).entries.map((entry) => [
          fromDuckDb(entry.key, type.key),
          fromDuckDb(entry.value, type.value),
        ]),
      );
    case 'row': {
      const fields = Object.values((value as DuckDBStructValue).entries);
      return type.fields.map((field, index) => fromDuckDb(fields[index], field.type));
    }
    case 'double':
      return plainNumber(value as number);
    case 'real':
      return plainNumber(Number((value as number).toPrecision(7)));
    case 'tinyint':
    case 'smallint':
    case 'integer':
      return Number(value);
    case 'boolean':
      return value as boolean;
    case 'varbinary':
      return Buffer.from((value as { bytes: Uint8Array }).bytes).toString('hex');
    case 'decimal':
      return (value as DuckDBDecimalValue).toString();
    case 'timestamp':
    case 'timestamp with time zone':
      return millisText((value as { micros: bigint }).micros);
    case 'time':
      return millisText((value as { micros: bigint }).micros).slice(11);
    case 'interval day to second':
      return dayText(value as DuckDBIntervalValue);
    case 'interval year to month': {
      const { months } = value as DuckDBIntervalValue;
      const size = Math.abs(months);
      return `${months < 0 ? '-' : ''}${Math.floor(size / 12)}-${size % 12}`;
    }
    default:
      return String(value);
  }
}

/** `2024-02-29 12:34:56.789`; what is below a millisecond must not be there. */
function millisText(micros: bigint): string {
  const text = new Date(Number(micros / 1000n)).toISOString().replace('T', ' ').replace('Z', '');
  return micros % 1000n === 0n ? text : `${text} and ${micros % 1000n} µs`;
}

function dayText({ months, days, micros }: DuckDBIntervalValue): string {
  if (months !== 0) return `${months} months in an interval of days`;
  const millis = BigInt(days) * 86_400_000n + micros / 1000n;
  const size = millis < 0n ? -millis : millis;
  const pad = (value: bigint, digits: number) => String(value).padStart(digits, '0');
  return `${millis < 0n ? '-' : ''}${size / 86_400_000n} ${pad((size / 3_600_000n) % 24n, 2)}:${pad((size / 60_000n) % 60n, 2)}:${pad((size / 1000n) % 60n, 2)}.${pad(size % 1000n, 3)}`;
}

/** Floating numbers within a relative difference, all else exactly. */
export function sameValue(a: PlainValue, b: PlainValue, tolerance: number): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length &&
      a.every((value, index) => sameValue(value as PlainValue, b[index] as PlainValue, tolerance))
    );
  }
  if (isMap(a) && isMap(b)) return sameValue(a.map, b.map, tolerance);
  return a === b;
}

function isMap(value: PlainValue): value is { readonly map: readonly PlainValue[] } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
