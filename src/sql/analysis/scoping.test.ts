/**
 * What names mean, and where. Goal: names are found as the standard and PrestoDB find them, and nothing is found that
 * is not in the environment. Method: a table of queries with the columns of their answers, or the code, the place and a
 * part of the message with which they are refused.
 *
 * Length: a table of cases, each a line or two.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { sqlEnvironment } from '../../../test/support/sql-environment.ts';
import { parseQuery } from '../parse/parse-query.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import { SqlAnalysisError } from './analysis-error.ts';
import { analyze } from './analyze.ts';

/** `name type, …` of the answer's columns, or `CODE line:column message` of the refusal. */
function answer(sql: string): string {
  try {
    const { columns } = analyze(parseQuery(sql), sql, sqlEnvironment());
    return columns.map(({ name, type }) => `${name ?? '-'} ${printSqlType(type)}`).join(', ');
  } catch (error) {
    if (!(error instanceof SqlAnalysisError)) throw error;
    return `${error.code} ${error.line}:${error.column} ${error.reason}`;
  }
}

type Case = readonly [sql: string, expected: string];

function check(cases: readonly Case[]): void {
  for (const [sql, expected] of cases) {
    const found = answer(sql);
    if (expected.startsWith('SQL_'))
      assert.ok(found.startsWith(expected), `${sql}\n  gave ${found}\n  not  ${expected}`);
    else assert.equal(found, expected, sql);
  }
}

const EVENT = '_id varchar, _time timestamp';
const PAGEVIEW = `url varchar, _user varchar, price double, n bigint, ok boolean, day date, tags array(varchar), props map(varchar, varchar), ${EVENT}`;
const SIGNUP = `plan varchar, _user varchar, n integer, at time, blob varbinary, ${EVENT}`;

test('tables: names with and without a schema', () => {
  check([
    ['SELECT * FROM pageview', PAGEVIEW],
    ['TABLE pageview', PAGEVIEW],
    ['SELECT * FROM collection.pageview', PAGEVIEW],
    ['SELECT * FROM "collection"."pageview"', PAGEVIEW],
    ['SELECT * FROM PageView', PAGEVIEW],
    ['SELECT * FROM "PAGEVIEW"', PAGEVIEW],
    ['SELECT * FROM "a.b"', `x bigint, ${EVENT}`],
    ['SELECT * FROM a.b', 'SQL_TABLE_NOT_FOUND 1:15 schema "a" does not exist'],
    ['SELECT * FROM "collection.pageview"', 'SQL_TABLE_NOT_FOUND 1:15'],
    ['SELECT * FROM "order"', `total amount double, é varchar, select bigint, ${EVENT}`],
    ['SELECT "total amount", "select" FROM "order"', 'total amount double, select bigint'],
    ['SELECT * FROM continuous.daily', 'day date, total bigint'],
    ['SELECT * FROM daily', 'SQL_TABLE_NOT_FOUND 1:15'],
    ['SELECT * FROM materialized.weekly', 'day date, total bigint'],
    ['SELECT * FROM continuous.broken', 'SQL_TABLE_NOT_FOUND 1:15 continuous query "broken" failed'],
    ['SELECT * FROM users', 'id varchar, email varchar'],
    ['SELECT * FROM collection.users', `nick varchar, ${EVENT}`],
    ['SELECT * FROM _all', `$collection varchar, _user varchar, _device_id varchar, ${EVENT}`],
    [
      'SELECT _collection, "$collection", url FROM _all',
      '_collection varchar, $collection varchar, url varchar',
    ],
    ['SELECT n FROM _all', 'SQL_COLUMN_NOT_FOUND 1:8'],
    ['SELECT * FROM collection._all', 'SQL_TABLE_NOT_FOUND 1:15 collection "_all" does not exist'],
    [
      'SELECT * FROM "$invalid_schema"',
      'collection varchar, property varchar, type varchar, event_id varchar, error_message varchar, encoded_value varchar, _user varchar, _time timestamp',
    ],
    ['SELECT count(*) FROM collection."$invalid_schema"', '- bigint'],
    ['SELECT * FROM _malformed', EVENT],
    ['SELECT * FROM main.pageview', 'SQL_TABLE_NOT_FOUND 1:15 schema "main" does not exist'],
    ['SELECT * FROM hive.default.pageview', 'SQL_TABLE_NOT_FOUND 1:15'],
    ['SELECT * FROM pageview FOR VERSION AS OF 3', 'SQL_NOT_SUPPORTED 1:24'],
    ["SELECT * FROM pageview FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01'", 'SQL_NOT_SUPPORTED 1:24'],
    ['SELECT 1 FROM "/etc/passwd"', 'SQL_TABLE_NOT_FOUND 1:15'],
    ['SELECT 1 FROM "p.parquet"', 'SQL_TABLE_NOT_FOUND 1:15'],
  ]);
});

