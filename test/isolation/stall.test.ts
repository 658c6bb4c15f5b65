/**
 * No text stalls the thread that serves HTTP, and none keeps the engine busy where it cannot be stopped. Method: texts up
 * to the longest that is taken, long or deep in one way each, are compiled and the processor time is measured: it is
 * 0.02 to 0.1 s for the worst of them, and the test fails at a second, so that a busy machine does not make it fail, and a
 * cost that grows with the square of the text does.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import test, { after, before } from 'node:test';
import { MillraceError } from '../../src/platform/errors.ts';
import { collectionOf } from '../support/sql/project-data.ts';
import { TwoProjects } from '../support/sql/two-projects.ts';

const LONGEST = 100_000;
const MOST_CPU_MS = 1000;

let projects: TwoProjects;
before(async () => {
  projects = await TwoProjects.open();
});
after(() => projects.close());

type Unit = string | ((index: number) => string);

function unitAt(unit: Unit, index: number): string {
  return typeof unit === 'string' ? unit : unit(index);
}

/** As many units as the longest text has room for. */
function long(head: string, unit: Unit, separator: string, tail = ''): string {
  let text = head;
  for (let index = 0; ; index++) {
    const next = (index === 0 ? '' : separator) + unitAt(unit, index);
    if (text.length + next.length + tail.length > LONGEST) return text + tail;
    text += next;
  }
}

function times(count: number, unit: Unit, separator: string): string {
  return Array.from({ length: count }, (_, index) => unitAt(unit, index)).join(separator);
}

function nested(open: string, inner: string, close: string, count: number): string {
  return open.repeat(count) + inner + close.repeat(count);
}

