/** No text stalls or crashes the parser: each of these ends, with a tree or with an error that says what to do. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseQuery } from './parse-query.ts';
import { SqlSyntaxError } from './syntax-error.ts';

function codeOf(sql: string): string {
  try {
    parseQuery(sql);
    return 'taken';
  } catch (error) {
    if (error instanceof SqlSyntaxError) return error.code;
    throw error;
  }
}

function nest(open: string, inner: string, close: string, count: number): string {
  return open.repeat(count) + inner + close.repeat(count);
}

const TOO_DEEP: ReadonlyMap<string, string> = new Map([
  ['parentheses', `SELECT ${nest('(', '1', ')', 10_000)}`],
  ['open parentheses', `SELECT ${'('.repeat(90_000)}`],
  ['subqueries', `SELECT ${nest('(SELECT ', '1', ')', 10_000)}`],
  ['derived tables', `SELECT * FROM ${nest('(SELECT * FROM ', 't', ')', 10_000)}`],
  ['nested relations', `SELECT * FROM ${nest('(', 't', ')', 10_000)}`],
  ['nested WITH', `${nest('WITH a AS (', 'SELECT 1', ') SELECT 1', 5000)}`],
  ['calls', `SELECT ${nest('f(', '1', ')', 10_000)}`],
  ['subscripts in subscripts', `SELECT ${nest('a[', '1', ']', 10_000)}`],
  ['cases', `SELECT ${nest('CASE WHEN ', '1', ' THEN 2 END', 10_000)}`],
  ['lambdas', `SELECT f(${'x -> '.repeat(10_000)}1)`],
  ['joins before their conditions', `SELECT * FROM a ${'JOIN b '.repeat(10_000)}`],
  [
    'joins that hide their depth behind comparisons',
    `SELECT * FROM a ${'JOIN b JOIN c ON p > q '.repeat(9000)}`,
  ],
  ['types', `SELECT CAST(x AS ${nest('array(', 'int', ')', 10_000)})`],
  ['types with angles', `SELECT CAST(x AS ${nest('array<', 'int', '>', 10_000)})`],
  ['suffixes of a type', `SELECT CAST(x AS int${' array'.repeat(10_000)})`],
  ['sums', `SELECT ${Array(10_000).fill('1').join(' + ')}`],
  ['negations', `SELECT ${'NOT '.repeat(10_000)}a`],
  ['signs', `SELECT ${'- '.repeat(10_000)}a`],
  ['steps', `SELECT a${'[1]'.repeat(10_000)}`],
  ['fields', `SELECT a${'.b'.repeat(10_000)}`],
  ['time zones', `SELECT a${" AT TIME ZONE 'x'".repeat(5000)}`],
  ['set operations', Array(10_000).fill('SELECT 1').join(' UNION ALL ')],
  ['joins', `SELECT * FROM a${' CROSS JOIN b'.repeat(10_000)}`],
]);

for (const [name, sql] of TOO_DEEP) {
  test(`too deep: ${name}`, () => assert.equal(codeOf(sql), 'QUERY_TOO_DEEP'));
}

test('what is long and not deep is taken', () => {
  assert.equal(codeOf(`SELECT 1 WHERE ${Array(5000).fill('a = 1').join(' OR ')}`), 'taken');
  assert.equal(codeOf(`SELECT 1 WHERE a IN (${Array(40_000).fill('1').join(', ')})`), 'taken');
  assert.equal(codeOf(`SELECT '${"''".repeat(400_000)}'`), 'taken');
  assert.equal(codeOf(`SELECT 1 ${'/**/'.repeat(200_000)}`), 'taken');
  assert.equal(codeOf(`SELECT ${nest('(', '1', ')', 290)}`), 'taken');
});

test('what is too large is refused', () => {
  assert.equal(codeOf(`SELECT 1 WHERE a IN (${Array(200_000).fill('1').join(',')})`), 'QUERY_TOO_LARGE');
  assert.equal(codeOf(`SELECT '${'x'.repeat(1_000_000)}'`), 'QUERY_TOO_LARGE');
  assert.equal(codeOf(`SELECT '${'x'.repeat(900_000)}`), 'SQL_SYNTAX');
});

test('limits are arguments', () => {
  assert.throws(() => parseQuery('SELECT 1', { maxLength: 7 }), /has 8 characters, and 7 are allowed/);
  assert.throws(() => parseQuery('SELECT 1, 2', { maxTokens: 3 }), /more than 3 words and symbols/);
  assert.throws(() => parseQuery('SELECT ((1))', { maxNesting: 1 }), /line 1:9: the query nests more than 1/);
  assert.throws(() => parseQuery('SELECT 1 + 1', { maxDepth: 3 }), /more than 3 levels deep/);
  assert.doesNotThrow(() => parseQuery('SELECT ((1))', { maxNesting: 2 }));
});

test('a deep stack of the caller is an error of the query, not a crash', () => {
  const sql = `SELECT ${nest('(', '1', ')', 250)}`;
  let met: string | undefined;
  const descend = (): void => {
    try {
      descend();
    } catch (error) {
      if (!(error instanceof RangeError) || met !== undefined) throw error;
      met = codeOf(sql);
    }
  };
  descend();
  assert.ok(met === 'taken' || met === 'QUERY_TOO_DEEP', met);
});
