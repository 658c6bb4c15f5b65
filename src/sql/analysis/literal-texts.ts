import type { IntervalLiteral, IntervalUnit } from '../ast/literal.ts';
import { isTimeZone } from './time-zone.ts';

export function isWholeNumber(text: string, bits: bigint): boolean {
  if (!/^[+-]?\d{1,30}$/.test(text)) return false;
  const value = BigInt(text.replace(/^\+/, ''));
  const limit = 1n << (bits - 1n);
  return value >= -limit && value < limit;
}

export function isDouble(text: string): boolean {
  return /^([+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|[+-]?infinity|nan)$/i.test(text);
}

export function isDecimal(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text);
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Years of one to six digits, months and days of one or two, as they come; the day must exist. */
export function isDate(text: string): boolean {
  const match = /^([+-]?\d{1,6})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const TIME = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d{1,9})?)?)?/;

/** What is behind the time of day; undefined when there is none. */
function afterTime(text: string): string | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return hour < 24 && minute < 60 && second < 60 ? text.slice(match[0].length) : undefined;
}

/** The offset of a time, null when it has none, undefined when the text is no time. */
export function timeZoneOffset(text: string): string | null | undefined {
  const rest = afterTime(text);
  if (rest === undefined) return undefined;
  if (rest === '') return null;
  const zone = rest.trim();
  return isTimeZone(zone) ? zone : undefined;
}

/** The zone of a timestamp, null when it has none, undefined when the text is no timestamp. */
export function timestampZone(text: string): string | null | undefined {
  const match = /^([+-]?\d{1,6}-\d{1,2}-\d{1,2})(?: (.*))?$/.exec(text.trim());
  if (match === null || !isDate(match[1]!)) return undefined;
  if (match[2] === undefined) return null;
  return timeZoneOffset(match[2]);
}

const UNITS: readonly IntervalUnit[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
/** What stands between the parts of an interval: `1-2` years and months, `1 02:03:04` days to seconds. */
const SEPARATORS: Readonly<Record<IntervalUnit, string>> = {
  year: '',
  month: '-',
  day: '',
  hour: ' ',
  minute: ':',
  second: ':',
};

export function intervalProblem({
  value,
  from,
  to,
}: IntervalLiteral): { readonly reason: string; readonly hint: string } | undefined {
  const first = UNITS.indexOf(from);
  const last = to === null ? first : UNITS.indexOf(to);
  const words = to === null ? from.toUpperCase() : `${from.toUpperCase()} TO ${to.toUpperCase()}`;
  if (last < first || first < 2 !== last < 2) {
    return {
      reason: `there is no interval ${words}`,
      hint: 'YEAR TO MONTH, or from DAY, HOUR or MINUTE down to SECOND',
    };
  }
  const units = UNITS.slice(first, last + 1);
  const pattern = units
    .map((unit, index) => {
      const digits = unit === 'second' ? '\\d{1,18}(?:\\.\\d{1,3})?' : '\\d{1,18}';
      return index === 0 ? digits : `${SEPARATORS[unit]}${digits}`;
    })
    .join('');
  if (new RegExp(`^[+-]?\\s*${pattern}$`).test(value)) return undefined;
  return {
    reason: `"${value.slice(0, 40)}" is no interval of ${words}`,
    hint: `write it as ${exampleOf(units)}`,
  };
}

const EXAMPLES: Readonly<Record<IntervalUnit, string>> = {
  year: '1',
  month: '2',
  day: '7',
  hour: '12',
  minute: '30',
  second: '15',
};

function exampleOf(units: readonly IntervalUnit[]): string {
  const text = units.map((unit, index) => (index === 0 ? '' : SEPARATORS[unit]) + EXAMPLES[unit]).join('');
  const words = [units[0]!, units.at(-1)!].filter((unit, index, all) => index === 0 || unit !== all[0]);
  return `INTERVAL '${text}' ${words.join(' TO ').toUpperCase()}`;
}
