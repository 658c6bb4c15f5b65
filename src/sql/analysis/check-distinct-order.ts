import type { SortItem } from '../ast/sort.ts';
import type { SelectOutput } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { ExpressionIds } from './expression-ids.ts';

/** Rows that DISTINCT makes one have one value only in the columns selected. */
export function checkDistinctOrder(
  state: AnalysisState,
  outputs: readonly SelectOutput[],
  orderBy: readonly SortItem[],
  ids: ExpressionIds,
): void {
  if (orderBy.length === 0) return;
  const selected = new Set(outputs.map(({ value }) => ids.ofValue(value)));
  for (const { key } of orderBy) {
    if (key.kind === 'integer' || selected.has(ids.of(key))) continue;
    const named = key.kind === 'identifier' ? state.columnsByName.get(key) : undefined;
    if (named?.kind === 'output-column') continue;
    throw state.error(
      key,
      'SQL_INVALID',
      'SELECT DISTINCT can be sorted only by what it selects',
      'select this too, or sort by a column of SELECT',
    );
  }
}
