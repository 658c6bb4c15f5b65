import type { Query } from '../../ast/query.ts';
import { known } from '../known.ts';
import { rowCountOf } from '../row-count.ts';
import { columnName } from './names.ts';
import { printSelect } from './print-select.ts';
import { printSortedBody } from './print-sorted-body.ts';
import type { DuckDbPrinter } from './printer.ts';

/** OFFSET and LIMIT. */
export function printLimits(printer: DuckDbPrinter, { offset, limit }: Query): string {
  const count = limit === null || limit.count === null ? '' : ` LIMIT ${rowCountOf(printer, limit.count)}`;
  return count + (offset === null ? '' : ` OFFSET ${rowCountOf(printer, offset)}`);
}

/**
 * `FETCH FIRST n ROWS WITH TIES`, which DuckDB does not have: the rows whose rank is at most n, since a row that sorts
 * as the last one has its rank.
 */
export function printWithTies(printer: DuckDbPrinter, { body, orderBy, offset, limit }: Query): string {
  const count = limit?.count ?? null;
  const from = offset === null ? 0n : rowCountOf(printer, offset);
  const rows = count === null ? undefined : rowCountOf(printer, count);
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
