import type { Grouping } from '../ast/expression.ts';
import type { SqlType } from '../types/sql-type.ts';
import { BIGINT, INTEGER } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { typeExpression } from './type-expression.ts';

const MAX_COLUMNS = 63;
const MAX_INTEGER_COLUMNS = 31;

/** That its columns are grouped by is checked when GROUP BY is known. */
export function typeGrouping(state: AnalysisState, node: Grouping, place: Place): SqlType {
  if (place.select === undefined || place.select.node.groupBy === null || place.inAggregate !== undefined) {
    throw state.error(
      node,
      'SQL_MISPLACED',
      `GROUPING cannot stand in ${place.inAggregate === undefined ? place.clause : 'an aggregate'} here`,
      'it stands in SELECT, HAVING and ORDER BY of a query with GROUP BY',
    );
  }
  if (node.columns.length > MAX_COLUMNS) {
    throw state.error(node, 'SQL_INVALID', `GROUPING takes at most ${MAX_COLUMNS} columns`);
  }
  for (const column of node.columns) typeExpression(state, column, { ...place, select: undefined });
  place.select.groupings.push(node);
  return node.columns.length <= MAX_INTEGER_COLUMNS ? INTEGER : BIGINT;
}
