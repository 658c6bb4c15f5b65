import type { QueryBody } from '../../ast/query.ts';
import type { SortItem } from '../../ast/sort.ts';
import { isConstant } from '../is-literal.ts';
import { known } from '../known.ts';
import { printDirection } from '../print-direction.ts';
import { columnName, columnNames } from './names.ts';
import { printClause } from './print-expression.ts';
import { printBody } from './print-query.ts';
import type { PrintedSelect } from './print-select.ts';
import type { DuckDbPrinter } from './printer.ts';

/** What is no SELECT, as one, with the keys that sort it: see `printSelect`. */
export function printSortedBody(
  printer: DuckDbPrinter,
  body: QueryBody,
  orderBy: readonly SortItem[],
  mode: 'sorted' | 'keyed',
): PrintedSelect {
  const count = known(printer.analysis.bodies.get(body), 'a query').length;
  const inner = printBody(printer, body);
  const alias = printer.alias();
  const column = (index: number) => `${alias}.${columnName(index)}`;
  printer.sortedBodies.set(body, column);
  return printer.inFrame(undefined, (frame) => {
    const items = Array.from({ length: count }, (_, index) => `${column(index)} AS ${columnName(index)}`);
    const keys: string[] = [];
    for (const item of orderBy) {
      const ordinal = printer.analysis.ordinals.get(item.key);
      if (ordinal === undefined && isConstant(item.key)) continue;
      const key = ordinal === undefined ? printClause(printer, item.key) : column(ordinal);
      if (mode === 'keyed') items.push(`${key} AS "s${keys.length + 1}"`);
      keys.push(`${mode === 'keyed' ? `"s${keys.length + 1}"` : key} ${printDirection(item)}`);
    }
    const from = frame.from('source', `(${inner}) AS ${alias} (${columnNames(count)})`);
    const sql = `SELECT ${items.join(', ')}${from}`;
    if (mode === 'keyed') return { sql, keys };
    return { sql: keys.length === 0 ? sql : `${sql} ORDER BY ${keys.join(', ')}`, keys: [] };
  });
}
