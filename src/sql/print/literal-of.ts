import type { Expression } from '../ast/expression.ts';

/** The value of a literal text or number, for functions that must know it when they are printed. */
export function literalOf(node: Expression): string | undefined {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'integer') return node.digits;
  if (node.kind === 'decimal' || node.kind === 'double') return node.text;
  return node.kind === 'unary' && node.operator === '-' && node.operand.kind === 'integer'
    ? `-${node.operand.digits}`
    : undefined;
}
