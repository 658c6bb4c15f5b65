/**
 * Length: a table, one entry for each function.
 *
 * Texts are sequences of code points on both engines; DuckDB's own `reverse` and `levenshtein` are not, and are not
 * used. An index or count that Presto refuses is refused here where the query runs.
 */
import { BIGINT, VARCHAR } from '../../types/types.ts';
import { alias, define, type Entry } from '../define.ts';
import { duckDbType } from '../duckdb/duckdb-type.ts';
import { LONGEST_PADDED, LONGEST_TEXT, mostWithin } from '../duckdb/limits.ts';
import { joined, valuesPerKey } from '../duckdb/lists.ts';
import { once, quote, raise } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import { refused, rendering, same, template } from '../forms.ts';
import type { RenderedArgument, RenderedCall } from '../function-definition.ts';

/** What Presto trims: white space of Unicode without the no-break spaces. */
const WHITE_SPACE =
  '\t\n\v\f\r\u001c\u001d\u001e\u001f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000';

/** Longest text in which an occurrence is looked for by its number, and longest product of two that are compared. */
const LONGEST_SEARCHED = 2000;
const LARGEST_COMPARISON = 1_000_000;

/** Characters of one byte that can stand in a literal. */
const ONE_BYTE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');

/** The Java of PrestoDB knows Unicode 10. */
const NEW_LETTERS =
  'Letters that have had a capital or small form only since Unicode 11, such as those of Georgian, are changed too.';

const sqls = (call: RenderedCall) => call.arguments.map(({ sql }) => sql);

function trimming(name: string, description: string, example: string): Entry {
  return {
    name,
    description,
    example,
    signatures: [`${name}(varchar(x)) -> varchar(x)`, `${name}(varchar(x), varchar) -> varchar(x)`],
    duckdb: rendering(
      ({ arguments: [text, set] }) => `${name}(${text!.sql}, ${set?.sql ?? quote(WHITE_SPACE)})`,
    ),
  };
}

/** Within a lambda a text is made for each element of something. */
const longest = ({ lambdas }: RenderedCall) => Math.min(LONGEST_PADDED, mostWithin(lambdas));

const NORMAL_FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'];

/** A bare word in the engine's text; `"normalize"(x, '…')` brings any text here. */
function normalForm(form: RenderedArgument | undefined): string {
  if (form === undefined) return 'NFC';
  const { literal = '' } = form;
  return NORMAL_FORMS.includes(literal)
    ? literal
    : refuse(`the form of normalize must be one of ${NORMAL_FORMS.join(', ')}`);
}

function padding(name: 'lpad' | 'rpad', side: string): Entry {
  return {
    name,
    description: `The text cut or filled up on the ${side} to a length of at most ${LONGEST_PADDED.toLocaleString('en')} here.`,
    example: `${name}('7', 3, '0')`,
    signatures: [`${name}(varchar, bigint, varchar) -> varchar`],
    duckdb: rendering((call) =>
      once(
        call,
        sqls(call),
        (text, size, fill) =>
          `CASE WHEN ${size} NOT BETWEEN 0 AND ${longest(call)} THEN ${raise(`the length of ${name} must be from 0 to ${longest(call)}`, VARCHAR)} WHEN ${fill} = '' THEN ${raise(`the text that ${name} fills up with must not be empty`, VARCHAR)} ELSE ${name}(${text}, CAST(${size} AS INTEGER), ${fill}) END`,
      ),
    ),
  };
}

/** The characters between two positions; a start before the text's begin gives an empty text, as a start of 0 does. */
const substr: Entry = {
  name: 'substr',
  description:
    'The text from a position on, counted from 1, or from the end when negative; of at most that length.',
  example: "substr('analytics', -4, 2)",
  signatures: [
    'substr(varchar(x), bigint) -> varchar(x)',
    'substr(varchar(x), bigint, bigint) -> varchar(x)',
  ],
  duckdb: rendering((call) =>
    once(call, sqls(call), (text, start, length) => {
      const cut = length === undefined ? `substr(${text}, ${start})` : `substr(${text}, ${start}, ${length})`;
      const tooShort = length === undefined ? '' : ` OR ${length} <= 0`;
      return `CASE WHEN ${start} = 0 OR ${start} < -length(${text})${tooShort} THEN CASE WHEN ${[
        text,
        start,
        length,
      ]
        .filter((sql) => sql !== undefined)
        .map((sql) => `${sql} IS NOT NULL`)
        .join(' AND ')} THEN '' END ELSE ${cut} END`;
    }),
  ),
};

