import type { Parameter } from '../../ast/expression.ts';
import type { CommonTable, Limit, Query, QueryBody, RowCount, SetOperation } from '../../ast/query.ts';
import type { SortItem } from '../../ast/sort.ts';
import { LOOSEST, printExpression, printExpressions } from './print-expression.ts';
import { printIdentifiers, printName } from './print-name.ts';
import { printSelect } from './print-select.ts';

/**
 * The text of a query for PrestoDB and Trino: all of it comes from the tree, on one line, with the parentheses that are
 * needed and no others. It parses to the same tree. A parameter is printed as `?`, in the order of the printed text.
 */
export function printQuery(query: Query): string {
  const parts: string[] = [];
  if (query.with !== null) {
    const tables = query.with.tables.map(printCommonTable).join(', ');
    parts.push(`WITH ${query.with.recursive ? 'RECURSIVE ' : ''}${tables}`);
  }
  parts.push(printBody(query.body));
  if (query.orderBy.length > 0) parts.push(`ORDER BY ${printSortItems(query.orderBy)}`);
  if (query.offset !== null) parts.push(`OFFSET ${printCount(query.offset)}`);
  if (query.limit !== null) parts.push(printLimit(query.limit));
  return parts.join(' ');
}

function printCommonTable(table: CommonTable): string {
  return `${printIdentifiers([table.name])}${printColumns(table.columns)} AS (${printQuery(table.query)})`;
}

function printColumns(columns: CommonTable['columns']): string {
  return columns.length === 0 ? '' : ` (${printIdentifiers(columns)})`;
}

function printBody(body: QueryBody): string {
  switch (body.kind) {
    case 'select':
      return printSelect(body);
    case 'values':
      return `VALUES ${printExpressions(body.rows)}`;
    case 'table-query':
      return `TABLE ${printName(body.name)}`;
    case 'set-operation':
      return printSetOperation(body);
    case 'query':
      return `(${printQuery(body)})`;
  }
}

/** INTERSECT binds tighter, and all lean to the left. */
function printSetOperation(operation: SetOperation): string {
  const tightness = tightnessOf(operation);
  const left = printBody(operation.left);
  const right = printBody(operation.right);
  return [
    tightnessOf(operation.left) < tightness ? `(${left})` : left,
    operation.operator.toUpperCase() + (operation.all ? ' ALL' : ''),
    tightnessOf(operation.right) <= tightness ? `(${right})` : right,
  ].join(' ');
}

function tightnessOf(body: QueryBody): number {
  if (body.kind !== 'set-operation') return 3;
  return body.operator === 'intersect' ? 2 : 1;
}

export function printSortItems(items: readonly SortItem[]): string {
  return items
    .map((item) => {
      const nulls = item.nulls === null ? '' : ` NULLS ${item.nulls.toUpperCase()}`;
      return `${printExpression(item.key, LOOSEST + 1)}${item.descending ? ' DESC' : ''}${nulls}`;
    })
    .join(', ');
}

function printLimit(limit: Limit): string {
  const count = limit.count === null ? 'ALL' : printCount(limit.count);
  return limit.withTies ? `FETCH FIRST ${count} ROWS WITH TIES` : `LIMIT ${count}`;
}

function printCount(count: RowCount | Parameter): string {
  return count.kind === 'parameter' ? '?' : count.digits;
}
