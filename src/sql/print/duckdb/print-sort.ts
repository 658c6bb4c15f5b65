import type { SortItem } from '../../ast/sort.ts';
import { isLiteral } from '../is-literal.ts';
import { printDirection } from '../print-direction.ts';
import { printExpression } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/** Sort keys of calls and windows. Literals sort nothing, and DuckDB would take numbers for columns. */
export function printSortItems(printer: DuckDbPrinter, items: readonly SortItem[]): readonly string[] {
  return items
    .filter(({ key }) => !isLiteral(key))
    .map((item) => `${printExpression(printer, item.key)} ${printDirection(item)}`);
}
