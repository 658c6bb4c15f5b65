import type { BoundColumn, OutputValue } from '../../analysis/analysis.ts';
import type { ArrayConstructor, Expression, RowConstructor } from '../../ast/expression.ts';
import { duckDbType, fieldName, rowSql } from '../../functions/duckdb/duckdb-type.ts';
import { isLiteral } from '../is-literal.ts';
import { known } from '../known.ts';
import { caseSql } from '../print-case.ts';
import type { SourceColumn } from '../relation-columns.ts';
import { printCall } from './print-call.ts';
import { printConverted } from './print-conversion.ts';
import { printCurrent } from './print-current.ts';
import { printLiteral, printParameter } from './print-literal.ts';
import { printOperation } from './print-operation.ts';
import { printPredicate } from './print-predicate.ts';
import { printSubquery } from './print-subquery.ts';
import type { DuckDbPrinter } from './printer.ts';

/** A value as what it becomes where it stands. Safe to put anywhere. */
export function printExpression(printer: DuckDbPrinter, node: Expression): string {
  const type = printer.analysis.coercions.get(node);
  if (type === undefined) return printPlain(printer, node);
  return printer.at(node, () => printConverted(printer, node, type, false));
}

export function printExpressions(printer: DuckDbPrinter, nodes: readonly Expression[]): readonly string[] {
  return nodes.map((node) => printExpression(printer, node));
}

/** A condition, each of its terms by itself. */
export function printCondition(printer: DuckDbPrinter, node: Expression): string {
  const terms = node.kind === 'logical' && node.operator === 'and' ? node.terms : [node];
  return terms.map((term) => printClause(printer, term)).join(' AND ');
}

/** A value that stands by itself in a clause. */
export function printClause(printer: DuckDbPrinter, node: Expression): string {
  return printer.clause(node, () => printExpression(printer, node));
}

/** A value as it is by itself. */
export function printPlain(printer: DuckDbPrinter, node: Expression): string {
  const { select } = printer.frame;
  const grouped = select === undefined ? undefined : printer.grouped.get(select)?.(node);
  return printer.count(node, grouped ?? printer.at(node, () => printKind(printer, node)));
}

function printKind(printer: DuckDbPrinter, node: Expression): string {
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
      return printRow(printer, node);
    case 'array':
      return printArray(printer, node);
    case 'subquery':
      return `(${printer.subquery(node, () => printSubquery(printer, node.query))})`;
    case 'not':
      return `(NOT ${printExpression(printer, node.operand)})`;
    case 'logical':
      return `(${printExpressions(printer, node.terms).join(node.operator === 'and' ? ' AND ' : ' OR ')})`;
    case 'lambda':
    case 'grouping':
      throw new Error(`a node of kind ${node.kind} stands where it has no meaning`);
    default:
      return printPredicate(printer, node);
  }
}

export function printColumn(printer: DuckDbPrinter, column: BoundColumn): string {
  switch (column.kind) {
    case 'lambda-parameter':
      return known(printer.lambdaParameters.get(column.lambda)?.[column.index], `parameter ${column.name}`);
    case 'output-column':
      return known(printer.sortedBodies.get(column.body), 'a sorted query')(column.index);
    default:
      return printer.frame.column(column satisfies SourceColumn);
  }
}

export function printOutput(printer: DuckDbPrinter, value: OutputValue): string {
  switch (value.kind) {
    case 'expression':
      return printClause(printer, value.expression);
    case 'star-column':
      return printColumn(printer, value.column);
    case 'row-field':
      return fieldOf(printClause(printer, value.row), value.index);
  }
}

function fieldOf(row: string, index: number): string {
  return `struct_extract(${row}, '${fieldName(index)}')`;
}

function printRow(printer: DuckDbPrinter, node: RowConstructor): string {
  return rowSql(...printExpressions(printer, node.items));
}

function printArray(printer: DuckDbPrinter, node: ArrayConstructor): string {
  if (node.items.length === 0) return `CAST([] AS ${duckDbType(printer.typeOf(node))})`;
  return `[${printExpressions(printer, node.items).join(', ')}]`;
}