test('hidden columns are out of * and reachable by name', () => {
  check([
    [
      'SELECT _shard_time, _extra, _batch, _partition FROM pageview',
      '_shard_time timestamp, _extra varchar, _batch bigint, _partition integer',
    ],
    ['SELECT p._offset FROM pageview p', '_offset bigint'],
    ['SELECT _shard_time FROM (SELECT * FROM pageview)', 'SQL_COLUMN_NOT_FOUND 1:8'],
    ['SELECT * FROM (SELECT _shard_time FROM pageview)', '_shard_time timestamp'],
    ['WITH a AS (SELECT * FROM pageview) SELECT _extra FROM a', 'SQL_COLUMN_NOT_FOUND 1:43'],
    ['SELECT _extra FROM (TABLE pageview)', 'SQL_COLUMN_NOT_FOUND 1:8'],
    ['SELECT p.* FROM "order" AS p (a, b, c, d, e)', 'a double, b varchar, c bigint, d varchar, e timestamp'],
    ['SELECT _extra FROM "order" AS p (a, b, c, d, e)', 'SQL_COLUMN_NOT_FOUND 1:8'],
    ['SELECT a._batch FROM pageview a JOIN signup b ON a._offset = b._offset', '_batch bigint'],
    ['SELECT count(*) FROM pageview NATURAL JOIN signup', '- bigint'],
  ]);
});

test('columns: qualifiers, letters, quotes', () => {
  check([
    [
      'SELECT URL, "URL", pageview.url, collection.pageview.url FROM pageview',
      'URL varchar, URL varchar, url varchar, url varchar',
    ],
    ['SELECT collection.pageview.url FROM collection.pageview', 'url varchar'],
    ['SELECT pageview.url FROM pageview p', 'SQL_COLUMN_NOT_FOUND 1:8 table "pageview" is not in FROM'],
    ['SELECT P.url FROM pageview "p"', 'url varchar'],
    ['SELECT "é" FROM "order"', 'é varchar'],
    ['SELECT "É" FROM "order"', 'SQL_COLUMN_NOT_FOUND 1:8'],
    // The Kelvin sign is no k, and the dotless i no i: only A to Z are folded.
    ['SELECT 1 FROM "\u212Aey"', 'SQL_TABLE_NOT_FOUND 1:15'],
    ['WITH k AS (SELECT 1 AS a) SELECT * FROM "\u212A"', 'SQL_TABLE_NOT_FOUND 1:41'],
    ['WITH i AS (SELECT 1 AS a) SELECT * FROM "İ"', 'SQL_TABLE_NOT_FOUND 1:41'],
    ['SELECT "ſignup".plan FROM signup', 'SQL_COLUMN_NOT_FOUND 1:8'],
    ['SELECT urll FROM pageview', 'SQL_COLUMN_NOT_FOUND 1:8 column "urll" does not exist'],
    ['SELECT p.urll FROM pageview p', 'SQL_COLUMN_NOT_FOUND 1:8 table "p" has no column "urll"'],
    ['SELECT url FROM pageview, pageview p', 'SQL_COLUMN_AMBIGUOUS 1:8 column "url" is ambiguous'],
    ['SELECT p.url FROM pageview p, signup p', 'url varchar'],
    ['SELECT p.n FROM pageview p, signup p', 'SQL_COLUMN_AMBIGUOUS 1:8'],
    ['SELECT p.* FROM pageview p, signup p', 'SQL_COLUMN_AMBIGUOUS 1:8'],
    ['SELECT a FROM (SELECT 1 AS a, 2 AS a)', 'SQL_COLUMN_AMBIGUOUS 1:8'],
    ['SELECT * FROM (SELECT 1 AS a, 2 AS a)', 'a integer, a integer'],
    ['SELECT a', 'SQL_COLUMN_NOT_FOUND 1:8'],
    ['SELECT *', 'SQL_INVALID 1:8 SELECT * needs FROM'],
    ['SELECT x.* FROM pageview', 'SQL_COLUMN_NOT_FOUND 1:8 table "x" is not in FROM'],
    ['SELECT url.* FROM pageview', 'SQL_TYPE_MISMATCH 1:8'],
    ['SELECT pageview.*, 1 AS one FROM pageview', `${PAGEVIEW}, one integer`],
  ]);
});

