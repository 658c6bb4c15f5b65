export interface Nesting {
  /** How deep parentheses and brackets nest. */
  readonly parentheses: number;
  /** How deep lambdas stand in the bodies of lambdas. */
  readonly lambdas: number;
}

/** How deep an engine's text nests; what stands in quotes is passed over. */
export function nestingOf(sql: string): Nesting {
  /** For each parenthesis that is open: how many lambdas began within it. */
  const open: number[] = [0];
  let parentheses = 0;
  let lambdas = 0;
  let deepestLambdas = 0;
  for (let at = 0; at < sql.length; at++) {
    const character = sql[at];
    if (character === "'" || character === '"') {
      // A doubled quote ends a quoted text and begins another at once.
      at = sql.indexOf(character, at + 1);
      if (at < 0) throw new Error('the printed text ends in quotes');
    } else if (character === '(' || character === '[') {
      open.push(0);
      parentheses = Math.max(parentheses, open.length - 1);
    } else if (character === ')' || character === ']') {
      lambdas -= open.pop() ?? 0;
    } else if (character === 'l' && sql.startsWith('lambda ', at)) {
      open[open.length - 1]!++;
      deepestLambdas = Math.max(deepestLambdas, ++lambdas);
    }
  }
  if (open.length !== 1) throw new Error('the parentheses of the printed text do not match');
  return { parentheses, lambdas: deepestLambdas };
}
