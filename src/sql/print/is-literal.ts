import type { Expression } from '../ast/expression.ts';
import type { Literal } from '../ast/literal.ts';

const KINDS: ReadonlySet<string> = new Set([
  'null',
  'boolean',
  'integer',
  'decimal',
  'double',
  'string',
  'binary',
  'typed-literal',
  'interval',
] satisfies readonly Literal['kind'][]);

export function isLiteral(node: Expression): node is Literal {
  return KINDS.has(node.kind);
}

/** A literal, with or without a sign: it sorts nothing, and DuckDB would take a number for that of a column. */
export function isConstant(node: Expression): boolean {
  return node.kind === 'unary' ? isConstant(node.operand) : isLiteral(node);
}
