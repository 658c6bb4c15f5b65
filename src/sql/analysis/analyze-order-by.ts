import { canonicalName } from '../ast/name.ts';
import type { Query, QueryBody } from '../ast/query.ts';
import type { SortItem } from '../ast/sort.ts';
import type { OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { LIMITS } from './limits.ts';
import type { Place } from './place.ts';
import { Scope, type ScopeOptions, type VisibleColumn } from './scope.ts';
import { typeExpression } from './type-expression.ts';
import { requireComparable } from './type-predicate.ts';

/** A number is that of a column; anything else is an expression over what `place` sees. */
export function analyzeOrderBy(
  state: AnalysisState,
  items: readonly SortItem[],
  columns: readonly OutputColumn[],
  place: Place,
): void {
  for (const [before, { key }] of items.entries()) {
    checkKeys(state, key, 'ORDER BY', before + 1);
    if (key.kind !== 'integer') {
      requireComparable(state, key, typeExpression(state, key, place), true);
      continue;
    }
    typeExpression(state, key, place);
    const index = ordinalOf(state, key, key.digits, columns.length, 'ORDER BY');
    requireComparable(state, key, columns[index]!.type, true);
    state.ordinals.set(key, index);
  }
}

export function checkKeys(
  state: AnalysisState,
  node: Pick<SortItem, 'position'>,
  clause: string,
  count: number,
): void {
  if (count <= LIMITS.keys) return;
  throw state.error(
    node,
    'SQL_TOO_COMPLEX',
    `${clause} has more than ${LIMITS.keys} keys`,
    'leave out those that others decide',
  );
}

/** The index of output column `digits`. */
export function ordinalOf(
  state: AnalysisState,
  node: Pick<SortItem, 'position'>,
  digits: string,
  count: number,
  clause: string,
): number {
  const number = Number(digits);
  if (number >= 1 && number <= count) return number - 1;
  throw state.error(
    node,
    'SQL_INVALID',
    `${clause} ${digits} is no column: the query has ${count}`,
    'columns are numbered from 1',
  );
}

/** The columns of an answer as ORDER BY sees them. */
export function outputScope(
  columns: readonly OutputColumn[],
  body: QueryBody,
  parent: Scope | undefined,
  boundary?: Query,
): Scope {
  const visible = columns.map(
    ({ name, type }, index): VisibleColumn => ({
      name,
      key: name === null ? null : canonicalName({ name }),
      qualifier: [],
      type,
      hidden: false,
      bound: { kind: 'output-column', body, index, name: name ?? '' },
    }),
  );
  const options: ScopeOptions = { parent, boundary };
  return new Scope(visible, options);
}
