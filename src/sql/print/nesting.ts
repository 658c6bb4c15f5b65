/** How deep the parentheses and brackets of an engine's text nest; what stands in quotes is passed over. */
export function nestingOf(sql: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < sql.length; at++) {
    const character = sql[at];
    if (character === "'" || character === '"') {
      // A doubled quote ends a quoted text and begins another at once.
      at = sql.indexOf(character, at + 1);
      if (at < 0) throw new Error('the printed text ends in quotes');
    } else if (character === '(' || character === '[') {
      deepest = Math.max(deepest, ++depth);
    } else if (character === ')' || character === ']') {
      depth--;
    }
  }
  if (depth !== 0) throw new Error('the parentheses of the printed text do not match');
  return deepest;
}
