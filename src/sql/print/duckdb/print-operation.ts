import type { Operation } from '../../analysis/analysis.ts';
import type { Expression } from '../../ast/expression.ts';
import { fieldName } from '../../functions/duckdb/duckdb-type.ts';
import { renderScalar } from './print-call.ts';
import { printExpression } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/** Operators are functions of their operands; those that are none are their operand, or a field of a row. */
export function printOperation(printer: DuckDbPrinter, node: Operation): string {
  const resolved = printer.analysis.operations.get(node);
  if (resolved !== undefined) return renderScalar(printer, resolved, operandsOf(node));
  if (node.kind === 'unary' && node.operator === '+') return printExpression(printer, node.operand);
  if (
    node.kind === 'subscript' &&
    node.index.kind === 'integer' &&
    printer.typeOf(node.base).kind === 'row'
  ) {
    return `struct_extract(${printExpression(printer, node.base)}, '${fieldName(Number(node.index.digits) - 1)}')`;
  }
  throw new Error(`an operator of kind ${node.kind} was not analysed`);
}

function operandsOf(node: Operation): readonly Expression[] {
  switch (node.kind) {
    case 'arithmetic':
    case 'comparison':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    case 'subscript':
      return [node.base, node.index];
    case 'extract':
      return [node.value];
    case 'at-time-zone':
      return [node.value, node.zone];
  }
}