test('WITH: order, shadowing, nesting', () => {
  check([
    ['WITH a AS (SELECT 1 AS x) SELECT * FROM a', 'x integer'],
    [
      'WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT a.x, b.y FROM a, b',
      'x integer, y integer',
    ],
    [
      'WITH b AS (SELECT * FROM a), a AS (SELECT 1 AS x) SELECT * FROM b',
      'SQL_TABLE_NOT_FOUND 1:26 "a" is defined later in WITH',
    ],
    ['WITH a AS (SELECT * FROM a) SELECT * FROM a', 'SQL_TABLE_NOT_FOUND 1:26 "a" cannot read itself'],
    ['WITH pageview AS (SELECT url FROM pageview) SELECT * FROM pageview', 'url varchar'],
    ['WITH pageview AS (SELECT 1 AS x) SELECT * FROM pageview', 'x integer'],
    ['WITH pageview AS (SELECT 1 AS x) SELECT * FROM collection.pageview', PAGEVIEW],
    ['WITH a AS (SELECT * FROM pageview), pageview AS (SELECT 1 AS x) SELECT * FROM a', PAGEVIEW],
    ['WITH users AS (SELECT 1 AS x) SELECT * FROM users', 'x integer'],
    ['WITH _all AS (SELECT 1 AS x) SELECT * FROM _all', 'x integer'],
    ['WITH PageView AS (SELECT 1 AS x) SELECT * FROM "PAGEVIEW"', 'x integer'],
    ["WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH a AS (SELECT 't' AS y) SELECT * FROM a)", 'y varchar(1)'],
    [
      'WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH b AS (SELECT x FROM a) SELECT * FROM b), a',
      'x integer, x integer',
    ],
    ['WITH a AS (WITH a AS (SELECT 1 AS x) SELECT x AS y FROM a) SELECT * FROM a', 'y integer'],
    ['SELECT * FROM (WITH a AS (SELECT 1 AS x) SELECT * FROM a), a', 'SQL_TABLE_NOT_FOUND 1:60'],
    [
      'SELECT (WITH secret AS (SELECT 1 AS x) SELECT x FROM secret), 2 FROM secret',
      'SQL_TABLE_NOT_FOUND 1:70',
    ],
    [
      'SELECT 1 WHERE EXISTS (WITH c1 AS (SELECT 1) SELECT 1 FROM c1) AND EXISTS (SELECT 1 FROM c1)',
      'SQL_TABLE_NOT_FOUND 1:90',
    ],
    [
      'WITH a AS (WITH z AS (SELECT 1 AS x) SELECT * FROM z), b AS (SELECT * FROM z) SELECT * FROM b',
      'SQL_TABLE_NOT_FOUND 1:76',
    ],
    [
      'WITH a AS (SELECT 1 AS x), A AS (SELECT 2 AS x) SELECT * FROM a',
      'SQL_INVALID 1:28 WITH defines "A" twice',
    ],
    ['WITH a (y, z) AS (SELECT 1, 2) SELECT z, y FROM a', 'z integer, y integer'],
    ['WITH a (y) AS (SELECT 1, 2) SELECT * FROM a', 'SQL_INVALID 1:9 "a" has 2 columns, and 1 name is given'],
    ['WITH a (y, Y) AS (SELECT 1, 2) SELECT * FROM a', 'SQL_INVALID 1:12 "a" has two columns "Y"'],
    ['WITH a AS (SELECT 1 AS x) SELECT a.x, b.x FROM a, a AS b', 'x integer, x integer'],
    ['WITH a AS (SELECT 1 AS x) SELECT collection.a.x FROM a', 'SQL_COLUMN_NOT_FOUND'],
    ['WITH a AS (SELECT 1 AS x) SELECT * FROM collection.a', 'SQL_TABLE_NOT_FOUND 1:41'],
    ['WITH a AS (SELECT 1 AS x) TABLE a', 'x integer'],
    ['WITH a AS (SELECT url FROM pageview) SELECT (SELECT max(url) FROM a) AS m', 'm varchar'],
    ['WITH a AS (SELECT p.url AS x) SELECT * FROM pageview p, a', 'SQL_COLUMN_NOT_FOUND 1:19'],
  ]);
});

test('WITH RECURSIVE', () => {
  check([
    [
      'WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t',
      'n integer',
    ],
    ['WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT t.n + 1 FROM t) SELECT sum(n) FROM t', '- bigint'],
    [
      'WITH t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t',
      'SQL_TABLE_NOT_FOUND 1:53 "t" cannot read itself',
    ],
    ['WITH RECURSIVE a AS (SELECT 1 AS x) SELECT * FROM a', 'x integer'],
    ['WITH RECURSIVE a AS (SELECT * FROM a) SELECT * FROM a', 'SQL_TABLE_NOT_FOUND 1:36'],
    [
      'WITH RECURSIVE t (n) AS (SELECT n FROM t UNION ALL SELECT 1) SELECT n FROM t',
      'SQL_TABLE_NOT_FOUND 1:40',
    ],
    [
      'WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT a.n FROM t a, t b) SELECT n FROM t',
      'SQL_NOT_SUPPORTED 1:16 "t" reads itself 2 times',
    ],
    ['WITH RECURSIVE t (n) AS (SELECT 1 EXCEPT SELECT n FROM t) SELECT n FROM t', 'SQL_NOT_SUPPORTED 1:16'],
    [
      'WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT count(*) FROM pageview WHERE n IN (SELECT n FROM t)) SELECT n FROM t',
      'SQL_NOT_SUPPORTED 1:16',
    ],
    [
      'WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT 2 WHERE EXISTS (SELECT 1 FROM t)) SELECT n FROM t',
      'SQL_NOT_SUPPORTED 1:16 "t" reads itself in a subquery',
    ],
    [
      'WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT t.n FROM signup LEFT JOIN t ON TRUE) SELECT n FROM t',
      'SQL_NOT_SUPPORTED 1:16',
    ],
    ["WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT 'x' FROM t) SELECT n FROM t", 'SQL_TYPE_MISMATCH'],
    ['WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n FROM t) SELECT n FROM t', 'SQL_NOT_SUPPORTED'],
    [
      'WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n FROM t LIMIT 3) SELECT n FROM t',
      'SQL_NOT_SUPPORTED',
    ],
  ]);
});

