import { nearest } from '../../platform/nearest.ts';
import { QueryParser as T } from '../grammar/generated/query-parser.ts';
import type { SqlToken } from './token.ts';
import { RESERVED_WORDS } from './words.ts';

/** Where the error is. */
interface Place {
  readonly text: string;
  readonly at: (distance: number) => SqlToken | undefined;
  readonly expected: ReadonlySet<number>;
}

type Hint = (place: Place) => string | undefined;

/** What to do about an unexpected token; the first that knows something speaks. */
const HINTS: readonly Hint[] = [
  semicolon,
  notAQuery,
  comma,
  emptyList,
  foreignWord,
  countOfRows,
  chained,
  joinWithoutCondition,
  isTruth,
  textForName,
  queryAsArgument,
  withInParentheses,
  reservedWord,
  misspelt,
  missingBetween,
];

export function hintFor(
  text: string,
  tokens: readonly SqlToken[],
  index: number,
  expected: ReadonlySet<number>,
): string | undefined {
  const place: Place = { text, at: (distance) => tokens[index + distance], expected };
  for (const hint of HINTS) {
    const found = hint(place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wordAt({ text, at }: Place, distance: number): string {
  const token = at(distance);
  return token === undefined ? '' : text.slice(token.start, token.end).toUpperCase();
}

function semicolon({ at }: Place): string | undefined {
  if (at(0)?.type !== T.SEMICOLON) return undefined;
  return at(1)?.type === T.EOF ? 'leave out the ";" at the end' : 'send one query at a time, without ";"';
}

function notAQuery(place: Place): string | undefined {
  if (place.at(-1) !== undefined || place.at(0)?.type === T.EOF) return undefined;
  const near = nearest(wordAt(place, 0), ['SELECT', 'WITH', 'VALUES', 'TABLE']);
  return near === undefined
    ? 'only queries are run: they begin with SELECT, WITH, VALUES, TABLE or "("'
    : `did you mean ${near}?`;
}

function comma(place: Place): string | undefined {
  if (place.at(-1)?.type !== T.COMMA) return undefined;
  const after = place.at(0)?.type;
  const ends =
    after === T.FROM || after === T.CLOSE || after === T.EOF || after === T.WHERE || after === T.ORDER;
  return ends ? 'leave out the comma before it' : undefined;
}

function emptyList({ at }: Place): string | undefined {
  return at(0)?.type === T.CLOSE && at(-1)?.type === T.OPEN && at(-2)?.type === T.IN
    ? 'a list needs a value; to find nothing, write WHERE FALSE'
    : undefined;
}

/** Words of other dialects, which are names here and so are noticed one token late. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['ILIKE', 'for any case, write lower(x) LIKE lower(pattern)'],
  ['RLIKE', 'write regexp_like(x, pattern)'],
  ['REGEXP', 'write regexp_like(x, pattern)'],
  ['SIMILAR', 'write regexp_like(x, pattern)'],
  ['QUALIFY', 'filter window functions in the WHERE of an outer query'],
  ['TOP', 'write LIMIT at the end'],
  ['MINUS', 'write EXCEPT'],
  ['DIV', 'whole numbers are divided by / already'],
  ['MOD', 'write % or mod(a, b)'],
  ['PIVOT', 'write one aggregate with FILTER (WHERE …) for each column'],
]);

function foreignWord(place: Place): string | undefined {
  return FOREIGN.get(wordAt(place, 0)) ?? FOREIGN.get(wordAt(place, -1));
}

function countOfRows(place: Place): string | undefined {
  const [before, found] = [wordAt(place, -1), wordAt(place, 0)];
  if (before === 'LIMIT' || before === 'OFFSET') return `${before} takes a whole number or "?"`;
  if (found === 'OFFSET' && wordAt(place, -2) === 'LIMIT') return 'OFFSET stands before LIMIT';
  if (found === ',' && wordAt(place, -2) === 'LIMIT') return 'write OFFSET … LIMIT …';
  return undefined;
}

const COMPARISONS: ReadonlySet<number> = new Set([
  ...[T.EQUAL, T.NOT_EQUAL, T.LESS, T.LESS_OR_EQUAL, T.GREATER, T.GREATER_OR_EQUAL],
]);
const CONDITIONS: ReadonlySet<number> = new Set([...COMPARISONS, T.IS, T.IN, T.LIKE, T.BETWEEN]);

function chained({ at }: Place): string | undefined {
  const type = at(0)?.type ?? 0;
  const before = at(-1)?.type ?? 0;
  if (COMPARISONS.has(before) && type === T.EQUAL) return 'one = compares';
  if (before === T.NOT || !CONDITIONS.has(type)) return undefined;
  return 'a condition is no value: put the first into parentheses, or join two with AND';
}

function joinWithoutCondition({ expected }: Place): string | undefined {
  return expected.has(T.ON) && expected.has(T.USING) && !expected.has(T.EOF)
    ? 'say what joins them, or write CROSS JOIN'
    : undefined;
}

function isTruth({ at }: Place): string | undefined {
  const before = at(-1)?.type === T.NOT ? at(-2) : at(-1);
  if (before?.type !== T.IS) return undefined;
  return 'IS asks for NULL or DISTINCT FROM only; for the rest write =';
}

function textForName({ at, expected }: Place): string | undefined {
  return at(0)?.type === T.STRING &&
    expected.has(T.IDENTIFIER) &&
    !expected.has(T.NULL) &&
    at(-1)?.type === T.AS
    ? 'names stand in double quotes'
    : undefined;
}

function queryAsArgument({ at, expected }: Place): string | undefined {
  return at(0)?.type === T.QUERY_OPEN && expected.has(T.OPEN)
    ? 'a query as an argument needs parentheses of its own'
    : undefined;
}

function withInParentheses({ at, expected }: Place): string | undefined {
  return at(0)?.type === T.WITH && expected.has(T.SELECT)
    ? 'WITH stands before the first parenthesis'
    : undefined;
}

/** Reserved words that people take for names, and that do not just stand in the wrong place. */
const LIKELY_NAMES: ReadonlySet<string> = new Set([
  ...[
    'CONSTRAINT',
    'CREATE',
    'DELETE',
    'DESCRIBE',
    'DROP',
    'END',
    'FOR',
    'FULL',
    'GROUP',
    'GROUPING',
    'INSERT',
  ],
  ...['LEFT', 'NATURAL', 'ORDER', 'OUTER', 'RIGHT', 'TABLE', 'USING', 'VALUES'],
]);

function reservedWord(place: Place): string | undefined {
  const word = wordAt(place, 0);
  if (!RESERVED_WORDS.has(word) || !place.expected.has(T.QUOTED_IDENTIFIER)) return undefined;
  const before = place.at(-1)?.type;
  if (before !== T.DOT && before !== T.AS && !LIKELY_NAMES.has(word)) return undefined;
  return `${word} is a reserved word; as a name it needs double quotes`;
}

const CLAUSES = [
  ...['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'UNION', 'INTERSECT', 'EXCEPT', 'JOIN'],
  ...[
    'LEFT',
    'RIGHT',
    'INNER',
    'CROSS',
    'BETWEEN',
    'LIKE',
    'SELECT',
    'DISTINCT',
    'WINDOW',
    'TABLESAMPLE',
    'OVER',
  ],
];

/** A misspelt keyword is a name, often the alias of what stands before, and noticed one token late. */
function misspelt(place: Place): string | undefined {
  for (const distance of [-1, 0]) {
    const token = place.at(distance);
    if (token?.type !== T.IDENTIFIER) continue;
    const word = wordAt(place, distance);
    const keywords = CLAUSES.filter((clause) => Math.abs(clause.length - word.length) < 2);
    const near = word.length < 4 ? undefined : nearest(word, keywords);
    if (near !== undefined && near !== word) return `did you mean ${near}?`;
  }
  return undefined;
}

const BEGINS: ReadonlySet<number> = new Set([
  ...[
    T.IDENTIFIER,
    T.QUOTED_IDENTIFIER,
    T.STRING,
    T.INTEGER,
    T.DECIMAL,
    T.DOUBLE_VALUE,
    T.PARAMETER,
    T.CASE,
    T.CAST,
  ],
]);
const ENDS: ReadonlySet<number> = new Set([
  ...[
    T.IDENTIFIER,
    T.QUOTED_IDENTIFIER,
    T.STRING,
    T.INTEGER,
    T.DECIMAL,
    T.DOUBLE_VALUE,
    T.PARAMETER,
    T.CLOSE,
    T.END,
  ],
]);

function missingBetween({ at }: Place): string | undefined {
  if (!BEGINS.has(at(0)?.type ?? 0) || !ENDS.has(at(-1)?.type ?? 0)) return undefined;
  return 'is a comma or an operator missing before it?';
}
