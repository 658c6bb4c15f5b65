/**
 * Decides what tokens are where the language needs more than the next one to know: words that are keywords in their
 * place, parentheses around a query or the parameters of a lambda, and where a lambda's body ends. One pass from left to
 * right with a stack of what is open, linear whatever the text, so that the grammar can decide everything by one token.
 * It also measures how deep the text nests, before anything recursive reads it.
 */
import { QueryParser as T } from '../grammar/generated/query-parser.ts';
import { typeOfWord, type WordPlace } from './contextual-words.ts';
import { syntaxError } from './syntax-error.ts';
import { SqlToken } from './token.ts';

/** An open parenthesis, bracket or CASE, or the whole text. */
interface Level {
  readonly opener: SqlToken;
  /** The token before the opener. */
  readonly before: SqlToken;
  /** Opens the arguments of a call. */
  readonly call: boolean;
  readonly inWindow: boolean;
  /** Index of its first token. */
  readonly first: number;
  inType: boolean;
  inFrame: boolean;
  sorting: boolean;
  windowClause: boolean;
  /** What it holds can be read as a query. */
  query: 'no' | 'perhaps' | 'surely';
  /** The word that tells a special form from a call stands here: `SUBSTRING(x FROM 1)`. */
  divided: boolean;
  lambdas: number;
  /** Joins that wait for their ON: the next one stands inside. */
  joins: number;
  /** `ARRAY<` and `MAP<` that wait for their `>`. */
  angles: number;
}

/** Words whose parenthesis holds a special form only when the divider stands in it. */
const DIVIDERS: ReadonlyMap<string, { readonly type: number; readonly divider: number }> = new Map([
  ['SUBSTRING', { type: T.SUBSTRING, divider: T.FROM }],
  ['TRIM', { type: T.TRIM, divider: T.FROM }],
  ['POSITION', { type: T.POSITION, divider: T.IN }],
  ['TRY_CAST', { type: T.TRY_CAST, divider: T.AS }],
]);

const QUANTIFIERS: ReadonlyMap<string, number> = new Map([
  ['ALL', T.ALL],
  ['ANY', T.ANY],
  ['SOME', T.SOME],
]);

const TRIM_SIDES: ReadonlyMap<string, number> = new Map([
  ['BOTH', T.BOTH],
  ['LEADING', T.LEADING],
  ['TRAILING', T.TRAILING],
]);

const COMPARISONS: ReadonlySet<number> = new Set([
  ...[T.EQUAL, T.NOT_EQUAL, T.LESS, T.LESS_OR_EQUAL, T.GREATER, T.GREATER_OR_EQUAL],
]);

const BEGINS_QUERY: ReadonlySet<number> = new Set([T.SELECT, T.WITH, T.VALUES, T.TABLE]);

/** After a query in parentheses these make it a part of a larger query. */
const GOES_ON_AS_QUERY: ReadonlySet<number> = new Set([T.UNION, T.INTERSECT, T.EXCEPT, T.ORDER]);
const GOES_ON_AS_QUERY_WORDS: ReadonlySet<string> = new Set(['LIMIT', 'OFFSET', 'FETCH']);

/** No expression holds these at its own depth, so a lambda's body ends before them. */
const ENDS_LAMBDA: ReadonlySet<number> = new Set([
  ...[
    T.COMMA,
    T.CLOSE,
    T.CLOSE_BRACKET,
    T.EOF,
    T.FROM,
    T.WHERE,
    T.GROUP,
    T.HAVING,
    T.ORDER,
    T.UNION,
    T.INTERSECT,
  ],
  ...[
    T.EXCEPT,
    T.AS,
    T.WHEN,
    T.THEN,
    T.ELSE,
    T.END,
    T.ON,
    T.USING,
    T.JOIN,
    T.CROSS,
    T.NATURAL,
    T.INNER,
    T.LEFT,
  ],
  ...[T.RIGHT, T.FULL, T.FOR, T.LIMIT, T.OFFSET, T.FETCH, T.WINDOW, T.ASC, T.DESC, T.NULLS, T.ROWS, T.RANGE],
  ...[T.GROUPS, T.PRECEDING, T.FOLLOWING, T.TABLESAMPLE, T.SEMICOLON],
]);

const ENDS_VALUE: ReadonlySet<number> = new Set([
  ...[
    T.IDENTIFIER,
    T.QUOTED_IDENTIFIER,
    T.STRING,
    T.BINARY,
    T.INTEGER,
    T.DECIMAL,
    T.DOUBLE_VALUE,
    T.PARAMETER,
  ],
  ...[T.CLOSE, T.CLOSE_BRACKET, T.END, T.NULL, T.TRUE, T.FALSE],
]);

const NOTHING = new SqlToken(T.EOF, 0, 0);

