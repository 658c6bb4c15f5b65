import type { MergedColumn, MergedSide } from '../../analysis/analysis.ts';
import type { Join, Relation } from '../../ast/relation.ts';
import { known } from '../known.ts';
import type { SourceColumn } from '../relation-columns.ts';
import type { Frame } from './frame.ts';
import { castTo } from './print-conversion.ts';
import { printCondition } from './print-expression.ts';
import { printRelation } from './print-relation.ts';
import { printUnnest } from './print-unnest.ts';
import type { PrestoPrinter } from './printer.ts';

/** Chains of joins lean to the left and may be long: they are walked, and written without parentheses. */
export function printJoin(printer: PrestoPrinter, frame: Frame, node: Join): string {
  const chain: Join[] = [];
  let first: Relation = node;
  while (first.kind === 'join') {
    chain.push(first);
    first = first.left;
  }
  let sql = printRelation(printer, frame, first);
  for (const join of chain.reverse()) {
    sql += lateralJoin(printer, frame, join) ?? plainJoin(printer, frame, join);
  }
  return sql;
}

function plainJoin(printer: PrestoPrinter, frame: Frame, join: Join): string {
  const right = printRelation(printer, frame, join.right);
  const sql = ` ${join.type.toUpperCase()} JOIN ${join.right.kind === 'join' ? `(${right})` : right}`;
  return sql + printCriteria(printer, frame, join);
}

/**
 * With UNNEST and LATERAL, which are joined ON TRUE or not at all, and by PrestoDB only with CROSS JOIN. undefined for
 * other relations.
 */
function lateralJoin(printer: PrestoPrinter, frame: Frame, join: Join): string | undefined {
  let right = join.right;
  while (right.kind === 'aliased') right = right.relation;
  if (right.kind !== 'unnest' && right.kind !== 'lateral') return undefined;
  if (join.type !== 'left') return ` CROSS JOIN ${printRelation(printer, frame, right)}`;
  const { dialect } = printer;
  if (right.kind === 'unnest' && !dialect.leftJoinUnnest) {
    return ` CROSS JOIN ${printUnnest(printer, frame, right, true)}`;
  }
  if (right.kind === 'lateral' && !dialect.leftJoinLateral) {
    throw printer.error(
      join,
      'SQL_NOT_SUPPORTED',
      `${dialect.name} has no LEFT JOIN LATERAL`,
      'select one value as a subquery in SELECT, or join with a subquery that is grouped',
    );
  }
  return ` LEFT JOIN ${printRelation(printer, frame, right)} ON TRUE`;
}

function printCriteria(printer: PrestoPrinter, frame: Frame, join: Join): string {
  const { criteria } = join;
  if (criteria === null) return '';
  if (criteria.kind === 'on') return ` ON ${printCondition(printer, criteria.condition)}`;
  const merged = known(printer.analysis.joins.get(join), 'a join');
  const equal = merged.map((column, index) => printMerged(printer, frame, join, column, index));
  return ` ON ${equal.join(' AND ')}`;
}

/** Makes the merged column one of the frame's; gives the condition that joins. */
function printMerged(
  printer: PrestoPrinter,
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
  return `${a} = ${b}`;
}
