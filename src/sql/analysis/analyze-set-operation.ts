import type { SetOperation } from '../ast/query.ts';
import { commonType } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeBody, type BodySurroundings } from './analyze-query.ts';
import { quote } from './quote.ts';
import { requireComparable } from './type-predicate.ts';
import { coerceColumns } from './type-subquery.ts';

/** The names are those of the first query; the types are what both can become. */
export function analyzeSetOperation(
  state: AnalysisState,
  node: SetOperation,
  surroundings: BodySurroundings,
): readonly OutputColumn[] {
  const left = analyzeBody(state, node.left, surroundings);
  const right = analyzeBody(state, node.right, surroundings);
  const operator = node.operator.toUpperCase();
  state.charge(node, left.length);
  if (left.length !== right.length) {
    throw state.error(
      node.right,
      'SQL_INVALID',
      `${operator} needs as many columns on both sides: there are ${left.length} before it and ${right.length} behind it`,
      'select NULL for columns that one side lacks',
    );
  }
  const columns = left.map(({ name, type }, index) => {
    const other = right[index]!.type;
    const common = commonType(type, other);
    if (common === undefined) {
      throw state.error(
        node.right,
        'SQL_TYPE_MISMATCH',
        `column ${index + 1}${name === null ? '' : ` ${quote(name)}`} of ${operator} is of type ${printSqlType(type)} before it and of type ${printSqlType(other)} behind it`,
        'cast one of them',
      );
    }
    if (!node.all) requireComparable(state, node, common, false);
    return { name, type: common };
  });
  const types = columns.map(({ type }) => type);
  coerceColumns(state, node.left, left, types);
  coerceColumns(state, node.right, right, types);
  return columns;
}
