import type { Operation } from '../../analysis/analysis.ts';
import type { Arithmetic, Subscript } from '../../ast/expression.ts';
import { known } from '../known.ts';
import { renderScalar } from './print-call.ts';
import { fieldOf, printExpression } from './print-expression.ts';
import { printType } from './print-type.ts';
import type { PrestoPrinter } from './printer.ts';

/** The engines have the operators of the language; the parts of times are functions. */
export function printOperation(printer: PrestoPrinter, node: Operation): string {
  const value = (expression: Parameters<typeof printExpression>[1]) => printExpression(printer, expression);
  switch (node.kind) {
    case 'arithmetic':
      return printArithmetic(printer, node);
    case 'comparison':
      return `(${value(node.left)} ${node.operator} ${value(node.right)})`;
    case 'unary':
      return node.operator === '+' ? value(node.operand) : `(-${value(node.operand)})`;
    case 'subscript':
      return printSubscript(printer, node);
    case 'extract':
      return renderScalar(printer, known(printer.analysis.operations.get(node), 'EXTRACT'), [node.value]);
    case 'at-time-zone':
      return `(${value(node.value)} AT TIME ZONE ${value(node.zone)})`;
  }
}

const STALLING: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'integer']);

function printArithmetic(printer: PrestoPrinter, node: Arithmetic): string {
  const [left, right] = [node.left, node.right].map((operand) => printExpression(printer, operand));
  const type = printer.typeOf(node);
  const stalls =
    node.operator === '/' &&
    printer.dialect.stallsOnQuotients &&
    STALLING.has(type.kind) &&
    node.right.kind !== 'integer';
  if (!stalls) return `(${left} ${node.operator} ${right})`;
  // Out of the range of its type, but not of a bigint, the quotient is an error like any other.
  return `CAST((CAST(${left} AS bigint) / CAST(${right} AS bigint)) AS ${printType(printer.dialect, type)})`;
}

function printSubscript(printer: PrestoPrinter, node: Subscript): string {
  const base = printExpression(printer, node.base);
  if (printer.typeOf(node.base).kind === 'row' && node.index.kind === 'integer') {
    return fieldOf(base, Number(node.index.digits) - 1);
  }
  return `${base}[${printExpression(printer, node.index)}]`;
}
