/**
 * Words that are keywords in their place and names everywhere else: `SELECT limit FROM t LIMIT 5`. Each has a rule that
 * looks at its neighbours; what it decides is what PrestoDB's grammar would find out by looking ahead. Words whose
 * place is known only when their parenthesis closes are in {@link file://./classify.ts}.
 */
import { QueryParser as T } from '../grammar/generated/query-parser.ts';
import type { SqlToken } from './token.ts';

/** What surrounds a word: its neighbours, and what is known of the parenthesis it stands in. */
export interface WordPlace {
  /** By distance: `at(-1)` is the token before, already decided, `at(1)` the one after, not yet. */
  readonly at: (distance: number) => SqlToken;
  /** Inside `CAST(… AS`. */
  readonly inType: boolean;
  /** Directly in the parentheses of a window. */
  readonly inWindow: boolean;
  /** After the unit of a window frame. */
  readonly inFrame: boolean;
  /** After ORDER BY, at the same depth. */
  readonly sorting: boolean;
  /** The token before closes the arguments of a call. */
  readonly afterCall: boolean;
  /** The token before opens the arguments of a call. */
  readonly opensCall: boolean;
  /** The token before the last closes UNNEST. */
  readonly afterUnnest: boolean;
}

type Rule = (place: WordPlace) => number;

const NAME = T.IDENTIFIER;

/** After these a value or a name must come, so that a word cannot be the keyword of a clause. */
const EXPECTS_NAME: ReadonlySet<number> = new Set([
  ...[
    T.SELECT,
    T.ALL,
    T.DISTINCT,
    T.COMMA,
    T.OPEN,
    T.OPEN_BRACKET,
    T.BY,
    T.WHERE,
    T.HAVING,
    T.ON,
    T.AND,
    T.OR,
  ],
  ...[
    T.NOT,
    T.WHEN,
    T.THEN,
    T.ELSE,
    T.CASE,
    T.BETWEEN,
    T.LIKE,
    T.ESCAPE,
    T.FROM,
    T.JOIN,
    T.AS,
    T.DOT,
    T.VALUES,
  ],
  ...[T.TABLE, T.ARROW, T.EQUAL, T.NOT_EQUAL, T.LESS, T.LESS_OR_EQUAL, T.GREATER, T.GREATER_OR_EQUAL, T.PLUS],
  ...[T.MINUS, T.SLASH, T.PERCENT, T.CONCAT, T.EOF],
]);

const INTERVAL_UNITS: ReadonlySet<string> = new Set(['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND']);

/** What can begin an expression, beside identifiers. */
const BEGINS_VALUE: ReadonlySet<number> = new Set([
  ...[T.IDENTIFIER, T.QUOTED_IDENTIFIER, T.STRING, T.UNICODE_STRING, T.BINARY, T.INTEGER, T.DECIMAL],
  ...[T.DOUBLE_VALUE, T.PARAMETER, T.OPEN, T.CASE, T.CAST, T.EXISTS, T.NOT, T.NULL, T.TRUE, T.FALSE, T.PLUS],
  ...[
    T.MINUS,
    T.STAR,
    T.EXTRACT,
    T.NORMALIZE,
    T.GROUPING,
    T.CURRENT_DATE,
    T.CURRENT_TIME,
    T.CURRENT_TIMESTAMP,
  ],
  ...[T.CURRENT_USER, T.LOCALTIME, T.LOCALTIMESTAMP, T.ROLLUP, T.CUBE],
]);

