import type { CommonTable, Query, QueryBody, SetOperation, TableQuery } from '../../ast/query.ts';
import type { Values } from '../../ast/select.ts';
import { known } from '../known.ts';
import { setOperationChain } from '../set-operation-chain.ts';
import { columnName, columnNames } from './names.ts';
import { castTo } from './print-conversion.ts';
import { printExpression } from './print-expression.ts';
import { printLimits, printRanked } from './print-limit.ts';
import { printTable } from './print-relation.ts';
import { printSelect } from './print-select.ts';
import { printSortedBody } from './print-sorted-body.ts';
import type { PrestoPrinter } from './printer.ts';

export interface QueryForm {
  /** What its columns are called, null for nothing; `c1`, `c2`, … when this is absent. */
  readonly names?: readonly (string | null)[];
  /** At most so many rows, after those of its own LIMIT. */
  readonly limit?: bigint;
}

/** A query or a part of one, its columns `c1`, `c2`, … of the types that are wanted where it stands. */
export function printBody(printer: PrestoPrinter, body: QueryBody): string {
  const sql = printer.count(
    body,
    printer.at(body, () => printKind(printer, body)),
  );
  const coercions = printer.analysis.columnCoercions.get(body);
  if (coercions === undefined) return sql;
  const alias = printer.fresh('r');
  const columns = known(printer.analysis.bodies.get(body), 'a query').map(({ type }, index) => {
    const column = `${alias}.${columnName(index)}`;
    const to = coercions[index];
    const value = to === null || to === undefined ? column : castTo(printer, column, type, to, false);
    return `${value} AS ${columnName(index)}`;
  });
  return `SELECT ${columns.join(', ')} FROM (${sql}) AS ${alias}`;
}

function printKind(printer: PrestoPrinter, body: QueryBody): string {
  switch (body.kind) {
    case 'query':
      return printQuery(printer, body, {});
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

export function printQuery(printer: PrestoPrinter, query: Query, form: QueryForm = {}): string {
  const tables = query.with?.tables ?? [];
  // New names, so that a mistake about where one is known ends in "no such table".
  for (const table of tables) printer.commonTables.set(table, printer.fresh('w'));
  const main = printer.count(
    query,
    printer.at(query, () => printMain(printer, query, form)),
  );
  return printWith(printer, tables) + main;
}

function printMain(printer: PrestoPrinter, query: Query, form: QueryForm): string {
  const { body, orderBy, offset, limit } = query;
  if (limit?.withTies === true || (offset !== null && !printer.dialect.offset)) {
    return printRanked(printer, query, form);
  }
  const limits = printLimits(printer, query, form.limit);
  // The order of a query in parentheses would be lost in a subquery.
  const inParentheses = body.kind === 'query' && orderBy.length === 0 && offset === null;
  if (inParentheses && !printer.analysis.columnCoercions.has(body)) {
    return printQuery(printer, body, {
      ...form,
      ...(limits.count === undefined ? {} : { limit: limits.count }),
    });
  }
  if (body.kind === 'select')
    return printSelect(printer, body, orderBy, 'sorted', form.names).sql + limits.sql;
  if (orderBy.length === 0 && limits.sql === '' && form.names === undefined) return printBody(printer, body);
  return printSortedBody(printer, body, orderBy, 'sorted', form.names).sql + limits.sql;
}

/** Those that are read, by the query or by one that is: so they are printed from the last, after what reads them. */
function printWith(printer: PrestoPrinter, tables: readonly CommonTable[]): string {
  const printed: string[] = [];
  let recursive = false;
  for (const table of tables.toReversed()) {
    if (!printer.commonTablesRead.has(table)) continue;
    const analyzed = known(printer.analysis.commonTables.get(table), `WITH name "${table.name.name}"`);
    recursive ||= analyzed.recursive;
    if (analyzed.recursive && !printer.dialect.recursion) {
      throw printer.error(
        table,
        'SQL_NOT_SUPPORTED',
        `${printer.dialect.name} has no WITH RECURSIVE`,
        'a series of numbers or days is UNNEST(sequence(first, last, step))',
      );
    }
    const name = known(printer.commonTables.get(table), 'a WITH name');
    const query = printBody(printer, table.query);
    printed.unshift(`${name} (${columnNames(analyzed.columns.length)}) AS (${query})`);
  }
  return printed.length === 0 ? '' : `WITH ${recursive ? 'RECURSIVE ' : ''}${printed.join(', ')} `;
}

function printSetOperation(printer: PrestoPrinter, operation: SetOperation): string {
  const counting = ({ operator, all }: SetOperation) =>
    all && operator !== 'union' && !printer.dialect.countingSets;
  if (counting(operation)) return printCounting(printer, operation);
  return setOperationChain(printer.analysis, operation, (body) => printBody(printer, body), counting);
}

/** INTERSECT ALL and EXCEPT ALL, which PrestoDB does not have: equal rows are told apart by a number of their own. */
function printCounting(printer: PrestoPrinter, { operator, left, right }: SetOperation): string {
  const count = known(printer.analysis.bodies.get(left), 'a query').length;
  const columns = columnNames(count);
  const numbered = (body: QueryBody) =>
    `SELECT ${columns}, row_number() OVER (PARTITION BY ${columns}) AS n FROM (${printBody(printer, body)}) AS ${printer.fresh('r')}`;
  const both = `(${numbered(left)}) ${operator.toUpperCase()} (${numbered(right)})`;
  return `SELECT ${columns} FROM (${both}) AS ${printer.fresh('r')}`;
}

/** With subqueries or columns of queries around, which the engines do not take in VALUES, it is a union. */
function printValues(printer: PrestoPrinter, values: Values): string {
  const before = printer.subqueries;
  return printer.inFrame(undefined, (frame) => {
    const rows = values.rows.map((row) =>
      (row.kind === 'row' ? row.items : [row]).map((cell) => printExpression(printer, cell)),
    );
    if (printer.subqueries === before && frame.outerUses === 0) {
      const columns = columnNames(known(printer.analysis.bodies.get(values), 'VALUES').length);
      const texts = rows.map((cells) => `ROW(${cells.join(', ')})`).join(', ');
      return `SELECT ${columns} FROM (VALUES ${texts}) AS ${printer.fresh('r')} (${columns})`;
    }
    return rows
      .map((cells) => `SELECT ${cells.map((sql, index) => `${sql} AS ${columnName(index)}`).join(', ')}`)
      .join(' UNION ALL ');
  });
}

function printTableQuery(printer: PrestoPrinter, node: TableQuery): string {
  const bound = known(printer.analysis.tables.get(node), `table "${node.name.parts.at(-1)!.name}"`);
  const visible =
    bound.kind === 'common-table'
      ? [...known(printer.analysis.commonTables.get(bound.commonTable), 'a WITH name').columns.keys()]
      : bound.table.columns.flatMap(({ hidden }, index) => (hidden ? [] : [index]));
  const alias = printer.fresh('r');
  const columns = visible.map((from, to) => `${alias}.${columnName(from)} AS ${columnName(to)}`);
  return `SELECT ${columns.join(', ')} FROM ${printTable(printer, bound, visible)} AS ${alias}`;
}
