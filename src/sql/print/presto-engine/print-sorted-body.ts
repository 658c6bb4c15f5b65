import type { QueryBody } from '../../ast/query.ts';
import type { SortItem } from '../../ast/sort.ts';
import { isConstant } from '../is-literal.ts';
import { known } from '../known.ts';
import { printDirection } from '../print-direction.ts';
import { columnName, outputColumn, sortKeyName } from './names.ts';
import { printExpression } from './print-expression.ts';
import { printBody } from './print-query.ts';
import type { PrintedSelect } from './print-select.ts';
import type { PrestoPrinter } from './printer.ts';

/** What is no SELECT, as one, with the keys that sort it: see `printSelect`. */
export function printSortedBody(
  printer: PrestoPrinter,
  body: QueryBody,
  orderBy: readonly SortItem[],
  mode: 'sorted' | 'keyed',
  names?: readonly (string | null)[],
): PrintedSelect {
  const count = known(printer.analysis.bodies.get(body), 'a query').length;
  const inner = printBody(printer, body);
  const alias = printer.fresh('r');
  const column = (index: number) => `${alias}.${columnName(index)}`;
  printer.sortedBodies.set(body, column);
  return printer.inFrame(undefined, () => {
    const items = Array.from({ length: count }, (_, index) => outputColumn(column(index), index, names));
    const keys: string[] = [];
    for (const item of orderBy) {
      const ordinal = printer.analysis.ordinals.get(item.key);
      if (ordinal === undefined && isConstant(item.key)) continue;
      const key = ordinal === undefined ? printExpression(printer, item.key) : column(ordinal);
      const name = sortKeyName(keys.length);
      if (mode === 'keyed') items.push(`${key} AS ${name}`);
      keys.push(`${mode === 'keyed' ? name : key} ${printDirection(item)}`);
    }
    const sql = `SELECT ${items.join(', ')} FROM (${inner}) AS ${alias}`;
    if (mode === 'keyed') return { sql, keys };
    return { sql: keys.length === 0 ? sql : `${sql} ORDER BY ${keys.join(', ')}`, keys: [] };
  });
}
