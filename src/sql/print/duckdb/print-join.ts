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
  const before = { outer: frame.outerUses, withNames: printer.withNamesPrinted };
  let sql = printRelation(printer, frame, first, true);
  for (const join of chain.reverse()) {
    const right = printRelation(printer, frame, join.right, false);
    const { criteria, imports } = printCriteria(printer, frame, join);
    const own = join.right.kind === 'join' ? `(${right})` : right;
    const type = join.type.toUpperCase();
    if (join.type === 'full') checkFullJoin(printer, frame, join, before);
    // On the side of which all rows are kept, where its columns cannot become NULL.
    if (imports === undefined) sql += ` ${type} JOIN ${own}${criteria}`;
    else if (join.type === 'right') sql += ` RIGHT JOIN (${own} CROSS JOIN ${imports})${criteria}`;
    else sql += ` CROSS JOIN ${imports} ${type} JOIN ${own}${criteria}`;
  }
  return sql;
}

interface Criteria {
  /** With their word, or nothing. */
  readonly criteria: string;
  /** The relation that brings in what they take from the SELECTs around, where they cannot name it. */
  readonly imports: string | undefined;
}

function printCriteria(printer: DuckDbPrinter, frame: Frame, join: Join): Criteria {
  const { criteria } = join;
  if (criteria === null) return { criteria: '', imports: undefined };
  if (criteria.kind === 'on') {
    const { sql, relation } = printCondition(printer, frame, join, criteria.condition);
    return { criteria: ` ON ${sql}`, imports: relation };
  }
  const merged = known(printer.analysis.joins.get(join), 'a join');
  const equal = merged.map((column, index) => printMerged(printer, frame, join, column, index));
  return { criteria: ` ON ${equal.join(' AND ')}`, imports: undefined };
}

/** DuckDB takes columns of the queries around in the condition of an inner join alone, and not in a lambda there. */
function printCondition(
  printer: DuckDbPrinter,
  frame: Frame,
  join: Join,
  condition: Expression,
): { readonly sql: string; readonly relation: string | undefined } {
  const before = printer.subqueries;
  const print = () => printExpression(printer, condition);
  if (join.type === 'inner') {
    const outerUses = frame.outerUses;
    const sql = print();
    if (frame.outerUses === outerUses || !/\blambda\b/.test(sql)) return { sql, relation: undefined };
    return frame.importingForJoin(print);
  }
  const printed = frame.importingForJoin(print);
  if (printer.subqueries > before) {
    throw printer.error(
      condition,
      'SQL_NOT_SUPPORTED',
      `DuckDB cannot decide a ${join.type.toUpperCase()} JOIN by a subquery`,
      'join with the subquery first, and compare with its column',
    );
  }
  if (join.type === 'full' && printed.relation !== undefined) {
    throw printer.error(
      condition,
      'SQL_NOT_SUPPORTED',
      'DuckDB cannot decide a FULL JOIN by a column of the query around it',
      'put the condition into WHERE, or into a subquery for one of the tables joined',
    );
  }
  return printed;
}

/** Within a subquery that depends on the query around it DuckDB plans a FULL JOIN only of what does not. */
function checkFullJoin(
  printer: DuckDbPrinter,
  frame: Frame,
  join: Join,
  before: { readonly outer: number; readonly withNames: number },
): void {
  if (frame.outerUses > before.outer) {
    throw printer.error(
      join,
      'SQL_NOT_SUPPORTED',
      'DuckDB cannot do a FULL JOIN of what depends on the query around it',
      'join first, in a WITH query, and select from that what is wanted of it here',
    );
  }
  if (printer.withNamesPrinted > before.withNames) printer.fullJoinsOfWithNames.push(join);
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
