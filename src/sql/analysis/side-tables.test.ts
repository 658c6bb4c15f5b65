/** What printers look up, beside types and coercions: one query for each table of `Analysis`. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { sqlEnvironment } from '../../../test/support/sql-environment.ts';
import type { AstNode } from '../ast/node.ts';
import { parseQuery } from '../parse/parse-query.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { OutputValue } from './analysis.ts';
import { analyze } from './analyze.ts';

function analysisOf(sql: string) {
  const analysis = analyze(parseQuery(sql), sql, sqlEnvironment());
  const textOf = (node: AstNode) => sql.slice(node.position.start, node.position.end);
  const valueText = (value: OutputValue) => {
    switch (value.kind) {
      case 'expression':
        return textOf(value.expression);
      case 'star-column':
        return `${value.column.kind} ${value.column.name}`;
      case 'row-field':
        return `${textOf(value.row)}[${value.index}]`;
    }
  };
  return { analysis, textOf, valueText };
}

test('a name is bound to the relation that bears the alias, by index, hidden columns counted', () => {
  const { analysis, textOf } = analysisOf(
    'SELECT p._shard_time, s.b FROM pageview p, signup AS s (a, b, c, d, e, f, g)',
  );
  const bound = [...analysis.columnsByName].map(([node, column]) => {
    assert.equal(column.kind, 'column');
    return column.kind === 'column'
      ? `${textOf(node)}: ${column.relation.kind} ${column.index} ${column.name}`
      : '';
  });
  assert.deepEqual(bound, ['p._shard_time: aliased 10 _shard_time', 's.b: aliased 1 b']);
});

test('stars are unfolded, those of rows too', () => {
  const { analysis, valueText } = analysisOf(
    'SELECT s.*, r.*, 1 AS one FROM users s, (SELECT CAST(ROW(1, 2) AS row(a bigint, b bigint)) AS r) t',
  );
  const [select] = [...analysis.selects.values()].slice(-1);
  assert.deepEqual(
    select!.outputs.map(({ name, value }) => `${name}: ${valueText(value)}`),
    ['id: column id', 'email: column email', 'a: r[0]', 'b: r[1]', 'one: 1'],
  );
});

test('grouping has each key once and the sets as indexes', () => {
  const { analysis, valueText } = analysisOf(
    'SELECT url, lower(_user), count(*) FROM pageview GROUP BY 1, lower(_USER), ROLLUP (n, url)',
  );
  const { grouping } = [...analysis.selects.values()][0]!;
  assert.deepEqual(grouping!.keys.map(valueText), ['url', 'lower(_USER)', 'n']);
  assert.deepEqual(grouping!.sets, [
    [0, 1, 2],
    [0, 1, 2],
    [0, 1],
  ]);
});

test('an aggregate without GROUP BY is one set of no key, a plain select has none', () => {
  assert.deepEqual([...analysisOf('SELECT count(*) FROM users').analysis.selects.values()][0]!.grouping, {
    keys: [],
    sets: [[]],
  });
  assert.equal([...analysisOf('SELECT id FROM users').analysis.selects.values()][0]!.grouping, null);
});

test('CUBE goes from all keys to none, and DISTINCT drops sets that come twice', () => {
  const sets = (groupBy: string) =>
    [...analysisOf(`SELECT 1 FROM pageview GROUP BY ${groupBy}`).analysis.selects.values()][0]!.grouping!
      .sets;
  assert.deepEqual(sets('CUBE (url, n)'), [[0, 1], [0], [1], []]);
  assert.deepEqual(sets('DISTINCT ROLLUP (url), ROLLUP (url)'), [[0], []]);
  assert.deepEqual(sets('GROUPING SETS ((url, n), ()), ok'), [[0, 1, 2], [2]]);
});

test('USING merges columns of both sides into the type that both can become', () => {
  const { analysis } = analysisOf('SELECT n, _user FROM pageview p LEFT JOIN signup s USING (n, _user)');
  const [merged] = [...analysis.joins.values()];
  assert.deepEqual(
    merged!.map(({ name, type, left, right }) => [name, type.kind, left.type.kind, right.type.kind]),
    [
      ['n', 'bigint', 'bigint', 'integer'],
      ['_user', 'varchar', 'varchar', 'varchar'],
    ],
  );
  assert.deepEqual(
    [...analysis.columnsByName.values()].map((column) => column.kind),
    ['merged-column', 'merged-column'],
  );
});

test('a named window is followed to what it stands for', () => {
  const { analysis, textOf } = analysisOf(
    'SELECT sum(n) OVER (w ROWS 2 PRECEDING) FROM pageview WINDOW v AS (PARTITION BY url), w AS (v ORDER BY _time)',
  );
  const [window] = [...analysis.windows.values()];
  assert.deepEqual(window!.partitionBy.map(textOf), ['url']);
  assert.deepEqual(window!.orderBy.map(textOf), ['_time']);
  assert.equal(textOf(window!.frame!), 'ROWS 2 PRECEDING');
});

test('ORDER BY tells numbers and columns of the answer from columns of FROM', () => {
  const { analysis, textOf } = analysisOf('SELECT url AS u, n FROM pageview ORDER BY 2, u, price');
  assert.deepEqual(
    [...analysis.ordinals].map(([node, index]) => [textOf(node), index]),
    [['2', 1]],
  );
  assert.deepEqual(
    [...analysis.columnsByName].map(
      ([node, column]) => `${textOf(node)} ${column.kind} ${'index' in column ? column.index : ''}`,
    ),
    ['url column 0', 'n column 3', 'u output-column 0', 'price column 2'],
  );
});

test('set operations and IN tell which columns of a query change', () => {
  const { analysis, textOf } = analysisOf(
    'SELECT n, 1 FROM signup WHERE 1.5 IN (SELECT n FROM signup) UNION SELECT n, 2 FROM pageview',
  );
  const found = [...analysis.columnCoercions].map(
    ([body, types]) =>
      `${textOf(body).slice(0, 11)}: ${types.map((type) => (type === null ? '-' : printSqlType(type))).join(', ')}`,
  );
  assert.deepEqual(found, ['SELECT n FR: decimal(11,1)', 'SELECT n, 1: bigint, -']);
});

test('correlated queries, recursive WITH names, and tables read, each once', () => {
  const { analysis, textOf } = analysisOf(
    'WITH RECURSIVE t (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t WHERE x < 3), u AS (SELECT 1 AS y) ' +
      'SELECT (SELECT max(n) FROM signup s WHERE s._user = p._user) FROM pageview p, pageview q, t, u',
  );
  assert.deepEqual([...analysis.correlated].map(textOf), [
    'SELECT max(n) FROM signup s WHERE s._user = p._user',
  ]);
  assert.deepEqual(
    [...analysis.commonTables].map(([table, { recursive }]) => `${table.name.name} ${recursive}`),
    ['t true', 'u false'],
  );
  assert.deepEqual(
    analysis.logicalTables.map(({ path }) => path.join('.')),
    ['collection.pageview', 'collection.signup'],
  );
});

test('operators are the functions they are', () => {
  const { analysis, textOf } = analysisOf(
    "SELECT n + 1, -n, tags[1], url || 'x', EXTRACT(year FROM day), n < 2 FROM pageview",
  );
  assert.deepEqual(
    [...analysis.operations].map(
      ([node, { definition, resultType }]) =>
        `${textOf(node)}: ${definition.name} ${printSqlType(resultType)}`,
    ),
    [
      'n + 1: add bigint',
      '-n: negate bigint',
      'tags[1]: subscript varchar',
      "url || 'x': concat varchar",
      'EXTRACT(year FROM day): year bigint',
      'n < 2: less_than boolean',
    ],
  );
});
