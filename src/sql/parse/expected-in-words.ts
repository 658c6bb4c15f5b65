import { QueryParser as T } from '../grammar/generated/query-parser.ts';

/** What people call a set of tokens. The first kind whose marks are all expected stands for all of its tokens. */
interface Kind {
  readonly name: string;
  readonly marks: readonly number[];
  readonly tokens: readonly number[];
}

const NAMES = [T.IDENTIFIER, T.QUOTED_IDENTIFIER];
const OPENERS = [T.OPEN, T.QUERY_OPEN, T.LAMBDA_OPEN];

const KINDS: readonly Kind[] = [
  {
    name: 'a value',
    marks: [T.NULL, T.CASE],
    tokens: [
      ...[...NAMES, ...OPENERS, T.NULL, T.TRUE, T.FALSE, T.INTEGER, T.DECIMAL, T.DOUBLE_VALUE, T.BINARY],
      ...[T.PARAMETER, T.STRING, T.UNICODE_STRING, T.INTERVAL, T.DOUBLE, T.ROW, T.ARRAY, T.CASE, T.CAST],
      ...[T.TRY_CAST, T.EXISTS, T.EXTRACT, T.NORMALIZE, T.SUBSTRING, T.POSITION, T.TRIM, T.GROUPING, T.NOT],
      ...[T.CURRENT_DATE, T.CURRENT_USER, T.CURRENT_TIME, T.CURRENT_TIMESTAMP, T.LOCALTIME, T.LOCALTIMESTAMP],
      ...[T.PLUS, T.MINUS, T.ALL, T.DISTINCT, T.ROLLUP, T.CUBE, T.GROUPING_BY, T.ANY, T.SOME, T.UNBOUNDED],
      ...[T.CURRENT],
    ],
  },
  {
    name: 'a query',
    marks: [T.SELECT, T.VALUES],
    tokens: [...OPENERS, T.SELECT, T.VALUES, T.TABLE, T.WITH],
  },
  { name: 'a table', marks: [T.UNNEST], tokens: [...NAMES, ...OPENERS, T.UNNEST, T.LATERAL] },
  {
    name: 'a type',
    marks: [T.MAP, T.ARRAY_OF],
    tokens: [...NAMES, T.MAP, T.ARRAY_OF, T.ROW, T.DOUBLE, T.INTERVAL, T.INTEGER],
  },
  {
    name: 'an operator',
    marks: [T.CONCAT],
    tokens: [
      ...[...NAMES, T.CONCAT, T.PLUS, T.MINUS, T.STAR, T.SLASH, T.PERCENT, T.AT, T.DOT, T.OPEN_BRACKET],
      ...[T.EQUAL, T.NOT_EQUAL, T.LESS, T.LESS_OR_EQUAL, T.GREATER, T.GREATER_OR_EQUAL, T.AND, T.OR, T.IS],
      ...[T.IN, T.LIKE, T.BETWEEN, T.NOT, T.STRING, T.UNICODE_STRING, T.ARROW, T.DOT_STAR, T.OPEN, T.AS],
      ...[T.FILTER, T.OVER, T.IGNORE, T.RESPECT, T.ESCAPE],
    ],
  },
  { name: 'a condition', marks: [T.IS, T.BETWEEN], tokens: [T.IS, T.IN, T.LIKE, T.BETWEEN, T.NOT] },
  { name: 'a name', marks: [T.IDENTIFIER], tokens: NAMES },
];

const SYMBOLS: ReadonlyMap<number, string> = new Map([
  [T.OPEN, '"("'],
  [T.QUERY_OPEN, '"("'],
  [T.CLOSE, '")"'],
  [T.OPEN_BRACKET, '"["'],
  [T.CLOSE_BRACKET, '"]"'],
  [T.COMMA, '","'],
  [T.DOT, '"."'],
  [T.DOT_STAR, '".*"'],
  [T.STAR, '"*"'],
  [T.ARROW, '"->"'],
  [T.LESS, '"<"'],
  [T.GREATER, '">"'],
  [T.INTEGER, 'a whole number'],
  [T.PARAMETER, '"?"'],
  [T.STRING, "a text in '…'"],
  [T.UNICODE_STRING, "a text in '…'"],
]);

const MOST_WORDS = 7;

/** A list for people: `a value`, `"," or FROM`; empty when there is nothing short to say. */
export function expectedInWords(expected: ReadonlySet<number>): string {
  const rest = new Set(expected);
  rest.delete(T.LAMBDA_END);
  const words = new Set<string>();
  for (const kind of KINDS) {
    if (!kind.marks.every((mark) => rest.has(mark))) continue;
    words.add(kind.name);
    for (const token of kind.tokens) rest.delete(token);
  }
  for (const type of rest) if (type !== T.EOF) words.add(SYMBOLS.get(type) ?? T.symbolicNames[type] ?? '');
  if (rest.has(T.EOF)) words.add('the end of the query');
  const list = [...words];
  if (list.length > MOST_WORDS) return '';
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}
