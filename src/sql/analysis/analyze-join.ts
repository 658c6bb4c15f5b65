import type { Expression } from '../ast/expression.ts';
import { canonicalName, type Identifier } from '../ast/name.ts';
import type { Join, JoinCriteria, Relation } from '../ast/relation.ts';
import type { MergedColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import {
  analyzeRelation,
  checkWidth,
  type FromColumns,
  isLateral,
  type RelationPlace,
  together,
} from './analyze-from.ts';
import { didYouMean } from './near.ts';
import { plainPlace } from './place.ts';
import { quote } from './quote.ts';
import { Scope, type VisibleColumn } from './scope.ts';
import { comparedType, requireBoolean, requireComparable } from './type-predicate.ts';

export function analyzeJoin(state: AnalysisState, node: Join, place: RelationPlace): FromColumns {
  // Chains of joins lean to the left and may be long: only the right sides are deep.
  const chain: Join[] = [];
  let first: Relation = node;
  while (first.kind === 'join') {
    chain.push(first);
    first = first.left;
  }
  let left = analyzeRelation(state, first, place);
  for (const join of chain.reverse()) {
    left = analyzeOne(state, join, left, place);
  }
  return left;
}

/** Joins `left` with the right side, which sees it if it is lateral. */
function analyzeOne(state: AnalysisState, node: Join, left: FromColumns, place: RelationPlace): FromColumns {
  const lateral = isLateral(node.right);
  if (lateral) checkLateral(state, node);
  const right = analyzeRelation(state, node.right, { ...place, before: lateral ? left : undefined });
  const { criteria } = node;
  if (criteria === null || criteria.kind === 'on') {
    const both = together(state, node, left, right);
    if (criteria !== null) {
      const scope = new Scope(both.columns, { parent: place.outer, mergedAway: both.mergedAway });
      requireBoolean(state, criteria.condition, plainPlace(scope, place.commonTables, 'ON'), 'ON');
    }
    return both;
  }
  return merge(state, node, criteria, left, right);
}

/** What is made from the row before it cannot be chosen by a condition, on any engine. */
function checkLateral(state: AnalysisState, node: Join): void {
  if (node.type === 'cross') return;
  const { criteria } = node;
  const always = criteria?.kind === 'on' && isTrue(criteria.condition);
  if ((node.type === 'inner' || node.type === 'left') && always) return;
  throw state.error(
    criteria ?? node,
    'SQL_NOT_SUPPORTED',
    'UNNEST and LATERAL can be joined by CROSS JOIN, JOIN … ON TRUE and LEFT JOIN … ON TRUE alone',
    'put the condition into WHERE',
  );
}

function isTrue(condition: Expression): boolean {
  return condition.kind === 'boolean' && condition.value;
}

/** USING and NATURAL: the columns of both sides become one, which stands first and belongs to no table. */
function merge(
  state: AnalysisState,
  node: Join,
  criteria: Exclude<JoinCriteria, { readonly kind: 'on' }>,
  left: FromColumns,
  right: FromColumns,
): FromColumns {
  const keys =
    criteria.kind === 'using' ? usingKeys(state, criteria.columns) : commonKeys(criteria, left, right);
  if (keys.length === 0) {
    throw state.error(
      criteria,
      'SQL_INVALID',
      'the tables of NATURAL JOIN have no column in common',
      'say how to join with ON, or write CROSS JOIN',
    );
  }
  const merged: MergedColumn[] = [];
  const away = new Set<VisibleColumn>();
  const columns: VisibleColumn[] = [];
  const leftScope = new Scope(left.columns);
  const rightScope = new Scope(right.columns);
  for (const [index, { key, node: place, name }] of keys.entries()) {
    const a = onlyColumn(state, place, name, key, leftScope, 'before');
    const b = onlyColumn(state, place, name, key, rightScope, 'behind');
    const type = comparedType(state, place, a.type, b.type);
    requireComparable(state, place, type, false);
    away.add(a).add(b);
    merged.push({
      name,
      type,
      left: { column: a.bound, type: a.type },
      right: { column: b.bound, type: b.type },
    });
    columns.push({
      name: a.name,
      key,
      qualifier: [],
      type,
      hidden: a.hidden && b.hidden,
      bound: { kind: 'merged-column', join: node, index, name },
    });
  }
  state.joins.set(node, merged);
  for (const column of [...left.columns, ...right.columns]) if (!away.has(column)) columns.push(column);
  checkWidth(state, node, columns.length);
  return { columns, mergedAway: [...left.mergedAway, ...right.mergedAway, ...away] };
}

interface MergeKey {
  readonly key: string;
  readonly name: string;
  readonly node: Pick<Identifier, 'position'>;
}

function usingKeys(state: AnalysisState, columns: readonly Identifier[]): readonly MergeKey[] {
  const seen = new Set<string>();
  return columns.map((column) => {
    const key = canonicalName(column);
    if (seen.has(key))
      throw state.error(column, 'SQL_INVALID', `USING has column ${quote(column.name)} twice`);
    seen.add(key);
    return { key, name: column.name, node: column };
  });
}

/** Of NATURAL: the columns that `*` shows on both sides. */
function commonKeys(
  node: Pick<JoinCriteria, 'position'>,
  left: FromColumns,
  right: FromColumns,
): readonly MergeKey[] {
  const others = new Set(right.columns.flatMap(({ key, hidden }) => (key === null || hidden ? [] : [key])));
  const keys = new Map<string, MergeKey>();
  for (const { key, name, hidden } of left.columns) {
    if (key !== null && name !== null && !hidden && others.has(key)) keys.set(key, { key, name, node });
  }
  return [...keys.values()];
}

function onlyColumn(
  state: AnalysisState,
  place: Pick<Identifier, 'position'>,
  name: string,
  key: string,
  scope: Scope,
  side: 'before' | 'behind',
): VisibleColumn {
  const [column, another] = scope.find([key]);
  if (column === undefined) {
    const names = scope.columns.flatMap((candidate) => (candidate.name === null ? [] : [candidate.name]));
    throw state.error(
      place,
      'SQL_COLUMN_NOT_FOUND',
      `the table ${side} JOIN has no column ${quote(name)}, which USING names`,
      didYouMean(name, names) ?? 'join columns of different names with ON a.x = b.y',
    );
  }
  if (another !== undefined) {
    throw state.error(
      place,
      'SQL_COLUMN_AMBIGUOUS',
      `column ${quote(name)} is ambiguous ${side} JOIN`,
      'join with ON, and say whose column it is',
    );
  }
  return column;
}
