import type { Token } from 'antlr4ng';
import type { IntervalLiteral, IntervalUnit, StringLiteral } from '../../ast/literal.ts';
import type { Position } from '../../ast/position.ts';
import {
  type IntervalContext,
  type StringContext,
  QueryParser as T,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf, positionOfToken } from './build-context.ts';

const MAX_BIGINT = (1n << 63n) - 1n;

export function integerDigits(written: string): string {
  return written.replace(/^0+(?=\d)/, '');
}

export function checkInteger(build: BuildContext, digits: string, position: Position): void {
  if (digits.length < 19 || (digits.length === 19 && BigInt(digits) <= MAX_BIGINT)) return;
  throw build.error(position, `the number ${digits} is too large for an integer`, {
    hint: `write a decimal: DECIMAL '${digits}'`,
  });
}

export function buildString(build: BuildContext, context: StringContext): StringLiteral {
  const position = positionOf(context);
  const value =
    context._plain == null
      ? unicodeText(build, context._unicode!, context._escape ?? null)
      : unquoted(build.textOf(context._plain));
  return { kind: 'string', value, position };
}

/** The text between the quotes at both ends, doubled quotes being one. */
function unquoted(written: string): string {
  return written.slice(written.indexOf("'") + 1, -1).replaceAll("''", "'");
}

/** `U&'\0041\+01F600'`: escapes of four or six hexadecimal digits, the escape character twice for itself. */
function unicodeText(build: BuildContext, token: Token, escapeToken: Token | null): string {
  const mark = escapeToken === null ? '\\' : unquoted(build.textOf(escapeToken));
  if (escapeToken !== null && !/^[^0-9A-Fa-f+'"\s]$/.test(mark)) {
    throw build.error(positionOfToken(escapeToken), `"${mark}" cannot be an escape character`, {
      hint: 'use one character that is no digit, letter a to f, plus, quote or space',
    });
  }
  const text = unquoted(build.textOf(token));
  let value = '';
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf(mark, at);
    value += text.slice(at, next < 0 ? text.length : next);
    if (next < 0) break;
    const rest = text.slice(next + 1, next + 8);
    const digits = /^(?:\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))/.exec(rest);
    if (rest.startsWith(mark)) {
      value += mark;
      at = next + 2;
    } else if (digits !== null) {
      value += codePoint(build, token, digits[1] ?? digits[2] ?? '');
      at = next + 1 + digits[0].length;
    } else {
      throw build.error(positionOfToken(token), `"${mark}${rest}" is no escape of a character`, {
        hint: `write ${mark} with four hexadecimal digits, or ${mark}+ with six`,
      });
    }
  }
  return value;
}

function codePoint(build: BuildContext, token: Token, digits: string): string {
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw build.error(positionOfToken(token), `there is no character with the number ${digits}`);
  }
  return String.fromCodePoint(code);
}

/** Spaces between the digits of `X'…'` are allowed. */
export function binaryHex(build: BuildContext, token: Token): string {
  const hex = unquoted(build.textOf(token))
    .replace(/[ \t\r\n]/g, '')
    .toUpperCase();
  if (!/^[0-9A-F]*$/.test(hex)) {
    throw build.error(positionOfToken(token), "between X' and ' only hexadecimal digits can stand");
  }
  if (hex.length % 2 !== 0) {
    throw build.error(
      positionOfToken(token),
      "between X' and ' two digits stand for each byte, and one is missing",
    );
  }
  return hex;
}

const UNITS: ReadonlyMap<string, IntervalUnit> = new Map([
  ['YEAR', 'year'],
  ['MONTH', 'month'],
  ['DAY', 'day'],
  ['HOUR', 'hour'],
  ['MINUTE', 'minute'],
  ['SECOND', 'second'],
]);

export function buildInterval(build: BuildContext, context: IntervalContext): IntervalLiteral {
  return {
    kind: 'interval',
    negative: context._sign?.type === T.MINUS,
    value: buildString(build, context._value!).value,
    from: buildUnit(build, context._first!),
    to: context._last == null ? null : buildUnit(build, context._last),
    position: positionOf(context),
  };
}

export function buildUnit(build: BuildContext, token: Token): IntervalUnit {
  const unit = UNITS.get(build.textOf(token).toUpperCase());
  if (unit !== undefined) return unit;
  throw build.error(positionOfToken(token), `"${build.textOf(token)}" is no unit of an interval`, {
    hint: 'an interval is in year, month, day, hour, minute or second',
  });
}