test('subqueries: correlation reaches outward, never sideways', () => {
  check([
    ['SELECT (SELECT max(s.n) FROM signup s WHERE s._user = p._user) AS m FROM pageview p', 'm integer'],
    ['SELECT url FROM pageview WHERE _user IN (SELECT _user FROM signup)', 'url varchar'],
    ['SELECT url FROM pageview p WHERE EXISTS (SELECT 1 FROM signup WHERE _user = p._user)', 'url varchar'],
    ['SELECT url FROM pageview WHERE n > ALL (SELECT n FROM signup)', 'url varchar'],
    ['SELECT url FROM pageview p WHERE n = ANY (SELECT s.n FROM signup s WHERE s.plan = url)', 'url varchar'],
    ['SELECT plan FROM (SELECT url FROM pageview), (SELECT url AS plan)', 'SQL_COLUMN_NOT_FOUND 1:54'],
    ['SELECT * FROM pageview p, (SELECT p.url)', 'SQL_COLUMN_NOT_FOUND 1:35'],
    ['SELECT x FROM pageview p, LATERAL (SELECT p.url AS x)', 'x varchar'],
    ['SELECT x FROM pageview p CROSS JOIN LATERAL (SELECT p.url AS x) AS l', 'x varchar'],
    ['SELECT x FROM LATERAL (SELECT p.url AS x), pageview p', 'SQL_COLUMN_NOT_FOUND'],
    ['SELECT x FROM pageview p RIGHT JOIN LATERAL (SELECT p.url AS x) ON TRUE', 'SQL_NOT_SUPPORTED'],
    ['SELECT (SELECT (SELECT p.url)) AS x FROM pageview p', 'x varchar'],
    ['SELECT (SELECT url FROM signup) AS x FROM pageview', 'x varchar'],
    ['SELECT (SELECT n FROM signup) AS x FROM pageview', 'x integer'],
    [
      'SELECT (SELECT url, n FROM pageview)',
      'SQL_INVALID 1:9 a subquery used as a value must have one column',
    ],
    ['SELECT 1 WHERE 1 IN (SELECT url, n FROM pageview)', 'SQL_INVALID 1:22'],
    ["SELECT 1 WHERE (1, 'a') IN (SELECT n, url FROM pageview)", '- integer'],
    ["SELECT 1 WHERE (1, 'a') IN (SELECT url, n FROM pageview)", 'SQL_TYPE_MISMATCH'],
    ['SELECT 1 FROM pageview p JOIN signup s ON EXISTS (SELECT 1 WHERE p._user = s._user)', '- integer'],
    ['SELECT s.n FROM pageview p WHERE EXISTS (SELECT 1 FROM signup s)', 'SQL_COLUMN_NOT_FOUND 1:8'],
  ]);
});

test('joins: ON sees its own sides, USING and NATURAL merge', () => {
  check([
    ['SELECT s.* FROM pageview p JOIN signup s ON p._user = s._user', SIGNUP],
    ['SELECT p.url, s.plan FROM pageview p JOIN signup s ON p._user = s._user', 'url varchar, plan varchar'],
    [
      'SELECT 1 FROM pageview p JOIN signup s ON p._user = o._id JOIN "order" o ON TRUE',
      'SQL_COLUMN_NOT_FOUND 1:53',
    ],
    ['SELECT 1 FROM pageview p, signup s JOIN "order" o ON p._id = o._id', 'SQL_COLUMN_NOT_FOUND 1:54'],
    ['SELECT _user FROM pageview JOIN signup USING (_user)', '_user varchar'],
    [
      'SELECT * FROM pageview JOIN signup USING (_user, _id, n)',
      '_user varchar, _id varchar, n bigint, url varchar, price double, ok boolean, day date, tags array(varchar), props map(varchar, varchar), _time timestamp, plan varchar, at time, blob varbinary, _time timestamp',
    ],
    [
      'SELECT p._user FROM pageview p JOIN signup s USING (_user)',
      'SQL_COLUMN_NOT_FOUND 1:8 column "p._user" is merged',
    ],
    ['SELECT _user FROM pageview JOIN signup USING (_user) JOIN "users" u ON u.id = _user', '_user varchar'],
    ['SELECT _user FROM pageview JOIN signup USING (_user) JOIN pageview x USING (_user)', '_user varchar'],
    ['SELECT p.* FROM "order" p JOIN "order" q USING ("select")', `total amount double, é varchar, ${EVENT}`],
    [
      'SELECT 1 FROM pageview JOIN signup USING (url)',
      'SQL_COLUMN_NOT_FOUND 1:43 the table behind JOIN has no column "url"',
    ],
    [
      'SELECT 1 FROM signup JOIN pageview USING (url)',
      'SQL_COLUMN_NOT_FOUND 1:43 the table before JOIN has no column "url"',
    ],
    ['SELECT 1 FROM pageview a CROSS JOIN pageview b JOIN signup USING (_user)', 'SQL_COLUMN_AMBIGUOUS 1:67'],
    ['SELECT 1 FROM pageview JOIN signup USING (_user, _USER)', 'SQL_INVALID 1:50'],
    ['SELECT 1 FROM continuous.daily d JOIN pageview p USING (day)', '- integer'],
    ["SELECT 1 FROM (SELECT 1 AS a) JOIN (SELECT 'x' AS a) USING (a)", 'SQL_TYPE_MISMATCH'],
    [
      "SELECT * FROM (SELECT 1 AS a, 2 AS b) x NATURAL JOIN (SELECT 3 AS c, BIGINT '4' AS a) y",
      'a bigint, b integer, c integer',
    ],
    ['SELECT * FROM (SELECT 1 AS a) x NATURAL JOIN (SELECT 3 AS c) y', 'SQL_INVALID'],
    ['SELECT * FROM (SELECT 1 AS a) x FULL JOIN (SELECT 2 AS a) y USING (a)', 'a integer'],
    ['SELECT x.a FROM ((SELECT 1 AS a) q CROSS JOIN (SELECT 2 AS b) r) AS x', 'a integer'],
    ['SELECT q.a FROM ((SELECT 1 AS a) q CROSS JOIN (SELECT 2 AS b) r) AS x', 'SQL_COLUMN_NOT_FOUND 1:8'],
    ['SELECT 1 FROM pageview JOIN signup ON count(*) > 1', 'SQL_MISPLACED 1:39'],
    ['SELECT 1 FROM pageview p JOIN signup s ON p.url', 'SQL_TYPE_MISMATCH 1:43 ON needs a condition'],
  ]);
});

