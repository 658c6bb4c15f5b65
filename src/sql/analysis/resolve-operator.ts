import type { Expression } from '../ast/expression.ts';
import { offsetText } from '../functions/duckdb/zone.ts';
import type { FunctionDefinition } from '../functions/function-definition.ts';
import { intervalSize } from '../functions/operators/interval-size.ts';
import type { ValueArgument } from '../functions/resolve-call.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Operation } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';

/**
 * Resolves an operator as a function of its operands, which are typed already, and notes what they become. The type of
 * the result; undefined when the operator does not take them.
 */
export function resolveOperator(
  state: AnalysisState,
  node: Operation,
  definition: FunctionDefinition,
  operands: readonly Expression[],
): SqlType | undefined {
  const values = operands.map((operand) => valueArgument(operand, state.finalType(operand)));
  const resolved = state.resolutions.of(definition, values);
  if ('message' in resolved) return undefined;
  for (const [index, operand] of operands.entries()) state.coerce(operand, resolved.parameterTypes[index]!);
  state.operations.set(node, resolved);
  return resolved.resultType;
}

/** A value as an argument: what is written of it matters for some functions. */
export function valueArgument(node: Expression, type: SqlType): ValueArgument {
  const literal = literalOf(node);
  return literal === undefined ? { kind: 'value', type } : { kind: 'value', type, literal };
}

function literalOf(node: Expression): string | undefined {
  // As the offset of a time zone, which is all that a function wants to know of it.
  if (node.kind === 'interval') return offsetText(Number(intervalSize(node)) / 60_000);
  if (node.kind === 'string') return node.value;
  if (node.kind === 'integer') return node.digits;
  return node.kind === 'unary' && node.operator === '-' && node.operand.kind === 'integer'
    ? `-${node.operand.digits}`
    : undefined;
}
