import type { SortItem } from '../ast/sort.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { typeExpression } from './type-expression.ts';
import { requireComparable } from './type-predicate.ts';

/** Sort keys within a call or a window, where a number is no number of a column. */
export function analyzeSortItems(state: AnalysisState, items: readonly SortItem[], place: Place): void {
  for (const item of items) {
    requireComparable(state, item.key, typeExpression(state, item.key, place), true);
  }
}