test('UNNEST', () => {
  check([
    ['SELECT t FROM pageview CROSS JOIN UNNEST(tags) AS x (t)', 't varchar'],
    ['SELECT t, o FROM pageview, UNNEST(tags) WITH ORDINALITY AS x (t, o)', 't varchar, o bigint'],
    ['SELECT k, v FROM pageview CROSS JOIN UNNEST(props) AS x (k, v)', 'k varchar, v varchar'],
    ["SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['a']) AS x (i, s)", 'i integer, s varchar(1)'],
    ['SELECT * FROM UNNEST(ARRAY[1])', '- integer'],
    ["SELECT * FROM UNNEST(ARRAY[ROW(1, 'a')]) AS x (i, s)", 'i integer, s varchar(1)'],
    ['SELECT x.a FROM UNNEST(CAST(ARRAY[] AS array(row(a bigint, b date)))) AS x (a, b)', 'a bigint'],
    ['SELECT a FROM UNNEST(CAST(ARRAY[] AS array(row(a bigint, b date))))', 'a bigint'],
    [
      'SELECT * FROM UNNEST(ARRAY[1]) AS x (a, b)',
      'SQL_INVALID 1:41 "x" has 1 column, and 2 names are given',
    ],
    ['SELECT * FROM UNNEST(1)', 'SQL_TYPE_MISMATCH 1:22 UNNEST takes arrays and maps'],
    ['SELECT * FROM UNNEST(tags), pageview', 'SQL_COLUMN_NOT_FOUND 1:22'],
    ['SELECT t FROM pageview LEFT JOIN UNNEST(tags) AS x (t) ON TRUE', 't varchar'],
    ['SELECT t FROM pageview LEFT JOIN UNNEST(tags) AS x (t) ON t = url', 'SQL_NOT_SUPPORTED 1:59'],
    [
      'SELECT t FROM pageview p CROSS JOIN (signup s CROSS JOIN UNNEST(p.tags) AS x (t))',
      'SQL_COLUMN_NOT_FOUND',
    ],
    [
      'SELECT u FROM pageview CROSS JOIN UNNEST(tags) AS x (t) CROSS JOIN UNNEST(ARRAY[t, url]) AS y (u)',
      'u varchar',
    ],
  ]);
});

test('rows: fields by name and number', () => {
  const row = 'CAST(ROW(1, ROW(2)) AS row(a bigint, b row(c date)))'.replace(
    'ROW(2)',
    "ROW(DATE '2024-01-01')",
  );
  const from = `FROM (SELECT ${row} AS r)`;
  check([
    [`SELECT r.a, r.b.c, r[1], (r).b.c ${from}`, 'a bigint, c date, - bigint, c date'],
    [`SELECT t.r.b.c ${from} t`, 'c date'],
    [`SELECT r.* ${from}`, 'a bigint, b row("c" date)'],
    [`SELECT (r).* ${from}`, 'a bigint, b row("c" date)'],
    [`SELECT r.* AS (x, y) ${from}`, 'x bigint, y row("c" date)'],
    [`SELECT t.r.b.* ${from} t`, 'c date'],
    [`SELECT r.z ${from}`, 'SQL_COLUMN_NOT_FOUND 1:10 the row has no field "z"'],
    [`SELECT r.a.x ${from}`, 'SQL_TYPE_MISMATCH 1:12 "x" cannot be a field of a value of type bigint'],
    [`SELECT r[3] ${from}`, 'SQL_INVALID 1:10'],
    ['SELECT url.x FROM pageview', 'SQL_TYPE_MISMATCH 1:12'],
    ['SELECT ROW(1, 2).a', 'SQL_COLUMN_NOT_FOUND'],
    // A table of the same name wins over a column.
    ['SELECT t.a FROM (SELECT 1 AS a, CAST(ROW(TRUE) AS row(a boolean)) AS t) t', 'a integer'],
  ]);
});

