import type { MergedColumn, MergedSide } from '../../analysis/analysis.ts';
import type { Expression } from '../../ast/expression.ts';
import type { Join, Relation } from '../../ast/relation.ts';
import { castTo } from '../../functions/operators/cast.ts';
import { known } from '../known.ts';
import type { SourceColumn } from '../relation-columns.ts';
import type { Frame } from './frame.ts';
import { printExpression } from './print-expression.ts';
import { printRelation } from './print-relation.ts';
import type { DuckDbPrinter } from './printer.ts';

/** Chains of joins lean to the left and may be long: they are walked, and written without parentheses. */
export function printJoin(printer: DuckDbPrinter, frame: Frame, node: Join): string {
  const chain: Join[] = [];
  let first: Relation = node;
  while (first.kind === 'join') {
    chain.push(first);
    first = first.left;
  }
  let sql = printRelation(printer, frame, first, true);
  for (const join of chain.reverse()) {
    const right = printRelation(printer, frame, join.right, false);
    sql += ` ${join.type.toUpperCase()} JOIN ${join.right.kind === 'join' ? `(${right})` : right}`;
    sql += printCriteria(printer, frame, join);
  }
  return sql;
}

function printCriteria(printer: DuckDbPrinter, frame: Frame, join: Join): string {
  const { criteria } = join;
  if (criteria === null) return '';
  if (criteria.kind === 'on') return ` ON ${printCondition(printer, frame, join, criteria.condition)}`;
  const merged = known(printer.analysis.joins.get(join), 'a join');
  const equal = merged.map((column, index) => printMerged(printer, frame, join, column, index));
  return ` ON ${equal.join(' AND ')}`;
}

function printCondition(printer: DuckDbPrinter, frame: Frame, join: Join, condition: Expression): string {
  const [subqueries, outerUses] = [printer.subqueries, frame.outerUses];
  const sql = printExpression(printer, condition);
  if (printer.subqueries > subqueries && join.type !== 'inner') {
    throw printer.error(
      condition,
      'SQL_NOT_SUPPORTED',
      `DuckDB cannot decide a ${join.type.toUpperCase()} JOIN by a subquery`,
      'join with the subquery first, and compare with its column',
    );
  }
  if (frame.outerUses > outerUses && /\blambda\b/.test(sql)) {
    throw printer.error(
      condition,
      'SQL_NOT_SUPPORTED',
      'DuckDB cannot use a column of the query around this one in this condition of a join',
      'put the condition into WHERE, or select the value as a column of one of the tables joined',
    );
  }
  return sql;
}

/** Makes the merged column one of the frame's; gives the condition that joins. */
function printMerged(
  printer: DuckDbPrinter,
  frame: Frame,
  join: Join,
  { name, type, left, right }: MergedColumn,
  index: number,
): string {
  const side = ({ column, type: from }: MergedSide) =>
    castTo(printer, frame.column(column as SourceColumn), from, type, false);
  const [a, b] = [side(left), side(right)];
  const keepsLeft = join.type === 'inner' || join.type === 'left';
  frame.define({ kind: 'merged-column', join, index, name }, keepsLeft ? a : `coalesce(${a}, ${b})`);
  return `(${a} = ${b})`;
}