/** Position of an occurrence counted from one side, by the parts between occurrences. */
function position(name: 'strpos' | 'strrpos', description: string): Entry {
  const fromEnd = name === 'strrpos';
  return {
    name,
    description,
    example: `${name}('banana', 'an')`,
    signatures: [`${name}(varchar, varchar) -> bigint`, `${name}(varchar, varchar, bigint) -> bigint`],
    duckdb: rendering((call) => {
      const [text, part, instance = '1'] = sqls(call);
      if (!fromEnd && call.arguments.length === 2) return `strpos(${text}, ${part})`;
      return once(call, [text!, part!, instance], (t, p, n) => {
        const starts = `list_filter(range(1, length(${t}) - length(${p}) + 2), lambda i: substr(${t}, i, length(${p})) = ${p})`;
        const nth = fromEnd ? `${starts}[-${n}]` : `${starts}[${n}]`;
        const long = raise(
          `${name} looks for an occurrence in at most ${LONGEST_SEARCHED} characters`,
          BIGINT,
        );
        return `CASE WHEN ${n} <= 0 THEN ${raise("'instance' must be a positive number", BIGINT)} WHEN length(${t}) > ${LONGEST_SEARCHED} THEN ${long} WHEN ${t} IS NULL OR ${p} IS NULL OR ${n} IS NULL THEN NULL WHEN ${p} = '' THEN ${fromEnd ? `CASE WHEN ${n} IS NOT NULL THEN 1 END` : '1'} ELSE coalesce(${nth}, 0) END`;
      });
    }),
  };
}

/** The entries of a text; one delimiter may stand at its end. */
function entriesOf(text: string, delimiter: string): string {
  const whole = `CASE WHEN ends_with(${text}, ${delimiter}) THEN left(${text}, length(${text}) - length(${delimiter})) ELSE ${text} END`;
  return `CASE WHEN ${text} = '' THEN CAST([] AS VARCHAR[]) ELSE string_split(${whole}, ${delimiter}) END`;
}

function characters(text: string): string {
  return `string_split(${text}, '')`;
}

