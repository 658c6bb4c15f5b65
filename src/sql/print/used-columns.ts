import type { Analysis, ColumnSource } from '../analysis/analysis.ts';
import type { RelationColumns, SourceColumn } from './relation-columns.ts';

/** The columns of tables and queries in FROM that a query names, or shows by `*`; by relation, in ascending order. */
export function usedColumns(
  analysis: Analysis,
  columns: RelationColumns,
): (relation: ColumnSource) => readonly number[] {
  const used = new Map<ColumnSource, Set<number>>();
  const mark = (column: SourceColumn): void => {
    const origin = columns.origin(column);
    if (origin.kind === 'merged-column') {
      const merged = analysis.joins.get(origin.join)?.[origin.index];
      if (merged === undefined) throw new Error('a merged column was not analysed');
      mark(merged.left.column as SourceColumn);
      mark(merged.right.column as SourceColumn);
      return;
    }
    const indexes = used.get(origin.relation);
    if (indexes === undefined) used.set(origin.relation, new Set([origin.index]));
    else indexes.add(origin.index);
  };
  for (const column of analysis.columnsByName.values()) {
    if (column.kind === 'column' || column.kind === 'merged-column') mark(column);
  }
  for (const { outputs } of analysis.selects.values()) {
    for (const { value } of outputs) if (value.kind === 'star-column') mark(value.column as SourceColumn);
  }
  for (const [join, merged] of analysis.joins) {
    merged.forEach(({ name }, index) => {
      mark({ kind: 'merged-column', join, index, name });
    });
  }
  return (relation) => [...(used.get(relation) ?? [])].sort((a, b) => a - b);
}
