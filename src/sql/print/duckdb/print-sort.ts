import type { SortItem } from '../../ast/sort.ts';
import { isConstant } from '../is-literal.ts';
import { printDirection } from '../print-direction.ts';
import { printExpression } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/** Sort keys of calls and windows. */
export function printSortItems(printer: DuckDbPrinter, items: readonly SortItem[]): readonly string[] {
  return items
    .filter(({ key }) => !isConstant(key))
    .map((item) => `${printExpression(printer, item.key)} ${printDirection(item)}`);
}
