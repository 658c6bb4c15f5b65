/**
 * Reads dates and times as clients write them: ISO-8601, and the original's `yyyy-M-d H:m[:s[.SSS]]` with an optional
 * zone. No zone means UTC. What is finer than a millisecond is dropped. Own code, because `Date.parse` accepts what
 * nobody meant ("Product 5" is a day in 2001 to it), reads zoneless times as local, and is slow.
 */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The first and the last millisecond of the years 1–9999. */
export const MIN_TIME_MS = -62_135_596_800_000;
export const MAX_TIME_MS = 253_402_300_799_999;

/** Days since the epoch of the days in the years 1–9999. */
export const MIN_DAY = MIN_TIME_MS / DAY_MS;
export const MAX_DAY = Math.floor(MAX_TIME_MS / DAY_MS);

/** Days since the epoch of exactly `YYYY-MM-DD`; `undefined` when the text is no such day. */
export function parseDate(text: string): number | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return daysSinceEpoch(year, month, day);
}

/** Milliseconds of the day of `HH:MM[:SS[.fraction]]`; `undefined` when the text is no such time. */
export function parseTimeOfDay(text: string): number | undefined {
  const match = TIME_OF_DAY.exec(text);
  return match === null ? undefined : timeOfDay(match[1], match[2], match[3], match[4]);
}

const TIME_OF_DAY = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;

/** Milliseconds since the epoch of a day with a time; `undefined` when the text is none or its year is not 1–9999. */
export function parseTimestamp(text: string): number | undefined {
  // Cheap refusals first: most strings are no times.
  if (text.length < 10 || text.length > 48 || text.charCodeAt(4) !== MINUS) return undefined;
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const days = daysSinceEpoch(Number(match[1]), Number(match[2]), Number(match[3]));
  const time = timeOfDay(match[4], match[5], match[6], match[7]);
  const zone = zoneOffset(match[8]);
  if (days === undefined || time === undefined || zone === undefined) return undefined;
  const millis = days * DAY_MS + time - zone;
  return isInRange(millis) ? millis : undefined;
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]| {1,2})(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)? ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;

/** Whether a time lies in the years 1–9999; false for NaN. */
export function isInRange(millis: number): boolean {
  return millis >= MIN_TIME_MS && millis <= MAX_TIME_MS;
}

const MINUS = 45;

/** NaN when one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function timeOfDay(
  hour: string | undefined,
  minute: string | undefined,
  second = '0',
  fraction = '',
): number | undefined {
  const hours = Number(hour);
  const minutes = Number(minute);
  const seconds = Number(second);
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

function zoneOffset(zone: string | undefined): number | undefined {
  const sign = zone?.[0];
  if (zone === undefined || (sign !== '+' && sign !== '-')) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  if (hours > 18 || minutes > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Proleptic Gregorian. Years are counted from March, so that the leap day is the last of its year. */
function daysSinceEpoch(year: number, month: number, day: number): number | undefined {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > MONTH_DAYS[month - 1]! + (isLeap && month === 2 ? 1 : 0)) return undefined;
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}