const TYPE_END: ReadonlySet<number> = new Set([
  ...[T.IDENTIFIER, T.QUOTED_IDENTIFIER, T.CLOSE, T.GREATER, T.ARRAY, T.PRECISION, T.ZONE],
]);

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['ALL', all],
  ['ARRAY', array],
  ['ASC', (place) => (place.sorting && clauseMayBegin(place) ? T.ASC : NAME)],
  ['AT', ({ at }) => (at(1).word === 'TIME' && at(2).word === 'ZONE' ? T.AT : NAME)],
  ['BERNOULLI', ({ at }) => (at(-1).type === T.TABLESAMPLE ? T.BERNOULLI : NAME)],
  ['CURRENT', ({ at, inFrame }) => (inFrame && at(1).word === 'ROW' ? T.CURRENT : NAME)],
  ['DESC', (place) => (place.sorting && clauseMayBegin(place) ? T.DESC : NAME)],
  ['DOUBLE', ({ at }) => (at(1).word === 'PRECISION' ? T.DOUBLE : NAME)],
  ['FETCH', (place) => (clauseMayBegin(place) && isWord(place.at(1), 'FIRST', 'NEXT') ? T.FETCH : NAME)],
  [
    'FILTER',
    ({ at, afterCall }) => (afterCall && at(1).type === T.OPEN && at(2).type === T.WHERE ? T.FILTER : NAME),
  ],
  ['FIRST', ({ at }) => (at(-1).type === T.NULLS || at(-1).type === T.FETCH ? T.FIRST : NAME)],
  ['FOLLOWING', (place) => (endsBound(place) ? T.FOLLOWING : NAME)],
  ['GROUPS', (place) => (beginsFrame(place) ? T.GROUPS : NAME)],
  ['IGNORE', ({ at, afterCall }) => (afterCall && at(1).word === 'NULLS' ? T.IGNORE : NAME)],
  ['INTERVAL', interval],
  ['LAST', ({ at }) => (at(-1).type === T.NULLS ? T.LAST : NAME)],
  ['LIMIT', limit],
  ['MAP', ({ at, inType }) => (inType && at(1).type === T.LESS ? T.MAP : NAME)],
  ['NEXT', ({ at }) => (at(-1).type === T.FETCH ? T.NEXT : NAME)],
  ['NULLS', nulls],
  ['OF', ({ at }) => (at(-1).type === T.AS && at(-3).type === T.FOR ? T.OF : NAME)],
  ['OFFSET', (place) => (clauseMayBegin(place) && isCount(place.at(1)) ? T.OFFSET : NAME)],
  ['ONLY', ({ at }) => (at(-1).type === T.ROW || at(-1).type === T.ROWS ? T.ONLY : NAME)],
  ['ORDINALITY', ({ at, afterUnnest }) => (afterUnnest && at(-1).type === T.WITH ? T.ORDINALITY : NAME)],
  ['OVER', over],
  ['PARTITION', ({ at, inWindow }) => (inWindow && at(1).type === T.BY ? T.PARTITION : NAME)],
  ['PRECEDING', (place) => (endsBound(place) ? T.PRECEDING : NAME)],
  ['PRECISION', ({ at }) => (at(-1).type === T.DOUBLE ? T.PRECISION : NAME)],
  ['RANGE', (place) => (beginsFrame(place) ? T.RANGE : NAME)],
  ['RESPECT', ({ at, afterCall }) => (afterCall && at(1).word === 'NULLS' ? T.RESPECT : NAME)],
  ['ROW', row],
  ['ROWS', (place) => (endsCount(place) || beginsFrame(place) ? T.ROWS : NAME)],
  ['SETS', ({ at }) => (at(-1).type === T.GROUPING_BY ? T.SETS : NAME)],
  ['SYSTEM', ({ at }) => (at(-1).type === T.TABLESAMPLE ? T.SYSTEM : NAME)],
  ['TABLESAMPLE', tableSample],
  ['TIES', ({ at }) => (at(-1).type === T.WITH && isRows(at(-2)) ? T.TIES : NAME)],
  ['TIME', time],
  ['TO', to],
  [
    'UNBOUNDED',
    ({ at, inFrame }) => (inFrame && isWord(at(1), 'PRECEDING', 'FOLLOWING') ? T.UNBOUNDED : NAME),
  ],
  ['WINDOW', windowClause],
  ['WITHOUT', ({ at, inType }) => (inType && at(1).word === 'TIME' ? T.WITHOUT : NAME)],
  ['ZONE', ({ at }) => (at(-1).type === T.TIME ? T.ZONE : NAME)],
]);

/** Decided when their parenthesis closes, or by another word. */
const OTHER_WORDS: readonly string[] = [
  ...['ANY', 'SOME', 'LATERAL', 'SUBSTRING', 'POSITION', 'TRIM', 'TRY_CAST', 'BOTH', 'LEADING', 'TRAILING'],
  ...INTERVAL_UNITS,
];

export const CONTEXTUAL_WORDS: ReadonlySet<string> = new Set([...RULES.keys(), ...OTHER_WORDS]);

/** Whether a word, in capitals, is a keyword somewhere although it is not reserved. */
export function isContextualWord(word: string): boolean {
  return CONTEXTUAL_WORDS.has(word);
}

/** The type that a word has at its place: that of its keyword, or `IDENTIFIER`. */
export function typeOfWord(word: string, place: WordPlace): number {
  if (place.at(-1).type === T.DOT) return NAME;
  return RULES.get(word)?.(place) ?? NAME;
}

function clauseMayBegin({ at }: WordPlace): boolean {
  return !EXPECTS_NAME.has(at(-1).type);
}

function isWord(token: SqlToken, ...words: readonly string[]): boolean {
  return token.type === NAME && words.includes(token.word);
}

function isCount(token: SqlToken): boolean {
  return token.type === T.INTEGER || token.type === T.PARAMETER;
}

function isRows(token: SqlToken): boolean {
  return token.type === T.ROW || token.type === T.ROWS;
}

