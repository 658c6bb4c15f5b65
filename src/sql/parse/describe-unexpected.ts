import { QueryParser as T } from '../grammar/generated/query-parser.ts';
import { expectedInWords } from './expected-in-words.ts';
import { type SqlSyntaxError, syntaxError } from './syntax-error.ts';
import { hintFor } from './syntax-hints.ts';
import type { SqlToken } from './token.ts';

/** An error at `tokens[index]`, where one of the types in `expected` had to stand. */
export function describeUnexpected(
  text: string,
  tokens: readonly SqlToken[],
  found: number,
  expected: readonly number[],
): SqlSyntaxError {
  let index = found;
  while (tokens[index]?.type === T.LAMBDA_END) index++;
  const token = tokens[index]!;
  const wanted = new Set(expected);
  if (index === 0 && token.type === T.EOF) {
    return syntaxError(text, 0, 0, 'the text holds no query', { hint: 'a query begins with SELECT' });
  }
  const hint = hintFor(text, tokens, index, wanted);
  const options = hint === undefined ? {} : { hint };
  const words = expectedInWords(wanted);
  if (token.type === T.EOF) {
    const opener = unclosed(tokens);
    const reason =
      opener === undefined || !(wanted.has(T.CLOSE) || wanted.has(T.CLOSE_BRACKET) || wanted.has(T.END))
        ? `the query ends where ${words} is expected`
        : `the query ends and this "${text.slice(opener.start, opener.end)}" is not closed`;
    const place = reason.endsWith('closed') && opener !== undefined ? opener : token;
    return syntaxError(text, place.start, place.end, reason, options);
  }
  // Where all is said already, a hint tells more than "expected the end of the query".
  const nothing = words === '' || (wanted.has(T.EOF) && wanted.size === 1);
  const written = shorten(text.slice(token.start, token.end));
  const reason = nothing ? `unexpected ${written}` : `unexpected ${written}, expected ${words}`;
  return syntaxError(text, token.start, token.end, reason, options);
}

function shorten(written: string): string {
  const line = written.replace(/\s+/g, ' ');
  return `"${line.length > 40 ? `${line.slice(0, 40)}…` : line}"`;
}

const CLOSERS: ReadonlyMap<number, number> = new Map([
  [T.OPEN, T.CLOSE],
  [T.QUERY_OPEN, T.CLOSE],
  [T.LAMBDA_OPEN, T.CLOSE],
  [T.OPEN_BRACKET, T.CLOSE_BRACKET],
  [T.CASE, T.END],
]);

/** The innermost thing that was opened and not closed. */
function unclosed(tokens: readonly SqlToken[]): SqlToken | undefined {
  const open: SqlToken[] = [];
  for (const token of tokens) {
    if (CLOSERS.has(token.type)) open.push(token);
    const last = open.at(-1);
    if (last !== undefined && CLOSERS.get(last.type) === token.type) open.pop();
  }
  return open.at(-1);
}
