import type { BoundTable, ColumnSource } from '../../analysis/analysis.ts';
import type { Expression } from '../../ast/expression.ts';
import type { LateralQuery, Relation, SampledRelation } from '../../ast/relation.ts';
import { known } from '../known.ts';
import type { Frame } from './frame.ts';
import { columnName, columnNames } from './names.ts';
import { printExpression } from './print-expression.ts';
import { printJoin } from './print-join.ts';
import { printLogicalTable } from './print-logical-table.ts';
import { printBody } from './print-query.ts';
import { printUnnest } from './print-unnest.ts';
import type { PrestoPrinter } from './printer.ts';

/** FROM without its word; undefined without FROM. Every column of it becomes one of the frame's. */
export function printFrom(
  printer: PrestoPrinter,
  frame: Frame,
  relations: readonly Relation[],
): string | undefined {
  if (relations.length === 0) return undefined;
  const texts = relations.map((relation, index) => {
    const sql = printRelation(printer, frame, relation);
    return index > 0 && relation.kind === 'join' ? `(${sql})` : sql;
  });
  return texts.join(' CROSS JOIN ');
}

export function printRelation(printer: PrestoPrinter, frame: Frame, relation: Relation): string {
  switch (relation.kind) {
    case 'aliased':
      return printRelation(printer, frame, relation.relation);
    case 'sampled':
      return printer.at(relation, () => printSample(printer, frame, relation));
    case 'join':
      return printJoin(printer, frame, relation);
    case 'table': {
      if (relation.version !== null) throw new Error('a version of a table cannot be printed');
      const bound = known(
        printer.analysis.tables.get(relation),
        `table "${relation.name.parts.at(-1)!.name}"`,
      );
      return named(printer, frame, relation, printTable(printer, bound, printer.used(relation)));
    }
    case 'derived-table':
      return named(printer, frame, relation, `(${printBody(printer, relation.query)})`);
    case 'lateral':
      return (
        printLateralValues(printer, frame, relation) ??
        named(printer, frame, relation, `LATERAL (${printBody(printer, relation.query)})`)
      );
    case 'unnest':
      return printUnnest(printer, frame, relation, false);
  }
}

/** Gives a relation a name that is used once in the whole query, and tells the frame what its columns are. */
function named(printer: PrestoPrinter, frame: Frame, relation: ColumnSource, sql: string): string {
  const alias = printer.fresh('r');
  for (const column of printer.columns.of(relation)) {
    frame.define(column, `${alias}.${columnName(column.index)}`);
  }
  return `${sql} AS ${alias}`;
}

/** A table without its alias. Of a WITH name all columns are there, of others those `used`. */
export function printTable(printer: PrestoPrinter, bound: BoundTable, used: readonly number[]): string {
  if (bound.kind === 'common-table') {
    printer.commonTablesRead.add(bound.commonTable);
    return known(printer.commonTables.get(bound.commonTable), 'a WITH name');
  }
  return `(${printLogicalTable(printer, bound.table, used)})`;
}

/**
 * LATERAL (VALUES …) as an array of rows that is unfolded: the engines cannot plan VALUES with columns of what stands
 * before it. undefined when it is another query.
 */
function printLateralValues(
  printer: PrestoPrinter,
  frame: Frame,
  relation: LateralQuery,
): string | undefined {
  const { body, orderBy, limit, offset, with: tables } = relation.query;
  if (body.kind !== 'values' || orderBy.length > 0 || limit !== null || offset !== null || tables !== null) {
    return undefined;
  }
  const rows = body.rows.map((row) => {
    const cells = row.kind === 'row' ? row.items : [row];
    return `ROW(${cells.map((cell) => printExpression(printer, cell)).join(', ')})`;
  });
  const width = known(printer.analysis.bodies.get(body), 'VALUES').length;
  const sql = named(printer, frame, relation, `UNNEST(ARRAY[${rows.join(', ')}])`);
  return `${sql} (${columnNames(width)})`;
}

function printSample(printer: PrestoPrinter, frame: Frame, node: SampledRelation): string {
  let inner = node.relation;
  while (inner.kind === 'aliased') inner = inner.relation;
  const sql = printRelation(printer, frame, inner);
  const relation = inner.kind === 'join' || inner.kind === 'sampled' ? `(${sql})` : sql;
  return `${relation} TABLESAMPLE ${node.method.toUpperCase()} (${percentageText(node.percentage)})`;
}

/** The analysis lets only numbers through. */
function percentageText(node: Expression): string {
  if (node.kind === 'integer') return node.digits;
  if (node.kind === 'decimal' || node.kind === 'double') return `DOUBLE '${Number(node.text)}'`;
  throw new Error('a percentage was not analysed');
}
