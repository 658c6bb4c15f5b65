import assert from 'node:assert/strict';
import test from 'node:test';
import { childNodes } from '../ast/child-nodes.ts';
import type { AstNode } from '../ast/node.ts';
import { lineAndColumn } from '../ast/position.ts';
import { parseQuery } from './parse-query.ts';
import { SqlSyntaxError } from './syntax-error.ts';

function find(node: AstNode, kind: AstNode['kind']): AstNode | undefined {
  if (node.kind === kind) return node;
  for (const child of childNodes(node)) {
    const found = find(child, kind);
    if (found !== undefined) return found;
  }
  return undefined;
}

function textOf(sql: string, kind: AstNode['kind']): string {
  const node = find(parseQuery(sql), kind);
  assert.ok(node !== undefined, `${kind} in ${sql}`);
  return sql.slice(node.position.start, node.position.end);
}

test('a node knows its text', () => {
  assert.equal(textOf('SELECT a + b * c, d', 'arithmetic'), 'a + b * c');
  assert.equal(textOf('SELECT NOT a = b, d', 'comparison'), 'a = b');
  assert.equal(textOf('SELECT f(x, y) FILTER (WHERE z) AS q', 'function-call'), 'f(x, y) FILTER (WHERE z)');
  assert.equal(textOf('SELECT f(x -> x + 1 , 2)', 'lambda'), 'x -> x + 1');
  assert.equal(textOf('SELECT a . b [ 1 ] FROM t', 'subscript'), 'a . b [ 1 ]');
  assert.equal(textOf('SELECT 1 FROM a JOIN b ON x = y WHERE z', 'join'), 'a JOIN b ON x = y');
  assert.equal(textOf('SELECT 1 FROM (SELECT 2) AS t (u)', 'aliased'), '(SELECT 2) AS t (u)');
  assert.equal(textOf('SELECT CAST(a AS int array) b', 'named-type'), 'int array');
  assert.equal(textOf("SELECT x AT TIME ZONE 'UTC' y", 'at-time-zone'), "x AT TIME ZONE 'UTC'");
});

test('positions count UTF-16 units, also after characters beyond the first plane', () => {
  const sql = 'SELECT \'😀😀\', "😀".b FROM t';
  assert.equal(textOf(sql, 'dereference'), '"😀".b');
  assert.throws(
    () => parseQuery("SELECT '😀',\n  '😀' 'x'"),
    (error) =>
      error instanceof SqlSyntaxError && error.line === 2 && error.column === 8 && error.start === 20,
  );
});

test('lines end with \\n, \\r\\n or \\r', () => {
  assert.deepEqual(lineAndColumn('a\nb\r\nc\rd', 7), { line: 4, column: 1 });
  assert.deepEqual(lineAndColumn('a\r\nb', 3), { line: 2, column: 1 });
  assert.deepEqual(lineAndColumn('', 0), { line: 1, column: 1 });
});

test('parameters are numbered in the order of the text', () => {
  const sql =
    'SELECT ?, f(?, ?) FROM t WHERE a BETWEEN ? AND ? GROUP BY ? HAVING ? ORDER BY ? OFFSET ? LIMIT ?';
  const found: (readonly [number, number])[] = [];
  const visit = (node: AstNode) => {
    if (node.kind === 'parameter') found.push([node.index, node.position.start]);
    for (const child of childNodes(node)) visit(child);
  };
  visit(parseQuery(sql));
  const places = [...sql.matchAll(/\?/g)].map((match, index) => [index, match.index] as const);
  assert.deepEqual(
    found.sort((a, b) => a[0] - b[0]),
    places,
  );
});
