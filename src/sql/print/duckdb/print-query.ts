import type { CommonTable, Query, QueryBody, TableQuery } from '../../ast/query.ts';
import type { Values } from '../../ast/select.ts';
import { castTo } from '../../functions/operators/cast.ts';
import { known } from '../known.ts';
import { setOperationChain } from '../set-operation-chain.ts';
import { columnName, columnNames } from './names.ts';
import { printClause } from './print-expression.ts';
import { printLimits, printWithTies } from './print-limit.ts';
import { printTable } from './print-relation.ts';
import { printSelect } from './print-select.ts';
import { printSortedBody } from './print-sorted-body.ts';
import type { DuckDbPrinter } from './printer.ts';

/** A query or a part of one, its columns `c1`, `c2`, … of the types that are wanted where it stands. */
export function printBody(printer: DuckDbPrinter, body: QueryBody): string {
  const sql = printer.count(
    body,
    printer.at(body, () => printKind(printer, body)),
  );
  const coercions = printer.analysis.columnCoercions.get(body);
  if (coercions === undefined) return sql;
  const alias = printer.alias();
  const columns = known(printer.analysis.bodies.get(body), 'a query').map(({ type }, index) => {
    const column = `${alias}.${columnName(index)}`;
    const to = coercions[index];
    const value = to === null || to === undefined ? column : castTo(printer, column, type, to, false);
    return `${value} AS ${columnName(index)}`;
  });
  return printer.at(body, () => `SELECT ${columns.join(', ')} FROM (${sql}) AS ${alias}`);
}

function printKind(printer: DuckDbPrinter, body: QueryBody): string {
  switch (body.kind) {
    case 'query':
      return printQuery(printer, body);
    case 'select':
      return printSelect(printer, body, [], 'sorted').sql;
    case 'set-operation':
      return setOperationChain(printer.analysis, body, (part) => printBody(printer, part));
    case 'values':
      return printValues(printer, body);
    case 'table-query':
      return printTableQuery(printer, body);
  }
}

function printQuery(printer: DuckDbPrinter, query: Query): string {
  const tables = query.with?.tables ?? [];
  // New names, so that a mistake about where one is known ends in "no such table".
  for (const table of tables) printer.commonTables.set(table, printer.alias());
  const main = printMain(printer, query);
  return printWith(printer, tables) + main;
}

function printMain(printer: DuckDbPrinter, query: Query): string {
  const { body, orderBy } = query;
  if (query.limit?.withTies === true) return printWithTies(printer, query);
  const limits = printLimits(printer, query);
  if (body.kind === 'select') return printSelect(printer, body, orderBy, 'sorted').sql + limits;
  if (orderBy.length === 0 && limits === '') return printBody(printer, body);
  return printSortedBody(printer, body, orderBy, 'sorted').sql + limits;
}

/**
 * Those that are read, by the query or by one that is: DuckDB does not tell what others would read. So they are printed
 * from the last, after the query that they stand before.
 */
function printWith(printer: DuckDbPrinter, tables: readonly CommonTable[]): string {
  const printed: string[] = [];
  let recursive = false;
  for (const table of tables.toReversed()) {
    if (!printer.commonTablesRead.has(table)) continue;
    const analyzed = known(printer.analysis.commonTables.get(table), `WITH name "${table.name.name}"`);
    recursive ||= analyzed.recursive;
    const name = known(printer.commonTables.get(table), 'a WITH name');
    printed.unshift(
      `${name} (${columnNames(analyzed.columns.length)}) AS (${printBody(printer, table.query)})`,
    );
  }
  return printed.length === 0 ? '' : `WITH ${recursive ? 'RECURSIVE ' : ''}${printed.join(', ')} `;
}

function printValues(printer: DuckDbPrinter, values: Values): string {
  return printer.inFrame(undefined, (frame) => {
    const rows = values.rows.map((row) =>
      (row.kind === 'row' ? row.items : [row]).map((cell) => printClause(printer, cell)),
    );
    const count = known(printer.analysis.bodies.get(values), 'VALUES').length;
    const imports = frame.from('source', undefined);
    if (imports === '') {
      const alias = printer.alias();
      const texts = rows.map((cells) => `(${cells.join(', ')})`).join(', ');
      return `SELECT ${columnNames(count)} FROM (VALUES ${texts}) AS ${alias} (${columnNames(count)})`;
    }
    return rows
      .map((cells) => {
        const columns = cells.map((sql, index) => `${sql} AS ${columnName(index)}`);
        return `SELECT ${columns.join(', ')}${imports}`;
      })
      .join(' UNION ALL ');
  });
}

function printTableQuery(printer: DuckDbPrinter, node: TableQuery): string {
  const bound = known(printer.analysis.tables.get(node), `table "${node.name.parts.at(-1)!.name}"`);
  const visible =
    bound.kind === 'common-table'
      ? [...known(printer.analysis.commonTables.get(bound.commonTable), 'a WITH name').columns.keys()]
      : bound.table.columns.flatMap(({ hidden }, index) => (hidden ? [] : [index]));
  const alias = printer.alias();
  const columns = visible.map((from, to) => `${alias}.${columnName(from)} AS ${columnName(to)}`);
  return `SELECT ${columns.join(', ')} FROM ${printTable(printer, bound, visible)} AS ${alias}`;
}
