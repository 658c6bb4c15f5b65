import type { Expression, Subquery } from '../ast/expression.ts';
import type { Exists, InQuery, QuantifiedComparison } from '../ast/predicate.ts';
import type { Query } from '../ast/query.ts';
import type { SqlType } from '../types/sql-type.ts';
import { BOOLEAN } from '../types/types.ts';
import type { OutputColumn } from './analysis.ts';
import { type AnalysisState, changes } from './analysis-state.ts';
import { analyzeQuery } from './analyze-query.ts';
import type { Place } from './place.ts';
import { typeExpression } from './type-expression.ts';
import { comparedType, requireComparable } from './type-predicate.ts';

export function typeSubquery(state: AnalysisState, node: Subquery, place: Place): SqlType {
  return onlyColumn(
    state,
    node.query,
    columnsOf(state, node, node.query, place),
    'a subquery used as a value',
  );
}

export function typeExists(state: AnalysisState, node: Exists, place: Place): SqlType {
  columnsOf(state, node, node.query, place);
  return BOOLEAN;
}

/** `(a, b) IN (SELECT a, b …)` compares rows with rows of several columns. */
export function typeInQuery(state: AnalysisState, node: InQuery, place: Place): SqlType {
  const value = typeExpression(state, node.value, place);
  const columns = columnsOf(state, node, node.query, place);
  if (value.kind === 'row' && columns.length > 1) {
    const row: SqlType = { kind: 'row', fields: columns.map(({ type }) => ({ name: null, type })) };
    const common = comparedType(state, node, value, row);
    requireComparable(state, node, common, false);
    state.coerce(node.value, common);
    const fields = common.kind === 'row' ? common.fields : [];
    coerceColumns(
      state,
      node.query,
      columns,
      fields.map(({ type }) => type),
    );
    return BOOLEAN;
  }
  compareWithColumn(state, node, value, columns, false);
  return BOOLEAN;
}

export function typeQuantified(state: AnalysisState, node: QuantifiedComparison, place: Place): SqlType {
  const value = typeExpression(state, node.value, place);
  const columns = columnsOf(state, node, node.query, place);
  compareWithColumn(state, node, value, columns, node.operator !== '=' && node.operator !== '<>');
  return BOOLEAN;
}

function compareWithColumn(
  state: AnalysisState,
  node: InQuery | QuantifiedComparison,
  value: SqlType,
  columns: readonly OutputColumn[],
  ordered: boolean,
): void {
  const column = onlyColumn(state, node.query, columns, 'a subquery to compare with');
  const common = comparedType(state, node, value, column);
  requireComparable(state, node, common, ordered);
  state.coerce(node.value, common);
  coerceColumns(state, node.query, columns, [common]);
}

export function coerceColumns(
  state: AnalysisState,
  body: Query['body'],
  columns: readonly OutputColumn[],
  types: readonly SqlType[],
): void {
  const coercions = columns.map(({ type }, index) => (changes(type, types[index]!) ? types[index]! : null));
  if (coercions.some((type) => type !== null)) state.columnCoercions.set(body, coercions);
}

function columnsOf(
  state: AnalysisState,
  node: Expression,
  query: Query,
  place: Place,
): readonly OutputColumn[] {
  if (place.inLambda) {
    throw state.error(
      node,
      'SQL_NOT_SUPPORTED',
      'a lambda cannot hold a subquery',
      'join with the subquery, or unnest the array',
    );
  }
  return analyzeQuery(state, query, { outer: place.scope, commonTables: place.commonTables });
}

function onlyColumn(
  state: AnalysisState,
  query: Query,
  columns: readonly OutputColumn[],
  what: string,
): SqlType {
  if (columns.length === 1) return columns[0]!.type;
  throw state.error(
    query,
    'SQL_INVALID',
    `${what} must have one column, and this has ${columns.length}`,
    'select the one that is needed',
  );
}
