import type { SortItem } from '../../ast/sort.ts';
import { printExpression } from './print-expression.ts';
import { isConstant } from './print-literal.ts';
import type { DuckDbPrinter } from './printer.ts';

/** NULLs come last unless said otherwise, whichever the direction. */
export function printDirection({ descending, nulls }: SortItem): string {
  return `${descending ? 'DESC' : 'ASC'} NULLS ${nulls === 'first' ? 'FIRST' : 'LAST'}`;
}

/** Sort keys of calls and windows. */
export function printSortItems(printer: DuckDbPrinter, items: readonly SortItem[]): readonly string[] {
  return items
    .filter(({ key }) => !isConstant(key))
    .map((item) => `${printExpression(printer, item.key)} ${printDirection(item)}`);
}