test('lambdas: parameters hide columns, and end with the lambda', () => {
  check([
    ['SELECT transform(tags, url -> length(url)) AS l FROM pageview', 'l array(bigint)'],
    ['SELECT transform(tags, x -> x || url) AS l FROM pageview', 'l array(varchar)'],
    ['SELECT transform(tags, x -> x), x FROM pageview', 'SQL_COLUMN_NOT_FOUND 1:33'],
    ['SELECT filter(transform(ARRAY[1, 2], x -> x * 2.0), x -> x > 1) AS l', 'l array(decimal(12,1))'],
    [
      'SELECT transform(ARRAY[ARRAY[1]], x -> transform(x, x -> x + n)) AS l FROM pageview',
      'l array(array(bigint))',
    ],
    ['SELECT reduce(ARRAY[1, 2], 0.5e0, (s, x) -> s + x, s -> CAST(s AS varchar)) AS l', 'l varchar'],
    ['SELECT transform(tags, x -> y) FROM pageview', 'SQL_COLUMN_NOT_FOUND 1:29'],
    ['SELECT transform(tags, (x, x) -> 1) FROM pageview', 'SQL_INVALID 1:28'],
    [
      'SELECT reduce(tags, 0, (x, x) -> 1, x -> x) FROM pageview',
      'SQL_INVALID 1:28 the lambda has two parameters "x"',
    ],
    [
      'SELECT transform(tags, x -> (SELECT 1)) FROM pageview',
      'SQL_NOT_SUPPORTED 1:29 a lambda cannot hold a subquery',
    ],
    ['SELECT transform(tags, x -> count(*)) FROM pageview', 'SQL_MISPLACED 1:29'],
    ['SELECT x -> x', 'SQL_MISPLACED 1:8 a lambda can stand only'],
    ['SELECT abs(x -> x)', 'SQL_FUNCTION_ARGUMENTS'],
    ['SELECT transform(ARRAY[CAST(ROW(1) AS row(a bigint))], x -> x.a) AS l', 'l array(bigint)'],
  ]);
});

test('GROUP BY and aggregates', () => {
  check([
    ['SELECT url, count(*) AS c FROM pageview GROUP BY url', 'url varchar, c bigint'],
    ['SELECT url u, count(*) AS c FROM pageview GROUP BY 1', 'u varchar, c bigint'],
    ['SELECT lower(url) AS u, sum(n) AS s FROM pageview GROUP BY LOWER(pageview.URL)', 'u varchar, s bigint'],
    ["SELECT lower(url) || 'x' AS u FROM pageview GROUP BY lower(url)", 'u varchar'],
    [
      'SELECT url FROM pageview GROUP BY lower(url)',
      'SQL_NOT_GROUPED 1:8 column "url" must stand in GROUP BY',
    ],
    ['SELECT url, count(*) FROM pageview', 'SQL_NOT_GROUPED 1:8'],
    ['SELECT * FROM pageview GROUP BY url', 'SQL_NOT_GROUPED 1:8'],
    ['SELECT url FROM pageview HAVING count(*) > 1', 'SQL_NOT_GROUPED 1:8'],
    ['SELECT 1 AS one FROM pageview HAVING count(*) > 1', 'one integer'],
    [
      'SELECT url AS u FROM pageview GROUP BY u',
      'SQL_COLUMN_NOT_FOUND 1:40 column "u" does not exist; it is an alias of SELECT',
    ],
    ["SELECT url AS u FROM pageview WHERE u = 'x'", 'SQL_COLUMN_NOT_FOUND 1:37'],
    ['SELECT count(*) AS c FROM pageview HAVING c > 1', 'SQL_COLUMN_NOT_FOUND 1:43'],
    [
      'SELECT count(*) FROM pageview GROUP BY 1',
      'SQL_MISPLACED 1:40 GROUP BY 1 is a column with aggregate "count"',
    ],
    ['SELECT url FROM pageview GROUP BY 2', 'SQL_INVALID 1:35 GROUP BY 2 is no column'],
    ['SELECT url FROM pageview GROUP BY count(*)', 'SQL_MISPLACED 1:35'],
    [
      'SELECT url FROM pageview WHERE count(*) > 1',
      'SQL_MISPLACED 1:32 aggregate "count" cannot stand in WHERE',
    ],
    [
      'SELECT sum(count(*)) FROM pageview',
      'SQL_MISPLACED 1:12 aggregate "count" cannot stand in aggregate "sum"',
    ],
    ['SELECT sum(n) FILTER (WHERE count(*) > 1) FROM pageview', 'SQL_MISPLACED'],
    ['SELECT array_agg(DISTINCT url ORDER BY url DESC) AS a FROM pageview', 'a array(varchar)'],
    ['SELECT array_agg(DISTINCT url ORDER BY n) FROM pageview', 'SQL_INVALID 1:40'],
    ['SELECT (SELECT sum(p.n) FROM signup) FROM pageview p', 'SQL_NOT_SUPPORTED 1:16'],
    ['SELECT (SELECT sum(p.n + s.n) FROM signup s) AS x FROM pageview p', 'x bigint'],
    ['SELECT sum(n) FILTER (WHERE ok) AS s FROM pageview', 's bigint'],
    ['SELECT sum(n) FILTER (WHERE n) FROM pageview', 'SQL_TYPE_MISMATCH 1:29 FILTER needs a condition'],
    ['SELECT count(DISTINCT url), array_agg(url ORDER BY _time) FROM pageview', '- bigint, - array(varchar)'],
    ['SELECT count(*) FROM pageview ORDER BY url', 'SQL_NOT_GROUPED 1:40'],
    ['SELECT url FROM pageview GROUP BY url ORDER BY count(*) DESC', 'url varchar'],
    ['SELECT url FROM pageview ORDER BY count(*)', 'SQL_NOT_GROUPED 1:8'],
    [
      'SELECT url, _user, count(*) AS c FROM pageview GROUP BY GROUPING SETS ((url), (_user), ())',
      'url varchar, _user varchar, c bigint',
    ],
    [
      'SELECT url, _user, grouping(url, _user) AS g FROM pageview GROUP BY CUBE (url, _user)',
      'url varchar, _user varchar, g integer',
    ],
    [
      'SELECT grouping(n) FROM pageview GROUP BY url',
      'SQL_NOT_GROUPED 1:17 GROUPING takes columns of GROUP BY',
    ],
    ['SELECT grouping(url) FROM pageview', 'SQL_MISPLACED 1:8'],
    ['SELECT 1 FROM pageview GROUP BY ROLLUP (lower(url))', 'SQL_NOT_SUPPORTED 1:41'],
    ['SELECT count(*) FROM pageview GROUP BY props', '- bigint'],
    [
      'SELECT url, (SELECT max(n) FROM signup WHERE plan = url) AS m FROM pageview GROUP BY url',
      'url varchar, m integer',
    ],
    ['SELECT (SELECT max(n) FROM signup WHERE plan = url) FROM pageview GROUP BY n', 'SQL_NOT_GROUPED 1:48'],
    ['SELECT (SELECT n) AS m, count(*) AS c FROM pageview GROUP BY n', 'm bigint, c bigint'],
    ['SELECT transform(ARRAY[url], x -> x || url) AS t FROM pageview GROUP BY url', 't array(varchar)'],
    ['SELECT transform(ARRAY[1], x -> x + n) FROM pageview GROUP BY url', 'SQL_NOT_GROUPED 1:37'],
    [
      'SELECT transform(tags, x -> x) AS t FROM pageview GROUP BY transform(tags, y -> y)',
      't array(varchar)',
    ],
    ['SELECT n + 1 AS m FROM pageview GROUP BY n + 1', 'm bigint'],
    ['SELECT n + 2 AS m FROM pageview GROUP BY n + 1', 'SQL_NOT_GROUPED 1:8'],
    ['SELECT p.url FROM pageview p JOIN pageview q ON TRUE GROUP BY q.url', 'SQL_NOT_GROUPED 1:8'],
    ['SELECT _user FROM pageview JOIN signup USING (_user) GROUP BY _user', '_user varchar'],
    [
      "SELECT CASE WHEN url = 'a' THEN 1 ELSE 2 END AS c, count(*) AS n FROM pageview GROUP BY CASE WHEN url = 'a' THEN 1 ELSE 2 END",
      'c integer, n bigint',
    ],
  ]);
});

