import { TIMESTAMP } from '../../types/types.ts';
import { quote, raise } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import type { PatternField, PatternPiece } from './pattern-piece.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES = 'january|february|march|april|may|june|july|august|september|october|november|december';
const DAY_NAMES = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun';

/** What each field looks like in a text. Joda reads fewer digits than it prints, and names in any case. */
const LOOKS: Partial<Record<PatternField, string>> = {
  month: '\\d{1,2}',
  'short month name': `${MONTH_NAMES}|${MONTHS.join('|')}`,
  'month name': `${MONTH_NAMES}|${MONTHS.join('|')}`,
  day: '\\d{1,2}',
  'day of year': '\\d{1,3}',
  'short day name': DAY_NAMES,
  'day name': DAY_NAMES,
  'half of day': 'am|pm',
  'hour of half from 0': '\\d{1,2}',
  'hour of half from 1': '\\d{1,2}',
  hour: '\\d{1,2}',
  'hour from 1': '\\d{1,2}',
  minute: '\\d{1,2}',
  second: '\\d{1,2}',
  'two-digit year': '\\d{2}',
  offset: '[+-]\\d{2}:?\\d{2}',
  'offset with colon': '[+-]\\d{2}:?\\d{2}',
};

const DIGITS: ReadonlySet<PatternField> = new Set([
  'year',
  'month',
  'day',
  'day of year',
  'hour of half from 0',
  'hour of half from 1',
  'hour',
  'hour from 1',
  'minute',
  'second',
  'fraction',
  'two-digit year',
]);

/** SQL that reads a text by a pattern: its wall clock, and the minutes east of UTC when the pattern has an offset. */
export interface ParsedPattern {
  readonly wall: string;
  readonly offset: string | undefined;
}

/** `text` is SQL short enough to be repeated; `twoDigitPivot` is the last year that two digits can mean. */
export function parsePattern(
  pieces: readonly PatternPiece[],
  text: string,
  pattern: string,
  pivot: number,
): ParsedPattern {
  const groups: PatternField[] = [];
  const regexp = pieces.map((piece, index) => pieceRegexp(piece, pieces[index + 1], groups)).join('');
  const whole = quote(`^(?i:${regexp})$`);
  const group = (field: PatternField) => {
    const at = groups.lastIndexOf(field);
    return at < 0 ? undefined : `regexp_extract(${text}, ${whole}, ${at + 1})`;
  };
  const number = (field: PatternField) => {
    const sql = group(field);
    return sql && `CAST(${sql} AS BIGINT)`;
  };
  const wall = wallOf(group, number, pivot);
  const offsetText = group('offset') ?? group('offset with colon');
  const message = raise(`could not read the text by the format ${pattern}`, TIMESTAMP);
  return {
    wall: `CASE WHEN regexp_matches(${text}, ${whole}) THEN ${wall} WHEN ${text} IS NOT NULL THEN ${message} END`,
    offset:
      offsetText &&
      `(CASE WHEN left(${offsetText}, 1) = '-' THEN -1 ELSE 1 END * (60 * CAST(substr(${offsetText}, 2, 2) AS INTEGER) + CAST(right(${offsetText}, 2) AS INTEGER)))`,
  };
}

function pieceRegexp(piece: PatternPiece, next: PatternPiece | undefined, groups: PatternField[]): string {
  if (piece.kind === 'text') return piece.text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  const { field, digits } = piece;
  groups.push(field);
  // Numbers that touch have exactly the digits that were asked for.
  const touches = next?.kind === 'field' && DIGITS.has(next.field) && DIGITS.has(field);
  if (touches) return `(\\d{${field === 'two-digit year' ? 2 : digits}})`;
  if (field === 'year') return '([+-]?\\d{1,9})';
  if (field === 'fraction') return `(\\d{1,${Math.max(digits, 9)}})`;
  const look = LOOKS[field] ?? refuse(`texts with ${field} cannot be read with DuckDB`);
  return `(${look})`;
}

type Field = (field: PatternField) => string | undefined;

function wallOf(group: Field, number: Field, pivot: number): string {
  const year = number('year') ?? twoDigitYear(number('two-digit year'), pivot) ?? '1970';
  const dayOfYear = number('day of year');
  const monthName = group('month name') ?? group('short month name');
  const names = MONTHS.map((name) => `'${name}'`).join(', ');
  const month =
    number('month') ?? (monthName && `list_position([${names}], lower(left(${monthName}, 3)))`) ?? '1';
  const seconds = number('second') ?? '0';
  const fraction = group('fraction');
  const micros = fraction && ` + to_microseconds(1000 * CAST(rpad(${fraction}, 3, '0') AS BIGINT))`;
  const time = `${hourOf(group, number)}, ${number('minute') ?? '0'}, CAST(${seconds} AS DOUBLE)`;
  const checks = rangeChecks(number);
  const stamp =
    dayOfYear === undefined
      ? `make_timestamp(${year}, ${month}, ${number('day') ?? '1'}, ${time})`
      : `(make_timestamp(${year}, 1, 1, ${time}) + to_days(CAST(${dayOfYear} - 1 AS INTEGER)))`;
  const value = micros === undefined ? stamp : `(${stamp}${micros})`;
  return checks.length === 0
    ? value
    : `CASE WHEN ${checks.join(' OR ')} THEN ${raise('a part of the time is out of its range', TIMESTAMP)} ELSE ${value} END`;
}

/** What `make_timestamp` would carry over or take otherwise. */
function rangeChecks(number: Field): readonly string[] {
  const check = (field: PatternField, from: number, to: number) => {
    const sql = number(field);
    return sql === undefined ? [] : [`${sql} NOT BETWEEN ${from} AND ${to}`];
  };
  return [
    ...check('day of year', 1, 366),
    ...check('hour of half from 0', 0, 11),
    ...check('hour of half from 1', 1, 12),
    ...check('hour from 1', 1, 24),
    ...check('hour', 0, 23),
    ...check('minute', 0, 59),
    ...check('second', 0, 59),
  ];
}

function hourOf(group: Field, number: Field): string {
  const hour = number('hour');
  if (hour !== undefined) return hour;
  const from1 = number('hour from 1');
  if (from1 !== undefined) return `${from1} % 24`;
  const half = group('half of day');
  const afternoon = half === undefined ? '0' : `CASE WHEN lower(${half}) = 'pm' THEN 12 ELSE 0 END`;
  const ofHalf = number('hour of half from 0') ?? number('hour of half from 1');
  return ofHalf === undefined ? afternoon : `(${ofHalf} % 12 + ${afternoon})`;
}

/** Of the hundred years that end with the pivot, the one with these last digits. */
function twoDigitYear(digits: string | undefined, pivot: number): string | undefined {
  const first = pivot - 99;
  return digits && `(${first} + (${digits} + ${100 - (first % 100)}) % 100)`;
}
