import type { Expression } from '../../ast/expression.ts';
import type { ComparisonOperator, InQuery } from '../../ast/predicate.ts';
import { fieldName } from '../../functions/duckdb/duckdb-type.ts';
import { columnName } from './names.ts';
import { printExpression } from './print-expression.ts';
import { printSubquery } from './print-subquery.ts';
import type { DuckDbPrinter } from './printer.ts';

/**
 * Rows that are written out are compared field by field, because DuckDB takes NULLs in a row for equal, and Presto for
 * unknown. undefined when this is no such comparison.
 */
export function printRowComparison(
  printer: DuckDbPrinter,
  {
    left,
    right,
    operator,
  }: { readonly left: Expression; readonly right: Expression; readonly operator: ComparisonOperator },
): string | undefined {
  if (left.kind !== 'row' || right.kind !== 'row' || (operator !== '=' && operator !== '<>'))
    return undefined;
  const sides = [left, right].map((row) => printExpression(printer, row));
  const fields = left.items.map((_, index) => {
    const [a, b] = sides.map((row) => `struct_extract(${row}, '${fieldName(index)}')`);
    return `${a} = ${b}`;
  });
  const equal = `(${fields.join(' AND ')})`;
  return operator === '=' ? equal : `(NOT ${equal})`;
}

/** `(a, b) IN (SELECT c, d …)`: true when a row is equal, else NULL when one may be. undefined for a single column. */
export function printRowInQuery(printer: DuckDbPrinter, node: InQuery): string | undefined {
  const columns = printer.analysis.bodies.get(node.query);
  if (columns === undefined || columns.length < 2) return undefined;
  const row = printer.fresh();
  const value = printExpression(printer, node.value);
  printer.subqueries++;
  const alias = printer.alias();
  const query = printSubquery(printer, node.query);
  const fields = columns.map(
    (_, index) => `struct_extract(${value}, '${fieldName(index)}') = ${alias}.${columnName(index)}`,
  );
  return `(SELECT CASE WHEN bool_or(${row}) THEN true WHEN bool_or(${row} IS NULL) THEN NULL ELSE false END FROM (SELECT (${fields.join(' AND ')}) AS ${row} FROM (${query}) AS ${alias}) AS ${printer.alias()})`;
}
