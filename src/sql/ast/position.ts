/** Where a node stands in its text: UTF-16 offsets, `end` after the last character. */
export interface Position {
  readonly start: number;
  readonly end: number;
}

/** Line and column of an offset, both counted from 1, columns in UTF-16 units. A line ends with `\n`, `\r\n` or `\r`. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
      line++;
      lineStart = at + 1;
    }
  }
  return { line, column: offset - lineStart + 1 };
}
