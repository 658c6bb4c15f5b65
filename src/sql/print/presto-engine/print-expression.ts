import type { BoundColumn, OutputValue } from '../../analysis/analysis.ts';
import type { Expression } from '../../ast/expression.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import { isLiteral } from '../is-literal.ts';
import { known } from '../known.ts';
import { caseSql } from '../print-case.ts';
import type { SourceColumn } from '../relation-columns.ts';
import { printCall } from './print-call.ts';
import { printConverted } from './print-conversion.ts';
import { printCurrent, printLiteral, printParameter } from './print-literal.ts';
import { printOperation } from './print-operation.ts';
import { printPredicate } from './print-predicate.ts';
import { printQuery } from './print-query.ts';
import type { PrestoPrinter } from './printer.ts';

/** A value as what it becomes where it stands. Safe to put anywhere. */
export function printExpression(printer: PrestoPrinter, node: Expression): string {
  const type = printer.analysis.coercions.get(node);
  if (type === undefined) return printPlain(printer, node);
  return printer.at(node, () => printConverted(printer, node, type, false));
}

export function printExpressions(printer: PrestoPrinter, nodes: readonly Expression[]): readonly string[] {
  return nodes.map((node) => printExpression(printer, node));
}

/** A condition, each of its terms by itself. */
export function printCondition(printer: PrestoPrinter, node: Expression): string {
  const terms = node.kind === 'logical' && node.operator === 'and' ? node.terms : [node];
  return printExpressions(printer, terms).join(' AND ');
}

/** A value as it is by itself. */
export function printPlain(printer: PrestoPrinter, node: Expression): string {
  const { select } = printer.frame;
  const grouped = select === undefined ? undefined : printer.grouped.get(select)?.(node);
  return printer.count(node, grouped ?? printer.at(node, () => printKind(printer, node)));
}

function printKind(printer: PrestoPrinter, node: Expression): string {
  if (isLiteral(node)) return printLiteral(printer, node);
  switch (node.kind) {
    case 'identifier':
      return printColumn(printer, known(printer.analysis.columnsByName.get(node), `"${node.name}"`));
    case 'dereference': {
      const column = printer.analysis.columnsByName.get(node);
      if (column !== undefined) return printColumn(printer, column);
      const index = known(printer.analysis.rowFields.get(node), `field "${node.field.name}"`);
      return fieldOf(printExpression(printer, node.base), index);
    }
    case 'parameter':
      return printParameter(printer, node);
    case 'unary':
    case 'arithmetic':
    case 'subscript':
    case 'extract':
    case 'at-time-zone':
      return printOperation(printer, node);
    case 'function-call':
      return printCall(printer, node);
    case 'cast':
      return printConverted(printer, node.value, printer.typeOf(node), node.safe);
    case 'current':
      return printCurrent(printer, node);
    case 'case':
      return caseSql(node, (part) => printExpression(printer, part));
    case 'row':
      return `ROW(${printExpressions(printer, node.items).join(', ')})`;
    case 'array':
      return `ARRAY[${printExpressions(printer, node.items).join(', ')}]`;
    case 'subquery':
      printer.subqueries++;
      return `(${printQuery(printer, node.query)})`;
    case 'not':
      return `(NOT ${printExpression(printer, node.operand)})`;
    case 'logical':
      return `(${printExpressions(printer, node.terms).join(node.operator === 'and' ? ' AND ' : ' OR ')})`;
    case 'grouping':
      return `GROUPING(${printExpressions(printer, node.columns).join(', ')})`;
    case 'lambda':
      throw new Error('a lambda stands where it has no meaning');
    default:
      return printPredicate(printer, node);
  }
}

export function printColumn(printer: PrestoPrinter, column: BoundColumn): string {
  switch (column.kind) {
    case 'lambda-parameter':
      return known(printer.lambdaParameters.get(column.lambda)?.[column.index], `parameter ${column.name}`);
    case 'output-column':
      return known(printer.sortedBodies.get(column.body), 'a sorted query')(column.index);
    default:
      return sourceColumn(printer, column);
  }
}

function sourceColumn(printer: PrestoPrinter, column: SourceColumn): string {
  const { frame, dialect } = printer;
  const before = frame.outerUses;
  const sql = frame.column(column);
  if (printer.lambdas > 0 && !dialect.lambdasSeeOuterQueries && frame.outerUses > before) {
    refuse(
      `${dialect.name} cannot use a column of the query around this one in a lambda: join with that query's table, or compute the array there`,
    );
  }
  return sql;
}

export function printOutput(printer: PrestoPrinter, value: OutputValue): string {
  switch (value.kind) {
    case 'expression':
      return printExpression(printer, value.expression);
    case 'star-column':
      return printColumn(printer, value.column);
    case 'row-field':
      return fieldOf(printExpression(printer, value.row), value.index);
  }
}

/** By its number: names of fields may be missing, or come twice. */
export function fieldOf(row: string, index: number): string {
  return `${row}[${index + 1}]`;
}
