import type { AnalyzedSelect } from '../../analysis/analysis.ts';
import type { Select } from '../../ast/select.ts';
import type { SortItem } from '../../ast/sort.ts';
import { isConstant } from '../is-literal.ts';
import { known } from '../known.ts';
import { outputPlaces } from '../output-place.ts';
import { printDirection } from '../print-direction.ts';
import type { Frame } from './frame.ts';
import { Groups } from './groups.ts';
import { columnName } from './names.ts';
import { printClause, printCondition, printOutput } from './print-expression.ts';
import { printFrom } from './print-relation.ts';
import type { DuckDbPrinter } from './printer.ts';

export interface PrintedSelect {
  readonly sql: string;
  /** Sort keys with their directions, which can stand where its columns can be named; empty when it sorts itself. */
  readonly keys: readonly string[];
}

/** `sorted`: with ORDER BY. `keyed`: not sorted; keys that are no column of the answer are added as `s1`, `s2`, … */
export function printSelect(
  printer: DuckDbPrinter,
  select: Select,
  orderBy: readonly SortItem[],
  mode: 'sorted' | 'keyed',
): PrintedSelect {
  const analyzed = known(printer.analysis.selects.get(select), 'a SELECT');
  return printer.inFrame(select, (frame) => {
    const from = printFrom(printer, frame, select.from);
    const where = select.where === null ? '' : ` WHERE ${printCondition(printer, select.where)}`;
    printer.sortedBodies.set(select, (index) => printOutput(printer, analyzed.outputs[index]!.value));
    if (analyzed.grouping === null) {
      const { items, keys } = outputs(printer, select, analyzed, orderBy, mode);
      return assembled(select, items, `${frame.from('source', from)}${where}`, keys, mode);
    }
    return grouped(printer, frame, select, analyzed, orderBy, mode, { from, where });
  });
}

/** Rows are grouped in a subquery that computes keys and aggregates; the rest is said of its columns. */
function grouped(
  printer: DuckDbPrinter,
  frame: Frame,
  select: Select,
  analyzed: AnalyzedSelect,
  orderBy: readonly SortItem[],
  mode: 'sorted' | 'keyed',
  { from, where }: { readonly from: string | undefined; readonly where: string },
): PrintedSelect {
  const groups = new Groups(printer, frame, known(analyzed.grouping ?? undefined, 'GROUP BY'));
  printer.grouped.set(select, (node) => groups.replacement(node));
  frame.regrouped = (column) => groups.column(column);
  return frame.inPhase('groups', () => {
    const { items, keys } = outputs(printer, select, analyzed, orderBy, mode);
    const having = select.having === null ? '' : ` WHERE ${printCondition(printer, select.having)}`;
    const inner = groups.print(`${frame.from('source', from)}${where}`);
    return assembled(select, items, `${frame.from('groups', inner)}${having}`, keys, mode);
  });
}

function assembled(
  select: Select,
  items: readonly string[],
  rest: string,
  keys: readonly string[],
  mode: 'sorted' | 'keyed',
): PrintedSelect {
  const sql = `SELECT ${select.distinct ? 'DISTINCT ' : ''}${items.join(', ')}${rest}`;
  if (mode === 'keyed') return { sql, keys };
  return { sql: keys.length === 0 ? sql : `${sql} ORDER BY ${keys.join(', ')}`, keys: [] };
}

function outputs(
  printer: DuckDbPrinter,
  select: Select,
  { outputs: all }: AnalyzedSelect,
  orderBy: readonly SortItem[],
  mode: 'sorted' | 'keyed',
): { readonly items: readonly string[]; readonly keys: readonly string[] } {
  const items = all.map(({ value }, index) => `${printOutput(printer, value)} AS ${columnName(index)}`);
  const keys: string[] = [];
  const placeOf = outputPlaces(printer, select, all, orderBy);
  for (const item of orderBy) {
    const place = placeOf(item);
    if (place !== undefined) {
      keys.push(`${mode === 'keyed' ? columnName(place) : place + 1} ${printDirection(item)}`);
      continue;
    }
    if (isConstant(item.key)) continue;
    const key = printClause(printer, item.key);
    if (mode === 'keyed') items.push(`${key} AS "s${keys.length + 1}"`);
    keys.push(`${mode === 'keyed' ? `"s${keys.length + 1}"` : key} ${printDirection(item)}`);
  }
  return { items, keys };
}
