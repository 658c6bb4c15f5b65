/**
 * How many values a JSON text has: texts, numbers, words, objects and arrays, names of members not counted. A value
 * begins at the start, after each comma, and after the opening bracket of a container that has something in it. Text
 * that is no JSON gives some number.
 */
export function countValues(bytes: Buffer): number {
  let count = 1;
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case COMMA:
        count++;
        break;
      case OPENING_BRACKET:
      case OPENING_BRACE:
        if (!isClosing(bytes, at + 1)) count++;
        break;
      case QUOTE:
        at = endOfText(bytes, at);
        break;
    }
  }
  return count;
}

function isClosing(bytes: Buffer, from: number): boolean {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === LINE_FEED || bytes[at] === RETURN) at++;
  return bytes[at] === CLOSING_BRACKET || bytes[at] === CLOSING_BRACE;
}

/** The place of the quote that ends the text which begins at `from`. */
function endOfText(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
  }
  return bytes.length;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const SPACE = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
