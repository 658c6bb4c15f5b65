import { refuse } from '../engine-refusal.ts';
import type { PatternField, PatternPiece } from './pattern-piece.ts';

/** Letters whose count is the fewest digits. */
const NUMBERS: Readonly<Record<string, PatternField>> = {
  C: 'century',
  w: 'week',
  e: 'day of week',
  D: 'day of year',
  d: 'day',
  K: 'hour of half from 0',
  h: 'hour of half from 1',
  H: 'hour',
  k: 'hour from 1',
  m: 'minute',
  s: 'second',
  S: 'fraction',
};

/** Reads the notation of Joda-Time, which `format_datetime` and `parse_datetime` take. */
export function readJodaPattern(pattern: string): readonly PatternPiece[] {
  const pieces: PatternPiece[] = [];
  const text = (value: string) => pieces.push({ kind: 'text', text: value });
  for (const [part] of pattern.matchAll(/'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/gu)) {
    if (part.startsWith("'")) {
      const closed = part.length > 1 && part.endsWith("'") ? part.slice(1, -1) : part.slice(1);
      text(part === "''" ? "'" : closed.replaceAll("''", "'"));
    } else if (/^[A-Za-z]/.test(part)) {
      pieces.push(readLetters(part[0]!, part.length));
    } else {
      text(part);
    }
  }
  return pieces;
}

function readLetters(letter: string, count: number): PatternPiece {
  const field = NUMBERS[letter] ?? wordField(letter, count);
  return { kind: 'field', field, digits: count };
}

function wordField(letter: string, count: number): PatternField {
  switch (letter) {
    case 'G':
      return 'era';
    case 'y':
    case 'Y':
      return count === 2 ? 'two-digit year' : 'year';
    case 'x':
      return count === 2 ? 'two-digit week year' : 'week year';
    case 'E':
      return count < 4 ? 'short day name' : 'day name';
    case 'M':
      return count < 3 ? 'month' : count === 3 ? 'short month name' : 'month name';
    case 'a':
      return 'half of day';
    case 'z':
      return 'zone name';
    case 'Z':
      return count === 1 ? 'offset' : count === 2 ? 'offset with colon' : 'zone id';
    default:
      return refuse(
        `"${letter}" has no meaning in a date format; letters that stand for themselves are quoted: '${letter}'`,
      );
  }
}