/** Returns the tokens decided, in their order. Throws when they nest deeper than `maxDepth`. */
export function classify(text: string, raw: readonly SqlToken[], maxDepth: number): SqlToken[] {
  return new Classifier(text, raw, maxDepth).run();
}

class Classifier {
  readonly #text: string;
  readonly #raw: readonly SqlToken[];
  readonly #maxDepth: number;
  readonly #output: SqlToken[] = [];
  readonly #levels: Level[] = [];
  #level: Level;
  #depth = 0;
  #index = 0;
  /** The level that the token before closed. */
  #closed: Level | undefined;
  /** The token before WITH closed UNNEST. */
  #unnested = false;
  readonly #at = (distance: number) => this.#raw[this.#index + distance] ?? NOTHING;

  constructor(text: string, raw: readonly SqlToken[], maxDepth: number) {
    this.#text = text;
    this.#raw = raw;
    this.#maxDepth = maxDepth;
    this.#level = openLevel(NOTHING, NOTHING, 0, undefined);
  }

  run(): SqlToken[] {
    for (; this.#index < this.#raw.length; this.#index++) {
      const token = this.#at(0);
      if (token.word !== '') this.#decideWord(token);
      if (token.type === T.DOT && this.#at(1).type === T.STAR) {
        this.#emit(new SqlToken(T.DOT_STAR, token.start, this.#at(1).end));
        this.#index++;
        this.#closed = undefined;
        continue;
      }
      if (this.#level.lambdas > 0 && this.#endsLambda(token)) this.#closeLambdas();
      this.#emit(token);
      const closed = this.#closed;
      this.#closed = undefined;
      this.#unnested = token.type === T.WITH && closed?.before.type === T.UNNEST;
      this.#follow(token);
    }
    for (const { opener, query } of [...this.#levels, this.#level]) {
      // Never closed: what it holds is known all the same, and the error is about what is missing.
      if (query === 'surely' && opener.type === T.OPEN) opener.type = T.QUERY_OPEN;
    }
    return this.#output;
  }

  #emit(token: SqlToken): void {
    token.tokenIndex = this.#output.length;
    this.#output.push(token);
  }

  #decideWord(token: SqlToken): void {
    if (token.type === T.GROUPING && this.#at(1).word === 'SETS') token.type = T.GROUPING_BY;
    if (token.type !== T.IDENTIFIER) return;
    token.type = typeOfWord(token.word, this.#place());
  }

  #place(): WordPlace {
    const level = this.#level;
    return {
      at: this.#at,
      inType: level.inType,
      inWindow: level.inWindow,
      inFrame: level.inFrame,
      sorting: level.sorting,
      afterCall: this.#closed !== undefined && (this.#closed.call || this.#closed.before.type === T.FILTER),
      opensCall: level.call && level.first === this.#index,
      afterUnnest: this.#unnested,
    };
  }

  /** What a decided token changes for those after it. */
  #follow(token: SqlToken): void {
    const level = this.#level;
    const before = this.#at(-1);
    if (level.first === this.#index && BEGINS_QUERY.has(token.type)) level.query = 'surely';
    switch (token.type) {
      case T.OPEN:
      case T.OPEN_BRACKET:
      case T.CASE:
        this.#open(token, before);
        break;
      case T.CLOSE:
      case T.CLOSE_BRACKET:
      case T.END:
        this.#close(token);
        break;
      case T.BY:
        level.sorting = before.type === T.ORDER;
        break;
      case T.ROWS:
      case T.RANGE:
      case T.GROUPS:
        level.inFrame = level.inWindow;
        break;
      case T.WINDOW:
        level.windowClause = true;
        break;
      case T.AS:
        level.inType ||= level.before.type === T.CAST || level.before.word === 'TRY_CAST';
        break;
      case T.ARROW:
        level.lambdas++;
        this.#deeper(1, token);
        break;
      case T.JOIN:
        if (before.type === T.CROSS) break;
        level.joins++;
        this.#deeper(1, token);
        break;
      case T.ON:
      case T.USING:
        if (level.joins > 0) {
          level.joins--;
          this.#depth--;
        }
        break;
      case T.ARRAY_OF:
      case T.MAP:
        level.angles++;
        this.#deeper(1, token);
        break;
      case T.GREATER:
        if (level.inType && level.angles > 0) {
          level.angles--;
          this.#depth--;
        }
        break;
    }
    if (token.type === DIVIDERS.get(level.before.word)?.divider && before.type !== T.DISTINCT)
      level.divided = true;
  }

  #open(token: SqlToken, before: SqlToken): void {
    this.#levels.push(this.#level);
    this.#level = openLevel(token, before, this.#index + 1, this.#level);
    this.#deeper(1, token);
  }

