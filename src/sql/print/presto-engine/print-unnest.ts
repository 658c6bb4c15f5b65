import type { Expression } from '../../ast/expression.ts';
import type { Unnest } from '../../ast/relation.ts';
import type { SqlType } from '../../types/sql-type.ts';
import type { Frame } from './frame.ts';
import { columnName, columnNames } from './names.ts';
import { printExpression } from './print-expression.ts';
import { printType } from './print-type.ts';
import type { PrestoPrinter } from './printer.ts';

/**
 * `keepsEmpty`: as LEFT JOIN, where a row of what stands before stays when the arrays have no element. For the engine
 * that has CROSS JOIN alone, the first array becomes one of a NULL then.
 */
export function printUnnest(printer: PrestoPrinter, frame: Frame, node: Unnest, keepsEmpty: boolean): string {
  const alias = printer.fresh('r');
  const columns = printer.columns.of(node);
  const texts = node.expressions.map((expression) => printExpression(printer, expression));
  const isEmpty = texts.map((sql) => `coalesce(cardinality(${sql}), 0) = 0`).join(' AND ');
  if (keepsEmpty) texts[0] = orNull(printer, node.expressions[0]!, texts[0]!, isEmpty);
  for (const column of columns) {
    const sql = `${alias}.${columnName(column.index)}`;
    const isPlace = node.withOrdinality && column.index === columns.length - 1;
    frame.define(column, keepsEmpty && isPlace ? `(CASE WHEN NOT (${isEmpty}) THEN ${sql} END)` : sql);
  }
  const ordinality = node.withOrdinality ? ' WITH ORDINALITY' : '';
  return `UNNEST(${texts.join(', ')})${ordinality} AS ${alias} (${columnNames(columns.length)})`;
}

function orNull(printer: PrestoPrinter, node: Expression, sql: string, isEmpty: string): string {
  const type = printer.typeOf(node);
  // A key of a map cannot be NULL, a row can.
  const array = type.kind === 'map' ? `map_entries(${sql})` : sql;
  const element: SqlType =
    type.kind === 'map'
      ? { kind: 'row', fields: [type.key, type.value].map((part) => ({ name: null, type: part })) }
      : type.kind === 'array'
        ? type.element
        : { kind: 'unknown' };
  const none = element.kind === 'unknown' ? 'NULL' : `CAST(NULL AS ${printType(printer.dialect, element)})`;
  return `CASE WHEN ${isEmpty} THEN ARRAY[${none}] ELSE ${array} END`;
}
