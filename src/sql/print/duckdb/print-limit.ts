import type { Parameter } from '../../ast/expression.ts';
import type { Query, RowCount } from '../../ast/query.ts';
import { known } from '../known.ts';
import { columnName } from './names.ts';
import { printSelect } from './print-select.ts';
import { printSortedBody } from './print-sorted-body.ts';
import type { DuckDbPrinter } from './printer.ts';

/** OFFSET and LIMIT. */
export function printLimits(printer: DuckDbPrinter, { offset, limit }: Query): string {
  const count = limit === null || limit.count === null ? '' : ` LIMIT ${countOf(printer, limit.count)}`;
  return count + (offset === null ? '' : ` OFFSET ${countOf(printer, offset)}`);
}

function countOf(printer: DuckDbPrinter, node: RowCount | Parameter): bigint {
  if (node.kind === 'row-count') return BigInt(node.digits);
  const value = printer.options.parameters[node.index];
  if ((typeof value === 'number' || typeof value === 'bigint') && value >= 0) return BigInt(value);
  throw printer.error(node, 'SQL_INVALID', 'a count of rows must be a whole number that is not negative');
}

/**
 * `FETCH FIRST n ROWS WITH TIES`, which DuckDB does not have: the rows whose rank is at most n, since a row that sorts
 * as the last one has its rank.
 */
export function printWithTies(printer: DuckDbPrinter, { body, orderBy, offset, limit }: Query): string {
  const count = limit?.count ?? null;
  const from = offset === null ? 0n : countOf(printer, offset);
  const rows = count === null ? undefined : countOf(printer, count);
  const { sql, keys } =
    body.kind === 'select'
      ? printSelect(printer, body, orderBy, 'keyed')
      : printSortedBody(printer, body, orderBy, 'keyed');
  const [inner, outer] = [printer.alias(), printer.alias()];
  const order = keys.length === 0 ? '' : `ORDER BY ${keys.join(', ')}`;
  const ranked = `SELECT *, row_number() OVER (${order}) AS "place", rank() OVER (${order}) AS "rank" FROM (${sql}) AS ${inner}`;
  const width = known(printer.analysis.bodies.get(body), 'a query').length;
  const columns = Array.from({ length: width }, (_, index) => `${outer}.${columnName(index)}`);
  const conditions = [`${outer}."place" > ${from}`];
  if (rows !== undefined) conditions.push(rows === 0n ? 'false' : `${outer}."rank" <= ${from + rows}`);
  return `SELECT ${columns.join(', ')} FROM (${ranked}) AS ${outer} WHERE ${conditions.join(' AND ')} ORDER BY ${outer}."place"`;
}