const TEXTS: Readonly<Record<string, string>> = {
  parentheses: `SELECT ${nested('(', '1', ')', 10_000)}`,
  'open parentheses': long('SELECT ', '(', ''),
  comments: `SELECT 1 ${'/**/'.repeat(24_000)}`,
  'line comments': `SELECT 1 ${'--\n'.repeat(33_000)}`,
  'a list of numbers': long('SELECT n FROM pageview WHERE n IN (', '1', ',', ')'),
  'a list of negative numbers': `SELECT n FROM pageview WHERE n IN (${times(8000, '-1', ',')})`,
  'a list of decimals': `SELECT n FROM pageview WHERE n IN (${times(12_000, '1.5', ',')})`,
  'a list of rows': `SELECT n FROM pageview WHERE (n, n) IN (${times(4000, '(1,2)', ',')})`,
  'a list of rows within a list of rows': `SELECT ${nested('(1, ', 'true', ') IN ((1, true), (2, true), CAST(NULL AS row(a integer, b boolean)))', 25)}`,
  'a list of a megabyte': `SELECT 1 WHERE 1 IN (${times(400_000, '1', ',')})`,
  conditions: `SELECT n FROM pageview WHERE ${times(5000, (index) => `n=${index}`, ' OR ')}`,
  negations: `SELECT ${'NOT '.repeat(5000)}true`,
  'negations that are taken': `SELECT ${'NOT '.repeat(290)}true`,
  cases: `SELECT ${nested('CASE WHEN ok THEN ', 'n', ' END', 5000)} FROM pageview`,
  branches: `SELECT CASE n ${times(4000, 'WHEN 1 THEN 2e0', ' ')} END FROM pageview`,
  casts: `SELECT ${nested('CAST(CAST(', 'n', ' AS double) AS varchar)', 140)} FROM pageview`,
  sums: `SELECT ${times(300, 'n', '+')} FROM pageview`,
  'columns that do not exist': `SELECT ${times(12_000, 'nope', ',')} FROM pageview`,
  stars: `SELECT ${times(900, '*', ',')} FROM pageview`,
  'stars of stars': `SELECT * FROM ${nested('(SELECT *, * FROM ', 'pageview', ')', 14)}`,
  tables: long('SELECT 1 FROM ', 'pageview', ','),
  joins: `SELECT 1 FROM pageview a ${times(290, (index) => `JOIN pageview p${index} ON p${index}.n = a.n`, ' ')}`,
  'joins by the same column': `SELECT n FROM (SELECT n FROM pageview) ${times(200, 'FULL JOIN (SELECT n FROM pageview) USING (n)', ' ')}`,
  unions: times(900, (index) => `SELECT ${index % 2 === 0 ? '1' : '1e0'}`, ' UNION ALL '),
  'WITH names': long(
    'WITH a0 AS (SELECT 1 x), ',
    (index) => `a${index + 1} AS (SELECT x FROM a${index})`,
    ', ',
    ' SELECT 1',
  ),
  'WITH names that double': `WITH a0 AS (SELECT n x FROM pageview), ${times(30, (index) => `a${index + 1} AS (SELECT p.x FROM a${index} p, a${index} q)`, ', ')} SELECT * FROM a30`,
  'WITH columns that double': `WITH a0 AS (SELECT 1 AS x), ${times(20, (index) => `a${index + 1} AS (SELECT * FROM a${index} p, a${index} q)`, ', ')} SELECT * FROM a20`,
  'keys of groups': long('SELECT count(*) FROM pageview GROUP BY ', (index) => `n+${index}`, ','),
  'keys of groups that are shown': `SELECT ${times(1000, (index) => `n+${index}`, ',')} FROM pageview GROUP BY ${times(1000, (index) => `n+${index}`, ',')}`,
  'a cube of 30': `SELECT 1 FROM pageview GROUP BY CUBE (${times(30, 'n', ',')})`,
  'a rollup of one column': long('SELECT 1 FROM pageview GROUP BY ROLLUP (', 'n', ',', ')'),
  'sets of groups': `SELECT 1 FROM pageview GROUP BY GROUPING SETS (${times(2000, '(n,url,ok,price,_user)', ',')})`,
  'sort keys': long('SELECT n FROM pageview ORDER BY ', (index) => `n+${index}`, ','),
  'different rows, sorted': `SELECT DISTINCT ${times(1000, (index) => `n+${index}`, ',')} FROM pageview ORDER BY ${times(1000, (index) => `n+${index}`, ',')}`,
  aggregates: `SELECT ${times(3500, (index) => `sum(n+${index})`, ',')} FROM pageview`,
  windows: `SELECT ${times(1800, 'sum(n) OVER (ORDER BY n)', ',')} FROM pageview`,
  'named windows': `SELECT ${times(2000, 'sum(n) OVER w400', ',')} FROM pageview WINDOW ${times(401, (index) => `w${index} AS (${index === 0 ? 'PARTITION BY n' : `w${index - 1}`})`, ', ')}`,
  lambdas: `SELECT ${nested('transform(tags, x -> ', 'x', ')', 100)} FROM pageview`,
  'lambdas whose types grow': `SELECT ${nested('reduce(ARRAY[1], 0, (s, x) -> s + ', 'x * 1.5', ', s -> s)', 60)}`,
  subqueries: `SELECT ${times(1900, '(SELECT max(n) FROM pageview)', ',')}`,
  'subqueries within subqueries': `SELECT ${nested('(SELECT ', '1', ')', 140)}`,
  'types within types': `SELECT CAST(NULL AS ${nested('array(', 'bigint', ')', 290)})`,
  'rows of JSON': `SELECT CAST(json_parse(url) AS row(${times(1500, (index) => `a${index} bigint`, ', ')})) FROM pageview`,
  'a long name': `SELECT ${'a'.repeat(99_000)} FROM pageview`,
  'a long table': `SELECT 1 FROM ${'a'.repeat(99_000)}`,
  'a long text': `SELECT '${"''".repeat(49_000)}'`,
  'a long number': `SELECT ${'1'.repeat(99_000)}`,
  'a long limit': `SELECT 1 LIMIT ${'9'.repeat(99_000)}`,
  'a regular expression': `SELECT regexp_like(url, '${'(a|'.repeat(24_000)}${')'.repeat(24_000)}') FROM pageview`,
  'a path of JSON': `SELECT json_extract(url, '$${'.a'.repeat(49_000)}') FROM pageview`,
  'a format': `SELECT format_datetime(_time, '${'y M '.repeat(24_000)}') FROM pageview`,
  'spaces in a timestamp': `SELECT TIMESTAMP '2024-01-01 ${' '.repeat(98_000)}x'`,
  'all collections': times(900, 'SELECT * FROM _all', ' UNION ALL '),
  'all that did not fit': times(900, 'SELECT * FROM "$invalid_schema"', ' UNION ALL '),
};

