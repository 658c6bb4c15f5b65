import { type ErrorOptions, MillraceError } from '../platform/errors.ts';

/** Where in a query something is wrong; both counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A fault of the query's text, with its place when it is known. */
export class QueryTextError extends MillraceError {
  readonly place: TextPlace | undefined;

  constructor(code: string, message: string, place: TextPlace | undefined, options: ErrorOptions = {}) {
    super('user', code, message, options);
    this.place = place;
  }
}

/** The place of a byte offset (UTF-8) in a text; `undefined` for an offset outside it. */
export function placeOfByte(text: string, byteOffset: number | undefined): TextPlace | undefined {
  if (byteOffset === undefined) return undefined;
  const bytes = Buffer.from(text);
  if (byteOffset < 0 || byteOffset > bytes.length) return undefined;
  return placeAfter(bytes.subarray(0, byteOffset).toString());
}

/** The place of the character that has so many characters (code points) before it. */
export function placeOfCharacter(text: string, characters: number): TextPlace {
  return placeAfter([...text].slice(0, characters).join(''));
}

function placeAfter(before: string): TextPlace {
  const lines = before.split('\n');
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}
