import type { Expression } from '../../ast/expression.ts';
import type { Exists, InList, InQuery, Predicate, QuantifiedComparison } from '../../ast/predicate.ts';
import { printExpression } from './print-expression.ts';
import { printLike } from './print-like.ts';
import { printOperation } from './print-operation.ts';
import { printRowComparison, printRowInQuery } from './print-row-predicate.ts';
import { printSubquery } from './print-subquery.ts';
import type { DuckDbPrinter } from './printer.ts';

export function printPredicate(printer: DuckDbPrinter, node: Predicate): string {
  const value = (expression: Expression) => printExpression(printer, expression);
  switch (node.kind) {
    case 'comparison':
      return printRowComparison(printer, node) ?? printOperation(printer, node);
    case 'between': {
      const range = `${value(node.value)} BETWEEN ${value(node.low)} AND ${value(node.high)}`;
      return negated(node, `(${range})`);
    }
    case 'is-null':
      return `(${value(node.value)} IS ${node.negated ? 'NOT ' : ''}NULL)`;
    case 'is-distinct':
      return `(${value(node.left)} IS ${node.negated ? 'NOT ' : ''}DISTINCT FROM ${value(node.right)})`;
    case 'in-list':
      return printInList(printer, node);
    case 'like':
      return negated(node, printLike(printer, node));
    case 'exists':
      return `EXISTS (${subquery(printer, node)})`;
    case 'in-query':
      return negated(
        node,
        printRowInQuery(printer, node) ?? `(${value(node.value)} IN (${subquery(printer, node)}))`,
      );
    case 'quantified-comparison':
      return `(${value(node.value)} ${node.operator} ${node.quantifier.toUpperCase()} (${subquery(printer, node)}))`;
    default:
      return unknownNode(node);
  }
}

function unknownNode(node: never): never {
  throw new Error(`a node of kind ${(node as Expression).kind} cannot be printed`);
}

function negated({ negated: not }: { readonly negated: boolean }, sql: string): string {
  return not ? `(NOT ${sql})` : sql;
}

function subquery(printer: DuckDbPrinter, node: Exists | InQuery | QuantifiedComparison): string {
  printer.subqueries++;
  return printSubquery(printer, node.query);
}

function printInList(printer: DuckDbPrinter, node: InList): string {
  const items = node.items.map((item) => {
    return printRowComparison(printer, { left: node.value, right: item, operator: '=' });
  });
  if (items.every((item) => item !== undefined)) return negated(node, `(${items.join(' OR ')})`);
  const texts = node.items.map((item) => printExpression(printer, item));
  return negated(node, `(${printExpression(printer, node.value)} IN (${texts.join(', ')}))`);
}