test('window functions', () => {
  check([
    ['SELECT row_number() OVER (PARTITION BY url ORDER BY _time) AS r FROM pageview', 'r bigint'],
    ['SELECT sum(n) OVER w AS s FROM pageview WINDOW w AS (PARTITION BY url)', 's bigint'],
    ['SELECT sum(n) OVER (w ORDER BY n) AS s FROM pageview WINDOW w AS (PARTITION BY url)', 's bigint'],
    ['SELECT sum(n) OVER x FROM pageview WINDOW w AS ()', 'SQL_INVALID 1:20 window "x" is not defined'],
    ['SELECT 1 FROM pageview WINDOW w AS (), W AS ()', 'SQL_INVALID 1:40'],
    ['SELECT rank() FROM pageview', 'SQL_MISPLACED 1:8 "rank" is a window function and needs OVER'],
    [
      'SELECT 1 FROM pageview WHERE rank() OVER () = 1',
      'SQL_MISPLACED 1:30 window function "rank" cannot stand in WHERE',
    ],
    ['SELECT 1 FROM pageview GROUP BY rank() OVER ()', 'SQL_MISPLACED'],
    ['SELECT 1 FROM pageview HAVING rank() OVER () = 1', 'SQL_MISPLACED'],
    ['SELECT url FROM pageview ORDER BY rank() OVER (ORDER BY n)', 'url varchar'],
    ['SELECT sum(rank() OVER ()) FROM pageview', 'SQL_MISPLACED'],
    ['SELECT sum(rank() OVER ()) OVER () FROM pageview', 'SQL_MISPLACED'],
    [
      'SELECT url, sum(count(*)) OVER (ORDER BY url) AS s FROM pageview GROUP BY url',
      'url varchar, s bigint',
    ],
    ['SELECT url, sum(n) OVER () AS s FROM pageview GROUP BY url', 'SQL_NOT_GROUPED 1:17'],
    ['SELECT url, rank() OVER (ORDER BY n) FROM pageview GROUP BY url', 'SQL_NOT_GROUPED 1:35'],
    ['SELECT url, rank() OVER w FROM pageview GROUP BY url WINDOW w AS (ORDER BY n)', 'SQL_NOT_GROUPED'],
    ['SELECT sum(n) OVER (ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS s FROM pageview', 's bigint'],
    ['SELECT sum(n) OVER (ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM pageview', 'SQL_INVALID 1:21'],
    ['SELECT sum(n) OVER (ROWS UNBOUNDED FOLLOWING) FROM pageview', 'SQL_INVALID'],
    ['SELECT sum(n) OVER (ROWS 1.5 PRECEDING) FROM pageview', 'SQL_TYPE_MISMATCH'],
    ["SELECT sum(n) OVER (ORDER BY _time RANGE INTERVAL '1' DAY PRECEDING) AS s FROM pageview", 's bigint'],
    ['SELECT sum(n) OVER (ORDER BY _time RANGE 1 PRECEDING) FROM pageview', 'SQL_TYPE_MISMATCH'],
    ['SELECT sum(n) OVER (RANGE 1 PRECEDING) FROM pageview', 'SQL_INVALID'],
    ['SELECT count(DISTINCT n) OVER () FROM pageview', 'SQL_MISPLACED'],
    ['SELECT lag(n) IGNORE NULLS OVER (ORDER BY _time) AS l FROM pageview', 'l bigint'],
    ['SELECT sum(n) IGNORE NULLS OVER () FROM pageview', 'SQL_MISPLACED'],
  ]);
});

