import type { AnalyzedSelect } from '../../analysis/analysis.ts';
import type { Select } from '../../ast/select.ts';
import type { SortItem } from '../../ast/sort.ts';
import { isConstant } from '../is-literal.ts';
import { known } from '../known.ts';
import { outputPlaces } from '../output-place.ts';
import { printDirection } from '../print-direction.ts';
import { Groups } from './groups.ts';
import { columnName, outputColumn, sortKeyName } from './names.ts';
import { printCondition, printExpression, printOutput } from './print-expression.ts';
import { printFrom } from './print-relation.ts';
import type { PrestoPrinter } from './printer.ts';

export interface PrintedSelect {
  readonly sql: string;
  /** Sort keys with their directions, which can stand where its columns can be named; empty when it sorts itself. */
  readonly keys: readonly string[];
}

/**
 * `sorted`: with ORDER BY. `keyed`: not sorted; keys that are no column of the answer are added as `s1`, `s2`, … `names`:
 * see `QueryForm`.
 */
export function printSelect(
  printer: PrestoPrinter,
  select: Select,
  orderBy: readonly SortItem[],
  mode: 'sorted' | 'keyed',
  names?: readonly (string | null)[],
): PrintedSelect {
  const analyzed = known(printer.analysis.selects.get(select), 'a SELECT');
  return printer.inFrame(select, (frame) => {
    const from = printFrom(printer, frame, select.from);
    const where = select.where === null ? '' : ` WHERE ${printCondition(printer, select.where)}`;
    const source = `${from === undefined ? '' : ` FROM ${from}`}${where}`;
    printer.sortedBodies.set(select, (index) => printOutput(printer, analyzed.outputs[index]!.value));
    const groups = analyzed.grouping === null ? undefined : new Groups(printer, frame, analyzed.grouping);
    if (groups !== undefined) printer.grouped.set(select, (node) => groups.replacement(node));
    const { items, keys } = outputs(printer, select, analyzed, orderBy, mode, names);
    const having = select.having === null ? '' : ` HAVING ${printCondition(printer, select.having)}`;
    const rest = groups === undefined ? source : groups.print(source) + having;
    const sql = `SELECT ${select.distinct ? 'DISTINCT ' : ''}${items.join(', ')}${rest}`;
    if (mode === 'keyed') return { sql, keys };
    return { sql: keys.length === 0 ? sql : `${sql} ORDER BY ${keys.join(', ')}`, keys: [] };
  });
}

function outputs(
  printer: PrestoPrinter,
  select: Select,
  { outputs: all }: AnalyzedSelect,
  orderBy: readonly SortItem[],
  mode: 'sorted' | 'keyed',
  names: readonly (string | null)[] | undefined,
): { readonly items: readonly string[]; readonly keys: readonly string[] } {
  const items = all.map(({ value }, index) => outputColumn(printOutput(printer, value), index, names));
  const keys: string[] = [];
  const placeOf = outputPlaces(printer, select, all, orderBy);
  for (const item of orderBy) {
    const place = placeOf(item);
    if (place !== undefined) {
      keys.push(`${mode === 'keyed' ? columnName(place) : place + 1} ${printDirection(item)}`);
      continue;
    }
    if (isConstant(item.key)) continue;
    const key = printExpression(printer, item.key);
    const name = sortKeyName(keys.length);
    if (mode === 'keyed') items.push(`${key} AS ${name}`);
    keys.push(`${mode === 'keyed' ? name : key} ${printDirection(item)}`);
  }
  return { items, keys };
}
