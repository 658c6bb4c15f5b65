import { canonicalName, type Identifier } from '../ast/name.ts';
import type { OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { quote } from './quote.ts';

/** Gives columns the names of `name (a, b)`; there must be as many. */
export function renamedColumns(
  state: AnalysisState,
  name: Identifier,
  names: readonly Identifier[],
  of: Pick<Identifier, 'position'>,
  columns: readonly OutputColumn[],
): readonly OutputColumn[] {
  if (names.length !== columns.length) {
    throw state.error(
      names[Math.min(names.length - 1, columns.length)] ?? of,
      'SQL_INVALID',
      `${quote(name.name)} has ${columns.length} ${columns.length === 1 ? 'column' : 'columns'}, and ${names.length} ${names.length === 1 ? 'name is' : 'names are'} given`,
      'name every column once, in order',
    );
  }
  const seen = new Set<string>();
  return columns.map(({ type }, index) => {
    const column = names[index]!;
    const key = canonicalName(column);
    if (seen.has(key)) {
      throw state.error(column, 'SQL_INVALID', `${quote(name.name)} has two columns ${quote(column.name)}`);
    }
    seen.add(key);
    return { name: column.name, type };
  });
}
