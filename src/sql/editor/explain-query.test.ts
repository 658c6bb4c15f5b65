import assert from 'node:assert/strict';
import test from 'node:test';
import { explainQuery } from './explain-query.ts';

const UNKNOWN = { with: null, queryLocation: null, groupBy: [], orderBy: [], limit: null };

test('the parts of a query, with their places', () => {
  const text = `WITH a AS (SELECT 1),
 b AS (SELECT 2) SELECT url u, count(*), upper(x) FROM a GROUP BY url, upper(x), ROLLUP (a, b), (c, d), (), 3
ORDER BY u, 2 DESC, zz, count(*) LIMIT 10;`;
  assert.deepEqual(explainQuery(text), {
    with: { a: { lineNumber: 1, columnNumber: 12 }, b: { lineNumber: 2, columnNumber: 8 } },
    queryLocation: { lineNumber: 2, columnNumber: 18 },
    groupBy: [
      { index: 1, expression: 'url' },
      { index: 3, expression: 'upper(x)' },
      { index: null, expression: 'ROLLUP (a, b)' },
      { index: null, expression: '(c, d)' },
      { index: null, expression: '()' },
      { index: 3, expression: '3' },
    ],
    orderBy: [
      { ordering: 'ASCENDING', index: 1, expression: 'u' },
      { ordering: 'DESCENDING', index: 2, expression: '2' },
      { ordering: 'ASCENDING', index: null, expression: 'zz' },
      { ordering: 'ASCENDING', index: 2, expression: 'count(*)' },
    ],
    limit: 10,
  });
});

test('of set operations the first SELECT, of parentheses what is in them', () => {
  const union = explainQuery('SELECT a FROM t UNION SELECT b FROM u ORDER BY a');
  assert.deepEqual(union.orderBy, [{ ordering: 'ASCENDING', index: 1, expression: 'a' }]);
  assert.deepEqual(union.queryLocation, { lineNumber: 1, columnNumber: 1 });
  assert.equal(explainQuery('(SELECT a FROM t LIMIT 5)').limit, 5);
  const values = explainQuery('VALUES 1, 2 ORDER BY 1');
  assert.deepEqual(values.orderBy, [{ ordering: 'ASCENDING', index: 1, expression: '1' }]);
});

test('what is not known is null: limits that are no number here', () => {
  assert.equal(explainQuery('SELECT 1').limit, null);
  assert.equal(explainQuery('SELECT 1 LIMIT ALL').limit, null);
  assert.equal(explainQuery('SELECT 1 LIMIT ?').limit, null);
  assert.equal(explainQuery(`SELECT 1 LIMIT ${'9'.repeat(40)}`).limit, null);
});

test('a text that is no query fails nothing', () => {
  for (const text of [
    '',
    'SELEC',
    'SELECT 1; SELECT 2',
    'DROP TABLE x',
    '('.repeat(10_000),
    '\ud800',
    '\0',
  ]) {
    assert.deepEqual(explainQuery(text), UNKNOWN, text.slice(0, 20));
  }
});
