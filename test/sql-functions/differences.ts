/**
 * Expressions for which DuckDB does not answer as PrestoDB, each with the reason. The test fails when one of them
 * answers the same after all. What `docs/sql-functions.md` publishes stands in the table of functions itself.
 */
const NUMBERS = 'DuckDB writes numbers of JSON anew';
const WHOLE = 'Presto stops reading JSON once it has found the part; here all of it must be JSON';
const PATHS = 'refused: paths of names, indexes and wildcards only';
const MANY = 'refused: a path with a wildcard is no scalar';
const EXPRESSIONS = 'refused: RE2 does not have it';

export const DIFFERENCES: Readonly<Record<string, string>> = {
  "json_extract('[1,2]', '$[-3]')":
    'PrestoDB gives JSON null for an index before the begin, and NULL for one after the end',
  "json_extract('{\"a\":1} x', '$.a')": WHOLE,
  "json_extract_scalar('{\"a\":5', '$.a')": WHOLE,
  'json_extract(\'{"a":{"b":1}}\', \'$..b\')': PATHS,
  'json_extract(\'{"a":[{"c":[1,2]},{"c":[3]}]}\', \'$.a[*].c[0]\')': PATHS,
  'json_extract(\'{"a":[{"c":[1,2]},{"c":[3]}]}\', \'$.a[*].c[1]\')': PATHS,
  "json_extract('{\"a\":[10,20,30]}', '$.a[0:1]')": PATHS,
  "json_extract('{\"a\":[10,20,30]}', '$.a[0,1]')": PATHS,
  "json_extract('{\"a\":[10,20,30]}', '$.a.length()')": PATHS,
  'json_extract(\'{"a":[{"p":1},{"p":2}]}\', \'$.a[?(@.p > 1)]\')': PATHS,
  "json_extract_scalar('{\"a\":[1]}', '$.a[*]')": MANY,
  "json_extract('{\"0\":5}', '$[0]')": 'PrestoDB takes an index for the name of a key',
  "json_extract_scalar('{\"a\":1.50}', '$.a')": NUMBERS,
  'json_array_get(\'["a",1,{"b":2}]\', 0)': 'PrestoDB gives a text without its quotes, which is no JSON',
  'json_parse(\'{"b":1,"a":2}\')': 'PrestoDB sorts the keys',
  'slice(ARRAY[1,2,3], 2, 9223372036854775807)': 'PrestoDB overflows',
  'array_cum_sum(ARRAY[])': 'PrestoDB cannot choose a type',
  'nullif(NULL, 1)': 'the type of the NULL',
  'CAST(1.2345678901234567e17 AS varchar)': 'Java before 19 writes a digit too many for some numbers',
  "concat('a', NULL)": 'PrestoDB takes the NULL for an array',
  "'a' || NULL": 'PrestoDB takes the NULL for an array',
  "lpad('a', 10001, 'x') IS NULL": 'an error: texts are padded to 10,000 characters at most',
  "normalize('é', NFD)": 'refused: DuckDB knows NFC alone',
  "from_utf8(from_hex('ff')) = '?'": 'an error: DuckDB cannot put U+FFFD in place of what is no UTF-8',
  "regexp_like('a' || chr(10), 'a$')": 'in RE2 $ matches at the very end alone',
  "regexp_like('éa', '\\ba')": 'letters beyond ASCII are no part of a word in RE2',
  "regexp_like('ab', '(?=a)ab')": EXPRESSIONS,
  "regexp_like('aa', '(a)\\1')": EXPRESSIONS,
  "regexp_like('ab', 'a++b')": EXPRESSIONS,
  "regexp_replace('aaa', 'a*', 'x')": 'refused: after a match an empty one follows in Java, not in RE2',
  "regexp_split('abc', '')": 'refused: Java has empty parts at both ends, RE2 has not',
};
