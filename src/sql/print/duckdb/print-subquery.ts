import type { Query } from '../../ast/query.ts';
import { printBody } from './print-query.ts';
import type { DuckDbPrinter } from './printer.ts';

/** A query that may depend on the rows of the one around it; without parentheses. */
export function printSubquery(printer: DuckDbPrinter, query: Query): string {
  const { frame } = printer;
  const [joins, uses] = [printer.fullJoinsOfWithNames.length, frame.innerUses];
  const sql = printBody(printer, query);
  const join = printer.fullJoinsOfWithNames[joins];
  if (join === undefined || frame.innerUses === uses) return sql;
  throw printer.error(
    join,
    'SQL_NOT_SUPPORTED',
    'DuckDB cannot do a FULL JOIN of WITH names in a subquery that depends on the query around it',
    'do the FULL JOIN in the WITH query, and select from that here',
  );
}