/** What a text costs to compile, and what comes of it: `taken`, or the code of the refusal. */
function cost(text: string, collections = projects.project.collections) {
  const before = process.threadCpuUsage();
  let outcome = 'taken';
  try {
    projects.compile(text, { project: { ...projects.project, collections } });
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    outcome = error.code;
  }
  const { user, system } = process.threadCpuUsage(before);
  return { ms: (user + system) / 1000, outcome };
}

for (const [name, text] of Object.entries(TEXTS)) {
  test(`compiled or refused at once: ${name}`, (context) => {
    const { ms, outcome } = cost(text);
    context.diagnostic(`${ms.toFixed(0)} ms for ${text.length} characters: ${outcome}`);
    assert.ok(ms < MOST_CPU_MS, `${ms} ms`);
    assert.match(outcome, /^(taken|SQL_TOO_COMPLEX|QUERY_TOO_(DEEP|LARGE)|SQL_\w+)$/);
  });
}

const WIDE = Array.from({ length: 300 }, (_, index) =>
  collectionOf(
    100 + index,
    `wide${index}`,
    Object.fromEntries(
      Array.from({ length: 100 }, (_f, field) => [`field_${index}_${field}`, 'STRING' as const]),
    ),
  ),
);

const OVER_WIDE = [
  'SELECT * FROM _all',
  times(900, 'SELECT 1 FROM _all', ' UNION ALL '),
  times(200, 'SELECT * FROM "$invalid_schema"', ' UNION ALL '),
  times(900, 'SELECT * FROM wide0', ' UNION ALL '),
  `SELECT ${times(1900, '(SELECT max(field_0_1) FROM wide0)', ',')}`,
  `SELECT * FROM ${nested('(SELECT * FROM ', 'wide0', ')', 100)}`,
  'SELECT nope FROM _all',
];

for (const text of OVER_WIDE) {
  test(`compiled or refused at once, over 300 collections of 100 fields: ${text.slice(0, 60)}`, (context) => {
    const { ms, outcome } = cost(text, WIDE);
    context.diagnostic(`${ms.toFixed(0)} ms: ${outcome}`);
    assert.ok(ms < MOST_CPU_MS, `${ms} ms`);
  });
}

/** Each is short, and would take DuckDB minutes to plan, where nothing stops it, or memory beyond its limit. */
const FOR_THE_ENGINE: readonly (readonly [name: string, text: string])[] = [
  [
    'subqueries in conditions',
    `SELECT 1 FROM pageview WHERE n = ${nested('(SELECT max(n) FROM pageview WHERE n = ', '1', ')', 12)}`,
  ],
  ['subqueries in aggregates', `SELECT ${nested('(SELECT max(n + ', '1', ') FROM pageview)', 12)}`],
  ['lambdas', `SELECT ${nested('transform(tags, x -> ', 'x', ')', 24)} FROM pageview`],
  ['types of JSON', `SELECT CAST(json_parse(url) AS ${nested('array(', 'double', ')', 24)}) FROM pageview`],
  ['BETWEEN', `SELECT ${nested('(', 'ok', ' BETWEEN false AND true)', 60)} FROM pageview`],
  ['nullif', `SELECT ${nested('nullif(', 'n', ', 7)', 60)} FROM pageview`],
  ['arrays as JSON', `SELECT ${nested('CAST(ARRAY[CAST(', '1', ' AS json)] AS json)', 24)}`],
  ['sequences', 'SELECT count(*) FROM UNNEST(sequence(1, 1000000000)) a, UNNEST(sequence(1, 1000000000)) b'],
  [
    'replacements',
    `SELECT length(${nested('replace(', "rpad('x', 10000, 'x')", ", 'x', rpad('y', 10000, 'y'))", 3)})`,
  ],
  [
    'replacements by an expression',
    `SELECT length(${nested('regexp_replace(', "rpad('x', 10000, 'x')", `, '(x)', '${'$1'.repeat(20)}')`, 6)})`,
  ],
  ['joined texts', "SELECT length(array_join(repeat('x', 10000), rpad('y', 10000, 'y')))"],
];

for (const [name, text] of FOR_THE_ENGINE) {
  test(`planned and run, or refused, at once: ${name}`, async () => {
    const before = performance.now();
    try {
      await projects.rows(projects.compile(text).sql);
    } catch (error) {
      assert.doesNotMatch(String(error), /INTERNAL|bad_alloc/);
    }
    const ms = performance.now() - before;
    assert.ok(ms < 5000, `${ms} ms`);
  });
}
