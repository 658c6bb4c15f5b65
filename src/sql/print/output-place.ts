import type { Analysis, AnalyzedSelect } from '../analysis/analysis.ts';
import type { ExpressionIds } from '../analysis/expression-ids.ts';
import type { Select } from '../ast/select.ts';
import type { SortItem } from '../ast/sort.ts';
import { known } from './known.ts';

interface Names {
  readonly analysis: Analysis;
  readonly ids: ExpressionIds;
}

/** Finds which column of the answer a key is: by its number, by its name, or, of different rows, as the same expression. */
export function outputPlaces(
  printer: Names,
  select: Select,
  outputs: AnalyzedSelect['outputs'],
  orderBy: readonly SortItem[],
): (item: SortItem) => number | undefined {
  const { analysis, ids } = printer;
  const ofExpressions = select.distinct && orderBy.length > 0 ? placesOf(printer, outputs) : undefined;
  return ({ key }) => {
    const ordinal = analysis.ordinals.get(key);
    if (ordinal !== undefined) return ordinal;
    if (key.kind === 'identifier' || key.kind === 'dereference') {
      const column = analysis.columnsByName.get(key);
      if (column?.kind === 'output-column' && column.body === select) return column.index;
    }
    if (ofExpressions === undefined) return undefined;
    return known(ofExpressions.get(ids.of(key)), 'a key that sorts different rows');
  };
}

/** The first column that is an expression, by the expression's id. */
function placesOf({ ids }: Names, all: AnalyzedSelect['outputs']): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [index, { value }] of all.entries()) {
    const id = ids.ofValue(value);
    if (!places.has(id)) places.set(id, index);
  }
  return places;
}
