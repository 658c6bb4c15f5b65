import { refuse } from '../engine-refusal.ts';
import type { PatternField, PatternPiece } from './pattern-piece.ts';

/** The letters of `date_format` and `date_parse`; the number is the fewest digits. */
const LETTERS: Readonly<Record<string, readonly [PatternField, number]>> = {
  a: ['short day name', 0],
  b: ['short month name', 0],
  c: ['month', 1],
  d: ['day', 2],
  e: ['day', 1],
  f: ['fraction', 6],
  H: ['hour', 2],
  h: ['hour of half from 1', 2],
  I: ['hour of half from 1', 2],
  i: ['minute', 2],
  j: ['day of year', 3],
  k: ['hour', 1],
  l: ['hour of half from 1', 1],
  M: ['month name', 0],
  m: ['month', 2],
  p: ['half of day', 0],
  S: ['second', 2],
  s: ['second', 2],
  v: ['week', 2],
  W: ['day name', 0],
  x: ['week year', 4],
  Y: ['year', 4],
  y: ['two-digit year', 2],
};

const SHORTHANDS: Readonly<Record<string, string>> = { r: '%h:%i:%S %p', T: '%H:%i:%S' };

const UNSUPPORTED = 'DUuVwX';

/** Reads MySQL's notation. Letters without a meaning stand for themselves, as in Presto. */
export function readMySqlPattern(pattern: string): readonly PatternPiece[] {
  const pieces: PatternPiece[] = [];
  for (const [part] of pattern.matchAll(/%[\s\S]?|[^%]+/gu)) {
    const letter = part.slice(1);
    const shorthand = SHORTHANDS[letter];
    const known = LETTERS[letter];
    // Presto drops a % at the end.
    if (part === '%') continue;
    if (!part.startsWith('%')) pieces.push({ kind: 'text', text: part });
    else if (UNSUPPORTED.includes(letter)) refuse(`%${letter} is not supported in a date format`);
    else if (shorthand !== undefined) pieces.push(...readMySqlPattern(shorthand));
    else if (known === undefined) pieces.push({ kind: 'text', text: letter });
    else pieces.push({ kind: 'field', field: known[0], digits: known[1] });
  }
  return pieces;
}
