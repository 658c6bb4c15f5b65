import { QueryParser as T } from '../grammar/generated/query-parser.ts';
import { isContextualWord } from './contextual-words.ts';
import { syntaxError } from './syntax-error.ts';
import { SqlToken } from './token.ts';
import { RESERVED_WORDS } from './words.ts';

const SPACE = /[ \t\r\n]+/y;
const LINE_COMMENT = /--[^\r\n]*/y;
const WORD = /[A-Za-z_][A-Za-z0-9_@:]*/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME_FROM_DIGIT = /\d[A-Za-z0-9_@:]*/y;

const SYMBOLS: ReadonlyMap<string, number> = new Map([
  ['<>', T.NOT_EQUAL],
  ['!=', T.NOT_EQUAL],
  ['<=', T.LESS_OR_EQUAL],
  ['>=', T.GREATER_OR_EQUAL],
  ['||', T.CONCAT],
  ['->', T.ARROW],
  ['=>', T.DOUBLE_ARROW],
  ['(', T.OPEN],
  [')', T.CLOSE],
  ['[', T.OPEN_BRACKET],
  [']', T.CLOSE_BRACKET],
  [',', T.COMMA],
  ['.', T.DOT],
  [';', T.SEMICOLON],
  ['=', T.EQUAL],
  ['<', T.LESS],
  ['>', T.GREATER],
  ['+', T.PLUS],
  ['-', T.MINUS],
  ['*', T.STAR],
  ['/', T.SLASH],
  ['%', T.PERCENT],
  ['?', T.PARAMETER],
]);

/**
 * Cuts a text into tokens, the last of them EOF; spaces and comments are dropped. Words that are keywords in some places
 * only are identifiers still, and every parenthesis is `OPEN`. Throws at what is no token, and after `maxTokens`.
 */
export function tokenize(text: string, maxTokens: number): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  for (;;) {
    at = skipSpace(text, at);
    if (at >= text.length) break;
    const token = nextToken(text, at);
    if (tokens.length >= maxTokens) {
      throw syntaxError(text, at, at, `the query has more than ${maxTokens} words and symbols`, {
        code: 'QUERY_TOO_LARGE',
        hint: 'put long lists of values into a table, or ask in parts',
      });
    }
    tokens.push(token);
    at = token.end;
  }
  tokens.push(new SqlToken(T.EOF, text.length, text.length));
  return tokens;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    let end = 0;
    if (code === 32 || code === 10 || code === 13 || code === 9) end = match(SPACE, text, at);
    else if (code === 45) end = match(LINE_COMMENT, text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      end = text.indexOf('*/', at + 2) + 2;
      if (end === 1) {
        throw syntaxError(text, at, at + 2, 'a comment that begins with "/*" is not closed', {
          hint: 'close it with "*/"',
        });
      }
    }
    if (end === 0) return at;
    at = end;
  }
}

function nextToken(text: string, at: number): SqlToken {
  const code = text.charCodeAt(at);
  if (isLetter(code)) return word(text, at);
  if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) return number(text, at);
  if (code === 39) return string(text, at, at, T.STRING);
  if (code === 34) return quoted(text, at);
  const symbol = text.slice(at, at + 2);
  const double = SYMBOLS.get(symbol);
  if (double !== undefined && symbol.length === 2) return new SqlToken(double, at, at + 2);
  const single = SYMBOLS.get(symbol.charAt(0));
  if (single !== undefined) return new SqlToken(single, at, at + 1);
  throw unknownCharacter(text, at);
}

function word(text: string, at: number): SqlToken {
  const first = text.charCodeAt(at) | 32;
  if (first === 120 && text.charCodeAt(at + 1) === 39) return string(text, at, at + 1, T.BINARY);
  if (first === 117 && text.charCodeAt(at + 1) === 38 && text.charCodeAt(at + 2) === 39) {
    return string(text, at, at + 2, T.UNICODE_STRING);
  }
  const end = match(WORD, text, at);
  const upper = text.slice(at, end).toUpperCase();
  const reserved = RESERVED_WORDS.get(upper);
  if (reserved !== undefined) return new SqlToken(reserved, at, end, upper);
  const odd = /[@:]/.exec(upper);
  if (odd !== null) {
    throw syntaxError(text, at + odd.index, end, `a name cannot contain "${odd[0]}"`, {
      hint: upper.includes('::')
        ? 'write CAST(value AS type)'
        : `put the name into double quotes: "${text.slice(at, end)}"`,
    });
  }
  return new SqlToken(T.IDENTIFIER, at, end, isContextualWord(upper) ? upper : '');
}

function number(text: string, at: number): SqlToken {
  const end = match(NUMBER, text, at);
  const nameEnd = match(NAME_FROM_DIGIT, text, at);
  if (nameEnd > end) {
    throw syntaxError(text, at, nameEnd, `"${text.slice(at, nameEnd)}" is neither a number nor a name`, {
      hint: 'a name that begins with a digit needs double quotes',
    });
  }
  const digits = text.slice(at, end);
  const type = /[eE]/.test(digits) ? T.DOUBLE_VALUE : digits.includes('.') ? T.DECIMAL : T.INTEGER;
  return new SqlToken(type, at, end);
}

function string(text: string, at: number, quote: number, type: number): SqlToken {
  const end = closingQuote(text, quote, "'");
  if (end === 0) {
    throw syntaxError(text, at, text.length, "a text that begins with ' is not closed", {
      hint: "close it with '; a quote inside a text is written twice: 'it''s'",
    });
  }
  return new SqlToken(type, at, end);
}

function quoted(text: string, at: number): SqlToken {
  const end = closingQuote(text, at, '"');
  if (end === 0) {
    throw syntaxError(text, at, text.length, 'a name that begins with " is not closed', {
      hint: 'close it with "',
    });
  }
  return new SqlToken(T.QUOTED_IDENTIFIER, at, end);
}

const LETTERS = 'names with letters beyond a to z need double quotes';

const HINTS: ReadonlyMap<string, string> = new Map([
  ['&', 'write AND'],
  ['|', 'texts are joined with ||, conditions with OR'],
  ['!', 'write NOT, or <> for "not equal"'],
  [':', 'write CAST(value AS type); values are bound with "?"'],
  ['$', 'values are bound with "?"'],
  ['@', 'values are bound with "?"'],
  ['#', 'a comment begins with --'],
  ['{', 'maps are written MAP(ARRAY[keys], ARRAY[values])'],
]);

function unknownCharacter(text: string, at: number): Error {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character === '`') {
    return syntaxError(text, at, at + 1, 'names are not quoted with `', {
      hint: 'use double quotes: "name"',
    });
  }
  const hint = HINTS.get(character) ?? (/\p{L}/u.test(character) ? LETTERS : undefined);
  const shown = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character)
    ? `"${character}"`
    : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return syntaxError(text, at, at + character.length, `unexpected character ${shown}`, {
    ...(hint === undefined ? {} : { hint }),
  });
}

/** After the quote that closes the one at `at`; a doubled quote is a character. 0 when there is none. */
function closingQuote(text: string, at: number, quote: string): number {
  let close = text.indexOf(quote, at + 1);
  while (close >= 0 && text.charAt(close + 1) === quote) close = text.indexOf(quote, close + 2);
  return close + 1;
}

/** Where the match of a sticky pattern at `at` ends; 0 when there is none. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
