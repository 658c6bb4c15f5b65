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
