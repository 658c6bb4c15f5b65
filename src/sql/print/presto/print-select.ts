import type { GroupBy, GroupingElement, GroupingSet, Select, SelectItem } from '../../ast/select.ts';
import { PRIMARY, printExpression, printExpressions } from './print-expression.ts';
import { printIdentifiers } from './print-name.ts';
import { printRelation } from './print-relation.ts';
import { printWindowSpecification } from './print-window.ts';

export function printSelect(select: Select): string {
  const parts = [select.distinct ? 'SELECT DISTINCT' : 'SELECT', select.items.map(printItem).join(', ')];
  if (select.from.length > 0) parts.push(`FROM ${select.from.map(printRelation).join(', ')}`);
  if (select.where !== null) parts.push(`WHERE ${printExpression(select.where)}`);
  if (select.groupBy !== null) parts.push(printGroupBy(select.groupBy));
  if (select.having !== null) parts.push(`HAVING ${printExpression(select.having)}`);
  if (select.windows.length > 0) {
    const windows = select.windows.map(
      ({ name, specification }) =>
        `${printIdentifiers([name])} AS (${printWindowSpecification(specification)})`,
    );
    parts.push(`WINDOW ${windows.join(', ')}`);
  }
  return parts.join(' ');
}

function printItem(item: SelectItem): string {
  if (item.kind === 'select-expression') {
    const value = printExpression(item.expression);
    return item.alias === null ? value : `${value} AS ${printIdentifiers([item.alias])}`;
  }
  const columns = item.columns.length === 0 ? '' : ` AS (${printIdentifiers(item.columns)})`;
  return item.target === null ? '*' : `${printExpression(item.target, PRIMARY)}.*${columns}`;
}

function printGroupBy(groupBy: GroupBy): string {
  const quantifier = groupBy.quantifier === null ? '' : `${groupBy.quantifier.toUpperCase()} `;
  return `GROUP BY ${quantifier}${groupBy.elements.map(printElement).join(', ')}`;
}

function printElement(element: GroupingElement): string {
  switch (element.kind) {
    case 'grouping-set':
      return printSet(element);
    case 'grouping-sets':
      return `GROUPING SETS (${element.sets.map(printSet).join(', ')})`;
    case 'rollup':
    case 'cube':
      return `${element.kind.toUpperCase()} (${printExpressions(element.columns)})`;
  }
}

function printSet(set: GroupingSet): string {
  const columns = printExpressions(set.columns);
  return set.columns.length === 1 ? columns : `(${columns})`;
}