export const TEXT = define('text', [
  {
    name: 'chr',
    description: 'The character of a Unicode code point.',
    example: 'chr(128512)',
    signatures: ['chr(bigint) -> varchar(1)'],
    duckdb: template('chr(CAST($1 AS INTEGER))'),
  },
  {
    name: 'codepoint',
    description: 'The Unicode code point of the only character of a text.',
    example: "codepoint('a')",
    signatures: ['codepoint(varchar(1)) -> integer'],
    duckdb: template('unicode($1)'),
  },
  {
    name: 'concat',
    description: 'The texts, bytes or arrays one after the other; an array takes single elements too.',
    example: "concat('event', '-', 'analytics')",
    signatures: [
      'concat(varchar, varchar...) -> varchar',
      'concat(varbinary, varbinary...) -> varbinary',
      'concat(array(E), array(E)...) -> array(E)',
      'concat(array(E), E) -> array(E)',
      'concat(E, array(E)) -> array(E)',
    ],
    duckdb: rendering((call) => {
      const [first, second] = call.arguments;
      if (call.resultType.kind !== 'array')
        return `CAST(${sqls(call).join(' || ')} AS ${duckDbType(call.resultType)})`;
      if (call.arguments.length === 2 && first!.type.kind === 'array' && !sameDepth(second!, call)) {
        return once(
          call,
          sqls(call),
          (array, element) =>
            `CASE WHEN ${array} IS NOT NULL AND ${element} IS NOT NULL THEN list_append(${array}, ${element}) END`,
        );
      }
      if (call.arguments.length === 2 && !sameDepth(first!, call)) {
        return once(
          call,
          sqls(call),
          (element, array) =>
            `CASE WHEN ${array} IS NOT NULL AND ${element} IS NOT NULL THEN list_prepend(${element}, ${array}) END`,
        );
      }
      return `CAST(${sqls(call).join(' || ')} AS ${duckDbType(call.resultType)})`;
    }),
  },
  {
    name: 'ends_with',
    description: 'Whether a text ends with another.',
    example: "ends_with('pageview', 'view')",
    signatures: ['ends_with(varchar, varchar) -> boolean'],
    duckdb: same,
    trino: template("($2 = '' OR substr($1, -length($2)) = $2)"),
  },
  {
    name: 'hamming_distance',
    description: 'In how many places two texts of the same length differ.',
    example: "hamming_distance('karolin', 'kathrin')",
    signatures: ['hamming_distance(varchar, varchar) -> bigint'],
    duckdb: rendering((call) =>
      once(
        call,
        sqls(call),
        (a, b) =>
          `CASE WHEN length(${a}) <> length(${b}) THEN ${raise('the texts given to hamming_distance must have the same length', BIGINT)} ELSE len(list_filter(list_zip(${characters(a)}, ${characters(b)}), lambda e: e[1] <> e[2])) END`,
      ),
    ),
  },
  {
    name: 'length',
    description: 'The characters of a text, or the bytes of a binary value.',
    example: "length('Ünïcode')",
    signatures: ['length(varchar) -> bigint', 'length(varbinary) -> bigint'],
    duckdb: rendering(({ arguments: [value] }) =>
      value!.type.kind === 'varbinary' ? `octet_length(${value!.sql})` : `length(${value!.sql})`,
    ),
  },
  {
    name: 'levenshtein_distance',
    description: 'How many characters must be inserted, removed or replaced to make one text of the other.',
    example: "levenshtein_distance('kitten', 'sitting')",
    signatures: ['levenshtein_distance(varchar, varchar) -> bigint'],
    duckdb: rendering((call) =>
      once(call, sqls(call), (a, b) => {
        // DuckDB counts bytes, so each character that is there becomes one of a byte.
        const different = `list_distinct(${characters(`(${a} || ${b})`)})`;
        return once(call, [different], (all) => {
          const one = (text: string) => `translate(${text}, array_to_string(${all}, ''), ${quote(ONE_BYTE)})`;
          const large = raise('the texts given to levenshtein_distance are too long together', BIGINT);
          return `CASE WHEN length(${a}) * (length(${b}) - 1) > ${LARGEST_COMPARISON} THEN ${large} WHEN len(${all}) > ${ONE_BYTE.length} THEN ${raise(`levenshtein_distance takes texts with at most ${ONE_BYTE.length} different characters here`, BIGINT)} ELSE levenshtein(${one(a!)}, ${one(b!)}) END`;
        });
      }),
    ),
    difference: 'On DuckDB both texts together may have 94 different characters.',
  },
  {
    name: 'lower',
    description: 'The text in small letters.',
    example: "lower('ÀB')",
    signatures: ['lower(varchar(x)) -> varchar(x)'],
    duckdb: same,
    difference: NEW_LETTERS,
  },
  padding('lpad', 'left'),
  padding('rpad', 'right'),
  trimming('trim', 'The text without white space, or the given characters, at both ends.', "trim('  a b ')"),
  trimming(
    'ltrim',
    'The text without white space, or the given characters, at its start.',
    "ltrim('  a b ')",
  ),
  trimming('rtrim', 'The text without white space, or the given characters, at its end.', "rtrim('  a b ')"),
  {
    name: 'normalize',
    description: 'The text in a normal form of Unicode; DuckDB knows NFC alone.',
    example: "normalize('é', NFC)",
    signatures: ['normalize(varchar) -> varchar', 'normalize(varchar, varchar) -> varchar'],
    duckdb: rendering(({ arguments: [text, form] }) =>
      form === undefined || form.literal === 'NFC'
        ? `nfc_normalize(${text!.sql})`
        : refuse('DuckDB has the normal form NFC only'),
    ),
    presto: rendering(({ arguments: [text, form] }) => `normalize(${text!.sql}, ${normalForm(form)})`),
    trino: rendering(({ arguments: [text, form] }) => `normalize(${text!.sql}, ${normalForm(form)})`),
  },
  {
    name: 'replace',
    description: 'The text with every occurrence of another removed or replaced.',
    example: "replace('a-b-c', '-', '+')",
    signatures: ['replace(varchar, varchar) -> varchar', 'replace(varchar, varchar, varchar) -> varchar'],
    duckdb: rendering((call) =>
      once(call, sqls(call), (text, search, replacement = "''") => {
        const plain = replaced(call, text!, search!, replacement);
        if ((call.arguments[1]!.literal ?? '') !== '') return plain;
        const between = `CASE WHEN ${text} IS NULL OR ${replacement} IS NULL THEN NULL WHEN ${text} = '' THEN ${replacement} ELSE ${replacement} || ${joined(call, characters(text!), replacement, call.arguments[2] === undefined ? '' : call.arguments[2].literal)} || ${replacement} END`;
        return `CASE WHEN ${search} = '' THEN ${between} ELSE ${plain} END`;
      }),
    ),
  },
  {
    name: 'replace_first',
    description: 'The text with the first occurrence of another replaced; PrestoDB alone.',
    example: "replace_first('a-b-c', '-', '+')",
    signatures: ['replace_first(varchar, varchar, varchar) -> varchar'],
    duckdb: rendering((call) =>
      once(
        call,
        sqls(call),
        (text, search, replacement) =>
          `CASE WHEN strpos(${text}, ${search}) = 0 AND ${search} <> '' THEN CASE WHEN ${replacement} IS NOT NULL THEN ${text} END ELSE substr(${text}, 1, strpos(${text}, ${search}) - 1) || ${replacement} || substr(${text}, strpos(${text}, ${search}) + length(${search})) END`,
      ),
    ),
    trino: refused('Trino has no replace_first'),
  },
  {
    name: 'reverse',
    description:
      'The characters of a text, the bytes of a binary value or the elements of an array in the opposite order.',
    example: "reverse('abc')",
    signatures: ['reverse(varchar(x)) -> varchar(x)', 'reverse(array(E)) -> array(E)'],
    duckdb: rendering(({ arguments: [value] }) =>
      value!.type.kind === 'array'
        ? `list_reverse(${value!.sql})`
        : `array_to_string(list_reverse(${characters(value!.sql)}), '')`,
    ),
  },
  {
    name: 'split',
    description: 'The parts of a text between delimiters; with a limit the last part is all that is left.',
    example: "split('a,b,c', ',', 2)",
    signatures: [
      'split(varchar(x), varchar) -> array(varchar(x))',
      'split(varchar(x), varchar, bigint) -> array(varchar(x))',
    ],
    duckdb: rendering((call) =>
      once(call, sqls(call), (text, delimiter, limit) => {
        const parts = `CASE WHEN ${delimiter} = '' THEN CASE WHEN ${text} = '' THEN [''] ELSE ${characters(text)} || [''] END ELSE string_split(${text}, ${delimiter}) END`;
        if (limit === undefined) return parts;
        return once(
          call,
          [`(${parts})`],
          (all) =>
            `CASE WHEN ${limit} <= 0 THEN ${raise('the limit of split must be positive', call.resultType)} WHEN ${text} IS NULL OR ${delimiter} IS NULL OR ${limit} IS NULL THEN NULL WHEN len(${all}) <= ${limit} THEN ${all} ELSE ${all}[:${limit} - 1] || [${joined(call, `${all}[${limit}:]`, delimiter!, call.arguments[1]!.literal)}] END`,
        );
      }),
    ),
    difference:
      'An empty delimiter splits between characters on DuckDB, between the bytes of one in PrestoDB.',
  },
  {
    name: 'split_part',
    description: 'One part of a text between delimiters, counted from 1; NULL when there are fewer.',
    example: "split_part('a,b,c', ',', 2)",
    signatures: ['split_part(varchar(x), varchar, bigint) -> varchar(x)'],
    duckdb: rendering((call) =>
      once(
        call,
        sqls(call),
        (text, delimiter, index) =>
          `CASE WHEN ${index} <= 0 THEN ${raise('the index of split_part must be greater than zero', VARCHAR)} ELSE string_split(${text}, ${delimiter})[${index}] END`,
      ),
    ),
  },
  {
    name: 'split_to_map',
    description: 'The entries of a text such as a=1,b=2; a key twice is an error.',
    example: "split_to_map('a=1,b=2', ',', '=')",
    signatures: ['split_to_map(varchar, varchar, varchar) -> map(varchar, varchar)'],
    duckdb: rendering((call) =>
      once(call, sqls(call), (text, entry, pair) => {
        const entries = `list_transform(${entriesOf(text, entry)}, lambda e: string_split(e, ${pair}))`;
        const bad = raise(
          'the delimiter of keys and values must appear exactly once in each entry of split_to_map',
          VARCHAR,
        );
        return `map_from_entries(list_transform(${entries}, lambda p: CASE WHEN len(p) = 2 THEN ${'struct_pack(f1 := p[1], f2 := p[2])'} ELSE struct_pack(f1 := ${bad}, f2 := ${bad}) END))`;
      }),
    ),
  },
  {
    name: 'split_to_multimap',
    description: 'The entries of a text such as a=1,a=2, the values of a key together.',
    example: "split_to_multimap('a=1,a=2', ',', '=')",
    signatures: ['split_to_multimap(varchar, varchar, varchar) -> map(varchar, array(varchar))'],
    duckdb: rendering((call) =>
      once(call, sqls(call), (text, entry, pair) => {
        const bad = raise(
          'the delimiter of keys and values must appear exactly once in each entry of split_to_multimap',
          { kind: 'array', element: VARCHAR },
        );
        const split = `list_transform(${entriesOf(text, entry)}, lambda e: CASE WHEN len(string_split(e, ${pair})) = 2 THEN string_split(e, ${pair}) ELSE ${bad} END)`;
        const entries = `list_transform(${split}, lambda p: struct_pack(f1 := p[1], f2 := p[2]))`;
        return `map_from_entries(${valuesPerKey(call, entries)})`;
      }),
    ),
  },
  {
    name: 'starts_with',
    description: 'Whether a text starts with another.',
    example: "starts_with('pageview', 'page')",
    signatures: ['starts_with(varchar, varchar) -> boolean'],
    duckdb: same,
  },
  position(
    'strpos',
    'Where a text has another, counted from 1, the given occurrence of it; 0 when it has not.',
  ),
  position('strrpos', 'Where a text has another, looked for from the end; 0 when it has not.'),
  substr,
  { ...alias('substring', substr), presto: template('substr($*)') },
  {
    name: 'trail',
    description: 'The last characters of a text; PrestoDB alone.',
    example: "trail('pageview', 4)",
    signatures: ['trail(varchar, integer) -> varchar'],
    duckdb: rendering((call) =>
      once(
        call,
        sqls(call),
        (text, count) =>
          `CASE WHEN ${count} <= 0 THEN CASE WHEN ${text} IS NOT NULL THEN '' END ELSE right(${text}, ${count}) END`,
      ),
    ),
    trino: refused('Trino has no trail: use substr(text, -count)'),
  },
  {
    name: 'upper',
    description: 'The text in capital letters.',
    example: "upper('àb')",
    signatures: ['upper(varchar(x)) -> varchar(x)'],
    // Presto leaves ß as it is; DuckDB has a capital one.
    duckdb: template("replace(upper(replace($1, 'ß', '\ue0df')), '\ue0df', 'ß')"),
    difference: NEW_LETTERS,
  },
  {
    name: 'from_utf8',
    description: 'The text of bytes in UTF-8; bytes that are none become U+FFFD.',
    example: "from_utf8(to_utf8('ü'))",
    signatures: ['from_utf8(varbinary) -> varchar'],
    duckdb: rendering((call) =>
      once(
        call,
        sqls(call),
        (bytes) =>
          `coalesce(try(decode(${bytes})), ${`CASE WHEN ${bytes} IS NOT NULL THEN ${raise('from_utf8 takes valid UTF-8 only on this engine', VARCHAR)} END`})`,
      ),
    ),
    difference: 'On DuckDB bytes that are no UTF-8 are an error; in Presto they become U+FFFD.',
  },
  {
    name: 'to_utf8',
    description: 'The bytes of a text in UTF-8.',
    example: "to_utf8('ü')",
    signatures: ['to_utf8(varchar) -> varbinary'],
    duckdb: template('encode($1)'),
  },
  {
    name: 'word_stem',
    description: 'The stem of an English word.',
    example: "word_stem('running')",
    signatures: ['word_stem(varchar(x)) -> varchar(x)', 'word_stem(varchar(x), varchar(2)) -> varchar(x)'],
    duckdb: refused('stemming is not a part of DuckDB'),
  },
]);

/** `replace`, which makes a text of any length where the replacement is longer than what it replaces. */
function replaced(call: RenderedCall, text: string, search: string, replacement: string): string {
  const plain = `replace(${text}, ${search}, ${replacement})`;
  const [, from, to] = call.arguments.map(({ literal }) => literal);
  const grows =
    call.arguments.length > 2 && (from === undefined || to === undefined || to.length > from.length);
  if (!grows) return plain;
  const longest = `(1 + strlen(${text}) // greatest(1, strlen(${search}))) * strlen(${replacement})`;
  const fails = raise(`what replace makes is limited to ${LONGEST_TEXT} bytes`, VARCHAR);
  return `CASE WHEN ${longest} > ${LONGEST_TEXT} AND strlen(${text}) - len(string_split(${text}, ${search})) * (strlen(${search}) - strlen(${replacement})) > ${LONGEST_TEXT} THEN ${fails} ELSE ${plain} END`;
}

/** Whether a `concat` argument is an array of the result's type, not an element of it. */
function sameDepth(argument: RenderedCall['arguments'][number], call: RenderedCall): boolean {
  return duckDbType(argument.type) === duckDbType(call.resultType);
}
