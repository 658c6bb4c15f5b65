import type { Expression } from '../../ast/expression.ts';
import type {
  Between,
  Exists,
  InList,
  InQuery,
  Predicate,
  QuantifiedComparison,
} from '../../ast/predicate.ts';
import { once } from '../../functions/duckdb/sql-text.ts';
import { outsideLambdas } from './print-conversion.ts';
import { printExpression } from './print-expression.ts';
import { printLike } from './print-like.ts';
import { printOperation } from './print-operation.ts';
import { printRowComparison, printRowInList, printRowInQuery } from './print-row-predicate.ts';
import { printSubquery } from './print-subquery.ts';
import type { DuckDbPrinter } from './printer.ts';

export function printPredicate(printer: DuckDbPrinter, node: Predicate): string {
  const value = (expression: Expression) => printExpression(printer, expression);
  switch (node.kind) {
    case 'comparison':
      return printRowComparison(printer, node) ?? printOperation(printer, node);
    case 'between':
      return printBetween(printer, node);
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
  return printer.subquery(node, () => printSubquery(printer, node.query));
}

/**
 * DuckDB makes two comparisons of it, with the value in both, so that one within another, and another, would double the
 * query each time: only what holds none is said so.
 */
function printBetween(printer: DuckDbPrinter, node: Between): string {
  const before = printer.subqueries;
  const parts = [node.value, node.low, node.high].map((part) => printExpression(printer, part));
  const [value = ''] = parts;
  const range = ([of, low, high]: readonly string[]) => `(${of} BETWEEN ${low} AND ${high})`;
  if (!/\bBETWEEN\b/.test(value)) return negated(node, range(parts));
  return negated(
    node,
    outsideLambdas(printer, parts, printer.subqueries > before, ([of, low, high]) =>
      once(printer, [of!], (name) => range([name!, low!, high!])),
    ),
  );
}

function printInList(printer: DuckDbPrinter, node: InList): string {
  const rows = printRowInList(printer, node);
  if (rows !== undefined) return negated(node, rows);
  const texts = node.items.map((item) => printExpression(printer, item));
  return negated(node, `(${printExpression(printer, node.value)} IN (${texts.join(', ')}))`);
}