  #close(token: SqlToken): void {
    const closed = this.#level;
    const parent = this.#levels.at(-1);
    // A wrong closer is left to the grammar, which can say what it expected.
    if (parent === undefined || !matches(closed.opener.type, token.type)) return;
    this.#levels.pop();
    this.#level = parent;
    this.#depth -= 1 + closed.joins + closed.angles;
    if (token.type !== T.CLOSE) return;
    this.#closed = closed;
    this.#decideParenthesis(closed, parent);
  }

  #decideParenthesis(closed: Level, parent: Level): void {
    const { opener, before } = closed;
    if (this.#at(1).type === T.ARROW && !closed.call) opener.type = T.LAMBDA_OPEN;
    if (closed.query === 'surely') opener.type = T.QUERY_OPEN;
    if (closed.query !== 'no') {
      if (this.#raw[parent.first] === opener) this.#goesOnAsQuery(parent);
      const earlier = this.#output[before.tokenIndex - 1] ?? NOTHING;
      const quantifier = QUANTIFIERS.get(before.word);
      if (quantifier !== undefined && COMPARISONS.has(earlier.type)) before.type = quantifier;
      if (before.word === 'LATERAL' && earlier.type !== T.DOT) before.type = T.LATERAL;
    }
    const special = DIVIDERS.get(before.word);
    if (special === undefined || !closed.divided || !closed.call) return;
    before.type = special.type;
    const first = this.#raw[closed.first] ?? NOTHING;
    const side = TRIM_SIDES.get(first.word);
    const second = this.#raw[closed.first + 1] ?? NOTHING;
    if (special.type === T.TRIM && side !== undefined && standsAlone(second)) first.type = side;
  }

  /** Whether a parenthesis whose first item is a query in parentheses holds a larger query or a value. */
  #goesOnAsQuery(parent: Level): void {
    const next = this.#at(1);
    if (next.type === T.CLOSE) parent.query = 'perhaps';
    const goesOn =
      GOES_ON_AS_QUERY.has(next.type) ||
      (next.type === T.IDENTIFIER && GOES_ON_AS_QUERY_WORDS.has(next.word) && this.#at(2).type !== T.AS);
    // `array_agg((SELECT 1) ORDER BY 2)` sorts the arguments of a call.
    const sortsArguments = parent.call && next.type === T.ORDER && !QUANTIFIERS.has(parent.before.word);
    if (goesOn && !sortsArguments) parent.query = 'surely';
  }

  #endsLambda(token: SqlToken): boolean {
    const before = this.#at(-1).type;
    if (token.type === T.FROM && before === T.DISTINCT) return false;
    if (token.type === T.NULLS && (before === T.IGNORE || before === T.RESPECT)) return false;
    if (ENDS_LAMBDA.has(token.type)) return true;
    // An alias; but the unit of an interval is a name too.
    const name = token.type === T.IDENTIFIER || token.type === T.QUOTED_IDENTIFIER;
    const sign = this.#at(-2).type === T.PLUS || this.#at(-2).type === T.MINUS;
    const unit = this.#at(sign ? -3 : -2).type === T.INTERVAL;
    return name && ENDS_VALUE.has(before) && !unit;
  }

  #closeLambdas(): void {
    const end = this.#at(-1).end;
    for (; this.#level.lambdas > 0; this.#level.lambdas--) {
      this.#emit(new SqlToken(T.LAMBDA_END, end, end));
      this.#depth--;
    }
  }

  #deeper(change: number, token: SqlToken): void {
    this.#depth += change;
    if (this.#depth <= this.#maxDepth) return;
    throw syntaxError(
      this.#text,
      token.start,
      token.end,
      `the query nests more than ${this.#maxDepth} levels deep`,
      {
        code: 'QUERY_TOO_DEEP',
        hint: 'name its parts with WITH',
      },
    );
  }
}

function openLevel(opener: SqlToken, before: SqlToken, first: number, parent: Level | undefined): Level {
  const call =
    opener.type === T.OPEN && (before.type === T.IDENTIFIER || before.type === T.QUOTED_IDENTIFIER);
  return {
    opener,
    before,
    call,
    inWindow: before.type === T.OVER || (before.type === T.AS && (parent?.windowClause ?? false)),
    first,
    inType: parent?.inType ?? false,
    inFrame: false,
    sorting: false,
    windowClause: false,
    query: 'no',
    divided: false,
    lambdas: 0,
    joins: 0,
    angles: 0,
  };
}

function matches(opener: number, closer: number): boolean {
  if (opener === T.CASE) return closer === T.END;
  return opener === T.OPEN_BRACKET ? closer === T.CLOSE_BRACKET : opener === T.OPEN && closer === T.CLOSE;
}

/** Not the beginning of a larger value with the word before it as a name. */
function standsAlone(next: SqlToken): boolean {
  return (
    next.type !== T.DOT && next.type !== T.OPEN && next.type !== T.OPEN_BRACKET && next.type !== T.CONCAT
  );
}
