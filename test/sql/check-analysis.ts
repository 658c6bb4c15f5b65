import assert from 'node:assert/strict';
import type { Analysis, BoundColumn } from '../../src/sql/analysis/analysis.ts';
import type { Expression } from '../../src/sql/ast/expression.ts';
import { canonicalName } from '../../src/sql/ast/name.ts';
import type { AstNode } from '../../src/sql/ast/node.ts';

/** Members that hold names which are no expressions. */
const NAMES: ReadonlySet<string> = new Set([
  'aliased.alias',
  'aliased.columns',
  'common-table.name',
  'common-table.columns',
  'select-expression.alias',
  'select-all.columns',
  'select-all.target',
  'using.columns',
  'dereference.field',
  'function-call.name',
  'typed-literal.type',
  'window-specification.base',
  'window-name.name',
  'named-window.name',
  'cast.type',
  'table.name',
  'table-query.name',
]);

const NO_EXPRESSIONS: ReadonlySet<string> = new Set([
  ...[
    'query',
    'select',
    'set-operation',
    'values',
    'table-query',
    'with',
    'common-table',
    'row-count',
    'limit',
  ],
  ...['select-expression', 'select-all', 'group-by', 'grouping-set', 'grouping-sets', 'rollup', 'cube'],
  ...[
    'sort-item',
    'table',
    'derived-table',
    'lateral',
    'unnest',
    'aliased',
    'sampled',
    'join',
    'on',
    'using',
  ],
  ...['natural', 'case-branch', 'window-specification', 'window-name', 'named-window', 'window-frame'],
  ...['current-row', 'frame-edge'],
]);

/** That everything a printer looks up is there, and is about what is in the query. */
export function checkAnalysis(analysis: Analysis, text: string): void {
  const visit = (node: AstNode) => {
    checkNode(analysis, node, text);
    const isBound = node.kind === 'dereference' && analysis.columnsByName.has(node);
    if (isBound) return;
    for (const [member, value] of Object.entries<unknown>({ ...node })) {
      if (member === 'position' || NAMES.has(`${node.kind}.${member}`)) continue;
      for (const item of Array.isArray(value) ? value : [value]) {
        if (typeof item === 'object' && item !== null && 'kind' in item) visit(item as AstNode);
      }
    }
  };
  visit(analysis.query);
  for (const column of analysis.columnsByName.values()) checkColumn(analysis, column, text);
  for (const node of analysis.coercions.keys()) assert.ok(analysis.types.has(node), text);
}

function checkNode(analysis: Analysis, node: AstNode, text: string): void {
  const where = `${node.kind} at ${node.position.start} of ${text}`;
  if (!NO_EXPRESSIONS.has(node.kind)) assert.ok(analysis.types.has(node as Expression), `no type: ${where}`);
  switch (node.kind) {
    case 'function-call':
      assert.ok(analysis.calls.has(node), `no function: ${where}`);
      assert.equal(analysis.windows.has(node), node.window !== null, where);
      return;
    case 'table':
    case 'table-query':
      assert.ok(analysis.tables.has(node), `no table: ${where}`);
      return;
    case 'select':
      assert.ok(analysis.selects.has(node) && analysis.bodies.has(node), where);
      return;
    case 'query':
    case 'values':
    case 'set-operation':
      assert.ok(analysis.bodies.has(node), `no columns: ${where}`);
      return;
    case 'identifier':
      assert.ok(analysis.columnsByName.has(node) || isLambdaParameter(analysis, node), `no column: ${where}`);
      return;
    case 'dereference':
      assert.ok(analysis.columnsByName.has(node) || analysis.rowFields.has(node), `no column: ${where}`);
      return;
    case 'arithmetic':
    case 'comparison':
    case 'extract':
    case 'at-time-zone':
      assert.ok(analysis.operations.has(node), `no operation: ${where}`);
      return;
    case 'unary':
      assert.equal(analysis.operations.has(node), node.operator === '-', where);
      return;
    case 'subscript':
      assert.equal(analysis.operations.has(node), analysis.types.get(node.base)?.kind !== 'row', where);
      return;
    default:
  }
}

/** Where it is declared, a parameter has a type and no column. */
function isLambdaParameter(analysis: Analysis, node: Expression): boolean {
  return analysis.types.has(node);
}

function checkColumn(analysis: Analysis, column: BoundColumn, text: string): void {
  switch (column.kind) {
    case 'column': {
      const found = analysis.relations.get(column.relation)?.[column.index];
      assert.ok(found?.name != null && column.name !== null, text);
      assert.equal(canonicalName({ name: found.name }), canonicalName({ name: column.name }), text);
      return;
    }
    case 'merged-column':
      assert.ok(analysis.joins.get(column.join)?.[column.index] !== undefined, text);
      return;
    case 'output-column':
      assert.ok(analysis.bodies.get(column.body)?.[column.index] !== undefined, text);
      return;
    case 'lambda-parameter':
      assert.equal(column.lambda.parameters[column.index]?.name, column.name, text);
  }
}
