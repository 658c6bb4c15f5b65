import type { CommonTable, Query, QueryBody, SetOperation, TableQuery, With } from '../../ast/query.ts';
import type { Values } from '../../ast/select.ts';
import { castTo } from '../../functions/operators/cast.ts';
import { columnName, columnNames } from './names.ts';
import { printClause } from './print-expression.ts';
import { printLimits, printWithTies } from './print-limit.ts';
import { printTable } from './print-relation.ts';
import { printSelect } from './print-select.ts';
import { printSortedBody } from './print-sorted-body.ts';
import { type DuckDbPrinter, known } from './printer.ts';

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
      return printSetOperation(printer, body);
    case 'values':
      return printValues(printer, body);
    case 'table-query':
      return printTableQuery(printer, body);
  }
}

function printQuery(printer: DuckDbPrinter, query: Query): string {
  const { body, orderBy } = query;
  const before = query.with === null ? '' : printWith(printer, query.with);
  if (query.limit?.withTies === true) return before + printWithTies(printer, query);
  const limits = printLimits(printer, query);
  if (body.kind === 'select') return before + printSelect(printer, body, orderBy, 'sorted').sql + limits;
  if (orderBy.length === 0 && limits === '') return before + printBody(printer, body);
  return before + printSortedBody(printer, body, orderBy, 'sorted').sql + limits;
}

function printWith(printer: DuckDbPrinter, node: With): string {
  const tables = node.tables.map((table) => printCommonTable(printer, table));
  const recursive = node.tables.some((table) => printer.analysis.commonTables.get(table)?.recursive === true);
  return `WITH ${recursive ? 'RECURSIVE ' : ''}${tables.join(', ')} `;
}

/** Its name is new, so that a mistake about where it is known ends in "no such table". */
function printCommonTable(printer: DuckDbPrinter, table: CommonTable): string {
  const { columns } = known(printer.analysis.commonTables.get(table), `WITH name "${table.name.name}"`);
  const name = printer.alias();
  printer.commonTables.set(table, name);
  return `${name} (${columnNames(columns.length)}) AS (${printBody(printer, table.query)})`;
}

/** Chains lean to the left and may be long: they are walked, and written without parentheses around what is before. */
function printSetOperation(printer: DuckDbPrinter, operation: SetOperation): string {
  const chain: SetOperation[] = [operation];
  let first: QueryBody = operation.left;
  while (
    first.kind === 'set-operation' &&
    (first.operator === 'intersect') === (operation.operator === 'intersect') &&
    !printer.analysis.columnCoercions.has(first)
  ) {
    chain.push(first);
    first = first.left;
  }
  let sql = `(${printBody(printer, first)})`;
  for (const { operator, all, right } of chain.reverse()) {
    sql += ` ${operator.toUpperCase()}${all ? ' ALL' : ''} (${printBody(printer, right)})`;
  }
  return sql;
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
