import type { RowConstructor } from '../../ast/expression.ts';
import type { Comparison, InList, InQuery } from '../../ast/predicate.ts';
import { fieldName } from '../../functions/duckdb/duckdb-type.ts';
import { castTo } from '../../functions/operators/cast.ts';
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
  { left, right, operator }: Pick<Comparison, 'left' | 'right' | 'operator'>,
): string | undefined {
  if (left.kind !== 'row' || right.kind !== 'row' || (operator !== '=' && operator !== '<>'))
    return undefined;
  const equal = equalFields(printFields(printer, left), printFields(printer, right));
  return operator === '=' ? equal : `(NOT ${equal})`;
}

/** A row written out among others; the row is printed once. undefined when one is not written out. */
export function printRowInList(printer: DuckDbPrinter, { value, items }: InList): string | undefined {
  if (value.kind !== 'row') return undefined;
  const rows = items.filter((item) => item.kind === 'row');
  if (rows.length < items.length) return undefined;
  const fields = printFields(printer, value);
  return `(${rows.map((row) => equalFields(fields, printFields(printer, row))).join(' OR ')})`;
}

function equalFields(left: readonly string[], right: readonly string[]): string {
  return `(${left.map((field, index) => `${field} = ${right[index]!}`).join(' AND ')})`;
}

/** The fields of a row that is written out, each as what it becomes where the row stands. */
function printFields(printer: DuckDbPrinter, row: RowConstructor): readonly string[] {
  const wanted = printer.analysis.coercions.get(row) ?? printer.typeOf(row);
  if (wanted.kind !== 'row') throw new Error('a row became what is none');
  return row.items.map((item, index) => {
    const from = printer.analysis.coercions.get(item) ?? printer.typeOf(item);
    return castTo(printer, printExpression(printer, item), from, wanted.fields[index]!.type, false);
  });
}

/** `(a, b) IN (SELECT c, d …)`: true when a row is equal, else NULL when one may be. undefined for a single column. */
export function printRowInQuery(printer: DuckDbPrinter, node: InQuery): string | undefined {
  const columns = printer.analysis.bodies.get(node.query);
  if (columns === undefined || columns.length < 2) return undefined;
  const row = printer.fresh();
  const value = printExpression(printer, node.value);
  const alias = printer.alias();
  const query = printer.subquery(node, () => printSubquery(printer, node.query));
  const fields = columns.map(
    (_, index) => `struct_extract(${value}, '${fieldName(index)}') = ${alias}.${columnName(index)}`,
  );
  return `(SELECT CASE WHEN bool_or(${row}) THEN true WHEN bool_or(${row} IS NULL) THEN NULL ELSE false END FROM (SELECT (${fields.join(' AND ')}) AS ${row} FROM (${query}) AS ${alias}) AS ${printer.alias()})`;
}
