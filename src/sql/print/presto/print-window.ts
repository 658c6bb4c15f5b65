import type { FrameBound, WindowFrame, WindowName, WindowSpecification } from '../../ast/window.ts';
import { printExpression, printExpressions, VALUE } from './print-expression.ts';
import { printIdentifiers } from './print-name.ts';
import { printSortItems } from './print-query.ts';

/** What follows OVER. */
export function printWindow(window: WindowSpecification | WindowName): string {
  return window.kind === 'window-name'
    ? printIdentifiers([window.name])
    : `(${printWindowSpecification(window)})`;
}

export function printWindowSpecification(window: WindowSpecification): string {
  const parts: string[] = [];
  if (window.base !== null) parts.push(printIdentifiers([window.base]));
  if (window.partitionBy.length > 0) parts.push(`PARTITION BY ${printExpressions(window.partitionBy)}`);
  if (window.orderBy.length > 0) parts.push(`ORDER BY ${printSortItems(window.orderBy)}`);
  if (window.frame !== null) parts.push(printFrame(window.frame));
  return parts.join(' ');
}

function printFrame(frame: WindowFrame): string {
  const unit = frame.unit.toUpperCase();
  if (frame.end === null) return `${unit} ${printBound(frame.start)}`;
  return `${unit} BETWEEN ${printBound(frame.start)} AND ${printBound(frame.end)}`;
}

function printBound(bound: FrameBound): string {
  if (bound.kind === 'current-row') return 'CURRENT ROW';
  const distance = bound.distance === null ? 'UNBOUNDED' : printExpression(bound.distance, VALUE);
  return `${distance} ${bound.direction.toUpperCase()}`;
}
