import type { Join, Relation } from '../ast/relation.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeJoin } from './analyze-join.ts';
import type { BodySurroundings } from './analyze-query.ts';
import { analyzeAliased, analyzeNestedQuery, analyzeSample, analyzeTable } from './analyze-relation.ts';
import { analyzeUnnest } from './analyze-unnest.ts';
import type { CommonTableScope } from './common-table-scope.ts';
import { LIMITS } from './limits.ts';
import type { VisibleColumn } from './scope.ts';
import { Scope } from './scope.ts';

/** Where a relation stands. */
export interface RelationPlace {
  /** What every relation may name: columns of the queries around. */
  readonly outer: Scope;
  /** What LATERAL and UNNEST may name besides: what stands before them. */
  readonly before: FromColumns | undefined;
  readonly commonTables: CommonTableScope;
}

/** The columns of a relation or of several, joined. */
export interface FromColumns {
  readonly columns: readonly VisibleColumn[];
  /** Columns that USING merged into others. */
  readonly mergedAway: readonly VisibleColumn[];
}

const NONE: FromColumns = { columns: [], mergedAway: [] };

/** The scope of the expressions of a SELECT: its FROM, each part seeing those before it if it is lateral. */
export function analyzeFrom(
  state: AnalysisState,
  relations: readonly Relation[],
  { outer, commonTables, query }: BodySurroundings,
): Scope {
  const around = new Scope([], { parent: outer, boundary: query });
  let from = NONE;
  for (const relation of relations) {
    const before = isLateral(relation) ? from : undefined;
    const next = analyzeRelation(state, relation, { outer: around, before, commonTables });
    from = together(state, relation, from, next);
  }
  return new Scope(from.columns, { parent: outer, boundary: query, mergedAway: from.mergedAway });
}

export function analyzeRelation(state: AnalysisState, relation: Relation, place: RelationPlace): FromColumns {
  state.charge(relation, 1);
  switch (relation.kind) {
    case 'table':
      return analyzeTable(state, relation, place);
    case 'derived-table':
      return analyzeNestedQuery(state, relation, place.outer, place.commonTables);
    case 'lateral':
      return analyzeNestedQuery(state, relation, lateralScope(place), place.commonTables);
    case 'unnest':
      return analyzeUnnest(state, relation, place);
    case 'aliased':
      return analyzeAliased(state, relation, place);
    case 'sampled':
      return analyzeSample(state, relation, place);
    case 'join':
      return analyzeJoin(state, relation, place);
    default:
      throw unknownNode(state, relation);
  }
}

function unknownNode(state: AnalysisState, node: never): Error {
  const { kind, position } = node as Relation;
  return state.error({ position }, 'SQL_NOT_SUPPORTED', `"${kind}" is not supported`);
}

/** Whether it may name what stands before it. A join in parentheses may not, as in PrestoDB. */
export function isLateral(relation: Relation): boolean {
  if (relation.kind === 'aliased' || relation.kind === 'sampled') return isLateral(relation.relation);
  return relation.kind === 'unnest' || relation.kind === 'lateral';
}

/** The columns before a lateral relation, in the same FROM. */
export function lateralScope({ outer, before }: RelationPlace): Scope {
  return before === undefined
    ? outer
    : new Scope(before.columns, { parent: outer, mergedAway: before.mergedAway });
}

/** Side by side. */
export function together(
  state: AnalysisState,
  node: Relation | Join,
  left: FromColumns,
  right: FromColumns,
): FromColumns {
  if (left.columns.length === 0) return right;
  const columns = [...left.columns, ...right.columns];
  checkWidth(state, node, columns.length);
  const mergedAway =
    left.mergedAway.length + right.mergedAway.length === 0 ? [] : [...left.mergedAway, ...right.mergedAway];
  return { columns, mergedAway };
}

export function checkWidth(state: AnalysisState, node: Relation | Join, width: number): void {
  state.charge(node, width);
  if (width <= LIMITS.columns) return;
  throw state.error(
    node,
    'SQL_TOO_COMPLEX',
    `the tables joined here have ${width} columns, and ${LIMITS.columns} are allowed`,
    'select the columns that are needed in subqueries',
  );
}
