import type { Expression } from '../../ast/expression.ts';
import type { InQuery, Predicate, QuantifiedComparison } from '../../ast/predicate.ts';
import type { Query } from '../../ast/query.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import { columnNames } from './names.ts';
import { fieldOf, printExpression, printExpressions } from './print-expression.ts';
import { printOperation } from './print-operation.ts';
import { printBody } from './print-query.ts';
import type { PrestoPrinter } from './printer.ts';

export function printPredicate(printer: PrestoPrinter, node: Predicate): string {
  const value = (expression: Expression) => printExpression(printer, expression);
  switch (node.kind) {
    case 'comparison':
      return printOperation(printer, node);
    case 'between':
      return `(${value(node.value)}${not(node)} BETWEEN ${value(node.low)} AND ${value(node.high)})`;
    case 'is-null':
      return `(${value(node.value)} IS${not(node)} NULL)`;
    case 'is-distinct':
      return `(${value(node.left)} IS${not(node)} DISTINCT FROM ${value(node.right)})`;
    case 'in-list':
      return `(${value(node.value)}${not(node)} IN (${printExpressions(printer, node.items).join(', ')}))`;
    case 'like': {
      const escaped = node.escape === null ? '' : ` ESCAPE ${value(node.escape)}`;
      return `(${value(node.value)}${not(node)} LIKE ${value(node.pattern)}${escaped})`;
    }
    case 'exists':
      return `EXISTS (${subquery(printer, node.query)})`;
    case 'in-query':
      return printInQuery(printer, node);
    case 'quantified-comparison':
      return printQuantified(printer, node);
    default:
      return unknownNode(node);
  }
}

function unknownNode(node: never): never {
  throw new Error(`a node of kind ${(node as Expression).kind} cannot be printed`);
}

function not({ negated }: { readonly negated: boolean }): string {
  return negated ? ' NOT' : '';
}

function subquery(printer: PrestoPrinter, query: Query): string {
  printer.subqueries++;
  return printBody(printer, query);
}

/** PrestoDB cannot plan some of `= ANY` and `<> ALL` beside others; IN is the same. */
function printQuantified(printer: PrestoPrinter, node: QuantifiedComparison): string {
  const value = printExpression(printer, node.value);
  const query = subquery(printer, node.query);
  const { operator, quantifier } = node;
  if (operator === '=' && quantifier === 'any') return `(${value} IN (${query}))`;
  if (operator === '<>' && quantifier === 'all') return `(${value} NOT IN (${query}))`;
  return `(${value} ${operator} ${quantifier.toUpperCase()} (${query}))`;
}

/**
 * IN over several columns, which PrestoDB does not have; and its IN over a column of rows takes NULL in a row for
 * different from everything. So the rows are gathered and looked through.
 */
function printInQuery(printer: PrestoPrinter, node: InQuery): string {
  const width = printer.analysis.bodies.get(node.query)?.length ?? 1;
  if (width < 2) {
    return `(${printExpression(printer, node.value)}${not(node)} IN (${subquery(printer, node.query)}))`;
  }
  const before = printer.subqueries;
  const value = printer.withinLambda(() => printExpression(printer, node.value));
  if (printer.subqueries > before) {
    refuse('a row with a subquery in it cannot be looked up by IN: join with the subquery first');
  }
  const [rows, row] = [printer.fresh('r'), printer.fresh('p')];
  const query = subquery(printer, node.query);
  const gathered = `(SELECT array_agg(ROW(${columnNames(width)})) FROM (${query}) AS ${rows})`;
  const equal = Array.from(
    { length: width },
    (_, index) => `${fieldOf(row, index)} = ${fieldOf(value, index)}`,
  );
  const found = `any_match(coalesce(${gathered}, ARRAY[]), (${row}) -> (${equal.join(' AND ')}))`;
  return node.negated ? `(NOT ${found})` : found;
}
