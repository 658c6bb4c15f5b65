import type { ResolvedWindow } from '../../analysis/analysis.ts';
import type { FrameBound } from '../../ast/window.ts';
import { printExpression, printExpressions } from './print-expression.ts';
import { printSortItems } from './print-sort.ts';
import type { PrestoPrinter } from './printer.ts';

/** What stands in the parentheses of OVER, named windows followed. */
export function printWindow(printer: PrestoPrinter, { partitionBy, orderBy, frame }: ResolvedWindow): string {
  const parts: string[] = [];
  if (partitionBy.length > 0) parts.push(`PARTITION BY ${printExpressions(printer, partitionBy).join(', ')}`);
  const keys = printSortItems(printer, orderBy);
  if (keys.length > 0) parts.push(`ORDER BY ${keys.join(', ')}`);
  if (frame !== null) {
    const start = printBound(printer, frame.start);
    const end = frame.end === null ? 'CURRENT ROW' : printBound(printer, frame.end);
    parts.push(`${frame.unit.toUpperCase()} BETWEEN ${start} AND ${end}`);
  }
  return parts.join(' ');
}

function printBound(printer: PrestoPrinter, bound: FrameBound): string {
  if (bound.kind === 'current-row') return 'CURRENT ROW';
  const distance = bound.distance === null ? 'UNBOUNDED' : printExpression(printer, bound.distance);
  return `${distance} ${bound.direction.toUpperCase()}`;
}