test('ORDER BY, DISTINCT, LIMIT', () => {
  check([
    ['SELECT url AS u FROM pageview ORDER BY u, n, 1', 'u varchar'],
    ["SELECT url AS n FROM pageview ORDER BY n || 'x'", 'n varchar'],
    ['SELECT url AS n FROM pageview ORDER BY pageview.n + 1', 'n varchar'],
    ['SELECT url AS n FROM pageview ORDER BY n + 1', 'SQL_TYPE_MISMATCH'],
    ['SELECT url FROM pageview ORDER BY 2', 'SQL_INVALID 1:35 ORDER BY 2 is no column'],
    ['SELECT url FROM pageview ORDER BY 0', 'SQL_INVALID'],
    ['SELECT *, url FROM pageview ORDER BY url', 'SQL_COLUMN_AMBIGUOUS 1:38'],
    ['SELECT DISTINCT url FROM pageview ORDER BY url', 'url varchar'],
    ['SELECT DISTINCT url AS u FROM pageview ORDER BY pageview.url', 'u varchar'],
    ['SELECT DISTINCT * FROM pageview ORDER BY pageview.n', PAGEVIEW],
    ['SELECT DISTINCT url FROM pageview ORDER BY n', 'SQL_INVALID 1:44 SELECT DISTINCT can be sorted only'],
    ['SELECT n AS a FROM pageview UNION SELECT n FROM signup ORDER BY a', 'a bigint'],
    ['SELECT n AS a FROM pageview UNION SELECT n FROM signup ORDER BY n', 'SQL_COLUMN_NOT_FOUND 1:65'],
    ['(SELECT n AS a FROM pageview LIMIT 1) ORDER BY url', 'SQL_COLUMN_NOT_FOUND'],
    ['SELECT sum(n) AS x FROM pageview ORDER BY sum(x)', 'SQL_MISPLACED 1:47'],
    ['SELECT n AS x FROM pageview ORDER BY rank() OVER (ORDER BY x)', 'SQL_MISPLACED 1:60'],
    ['SELECT n AS x, count(*) FROM pageview GROUP BY n ORDER BY max(x)', 'SQL_MISPLACED 1:63'],
    [
      'SELECT props FROM pageview ORDER BY props',
      'SQL_TYPE_MISMATCH 1:37 values of type map(varchar, varchar) have no order',
    ],
    ['SELECT props FROM pageview ORDER BY 1', 'SQL_TYPE_MISMATCH'],
    ['SELECT url FROM pageview FETCH FIRST 3 ROWS WITH TIES', 'SQL_INVALID'],
    ['SELECT url FROM pageview ORDER BY 1 OFFSET 2 FETCH FIRST 3 ROWS WITH TIES', 'url varchar'],
  ]);
});

test('set operations and VALUES', () => {
  check([
    ['SELECT 1 AS a UNION ALL SELECT 2.5', 'a decimal(11,1)'],
    ['SELECT 1 AS a UNION SELECT NULL', 'a integer'],
    ['SELECT 1 UNION SELECT 1, 2', 'SQL_INVALID 1:16 UNION needs as many columns'],
    [
      "SELECT 1 AS a INTERSECT SELECT 'x'",
      'SQL_TYPE_MISMATCH 1:25 column 1 "a" of INTERSECT is of type integer',
    ],
    ["VALUES (1, 'a'), (BIGINT '2', 'bcd')", '- bigint, - varchar(3)'],
    ['VALUES 1, 2', '- integer'],
    ['VALUES (1, 2), (3)', 'SQL_INVALID'],
    ["VALUES (1, 2), (3, 'x')", 'SQL_TYPE_MISMATCH'],
    ["SELECT * FROM (VALUES (1, NULL), (2, DATE '2024-01-01')) AS t (a, b)", 'a integer, b date'],
    ['VALUES (SELECT max(url) FROM pageview)', '- varchar'],
    ['VALUES count(*)', 'SQL_MISPLACED'],
    ['VALUES url', 'SQL_COLUMN_NOT_FOUND'],
    ['SELECT url FROM pageview EXCEPT SELECT plan FROM signup', 'url varchar'],
    ["SELECT DATE '2024-01-01' AS d UNION ALL SELECT TIMESTAMP '2024-01-01 00:00:00'", 'd timestamp'],
  ]);
});
