import { VARCHAR } from '../../types/types.ts';
import { define } from '../define.ts';
import { LONGEST_TEXT } from '../duckdb/limits.ts';
import { literalAt, once, quote, raise } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import { rendering, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';
import { type RegexpGroup, type TranslatedRegexp, translateRegexp } from '../regexp-translate.ts';

const DIFFERENCE =
  '`$` matches at the very end of the text only; in Presto also before a line break that ends it.';

function pattern(call: RenderedCall): TranslatedRegexp {
  return translateRegexp(literalAt(call, 1, 'the regular expression'));
}

/** The group that a call asks for; 0, the whole match, when it does not. */
function groupOf(call: RenderedCall, { groups }: TranslatedRegexp): number {
  const argument = call.arguments[2];
  if (argument === undefined) return 0;
  const group = Number(
    argument.literal ??
      refuse('the group must be a literal number, because DuckDB has to know it when the query is planned'),
  );
  if (group < 0 || group > groups.length) {
    refuse(`the regular expression has ${groups.length} groups; there is no group ${group}`);
  }
  if (group > 9) refuse("DuckDB's regular expressions give out nine groups at most");
  return group;
}

/** RE2 gives an empty text for a group that took no part. */
function orNull(sql: string, group: RegexpGroup | undefined): string {
  return group?.optional === true ? `nullif(${sql}, '')` : sql;
}

/** `$1`, `${name}` and `\$` as RE2 writes them. */
function replacementOf(text: string, { groups }: TranslatedRegexp): string {
  return text.replaceAll(/\\([\s\S])|\$(?:\{([A-Za-z0-9]+)\}|(\d))?|\\/g, (whole, escaped, name, digit) => {
    if (escaped !== undefined) return escaped === '\\' ? '\\\\' : escaped;
    if (name === undefined && digit === undefined)
      return refuse(`"${whole}" in the replacement names no group`);
    const group = digit === undefined ? groups.findIndex((each) => each.name === name) + 1 : Number(digit);
    if (group > groups.length || (digit === undefined && group === 0)) {
      refuse(`the replacement names the group ${whole}, which the regular expression does not have`);
    }
    return group > 9 ? refuse("DuckDB's replacements know nine groups") : `\\${group}`;
  });
}

/** A replacement may be longer than what it replaces, and repeat it. */
function replaceAll(text: string, { pattern: regexp }: TranslatedRegexp, by: string): string {
  const all = `regexp_replace(${text}, ${quote(regexp)}, ${quote(by)}, 'g')`;
  const repeated = by.match(/\\[0-9]/g)?.length ?? 0;
  const own = Buffer.byteLength(by);
  if (own <= 1) return all;
  const fails = raise(`what regexp_replace makes is limited to ${LONGEST_TEXT} bytes`, VARCHAR);
  const matches = `len(regexp_extract_all(${text}, ${quote(regexp)}))`;
  return `CASE WHEN (strlen(${text}) + 1) * ${own} > ${LONGEST_TEXT} AND ${matches} * ${own} + strlen(${text}) * ${repeated} > ${LONGEST_TEXT} THEN ${fails} ELSE ${all} END`;
}

export const REGULAR_EXPRESSIONS = define('regular expressions', [
  {
    name: 'regexp_like',
    description: 'Whether a text has a match of a regular expression anywhere.',
    example: "regexp_like('1a 2b 14m', '\\d+b')",
    signatures: ['regexp_like(varchar, varchar) -> boolean'],
    duckdb: rendering((call) => `regexp_matches(${call.arguments[0]!.sql}, ${quote(pattern(call).pattern)})`),
    difference: DIFFERENCE,
  },
  {
    name: 'regexp_extract',
    description: 'The first match of a regular expression, or of one of its groups; NULL when there is none.',
    example: "regexp_extract('1a 2b 14m', '(\\d+)([a-z]+)', 2)",
    signatures: [
      'regexp_extract(varchar(x), varchar) -> varchar(x)',
      'regexp_extract(varchar(x), varchar, bigint) -> varchar(x)',
    ],
    duckdb: rendering((call) => {
      const translated = pattern(call);
      const group = groupOf(call, translated);
      const regexp = quote(translated.pattern);
      return once(call, [call.arguments[0]!.sql], (text) => {
        const value = orNull(`regexp_extract(${text}, ${regexp}, ${group})`, translated.groups[group - 1]);
        return `CASE WHEN regexp_matches(${text}, ${regexp}) THEN ${value} END`;
      });
    }),
    difference: DIFFERENCE,
  },
  {
    name: 'regexp_extract_all',
    description: 'All matches of a regular expression, or of one of its groups.',
    example: "regexp_extract_all('1a 2b 14m', '(\\d+)([a-z]+)', 2)",
    signatures: [
      'regexp_extract_all(varchar(x), varchar) -> array(varchar(x))',
      'regexp_extract_all(varchar(x), varchar, bigint) -> array(varchar(x))',
    ],
    duckdb: rendering((call) => {
      const translated = pattern(call);
      const group = groupOf(call, translated);
      return `regexp_extract_all(${call.arguments[0]!.sql}, ${quote(translated.pattern)}, ${group})`;
    }),
    difference: DIFFERENCE,
  },
  {
    name: 'regexp_replace',
    description:
      'The text with all matches of a regular expression removed or replaced; $1 stands for a group.',
    example: "regexp_replace('1a 2b 14m', '(\\d+)([ab]) ', '3c$2 ')",
    signatures: [
      'regexp_replace(varchar(x), varchar) -> varchar(x)',
      'regexp_replace(varchar, varchar, varchar) -> varchar',
      'regexp_replace(varchar, varchar, function(array(varchar), varchar)) -> varchar',
    ],
    duckdb: rendering((call) => {
      const [text, , replacement] = call.arguments;
      if (replacement?.type.kind === 'function') refuse('DuckDB cannot compute replacements with a lambda');
      const translated = pattern(call);
      if (translated.matchesEmpty && translated.pattern !== '')
        refuse('DuckDB replaces otherwise where the regular expression matches an empty text');
      const by =
        replacement === undefined ? '' : replacementOf(literalAt(call, 2, 'the replacement'), translated);
      return once(call, [text!.sql], (value) => replaceAll(value, translated, by));
    }),
    difference: DIFFERENCE,
  },
  {
    name: 'regexp_split',
    description: 'The parts of a text between matches of a regular expression.',
    example: "regexp_split('1a 2b 14m', '\\s*[a-z]+\\s*')",
    signatures: ['regexp_split(varchar(x), varchar) -> array(varchar(x))'],
    duckdb: rendering((call) => {
      const translated = pattern(call);
      if (translated.matchesEmpty)
        refuse('DuckDB splits otherwise where the regular expression matches an empty text');
      return `regexp_split_to_array(${call.arguments[0]!.sql}, ${quote(translated.pattern)})`;
    }),
    difference: DIFFERENCE,
  },
  {
    name: 'regexp_count',
    description: 'How many matches of a regular expression a text has; Trino alone.',
    example: "regexp_count('1a 2b 14m', '\\d+')",
    signatures: ['regexp_count(varchar, varchar) -> bigint'],
    duckdb: rendering(
      (call) => `len(regexp_extract_all(${call.arguments[0]!.sql}, ${quote(pattern(call).pattern)}))`,
    ),
    presto: template('cardinality(regexp_extract_all($1, $2))'),
    difference: DIFFERENCE,
  },
]);
