import { QueryParser as T } from '../grammar/generated/query-parser.ts';
import { type SqlSyntaxError, syntaxError } from './syntax-error.ts';
import type { SqlToken } from './token.ts';

/** An error at `tokens[index]`, where one of `expected` had to stand. */
export function describeUnexpected(
  text: string,
  tokens: readonly SqlToken[],
  index: number,
  expected: readonly number[],
): SqlSyntaxError {
  const token = tokens[index]!;
  const words = expected.map((type) => T.symbolicNames[type] ?? 'end').join(', ');
  return syntaxError(
    text,
    token.start,
    token.end,
    `unexpected "${text.slice(token.start, token.end)}", expected ${words}`,
  );
}
