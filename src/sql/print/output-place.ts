import type { Analysis } from '../analysis/analysis.ts';
import type { ExpressionIds } from '../analysis/expression-ids.ts';
import type { Select } from '../ast/select.ts';
import type { SortItem } from '../ast/sort.ts';

/** Which column of the answer a key is: by its number, by its name, or, of different rows, as the same expression. */
export function outputPlace(
  { analysis, ids }: { readonly analysis: Analysis; readonly ids: ExpressionIds },
  select: Select,
  { key }: SortItem,
): number | undefined {
  const ordinal = analysis.ordinals.get(key);
  if (ordinal !== undefined) return ordinal;
  if (key.kind === 'identifier' || key.kind === 'dereference') {
    const column = analysis.columnsByName.get(key);
    if (column?.kind === 'output-column' && column.body === select) return column.index;
  }
  if (!select.distinct) return undefined;
  const place = analysis.selects
    .get(select)!
    .outputs.findIndex(({ value }) => ids.ofValue(value) === ids.of(key));
  if (place < 0) throw new Error('a key that sorts different rows is no column of them');
  return place;
}
