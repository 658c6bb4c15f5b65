import { isUtf8 } from 'node:buffer';
import { messageOf, userError } from '../platform/errors.ts';
import { countValues } from './count-values.ts';

/** Integers with more digits than this are handled as text: as numbers they would cost time and mean infinity. */
const MAX_INTEGER_DIGITS = 400;
/** An integer with fewer digits is exact as a double. */
const LONG_DIGITS = 16;

/**
 * Parses a request's body. Integers that a double cannot hold exactly come out as bigint (or as text, when absurdly
 * long). Bytes that are no UTF-8 become U+FFFD: an event with a spoilt letter is worth more than none.
 *
 * A parsed value takes up to twenty times as much memory as its text, and its time: so there is a limit to their number.
 *
 * Errors: `BODY_INVALID`, `TOO_MANY_VALUES`.
 */
export function parseJsonBody(bytes: Buffer, maxValues: number): unknown {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (bytes.length === start) throw userError('BODY_INVALID', "JSON couldn't parsed: the body is empty");
  // A value and what parts it from the next are two bytes at least, so most bodies need not be looked at.
  if ((bytes.length + 1) / 2 > maxValues && countValues(bytes) > maxValues) {
    throw userError('TOO_MANY_VALUES', `a request must not have more than ${maxValues} values`, {
      hint: 'send the events in smaller batches, or raise "collect.max-values"',
    });
  }
  const text = bytes.toString('utf8', start);
  try {
    return hasLongInteger(bytes) ? JSON.parse(text, keepLongIntegers) : JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    const detail = isUtf8(bytes) ? undefined : { detail: 'the body is not valid UTF-8' };
    throw userError('BODY_INVALID', `JSON couldn't parsed: ${messageOf(error)}`, detail);
  }
}

/** The whole request is refused: values this deep cannot even be kept as text. */
export function tooDeep(): Error {
  return userError('BODY_INVALID', "JSON couldn't parsed: it is nested too deeply");
}

/** As of ES2026; the compiler's library does not know the third argument yet. */
function keepLongIntegers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  if (source === undefined || !INTEGER.test(source)) return value;
  return source.length > MAX_INTEGER_DIGITS ? source : BigInt(source);
}

const INTEGER = /^-?\d+$/;

/**
 * Whether the text may have an integer that a double cannot hold: a run of at least 16 digits that is no fraction and
 * no string by itself. As a run that long covers a multiple of 16, only every 16th byte is looked at. May say yes to
 * digits within a longer string; that only costs time.
 */
export function hasLongInteger(bytes: Uint8Array): boolean {
  for (let at = LONG_DIGITS - 1; at < bytes.length; at += LONG_DIGITS) {
    const byte = bytes[at]!;
    if (byte < ZERO || byte > NINE) continue;
    let from = at;
    while (isDigit(bytes[from - 1])) from--;
    let to = at + 1;
    while (isDigit(bytes[to])) to++;
    if (isLongInteger(bytes, from, to)) return true;
    at = Math.max(at, to - LONG_DIGITS);
  }
  return false;
}

function isLongInteger(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  // 2^53 is 9,007,199,254,740,992.
  if (length < LONG_DIGITS || (length === LONG_DIGITS && bytes[from] !== NINE)) return false;
  const before = bytes[from - 1];
  const after = bytes[to];
  return before !== DOT && before !== QUOTE && after !== DOT && after !== QUOTE;
}

const DOT = 46;
const QUOTE = 34;
const ZERO = 48;
const NINE = 57;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}
