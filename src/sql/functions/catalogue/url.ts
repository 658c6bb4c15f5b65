/**
 * Java's `URI` takes the addresses apart in Presto; here regular expressions that accept what it accepts do. An address
 * that is none gives NULL, a part that it does not have an empty text.
 */

import { VARCHAR } from '../../types/types.ts';
import { define, type Entry } from '../define.ts';
import { once, quote, raise } from '../duckdb/sql-text.ts';
import { rendering, template } from '../forms.ts';

const ESCAPED = '%[0-9A-Fa-f]{2}';
const OTHER = '[^\\x00-\\x{A0}\\p{Zs}\\p{Zl}\\p{Zp}]';
const PATH = `(?:[A-Za-z0-9_.!~*'();:@&=+$,/-]|${ESCAPED}|${OTHER})*`;
const QUERY = `(?:[A-Za-z0-9_.!~*'();:@&=+$,/?\\[\\]-]|${ESCAPED}|${OTHER})*`;
const AUTHORITY = `(?:[A-Za-z0-9_.!~*'();:@&=+$,\\[\\]-]|${ESCAPED}|${OTHER})*`;
const SCHEME = '[A-Za-z][A-Za-z0-9+.-]*';

/** Groups: 1 scheme, 2 authority with its slashes, 3 authority, 4 path, 5 query with ?, 6 query, 7 fragment with #, 8 fragment. */
const ADDRESS = `^(?:(${SCHEME}):)?(//(${AUTHORITY}))?(${PATH})(\\?(${QUERY}))?(#(${QUERY}))?$`;
/** A scheme and what is no path: `mailto:a@b`. */
const OPAQUE = `^${SCHEME}:[^/]`;
const HOST =
  '^(?:[^@]*@)?((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+\\])(?::(\\d*))?$';

/** `//` wants something after it. */
function isAddress(text: string): string {
  return `(regexp_matches(${text}, ${quote(ADDRESS)}) AND NOT regexp_matches(${text}, '^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//(?:[?#]|$)'))`;
}

function group(text: string, at: number): string {
  return `regexp_extract(${text}, ${quote(ADDRESS)}, ${at})`;
}

function part(name: string, description: string, result: string, value: (text: string) => string): Entry {
  return {
    name,
    description,
    example: `${name}('https://example.com:8080/a/b?x=1&y=2#top')`,
    signatures: [`${name}(varchar(x)) -> ${result}`],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql], (text) => `CASE WHEN ${isAddress(text)} THEN ${value(text)} END`),
    ),
  };
}

/** Opaque addresses have neither path nor query. */
function hierarchical(text: string, sql: string): string {
  return `CASE WHEN regexp_matches(${text}, ${quote(OPAQUE)}) THEN '' ELSE url_decode(${sql}) END`;
}

export const URL = define('URL', [
  part('url_extract_protocol', 'The protocol of an address.', 'varchar(x)', (text) => group(text, 1)),
  part(
    'url_extract_host',
    'The host of an address.',
    'varchar(x)',
    (text) => `regexp_extract(${group(text, 3)}, ${quote(HOST)}, 1)`,
  ),
  part(
    'url_extract_port',
    'The port of an address; NULL when it names none.',
    'bigint',
    (text) => `TRY_CAST(regexp_extract(${group(text, 3)}, ${quote(HOST)}, 2) AS BIGINT)`,
  ),
  part('url_extract_path', 'The path of an address, decoded.', 'varchar(x)', (text) =>
    hierarchical(text, group(text, 4)),
  ),
  part('url_extract_query', 'The query of an address, decoded.', 'varchar(x)', (text) =>
    hierarchical(text, group(text, 6)),
  ),
  part(
    'url_extract_fragment',
    'The fragment of an address, decoded.',
    'varchar(x)',
    (text) => `url_decode(${group(text, 8)})`,
  ),
  {
    name: 'url_extract_parameter',
    description:
      'The value of the first parameter of that name in the query of an address; NULL when it has none.',
    example: "url_extract_parameter('https://example.com/?x=1&y=2', 'y')",
    signatures: ['url_extract_parameter(varchar(x), varchar) -> varchar(x)'],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql, call.arguments[1]!.sql], (text, name) => {
        const query = hierarchical(text, group(text, 6));
        const found = `list_filter(string_split(${query}, '&'), lambda p: string_split(p, '=')[1] = ${name})[1]`;
        return `CASE WHEN ${isAddress(text)} AND ${query} <> '' THEN substr(${found}, length(${name}) + 2) END`;
      }),
    ),
  },
  {
    name: 'url_encode',
    description: 'The text as it may stand in a query: a space becomes +.',
    example: "url_encode('a b&c')",
    signatures: ['url_encode(varchar) -> varchar'],
    duckdb: template("replace(replace(replace(url_encode($1), '%20', '+'), '~', '%7E'), '%2A', '*')"),
  },
  {
    name: 'url_decode',
    description: 'The text that was encoded for a query.',
    example: "url_decode('a+b%26c')",
    signatures: ['url_decode(varchar(x)) -> varchar(x)'],
    duckdb: rendering((call) =>
      once(
        call,
        [call.arguments[0]!.sql],
        (text) =>
          `CASE WHEN regexp_matches(${text}, '%(?:[^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)') THEN ${raise('the text has a % without two hexadecimal digits after it', VARCHAR)} ELSE url_decode(replace(${text}, '+', ' ')) END`,
      ),
    ),
    difference: 'Bytes that are no UTF-8 are an error on DuckDB; in Presto they become U+FFFD.',
  },
]);
