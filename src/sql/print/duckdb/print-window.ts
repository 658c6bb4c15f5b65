import type { ResolvedWindow } from '../../analysis/analysis.ts';
import type { FrameBound, WindowFrame } from '../../ast/window.ts';
import { printExpression, printExpressions } from './print-expression.ts';
import { printDirection } from './print-sort.ts';
import type { DuckDbPrinter } from './printer.ts';

/** What stands in the parentheses of OVER, named windows followed. */
export function printWindow(printer: DuckDbPrinter, { partitionBy, orderBy, frame }: ResolvedWindow): string {
  const parts: string[] = [];
  if (partitionBy.length > 0) parts.push(`PARTITION BY ${printExpressions(printer, partitionBy).join(', ')}`);
  if (orderBy.length > 0) {
    const keys = orderBy.map((item) => `${printExpression(printer, item.key)} ${printDirection(item)}`);
    parts.push(`ORDER BY ${keys.join(', ')}`);
  }
  if (frame !== null) parts.push(printFrame(printer, frame));
  return parts.join(' ');
}

function printFrame(printer: DuckDbPrinter, { unit, start, end }: WindowFrame): string {
  const bounds = [start, ...(end === null ? [] : [end])].map((bound) => printBound(printer, bound));
  const text = bounds.length === 1 ? `${bounds[0]} AND CURRENT ROW` : bounds.join(' AND ');
  return `${unit.toUpperCase()} BETWEEN ${text}`;
}

function printBound(printer: DuckDbPrinter, bound: FrameBound): string {
  if (bound.kind === 'current-row') return 'CURRENT ROW';
  const distance = bound.distance === null ? 'UNBOUNDED' : printExpression(printer, bound.distance);
  return `${distance} ${bound.direction.toUpperCase()}`;
}
