import type { ResolvedWindow } from '../../analysis/analysis.ts';
import type { FrameBound } from '../../ast/window.ts';
import { wallClock } from '../../functions/duckdb/zone.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import { intervalSize } from '../../functions/operators/interval-size.ts';
import { isLiteral } from '../is-literal.ts';
import { printDirection } from '../print-direction.ts';
import { printExpression, printExpressions } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/** What stands in the parentheses of OVER, named windows followed. */
export function printWindow(printer: DuckDbPrinter, window: ResolvedWindow): string {
  const { partitionBy, orderBy, frame } = window;
  const inMilliseconds = hasInterval(printer, window);
  const parts: string[] = [];
  if (partitionBy.length > 0) parts.push(`PARTITION BY ${printExpressions(printer, partitionBy).join(', ')}`);
  if (orderBy.length > 0) {
    const keys = orderBy.map((item) => {
      const sql = printExpression(printer, item.key);
      const type = printer.analysis.coercions.get(item.key) ?? printer.typeOf(item.key);
      const key = !inMilliseconds
        ? sql
        : type.kind === 'timestamp with time zone'
          ? `epoch_ms(${sql})`
          : `epoch_ms(${wallClock({ sql, type })})`;
      return `${key} ${printDirection(item)}`;
    });
    parts.push(`ORDER BY ${keys.join(', ')}`);
  }
  if (frame !== null) {
    const [start, end = 'CURRENT ROW'] = [frame.start, ...(frame.end === null ? [] : [frame.end])].map(
      (bound) => printBound(printer, bound, inMilliseconds),
    );
    parts.push(`${frame.unit.toUpperCase()} BETWEEN ${start} AND ${end}`);
  }
  return parts.join(' ');
}

/**
 * A frame that reaches so much time back or forth. It is counted in milliseconds: of a text with an interval there
 * DuckDB does not tell which tables it reads.
 */
function hasInterval(printer: DuckDbPrinter, { orderBy: [key], frame }: ResolvedWindow): boolean {
  const distances = [frame?.start, frame?.end].flatMap((bound) =>
    bound?.kind === 'frame-edge' && bound.distance !== null ? [printer.typeOf(bound.distance).kind] : [],
  );
  if (!distances.some((kind) => kind.startsWith('interval'))) return false;
  if (distances.includes('interval year to month')) {
    refuse('a frame on DuckDB cannot reach over months: write days, or hours');
  }
  if (key !== undefined && ['time', 'time with time zone'].includes(printer.typeOf(key.key).kind)) {
    refuse('a frame on DuckDB cannot reach over times of day: sort by a timestamp');
  }
  return true;
}

/** Of anything but a literal DuckDB does not tell which tables are read, and then nothing is run. */
function printBound(printer: DuckDbPrinter, bound: FrameBound, inMilliseconds: boolean): string {
  if (bound.kind === 'current-row') return 'CURRENT ROW';
  const direction = bound.direction.toUpperCase();
  const { distance } = bound;
  if (distance === null) return `UNBOUNDED ${direction}`;
  if (inMilliseconds && distance.kind === 'interval') return `${intervalSize(distance)} ${direction}`;
  if (inMilliseconds || !(isLiteral(distance) || distance.kind === 'parameter')) {
    throw printer.error(
      distance,
      'SQL_NOT_SUPPORTED',
      'DuckDB takes a frame whose reach is written out alone',
      'write a number, or an interval',
    );
  }
  return `${printExpression(printer, distance)} ${direction}`;
}
