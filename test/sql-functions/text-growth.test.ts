/**
 * Calls within calls print text that grows with their number, not with a power of it. Goal: no short query makes a
 * text that fills the memory. Method: each example is put into its own arguments, 7 and 14 times over, wherever the
 * types let it.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Expression } from '../../src/sql/ast/expression.ts';
import { FUNCTIONS } from '../../src/sql/functions/catalogue.ts';
import { OPERATORS } from '../../src/sql/functions/operators/operators.ts';
import { parseQuery } from '../../src/sql/parse/parse-query.ts';
import { compileText } from '../support/sql/compile-text.ts';

const PREFIX = 'SELECT ';

function expressionOf(text: string): Expression | undefined {
  const { body } = parseQuery(PREFIX + text);
  const item = body.kind === 'select' ? body.items[0] : undefined;
  return item?.kind === 'select-expression' ? item.expression : undefined;
}

/** Parts of an expression that another of its kind could stand for. */
function places(node: Expression | undefined): readonly Expression[] {
  switch (node?.kind) {
    case 'function-call':
      return node.arguments.flatMap((argument) =>
        argument.kind === 'lambda' ? [argument.body] : [argument],
      );
    case 'arithmetic':
    case 'comparison':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    case 'subscript':
      return [node.base, node.index];
    default:
      return [];
  }
}

/** Length of the printed text; `undefined` when the types do not fit. */
function printedLength(example: string, place: Expression, depth: number): number | undefined {
  const { start, end } = place.position;
  let text = example;
  for (let level = 0; level < depth; level++) {
    text = `${example.slice(0, start - PREFIX.length)}(${text})${example.slice(end - PREFIX.length)}`;
  }
  try {
    return compileText(PREFIX + text).sql.length;
  } catch {
    return undefined;
  }
}

const EXTRA = [
  "CAST(CAST(JSON '[1]' AS row(a json, b json)) AS json)",
  'array_sort(ARRAY[1,2], (a, b) -> CAST(ARRAY[a,b][1] - b AS integer))',
  'if(true, 1 + 2, 3)',
  'CAST(CAST(1e0 AS varchar) AS double)',
  'ARRAY[10, 20][1] % 3 / 2',
];

test('text of nested calls grows with their number', () => {
  const explosive: string[] = [];
  let checked = 0;
  // Aggregates cannot stand in aggregates.
  const scalars = [...FUNCTIONS, ...OPERATORS].filter(({ kind }) => kind === 'scalar');
  for (const example of [...scalars.map((each) => each.example), ...EXTRA]) {
    for (const place of places(expressionOf(example))) {
      const once = printedLength(example, place, 7);
      const twice = printedLength(example, place, 14);
      if (once === undefined || twice === undefined) continue;
      checked++;
      if (twice > 3 * once + 2000) explosive.push(`${example}: ${once}, then ${twice}`);
    }
  }
  assert.ok(checked > 150, `only ${checked} nestings fit`);
  assert.deepEqual(explosive, []);
});

test('text of nested types grows with their number', () => {
  const row = (depth: number): string => (depth === 0 ? 'bigint' : `row(a ${row(depth - 1)})`);
  const length = (depth: number) => compileText(`SELECT CAST(JSON '[]' AS ${row(depth)})`).sql.length;
  assert.ok(length(10) < 3 * length(5), `${length(5)}, then ${length(10)}`);
});

test('lambdas within lambdas are printed once each', () => {
  // Twice at each level would be more text than the printer allows.
  const nested = (depth: number): string =>
    depth === 0 ? '1' : `transform(ARRAY[1], x -> ${nested(depth - 1)})`;
  assert.ok(compileText(`SELECT ${nested(12)}`).sql.length < 20_000);
});
