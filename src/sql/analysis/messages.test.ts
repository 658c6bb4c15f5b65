/**
 * What people read when a query is refused: every word of it, with the place and the way out.
 *
 * Length: a table of cases, four lines each.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { sqlEnvironment } from '../../../test/support/sql-environment.ts';
import { parseQuery } from '../parse/parse-query.ts';
import { SqlAnalysisError } from './analysis-error.ts';
import { analyze } from './analyze.ts';

type Case = readonly [sql: string, code: string, message: string, hint: string | undefined];

const CASES: readonly Case[] = [
  [
    'SELECT p FROM pageview p',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:8: "p" is a table here, and no column',
    'name a column of it, or all: p.*',
  ],
  [
    'SELECT *\nFROM pageveiw',
    'SQL_TABLE_NOT_FOUND',
    'line 2:6: table "pageveiw" does not exist',
    'did you mean "pageview"?',
  ],
  [
    'SELECT *\nFROM weekly',
    'SQL_TABLE_NOT_FOUND',
    'line 2:6: table "weekly" does not exist',
    'did you mean "materialized.weekly"? a name without a schema is looked up in "collection"',
  ],
  [
    'SELECT * FROM information_schema.tables',
    'SQL_TABLE_NOT_FOUND',
    'line 1:15: schema "information_schema" does not exist',
    'there are collection, continuous, materialized',
  ],
  [
    'SELECT * FROM hive.web.pageview',
    'SQL_TABLE_NOT_FOUND',
    'line 1:15: a table\'s name has at most two parts, and "hive.web.pageview" has 3',
    'write schema.table',
  ],
  [
    'SELECT * FROM continuous.broken',
    'SQL_TABLE_NOT_FOUND',
    'line 1:15: continuous query "broken" failed: division by zero',
    'refresh it',
  ],
  [
    'SELECT *\nFROM pageview FOR VERSION AS OF 3',
    'SQL_NOT_SUPPORTED',
    'line 2:15: FOR VERSION AS OF is not supported: tables are read as they are now',
    'filter by _time or _shard_time',
  ],
  [
    'WITH b AS (SELECT * FROM a),\n     a AS (SELECT 1 AS x)\nSELECT * FROM b',
    'SQL_TABLE_NOT_FOUND',
    'line 1:26: "a" is defined later in WITH',
    'put its query before the one that reads it',
  ],
  [
    'WITH t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t)\nSELECT * FROM t',
    'SQL_TABLE_NOT_FOUND',
    'line 1:54: "t" cannot read itself',
    'only WITH RECURSIVE name (columns) AS (base UNION ALL step) reads itself',
  ],
  [
    'WITH a AS (SELECT 1), a AS (SELECT 2) SELECT 1',
    'SQL_INVALID',
    'line 1:23: WITH defines "a" twice',
    'give one of them another name',
  ],
  [
    'WITH a (x, y) AS (SELECT 1) SELECT * FROM a',
    'SQL_INVALID',
    'line 1:12: "a" has 1 column, and 2 names are given',
    'name every column once, in order',
  ],
  [
    'SELECT usr FROM pageview',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:8: column "usr" does not exist',
    'did you mean "url"?',
  ],
  [
    'SELECT "buy" FROM pageview WHERE url = "buy"',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:40: column "buy" does not exist',
    'did you mean "day"? a text stands in single quotes: \'buy\'',
  ],
  [
    'SELECT name',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:8: column "name" does not exist',
    'there is no FROM, so there are no columns; a text stands in single quotes',
  ],
  [
    'SELECT p.ulr FROM pageview p',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:8: table "p" has no column "ulr"',
    'did you mean "url"?',
  ],
  [
    'SELECT pageview.url FROM pageview AS p',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:8: table "pageview" is not in FROM',
    'in FROM there is "p"; a table with an alias is known by its alias alone',
  ],
  [
    'SELECT n\nFROM pageview p\nJOIN signup s ON p._user = s._user',
    'SQL_COLUMN_AMBIGUOUS',
    'line 1:8: column "n" is ambiguous',
    'write p.n or s.n',
  ],
  [
    'SELECT p._user FROM pageview p JOIN signup s USING (_user)',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:8: column "p._user" is merged with that of the other table by the join',
    'write _user alone, or join with ON',
  ],
  [
    'SELECT *\nFROM pageview JOIN signup USING (plan)',
    'SQL_COLUMN_NOT_FOUND',
    'line 2:34: the table before JOIN has no column "plan", which USING names',
    'join columns of different names with ON a.x = b.y',
  ],
  [
    "SELECT url AS page\nFROM pageview\nWHERE page = '/'",
    'SQL_COLUMN_NOT_FOUND',
    'line 3:7: column "page" does not exist; it is an alias of SELECT, which WHERE cannot use',
    'repeat the expression, or put the query into a subquery or WITH',
  ],
  [
    'SELECT lower(url) AS page, count(*)\nFROM pageview\nGROUP BY page',
    'SQL_COLUMN_NOT_FOUND',
    'line 3:10: column "page" does not exist; it is an alias of SELECT, which GROUP BY cannot use',
    'group by its number, as GROUP BY 1, or repeat the expression',
  ],
  [
    'SELECT url, count(*)\nFROM pageview',
    'SQL_NOT_GROUPED',
    'line 1:8: column "url" must stand in GROUP BY or in an aggregate',
    'the query has an aggregate: add GROUP BY url, or take one value: max(url)',
  ],
  [
    'SELECT url, n, count(*)\nFROM pageview\nGROUP BY url',
    'SQL_NOT_GROUPED',
    'line 1:13: column "n" must stand in GROUP BY or in an aggregate',
    'add it to GROUP BY, or take one value of each group: max(n)',
  ],
  [
    'SELECT * FROM pageview GROUP BY url',
    'SQL_NOT_GROUPED',
    'line 1:8: column "_user" of * must stand in GROUP BY or in an aggregate',
    'name the columns that are grouped by, in place of *',
  ],
  [
    'SELECT url FROM pageview WHERE count(*) > 1 GROUP BY url',
    'SQL_MISPLACED',
    'line 1:32: aggregate "count" cannot stand in WHERE',
    'conditions on aggregates stand in HAVING',
  ],
  [
    'SELECT sum(max(n)) FROM pageview',
    'SQL_MISPLACED',
    'line 1:12: aggregate "max" cannot stand in aggregate "sum"',
    'compute the inner one in a subquery or WITH',
  ],
  [
    'SELECT url FROM pageview WHERE row_number() OVER (ORDER BY n) = 1',
    'SQL_MISPLACED',
    'line 1:32: window function "row_number" cannot stand in WHERE',
    'compute it in a subquery or WITH, and use its column',
  ],
  [
    'SELECT row_number() FROM pageview',
    'SQL_MISPLACED',
    'line 1:8: "row_number" is a window function and needs OVER',
    'such as row_number() OVER (ORDER BY _time)',
  ],
  [
    'SELECT lower(DISTINCT url) FROM pageview',
    'SQL_MISPLACED',
    'line 1:8: "lower" is no aggregate, so that DISTINCT cannot stand with it',
    undefined,
  ],
  [
    'SELECT count(*) OVER w FROM pageview WINDOW v AS (ORDER BY n)',
    'SQL_INVALID',
    'line 1:22: window "w" is not defined',
    'did you mean "v"?',
  ],
  [
    'SELECT sum(n) OVER (ROWS BETWEEN CURRENT ROW AND 2 PRECEDING) FROM pageview',
    'SQL_INVALID',
    'line 1:21: the frame ends before it begins',
    'write the earlier bound first: BETWEEN … PRECEDING AND …',
  ],
  [
    'SELECT url FROM pageview ORDER BY 3',
    'SQL_INVALID',
    'line 1:35: ORDER BY 3 is no column: the query has 1',
    'columns are numbered from 1',
  ],
  [
    'SELECT DISTINCT url FROM pageview ORDER BY n',
    'SQL_INVALID',
    'line 1:44: SELECT DISTINCT can be sorted only by what it selects',
    'select this too, or sort by a column of SELECT',
  ],
  [
    'SELECT *, url FROM pageview ORDER BY url',
    'SQL_COLUMN_AMBIGUOUS',
    'line 1:38: several columns of the answer are named "url"',
    'sort by the number of the column, as ORDER BY 1, or name it otherwise with AS',
  ],
  [
    'SELECT props FROM pageview ORDER BY props',
    'SQL_TYPE_MISMATCH',
    'line 1:37: values of type map(varchar, varchar) have no order',
    'take a part of it that has one, such as a number or a text',
  ],
  [
    "SELECT url FROM pageview WHERE _time > '2024-01-01'",
    'SQL_TYPE_MISMATCH',
    'line 1:32: cannot compare timestamp with varchar(10)',
    "write a timestamp: TIMESTAMP '2024-01-01'",
  ],
  [
    "SELECT url FROM pageview WHERE n = '5'",
    'SQL_TYPE_MISMATCH',
    'line 1:32: cannot compare bigint with varchar(1)',
    'leave out the quotes: 5',
  ],
  [
    'SELECT url FROM pageview WHERE url',
    'SQL_TYPE_MISMATCH',
    'line 1:32: WHERE needs a condition, and this is of type varchar',
    'compare it with something, such as … <> 0, or … IS NOT NULL',
  ],
  [
    "SELECT url FROM pageview WHERE tags = 'a'",
    'SQL_TYPE_MISMATCH',
    'line 1:32: cannot compare array(varchar) with varchar(1)',
    'contains(array, element) looks into an array',
  ],
  [
    'SELECT _time + 1 FROM pageview',
    'SQL_TYPE_MISMATCH',
    'line 1:8: "+" cannot be used between timestamp and integer',
    "write an interval: INTERVAL '1' DAY",
  ],
  [
    "SELECT 'user ' + _user FROM pageview",
    'SQL_TYPE_MISMATCH',
    'line 1:8: "+" cannot be used between varchar(5) and varchar',
    'texts are joined with ||',
  ],
  [
    "SELECT 'n: ' || n FROM pageview",
    'SQL_TYPE_MISMATCH',
    'line 1:8: "||" cannot join varchar(3) and bigint',
    'make a text of it: CAST(n AS varchar)',
  ],
  [
    'SELECT CAST(n AS date) FROM pageview',
    'SQL_TYPE_MISMATCH',
    'line 1:8: cannot cast bigint to date',
    'from_unixtime(…) makes a timestamp of seconds since 1970',
  ],
  [
    'SELECT CAST(url AS string) FROM pageview',
    'SQL_TYPE_NOT_FOUND',
    'line 1:20: type "string" does not exist',
    'its name here is varchar',
  ],
  [
    'SELECT CAST(_time AS timestamp(9)) FROM pageview',
    'SQL_NOT_SUPPORTED',
    'line 1:22: timestamp(9) is not supported: times are in milliseconds',
    'write timestamp or timestamp(3)',
  ],
  [
    "SELECT DATE '2023-02-29'",
    'SQL_INVALID',
    'line 1:8: "2023-02-29" is no DATE',
    "write it as DATE '2024-02-29'",
  ],
  [
    "SELECT _time AT TIME ZONE 'Europe/Istambul' FROM pageview",
    'SQL_INVALID',
    'line 1:27: there is no time zone "Europe/Istambul"',
    'did you mean "Europe/Istanbul"?',
  ],
  [
    "SELECT INTERVAL '1 day' DAY",
    'SQL_INVALID',
    'line 1:8: "1 day" is no interval of DAY',
    "write it as INTERVAL '7' DAY",
  ],
  [
    'SELECT st_distance(1, 2)',
    'SQL_FUNCTION_NOT_FOUND',
    'line 1:8: function "st_distance" does not exist',
    'there are no geometries: distances between places are great_circle_distance',
  ],
  [
    "SELECT now() AT TIME ZONE INTERVAL '15' HOUR",
    'SQL_INVALID',
    'line 1:27: the offset of a time zone is at most 14 hours',
    undefined,
  ],
  [
    "SELECT date_trnc('day', _time) FROM pageview",
    'SQL_FUNCTION_NOT_FOUND',
    'line 1:8: function "date_trnc" does not exist',
    'did you mean "date_trunc"?',
  ],
  [
    'SELECT hive.lower(url) FROM pageview',
    'SQL_FUNCTION_NOT_FOUND',
    'line 1:8: function "hive.lower" does not exist',
    'functions have no schema: write the name alone',
  ],
  [
    "SELECT CASE WHEN ok THEN 1 ELSE 'no' END FROM pageview",
    'SQL_TYPE_MISMATCH',
    'line 1:33: all branches of CASE give values of one type: this is of type varchar(2), and what stands before it of type integer',
    'cast one of them',
  ],
  [
    'SELECT 1 UNION SELECT 1, 2',
    'SQL_INVALID',
    'line 1:16: UNION needs as many columns on both sides: there are 1 before it and 2 behind it',
    'select NULL for columns that one side lacks',
  ],
  [
    'SELECT n FROM pageview UNION ALL SELECT url FROM pageview',
    'SQL_TYPE_MISMATCH',
    'line 1:34: column 1 "n" of UNION is of type bigint before it and of type varchar behind it',
    'cast one of them',
  ],
  [
    'VALUES (1, 2), (3)',
    'SQL_INVALID',
    'line 1:17: row 2 of VALUES has 1 value, and those before it have 2',
    'write NULL for what is missing',
  ],
  [
    'SELECT (SELECT url, n FROM pageview)',
    'SQL_INVALID',
    'line 1:9: a subquery used as a value must have one column, and this has 2',
    'select the one that is needed',
  ],
  [
    'SELECT transform(tags, x -> (SELECT max(plan) FROM signup)) FROM pageview',
    'SQL_NOT_SUPPORTED',
    'line 1:29: a lambda cannot hold a subquery',
    'join with the subquery, or unnest the array',
  ],
  [
    'SELECT * FROM UNNEST(url)',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:22: column "url" does not exist',
    'UNNEST reads columns of tables that stand before it in FROM',
  ],
  [
    'SELECT t FROM pageview LEFT JOIN UNNEST(tags) AS x (t) ON t <> url',
    'SQL_NOT_SUPPORTED',
    'line 1:59: UNNEST and LATERAL can be joined by CROSS JOIN, JOIN … ON TRUE and LEFT JOIN … ON TRUE alone',
    'put the condition into WHERE',
  ],
  [
    'SELECT props.color FROM pageview',
    'SQL_TYPE_MISMATCH',
    'line 1:14: "color" cannot be a field of a value of type map(varchar, varchar)',
    "the value of a key is element_at(…, 'color')",
  ],
  [
    "SELECT tags['a'] FROM pageview",
    'SQL_TYPE_MISMATCH',
    'line 1:13: an array is read by whole numbers, and this is of type varchar(1)',
    'the first element has the number 1',
  ],
  [
    'SELECT current_user',
    'SQL_NOT_SUPPORTED',
    'line 1:8: CURRENT_USER is not supported: queries are asked with the key of a project, and not by a user',
    undefined,
  ],
  [
    'SELECT ? + 1',
    'SQL_PARAMETERS',
    'line 1:8: no value is given for parameter 1',
    'the request gives no values',
  ],
  [
    'SELECT url FROM pageview LIMIT ?',
    'SQL_PARAMETERS',
    'line 1:32: no value is given for parameter 1',
    'the request gives no values',
  ],
  [
    'SELECT (SELECT sum(p.n) FROM signup) FROM pageview p',
    'SQL_NOT_SUPPORTED',
    'line 1:16: aggregate "sum" is of columns of the query around this one alone',
    'compute it in the query that the columns belong to',
  ],
  [
    'SELECT count(*) FROM pageview GROUP BY ROLLUP (lower(url))',
    'SQL_NOT_SUPPORTED',
    'line 1:48: GROUPING SETS, CUBE and ROLLUP take columns, and this is an expression',
    'name the expression in a subquery or WITH',
  ],
  [
    'SELECT x.* FROM pageview p',
    'SQL_COLUMN_NOT_FOUND',
    'line 1:8: table "x" is not in FROM',
    'did you mean "p"?',
  ],
  [
    "SELECT count(*) FROM pageview p, pageview q WHERE url = '/'",
    'SQL_COLUMN_AMBIGUOUS',
    'line 1:51: column "url" is ambiguous',
    'write p.url or q.url',
  ],
];

for (const [sql, code, message, hint] of CASES) {
  test(sql.replaceAll('\n', ' '), () => {
    assert.throws(
      () => analyze(parseQuery(sql), sql, sqlEnvironment()),
      (error) => {
        assert.ok(error instanceof SqlAnalysisError);
        assert.deepEqual([error.code, error.message, error.hint], [code, message, hint]);
        assert.equal(error.class, 'user');
        return true;
      },
    );
  });
}

test('a message is never as long as the query', () => {
  const wide = `SELECT date_trunc(${Array.from({ length: 5000 }, (_, index) => `'${index}'`).join(', ')})`;
  assert.throws(
    () => analyze(parseQuery(wide), wide, sqlEnvironment()),
    (error) => error instanceof SqlAnalysisError && error.message.length < 600,
  );
  const long = `SELECT ${'x'.repeat(100_000)} FROM pageview`;
  assert.throws(
    () => analyze(parseQuery(long), long, sqlEnvironment()),
    (error) => error instanceof SqlAnalysisError && error.message.length < 600,
  );
});
