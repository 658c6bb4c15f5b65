/**
 * Values of fixed width as text, the same in every format that is text:
 * - whole numbers and decimals with all their digits;
 * - doubles as JavaScript writes them; beside numbers there are NaN, Infinity and -Infinity;
 * - timestamps, with or without a zone, as `2026-01-01T00:00:00.000Z` (UTC), dates as `2026-01-01`, times as
 *   `00:00:00.000`;
 * - intervals as Presto writes them: `1-2` for a year and two months, `3 04:05:06.007` for days and what is left.
 */
import type { DecimalType, SqlType } from '../../sql/types/sql-type.ts';
import { dateText, timestampText, timeText } from './civil-time.ts';
import { digitsOf, readInt64 } from './vector-values.ts';

/** The text of the value at this byte of the view. */
export type ReadText = (view: DataView, at: number) => string;

const INFINITE_MICROS = 9_223_372_036_854_775_807n;
const INFINITE_DAYS = 2_147_483_647;
const DAY_MILLIS = 86_400_000;

/** Bytes that a value takes in its vector, and how its text is made; `undefined` when its width is not fixed. */
export function textOfFixed(type: SqlType): readonly [number, ReadText] | undefined {
  return type.kind === 'decimal' ? decimalText(type) : FIXED[type.kind];
}

const FIXED: Partial<Record<SqlType['kind'], readonly [number, ReadText]>> = {
  boolean: [1, (view, at) => (view.getUint8(at) === 1 ? 'true' : 'false')],
  tinyint: [1, (view, at) => String(view.getInt8(at))],
  smallint: [2, (view, at) => String(view.getInt16(at, true))],
  integer: [4, (view, at) => String(view.getInt32(at, true))],
  bigint: [8, (view, at) => String(readInt64(view, at))],
  real: [4, (view, at) => floatText(view.getFloat32(at, true))],
  double: [8, (view, at) => String(view.getFloat64(at, true))],
  date: [4, (view, at) => datePart(view.getInt32(at, true))],
  time: [8, (view, at) => timeText(Math.floor(Number(view.getBigInt64(at, true)) / 1000))],
  timestamp: [8, instantText],
  'timestamp with time zone': [8, instantText],
  'interval year to month': [16, monthsText],
  'interval day to second': [16, daysText],
};

function decimalText({ precision, scale }: DecimalType): readonly [number, ReadText] {
  const [width, read] = digitsOf(precision);
  if (scale === 0) return [width, (view, at) => String(read(view, at))];
  return [
    width,
    (view, at) => {
      const unscaled = String(read(view, at));
      const sign = unscaled.startsWith('-') ? '-' : '';
      const digits = unscaled.slice(sign.length).padStart(scale + 1, '0');
      return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    },
  ];
}

/** The shortest text that reads back as the same 32-bit float. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function datePart(days: number): string {
  if (days === INFINITE_DAYS) return 'infinity';
  return days === -INFINITE_DAYS ? '-infinity' : dateText(days);
}

/** Cut to milliseconds. */
function instantText(view: DataView, at: number): string {
  const micros = view.getInt32(at + 4, true) * 4_294_967_296 + view.getUint32(at, true);
  if (Number.isSafeInteger(micros)) return timestampText(Math.floor(micros / 1000));
  const exact = view.getBigInt64(at, true);
  if (exact === INFINITE_MICROS) return 'infinity';
  if (exact === -INFINITE_MICROS) return '-infinity';
  // BigInt division cuts towards zero; an instant before the epoch must go down.
  return timestampText(Number((exact - (((exact % 1000n) + 1000n) % 1000n)) / 1000n));
}

function monthsText(view: DataView, at: number): string {
  const months = view.getInt32(at, true);
  const size = Math.abs(months);
  return `${months < 0 ? '-' : ''}${Math.floor(size / 12)}-${size % 12}`;
}

/** The engine keeps days and microseconds apart; months are never in this type. */
function daysText(view: DataView, at: number): string {
  const days = view.getInt32(at + 4, true);
  const millis = days * DAY_MILLIS + Math.trunc(Number(view.getBigInt64(at + 8, true)) / 1000);
  const size = Math.abs(millis);
  return `${millis < 0 ? '-' : ''}${Math.floor(size / DAY_MILLIS)} ${timeText(size % DAY_MILLIS)}`;
}
