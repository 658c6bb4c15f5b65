import type { Query } from '../../ast/query.ts';
import { known } from '../known.ts';
import { rowCountOf } from '../row-count.ts';
import { columnName, outputColumn } from './names.ts';
import type { QueryForm } from './print-query.ts';
import { printSelect } from './print-select.ts';
import { printSortedBody } from './print-sorted-body.ts';
import type { PrestoPrinter } from './printer.ts';

export interface PrintedLimits {
  readonly sql: string;
  readonly count: bigint | undefined;
}

/** OFFSET and LIMIT; `most` is a limit from without. */
export function printLimits(
  printer: PrestoPrinter,
  { offset, limit }: Query,
  most: bigint | undefined,
): PrintedLimits {
  const own = limit === null || limit.count === null ? undefined : rowCountOf(printer, limit.count);
  const count = own === undefined || (most !== undefined && most < own) ? most : own;
  // PrestoDB and Trino want OFFSET before LIMIT.
  const from = offset === null ? '' : ` OFFSET ${rowCountOf(printer, offset)}`;
  return { sql: `${from}${count === undefined ? '' : ` LIMIT ${count}`}`, count };
}

/**
 * OFFSET and `FETCH FIRST n ROWS WITH TIES` where the engine does not have them: rows get their place, and their rank
 * among equals, since a row that sorts as the last one has its rank.
 */
export function printRanked(printer: PrestoPrinter, query: Query, form: QueryForm): string {
  const { body, orderBy, offset, limit } = query;
  const count = limit?.count ?? null;
  const from = offset === null ? 0n : rowCountOf(printer, offset);
  const rows = count === null ? undefined : rowCountOf(printer, count);
  const { sql, keys } =
    body.kind === 'select'
      ? printSelect(printer, body, orderBy, 'keyed')
      : printSortedBody(printer, body, orderBy, 'keyed');
  const [inner, outer] = [printer.fresh('r'), printer.fresh('r')];
  const order = keys.length === 0 ? '' : `ORDER BY ${keys.join(', ')}`;
  const width = known(printer.analysis.bodies.get(body), 'a query').length;
  const indexes = Array.from({ length: width }, (_, index) => index);
  const ties = limit?.withTies === true;
  const places = [
    `row_number() OVER (${order}) AS place`,
    ...(ties ? [`rank() OVER (${order}) AS ties`] : []),
  ];
  const ranked = `SELECT ${[...indexes.map(columnName), ...places].join(', ')} FROM (${sql}) AS ${inner}`;
  const conditions = [`${outer}.place > ${from}`];
  if (rows !== undefined) {
    // Of no rows there is no last one, which others could be equal to.
    if (rows === 0n) conditions.push('FALSE');
    else conditions.push(`${outer}.${ties ? 'ties' : 'place'} <= ${atMost(from + rows)}`);
  }
  const columns = indexes.map((index) => outputColumn(`${outer}.${columnName(index)}`, index, form.names));
  const most = form.limit === undefined ? '' : ` LIMIT ${form.limit}`;
  return `SELECT ${columns.join(', ')} FROM (${ranked}) AS ${outer} WHERE ${conditions.join(' AND ')} ORDER BY ${outer}.place${most}`;
}

/** A place is a bigint, and the engine reads no larger number. */
function atMost(place: bigint): bigint {
  const largest = 2n ** 63n - 1n;
  return place < largest ? place : largest;
}
