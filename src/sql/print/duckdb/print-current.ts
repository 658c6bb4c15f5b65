import type { Current } from '../../ast/expression.ts';
import { instantToWall } from '../../functions/duckdb/zone.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import type { DuckDbPrinter } from './printer.ts';

/** The moment at which the query began, in milliseconds; days and clocks are those of the caller's zone. */
export function printCurrent({ options: { timezone } }: DuckDbPrinter, node: Current): string {
  const instant = "date_trunc('millisecond', now())";
  switch (node.what) {
    case 'current_timestamp':
      return instant;
    case 'current_date':
      return `CAST(${instantToWall(instant, timezone)} AS DATE)`;
    case 'localtimestamp':
      return instantToWall(instant, timezone);
    case 'localtime':
      return `CAST(${instantToWall(instant, timezone)} AS TIME)`;
    default:
      return refuse(`${node.what.toUpperCase()} cannot be had on DuckDB: use CURRENT_TIMESTAMP`);
  }
}
