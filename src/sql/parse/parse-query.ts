/**
 * Text → AST. The text is cut into tokens (lexer.ts), what a token is in its place is decided (classify.ts), the
 * generated parser checks the order of the tokens (../grammar), and build/ makes the tree. Each step is linear, and the
 * limits are checked before anything that recurses runs, so that no text costs more than its length.
 */
import type { Query } from '../ast/query.ts';
import { QueryParser, type StatementContext } from '../grammar/generated/query-parser.ts';
import { BuildContext } from './build/build-context.ts';
import { buildQuery } from './build/build-query.ts';
import { checkAstDepth } from './check-ast-depth.ts';
import { classify } from './classify.ts';
import { SyntaxErrorStrategy } from './error-strategy.ts';
import { tokenize } from './lexer.ts';
import { syntaxError } from './syntax-error.ts';
import type { SqlToken } from './token.ts';
import { SqlTokenStream } from './token-stream.ts';

export interface ParseOptions {
  /** Longest text in UTF-16 units; 1,000,000 unless said otherwise, as in PrestoDB. */
  readonly maxLength?: number;
  /** Words and symbols; 100,000 unless said otherwise. */
  readonly maxTokens?: number;
  /** Nesting of parentheses and the like, and depth of the tree; 300 and 1,000 unless said otherwise. */
  readonly maxNesting?: number;
  readonly maxDepth?: number;
  /** Takes `;` at the end, which PrestoDB's parser refuses; false unless said otherwise. */
  readonly trailingSemicolons?: boolean;
}

const DEFAULTS = { maxLength: 1_000_000, maxTokens: 100_000, maxNesting: 300, maxDepth: 1000 };

/** Parses one query. Throws `SqlSyntaxError` with the place of what is wrong. */
export function parseQuery(text: string, options: ParseOptions = {}): Query {
  const limits = { ...DEFAULTS, ...options };
  const tokens = tokensOf(text, limits.maxLength, limits.maxTokens, limits.maxNesting);
  if (options.trailingSemicolons ?? false) dropSemicolons(tokens);
  const query = withinStack(text, () => buildQuery(new BuildContext(text), parseTokens(text, tokens)._root!));
  checkAstDepth(text, query, limits.maxDepth);
  return query;
}

/** Nesting was measured; but a caller deep in a stack of its own may have left little room. */
function withinStack<T>(text: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw syntaxError(text, 0, 0, 'the query nests too deep', {
      code: 'QUERY_TOO_DEEP',
      hint: 'name its parts with WITH',
    });
  }
}

/** The tokens of a text as the generated parser reads them. */
export function tokensOf(text: string, maxLength: number, maxTokens: number, maxNesting: number): SqlToken[] {
  if (text.length > maxLength) {
    throw syntaxError(text, 0, 0, `the query has ${text.length} characters, and ${maxLength} are allowed`, {
      code: 'QUERY_TOO_LARGE',
      hint: 'put long lists of values into a table, or ask in parts',
    });
  }
  if (!text.isWellFormed()) {
    const half = /[\uD800-\uDFFF]/u.exec(text)?.index ?? 0;
    throw syntaxError(text, half, half + 1, 'half of a character stands here', {
      hint: 'the text was cut or decoded wrongly',
    });
  }
  return classify(text, tokenize(text, maxTokens), maxNesting);
}

/** Runs the generated parser alone. */
export function parseTokens(text: string, tokens: readonly SqlToken[]): StatementContext {
  const parser = new QueryParser(new SqlTokenStream(text, tokens));
  parser.buildParseTrees = false;
  parser.removeErrorListeners();
  parser.errorHandler = new SyntaxErrorStrategy(text, tokens);
  return parser.statement();
}

function dropSemicolons(tokens: SqlToken[]): void {
  let count = 0;
  while (tokens.at(-2 - count)?.type === QueryParser.SEMICOLON) count++;
  tokens.splice(-1 - count, count);
}