function all({ at, opensCall }: WordPlace): number {
  const before = at(-1).type;
  if (before === T.UNION || before === T.INTERSECT || before === T.EXCEPT || before === T.LIMIT) return T.ALL;
  const mayBegin = before === T.SELECT || opensCall || (before === T.BY && at(-2).type === T.GROUP);
  const clause = isWord(at(1), 'LIMIT', 'OFFSET') && isCount(at(2));
  return mayBegin && !clause && BEGINS_VALUE.has(at(1).type) ? T.ALL : NAME;
}

function array({ at, inType }: WordPlace): number {
  if (!inType) return at(1).type === T.OPEN_BRACKET ? T.ARRAY : NAME;
  if (at(1).type === T.LESS) return T.ARRAY_OF;
  return at(1).type !== T.OPEN && TYPE_END.has(at(-1).type) ? T.ARRAY : NAME;
}

/** `INTERVAL '1' DAY`; without a unit it is a type's name like any other. */
function interval({ at, inType }: WordPlace): number {
  if (inType) return INTERVAL_UNITS.has(at(1).word) && at(2).word === 'TO' ? T.INTERVAL : NAME;
  const value = at(1).type === T.PLUS || at(1).type === T.MINUS ? 2 : 1;
  const text = at(value).type === T.STRING || at(value).type === T.UNICODE_STRING;
  return text && INTERVAL_UNITS.has(at(value + 1).word) ? T.INTERVAL : NAME;
}

function limit(place: WordPlace): number {
  const next = place.at(1);
  return clauseMayBegin(place) && (isCount(next) || isWord(next, 'ALL')) ? T.LIMIT : NAME;
}

function nulls(place: WordPlace): number {
  const before = place.at(-1).type;
  if (before === T.IGNORE || before === T.RESPECT) return T.NULLS;
  const sorts = place.sorting && clauseMayBegin(place) && isWord(place.at(1), 'FIRST', 'LAST');
  return sorts ? T.NULLS : NAME;
}

function over({ at, afterCall }: WordPlace): number {
  const next = at(1).type;
  const follows = next === T.OPEN || next === NAME || next === T.QUOTED_IDENTIFIER;
  return (afterCall || at(-1).type === T.NULLS) && follows ? T.OVER : NAME;
}

/** In `OFFSET 2 ROWS` and `FETCH FIRST 2 ROWS ONLY`. */
function endsCount({ at }: WordPlace): boolean {
  const before = at(-1).type;
  if (before === T.FIRST || before === T.NEXT) return at(1).word === 'ONLY' || at(1).type === T.WITH;
  const counted = at(-2).type;
  return isCount(at(-1)) && (counted === T.OFFSET || counted === T.FIRST || counted === T.NEXT);
}

function beginsFrame(place: WordPlace): boolean {
  if (!place.inWindow || place.inFrame) return false;
  const before = place.at(-1).type;
  if (EXPECTS_NAME.has(before) && before !== T.OPEN) return false;
  const next = place.at(1);
  if (before === T.OPEN && (next.type === T.ORDER || isWord(next, 'PARTITION'))) return false;
  return next.type === T.BETWEEN || BEGINS_VALUE.has(next.type);
}

const FRAME_UNITS: ReadonlySet<number> = new Set([T.ROWS, T.RANGE, T.GROUPS]);

function endsBound(place: WordPlace): boolean {
  return place.inFrame && clauseMayBegin(place) && !FRAME_UNITS.has(place.at(-1).type);
}

function row(place: WordPlace): number {
  const { at } = place;
  if (at(-1).type === T.CURRENT || endsCount(place)) return T.ROW;
  return at(1).type === T.OPEN ? T.ROW : NAME;
}

function tableSample(place: WordPlace): number {
  const { at } = place;
  return clauseMayBegin(place) && isWord(at(1), 'BERNOULLI', 'SYSTEM') && at(2).type === T.OPEN
    ? T.TABLESAMPLE
    : NAME;
}

function time({ at, inType }: WordPlace): number {
  const before = at(-1).type;
  if (before === T.AT && at(1).word === 'ZONE') return T.TIME;
  return inType && (before === T.WITH || before === T.WITHOUT) && at(1).word === 'ZONE' ? T.TIME : NAME;
}

/** Between the units of an interval. */
function to({ at }: WordPlace): number {
  if (!INTERVAL_UNITS.has(at(-1).word) || !INTERVAL_UNITS.has(at(1).word)) return NAME;
  const value = at(-2).type;
  return value === T.STRING || value === T.UNICODE_STRING || value === T.INTERVAL ? T.TO : NAME;
}

function windowClause(place: WordPlace): number {
  const { at } = place;
  const named = at(1).type === NAME || at(1).type === T.QUOTED_IDENTIFIER;
  return clauseMayBegin(place) && named && at(2).type === T.AS && at(3).type === T.OPEN ? T.WINDOW : NAME;
}
