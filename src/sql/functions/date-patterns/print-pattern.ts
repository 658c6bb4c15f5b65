import { quote } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import type { PatternField, PatternPiece } from './pattern-piece.ts';

/** Fields that `strftime` knows, with the digits it writes. */
const STRFTIME: Partial<Record<PatternField, Readonly<Record<number, string>>>> = {
  'week year': { 4: '%G' },
  week: { 2: '%V' },
  'short day name': { 0: '%a' },
  'day name': { 0: '%A' },
  'day of year': { 1: '%-j', 3: '%j' },
  month: { 1: '%-m', 2: '%m' },
  'short month name': { 0: '%b' },
  'month name': { 0: '%B' },
  day: { 1: '%-d', 2: '%d' },
  'half of day': { 0: '%p' },
  'hour of half from 1': { 1: '%-I', 2: '%I' },
  hour: { 1: '%-H', 2: '%H' },
  minute: { 1: '%-M', 2: '%M' },
  second: { 1: '%-S', 2: '%S' },
};

/** Fields that are words, whatever their count. */
const WORDS: ReadonlySet<PatternField> = new Set([
  'short day name',
  'day name',
  'short month name',
  'month name',
  'half of day',
]);

/** Fields that are numbers, as SQL over the wall clock `t`. */
const NUMBERS: Partial<Record<PatternField, string>> = {
  century: 'year(t) // 100',
  year: 'year(t)',
  'two-digit year': 'year(t) % 100',
  'week year': 'isoyear(t)',
  'two-digit week year': 'isoyear(t) % 100',
  week: 'week(t)',
  'day of week': 'isodow(t)',
  'day of year': 'dayofyear(t)',
  month: 'month(t)',
  day: 'day(t)',
  'hour of half from 0': 'hour(t) % 12',
  'hour of half from 1': '((hour(t) + 11) % 12) + 1',
  hour: 'hour(t)',
  'hour from 1': '((hour(t) + 23) % 24) + 1',
  minute: 'minute(t)',
  second: 'second(t)',
};

/**
 * The SQL text of a time in a pattern. `wall` is its wall clock, short enough to be repeated; `zone` the zone it is
 * shown in, and `offset` SQL for its minutes east of UTC.
 */
export function printPattern(
  pieces: readonly PatternPiece[],
  wall: string,
  zone: () => string,
  offset: () => string,
): string {
  const parts: string[] = [];
  let format = '';
  const flush = () => {
    if (format !== '') parts.push(`strftime(${wall}, ${quote(format)})`);
    format = '';
  };
  for (const piece of pieces) {
    const known =
      piece.kind === 'text'
        ? piece.text.replaceAll('%', '%%')
        : STRFTIME[piece.field]?.[WORDS.has(piece.field) ? 0 : piece.digits];
    if (known !== undefined) {
      format += known;
      continue;
    }
    flush();
    if (piece.kind === 'field') parts.push(printField(piece.field, piece.digits, wall, zone, offset));
  }
  flush();
  // A format of text alone is NULL for NULL all the same.
  return parts.length === 0 ? `strftime(${wall}, '')` : `(${parts.join(' || ')})`;
}

function printField(
  field: PatternField,
  digits: number,
  wall: string,
  zone: () => string,
  offset: () => string,
): string {
  const number = NUMBERS[field];
  if (number !== undefined) return `format('{:0${digits}d}', ${number.replaceAll('t)', `${wall})`)})`;
  switch (field) {
    case 'fraction':
      return digits <= 3
        ? `left(strftime(${wall}, '%g'), ${digits})`
        : `(strftime(${wall}, '%g') || ${quote('0'.repeat(digits - 3))})`;
    case 'era':
      return `CASE WHEN year(${wall}) > 0 THEN 'AD' ELSE 'BC' END`;
    case 'zone id':
      return `CASE WHEN ${wall} IS NOT NULL THEN ${quote(zone())} END`;
    case 'zone name':
      if (zone() === 'UTC') {
        return `CASE WHEN ${wall} IS NOT NULL THEN ${quote(digits < 4 ? 'UTC' : 'Coordinated Universal Time')} END`;
      }
      return refuse('names of time zones (z) are not known to DuckDB: use Z, ZZ or ZZZ');
    case 'offset':
    case 'offset with colon': {
      const minutes = offset();
      const colon = field === 'offset' ? '' : ':';
      return `(CASE WHEN ${minutes} < 0 THEN '-' ELSE '+' END || format('{:02d}${colon}{:02d}', abs(${minutes}) // 60, abs(${minutes}) % 60))`;
    }
    default:
      return refuse(`${field} cannot be printed with DuckDB`);
  }
}
