/** Messages that people read: what stands where, what was expected, and what to do. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseQuery } from './parse-query.ts';
import { SqlSyntaxError } from './syntax-error.ts';

/** Text, message after "line ", hint. */
const GOLDEN: readonly (readonly [sql: string, message: string, hint: string | null])[] = [
  ['SELECT', '1:7: the query ends where a value or "*" is expected', null],
  ['SELECT a,', '1:10: the query ends where a value or "*" is expected', 'leave out the comma before it'],
  ['SELECT a, FROM t', '1:11: unexpected "FROM", expected a value or "*"', 'leave out the comma before it'],
  ['SELECT * FROM', '1:14: the query ends where a table is expected', null],
  ['SELECT * FORM t', '1:10: unexpected "FORM"', 'did you mean FROM?'],
  ['SELECT a FORM t', '1:15: unexpected "t"', 'did you mean FROM?'],
  ['SELECT a FROM t WEHRE x = 1', '1:23: unexpected "x"', 'did you mean WHERE?'],
  ['SELECT a FROM t GRUOP BY 1', '1:23: unexpected "BY"', 'did you mean GROUP?'],
  ['SELECT a FROM t GROUP a', '1:23: unexpected "a", expected BY', null],
  ['SELECT a FROM t ORDER a', '1:23: unexpected "a", expected BY', null],
  ['SELCT 1', '1:1: unexpected "SELCT", expected a query', 'did you mean SELECT?'],
  [
    'DROP TABLE x',
    '1:1: unexpected "DROP", expected a query',
    'only queries are run: they begin with SELECT, WITH, VALUES, TABLE or "("',
  ],
  [
    'DELETE FROM t',
    '1:1: unexpected "DELETE", expected a query',
    'only queries are run: they begin with SELECT, WITH, VALUES, TABLE or "("',
  ],
  [
    'EXPLAIN SELECT 1',
    '1:1: unexpected "EXPLAIN", expected a query',
    'only queries are run: they begin with SELECT, WITH, VALUES, TABLE or "("',
  ],
  [
    'SHOW TABLES',
    '1:1: unexpected "SHOW", expected a query',
    'only queries are run: they begin with SELECT, WITH, VALUES, TABLE or "("',
  ],
  ['SELECT 1;', '1:9: unexpected ";"', 'leave out the ";" at the end'],
  ['SELECT 1; SELECT 2', '1:9: unexpected ";"', 'send one query at a time, without ";"'],
  ['SELECT (1 + 2', '1:8: the query ends and this "(" is not closed', null],
  ['SELECT f(1, 2', '1:9: the query ends and this "(" is not closed', null],
  ['SELECT 1)', '1:9: unexpected ")"', null],
  ['SELECT CASE WHEN a THEN b', '1:8: the query ends and this "CASE" is not closed', null],
  ['SELECT a b c FROM t', '1:12: unexpected "c"', 'is a comma or an operator missing before it?'],
  [
    'SELECT a.order FROM t',
    '1:10: unexpected "order", expected a name',
    'ORDER is a reserved word; as a name it needs double quotes',
  ],
  [
    'SELECT order FROM t',
    '1:8: unexpected "order", expected a value or "*"',
    'ORDER is a reserved word; as a name it needs double quotes',
  ],
  [
    'SELECT a AS group FROM t',
    '1:13: unexpected "group", expected a name',
    'GROUP is a reserved word; as a name it needs double quotes',
  ],
  [
    'SELECT * FROM order',
    '1:15: unexpected "order", expected a table',
    'ORDER is a reserved word; as a name it needs double quotes',
  ],
  ["SELECT a AS 'x'", '1:13: unexpected "\'x\'", expected a name', 'names stand in double quotes'],
  [
    'SELECT x IN ()',
    '1:14: unexpected ")", expected a value',
    'a list needs a value; to find nothing, write WHERE FALSE',
  ],
  ['SELECT a == b', '1:11: unexpected "=", expected a value', 'one = compares'],
  [
    'SELECT a < b < c',
    '1:14: unexpected "<"',
    'a condition is no value: put the first into parentheses, or join two with AND',
  ],
  [
    'SELECT a = b IS NULL',
    '1:14: unexpected "IS"',
    'a condition is no value: put the first into parentheses, or join two with AND',
  ],
  [
    'SELECT x IS TRUE',
    '1:13: unexpected "TRUE", expected DISTINCT or NULL',
    'IS asks for NULL or DISTINCT FROM only; for the rest write =',
  ],
  [
    'SELECT * FROM a JOIN b',
    '1:23: the query ends where ON or USING is expected',
    'say what joins them, or write CROSS JOIN',
  ],
  [
    'SELECT * FROM a LEFT JOIN b WHERE x',
    '1:29: unexpected "WHERE", expected ON or USING',
    'say what joins them, or write CROSS JOIN',
  ],
  ['SELECT * FROM t LIMIT 5 OFFSET 2', '1:25: unexpected "OFFSET"', 'OFFSET stands before LIMIT'],
  ['SELECT * FROM t LIMIT 5, 10', '1:24: unexpected ","', 'write OFFSET … LIMIT …'],
  ['SELECT * FROM t LIMIT x', '1:23: unexpected "x"', 'LIMIT takes a whole number or "?"'],
  ['SELECT * FROM t LIMIT -1', '1:23: unexpected "-"', 'LIMIT takes a whole number or "?"'],
  ["SELECT x ILIKE 'a'", '1:16: unexpected "\'a\'"', 'for any case, write lower(x) LIKE lower(pattern)'],
  ['SELECT TOP 10 * FROM t', '1:12: unexpected "10"', 'write LIMIT at the end'],
  [
    'SELECT a FROM t QUALIFY x = 1',
    '1:25: unexpected "x"',
    'filter window functions in the WHERE of an outer query',
  ],
  ['SELECT `a`', '1:8: names are not quoted with `', 'use double quotes: "name"'],
  [
    'SELECT 1a',
    '1:8: "1a" is neither a number nor a name',
    'a name that begins with a digit needs double quotes',
  ],
  ['SELECT x::bigint', '1:9: a name cannot contain ":"', 'write CAST(value AS type)'],
  ['SELECT a && b', '1:10: unexpected character "&"', 'write AND'],
  [
    "SELECT 'abc",
    "1:8: a text that begins with ' is not closed",
    "close it with '; a quote inside a text is written twice: 'it''s'",
  ],
  ['SELECT "abc', '1:8: a name that begins with " is not closed', 'close it with "'],
  ['SELECT /* x', '1:8: a comment that begins with "/*" is not closed', 'close it with "*/"'],
  ['SELECT é', '1:8: unexpected character "é"', 'names with letters beyond a to z need double quotes'],
  ['SELECT x[1', '1:9: the query ends and this "[" is not closed', null],
  ['SELECT CAST(x AS)', '1:17: unexpected ")", expected a type', null],
  [
    'SELECT CAST(x bigint)',
    '1:15: unexpected "bigint", expected AS',
    'is a comma or an operator missing before it?',
  ],
  ['SELECT CAST(x AS 5)', '1:18: unexpected "5", expected a type', null],
  [
    'SELECT extract(epoch FROM x)',
    '1:16: EXTRACT knows no field "epoch"',
    'it knows year, quarter, month, week, day, day_of_month, day_of_week, dow, day_of_year, doy, year_of_week, yow, hour, minute, second, timezone_hour, timezone_minute',
  ],
  [
    "SELECT U&'\\00zz'",
    '1:8: "\\00zz" is no escape of a character',
    'write \\ with four hexadecimal digits, or \\+ with six',
  ],
  ["SELECT X'abc'", "1:8: between X' and ' two digits stand for each byte, and one is missing", null],
  ['SELECT if(a)', '1:8: "if" takes 2 or 3 arguments, not 1', null],
  [
    'SELECT 99999999999999999999',
    '1:8: the number 99999999999999999999 is too large for an integer',
    "write a decimal: DECIMAL '99999999999999999999'",
  ],
  ['SELECT f(SELECT 1)', '1:9: unexpected "("', 'a query as an argument needs parentheses of its own'],
  ['SELECT a FROM t WHERE', '1:22: the query ends where a value is expected', null],
  ['SELECT a FROM t WHERE x = ', '1:27: the query ends where a value is expected', null],
  ['SELECT a FROM t WHERE AND y', '1:23: unexpected "AND", expected a value', null],
  ['SELECT a FROM t GROUP BY', '1:25: the query ends where a value is expected', null],
  [
    'SELECT count(*) OVER (PARTITION x) FROM t',
    '1:33: unexpected "x", expected ")"',
    'is a comma or an operator missing before it?',
  ],
  ['SELECT sum(x) OVER (ROWS BETWEEN 1 PRECEDING)', '1:45: unexpected ")", expected AND', null],
  ['WITH a AS SELECT 1 SELECT * FROM a', '1:11: unexpected "SELECT", expected "("', null],
  ['WITH a AS (SELECT 1)', '1:21: the query ends where a query is expected', null],
  [
    '(WITH a AS (SELECT 1) SELECT 1) UNION SELECT 2',
    '1:2: unexpected "WITH", expected a query',
    'WITH stands before the first parenthesis',
  ],
  ['VALUES', '1:7: the query ends where a value is expected', null],
  ['TABLE', '1:6: the query ends where a name is expected', null],
  ['', '1:1: the text holds no query', 'a query begins with SELECT'],
  ['   ', '1:1: the text holds no query', 'a query begins with SELECT'],
  ['-- x', '1:1: the text holds no query', 'a query begins with SELECT'],
  ['SELECT 1', '1:7: unexpected character U+00A0', null],
  ['SELECT {x}', '1:8: unexpected character "{"', 'maps are written MAP(ARRAY[keys], ARRAY[values])'],
  ['SELECT a FROM t t2 t3', '1:20: unexpected "t3"', 'is a comma or an operator missing before it?'],
  ['SELECT * FROM (SELECT 1', '1:15: the query ends and this "(" is not closed', null],
  ['SELECT a -> b -> ', '1:18: the query ends where a value is expected', null],
  ['SELECT x LIKE', '1:14: the query ends where a value is expected', null],
  ['SELECT x NOT y', '1:14: unexpected "y", expected BETWEEN, IN or LIKE', null],
  ['SELECT x BETWEEN 1', '1:19: the query ends where AND is expected', null],
  ['SELECT x BETWEEN 1 OR 2', '1:20: unexpected "OR", expected AND', null],
  [
    'INSERT INTO t SELECT 1',
    '1:1: unexpected "INSERT", expected a query',
    'only queries are run: they begin with SELECT, WITH, VALUES, TABLE or "("',
  ],
  ['SELECT * FROM UNNEST', '1:21: the query ends where "(" is expected', null],
  [
    'SELECT 1 FROM t FOR FOO AS OF 1',
    '1:21: a table has no "FOO"',
    'FOR VERSION AS OF a number, or FOR TIMESTAMP AS OF a time',
  ],
  ["SELECT 'a' 'b'", '1:12: unexpected "\'b\'"', 'is a comma or an operator missing before it?'],
  ['SELECT DISTINCT', '1:16: the query ends where a value or "*" is expected', null],
  ['SELECT * EXCEPT (a) FROM t', '1:18: unexpected "a", expected a query', null],
  ['SELECT a FROM t UNION', '1:22: the query ends where a query is expected', null],
  ['SELECT a FROM t HAVING', '1:23: the query ends where a value is expected', null],
];

for (const [sql, message, hint] of GOLDEN) {
  test(`error of ${JSON.stringify(sql)}`, () => {
    assert.throws(
      () => parseQuery(sql),
      (error) => {
        assert.ok(error instanceof SqlSyntaxError);
        assert.deepEqual([error.message, error.hint ?? null], [`line ${message}`, hint]);
        return true;
      },
    );
  });
}

test('half of a character is found', () => {
  assert.throws(() => parseQuery("SELECT '\ud800'"), /line 1:9: half of a character/);
});

test('a semicolon at the end is taken on request', () => {
  assert.doesNotThrow(() => parseQuery('SELECT 1 ;', { trailingSemicolons: true }));
  assert.throws(() => parseQuery('SELECT 1; SELECT 2;', { trailingSemicolons: true }), /unexpected ";"/);
});
