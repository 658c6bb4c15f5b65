import type { BoundTable, ColumnSource } from '../../analysis/analysis.ts';
import type { Expression } from '../../ast/expression.ts';
import type { Relation, SampledRelation } from '../../ast/relation.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import { known } from '../known.ts';
import type { Frame } from './frame.ts';
import { columnName } from './names.ts';
import { printJoin } from './print-join.ts';
import { printLogicalTable } from './print-logical-table.ts';
import { printBody } from './print-query.ts';
import { printSubquery } from './print-subquery.ts';
import { printUnnest } from './print-unnest.ts';
import type { DuckDbPrinter } from './printer.ts';

/** FROM without its word; undefined without FROM. Every column of it becomes one of the frame's. */
export function printFrom(
  printer: DuckDbPrinter,
  frame: Frame,
  relations: readonly Relation[],
): string | undefined {
  if (relations.length === 0) return undefined;
  const texts = frame.inFrom(() =>
    relations.map((relation, index) => {
      const sql = printRelation(printer, frame, relation, index === 0);
      return index > 0 && relation.kind === 'join' ? `(${sql})` : sql;
    }),
  );
  return texts.join(' CROSS JOIN ');
}

/** `first`: nothing stands before it that it could name. */
export function printRelation(
  printer: DuckDbPrinter,
  frame: Frame,
  relation: Relation,
  first: boolean,
): string {
  switch (relation.kind) {
    case 'aliased':
      return printRelation(printer, frame, relation.relation, first);
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
      return named(
        printer,
        frame,
        relation,
        `${first ? '' : 'LATERAL '}(${printSubquery(printer, relation.query)})`,
      );
    case 'unnest':
      return named(printer, frame, relation, `${first ? '' : 'LATERAL '}(${printUnnest(printer, relation)})`);
  }
}

/** Gives a relation a name that is used once in the whole query, and tells the frame what its columns are. */
function named(printer: DuckDbPrinter, frame: Frame, relation: ColumnSource, sql: string): string {
  const alias = printer.alias();
  for (const column of printer.columns.of(relation)) {
    frame.define(column, `${alias}.${columnName(column.index)}`);
  }
  return `${sql} AS ${alias}`;
}

/** A table without its alias. Of a WITH name all columns are there, of others those `used`. */
export function printTable(printer: DuckDbPrinter, bound: BoundTable, used: readonly number[]): string {
  if (bound.kind === 'common-table') {
    printer.commonTablesRead.add(bound.commonTable);
    printer.withNamesPrinted++;
    return known(printer.commonTables.get(bound.commonTable), 'a WITH name');
  }
  return `(${printLogicalTable(bound.table, used, printer.options.tables, printer.tablesRead)})`;
}

function printSample(printer: DuckDbPrinter, frame: Frame, node: SampledRelation): string {
  let inner = node.relation;
  while (inner.kind === 'aliased') inner = inner.relation;
  if (inner.kind !== 'table' && inner.kind !== 'derived-table') {
    refuse('DuckDB takes samples of tables and of subqueries: put this into a subquery');
  }
  const percentage = percentageOf(node.percentage);
  return `${printRelation(printer, frame, inner, true)} TABLESAMPLE ${node.method}(${percentage} PERCENT)`;
}

function percentageOf(node: Expression): number {
  const text =
    node.kind === 'integer'
      ? node.digits
      : node.kind === 'decimal' || node.kind === 'double'
        ? node.text
        : '';
  const percentage = text === '' ? Number.NaN : Number(text);
  if (percentage >= 0 && percentage <= 100) return percentage;
  return refuse('TABLESAMPLE takes a number from 0 to 100');
}
