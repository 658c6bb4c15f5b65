/**
 * Printing and parsing give the same tree. Method: seeded trees of every kind of node, with names and texts chosen to
 * break quoting, are printed and parsed; `SEED=n` runs one again, `SEEDS=n` runs more.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import test from 'node:test';
import { childNodes } from '../../src/sql/ast/child-nodes.ts';
import type { AstNode } from '../../src/sql/ast/node.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { printQuery } from '../../src/sql/print/presto/print-query.ts';
import { Dice } from '../simulation/dice.ts';
import { generateQuery } from './generate-query.ts';
import { treeText } from './same-tree.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 4000);
const ONE = process.env['SEED'];

function seeds(): readonly number[] {
  return ONE === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(ONE)];
}

test('generated trees survive printing and parsing', () => {
  for (const seed of seeds()) {
    const query = generateQuery(new Dice(seed), 4);
    const text = printQuery(query);
    let parsed: AstNode;
    try {
      parsed = parseQuery(text);
    } catch (error) {
      throw new Error(`SEED=${seed}: ${text}`, { cause: error });
    }
    assert.equal(treeText(parsed), treeText(query), `SEED=${seed}: ${text}`);
  }
});

test('the generator makes every kind of node', () => {
  const kinds = new Set<string>();
  const visit = (node: AstNode) => {
    kinds.add(node.kind);
    for (const child of childNodes(node)) visit(child);
  };
  for (let seed = 1; seed <= 3000; seed++) visit(generateQuery(new Dice(seed), 4));
  // Parameters are bound by place, which the printer may change.
  const expected = [
    ...[
      'aliased',
      'arithmetic',
      'array',
      'at-time-zone',
      'between',
      'binary',
      'boolean',
      'case',
      'case-branch',
      'cast',
    ],
    ...[
      'common-table',
      'comparison',
      'cube',
      'current',
      'current-row',
      'date-time-type',
      'decimal',
      'dereference',
    ],
    ...[
      'derived-table',
      'double',
      'exists',
      'extract',
      'frame-edge',
      'function-call',
      'group-by',
      'grouping',
    ],
    ...[
      'grouping-set',
      'grouping-sets',
      'identifier',
      'in-list',
      'in-query',
      'integer',
      'interval',
      'interval-type',
    ],
    ...['is-distinct', 'is-null', 'join', 'lambda', 'lateral', 'like', 'limit', 'logical', 'named-type'],
    ...[
      'named-window',
      'natural',
      'not',
      'null',
      'on',
      'qualified-name',
      'quantified-comparison',
      'query',
      'rollup',
    ],
    ...['row', 'row-count', 'row-field', 'row-type', 'sampled', 'select', 'select-all', 'select-expression'],
    ...[
      'set-operation',
      'sort-item',
      'string',
      'subquery',
      'subscript',
      'table',
      'table-query',
      'table-version',
    ],
    ...['type-number', 'typed-literal', 'unary', 'unnest', 'using', 'values', 'window-frame', 'window-name'],
    ...['window-specification', 'with'],
  ];
  assert.deepEqual([...kinds].sort(), expected.sort());
});
