import type { FunctionCall, Lambda } from '../../ast/call.ts';
import type { QualifiedName } from '../../ast/name.ts';
import { printExpression, printExpressions } from './print-expression.ts';
import { printIdentifiers, printName } from './print-name.ts';
import { printSortItems } from './print-query.ts';
import { printWindow } from './print-window.ts';

export function printCall(call: FunctionCall): string {
  const inside: string[] = [];
  if (call.distinct) inside.push('DISTINCT');
  if (call.star) inside.push('*');
  if (call.arguments.length > 0) inside.push(printExpressions(call.arguments));
  if (call.orderBy.length > 0) inside.push(`ORDER BY ${printSortItems(call.orderBy)}`);
  const parts = [`${printFunctionName(call.name)}(${inside.join(' ')})`];
  if (call.filter !== null) parts.push(`FILTER (WHERE ${printExpression(call.filter)})`);
  if (call.nullTreatment !== null) parts.push(`${call.nullTreatment.toUpperCase()} NULLS`);
  if (call.window !== null) parts.push(`OVER ${printWindow(call.window)}`);
  return parts.join(' ');
}

/** These are keywords only with a FROM between their arguments, which is never printed. */
const NAMES_OF_FUNCTIONS: ReadonlySet<string> = new Set(['SUBSTRING', 'TRIM']);

function printFunctionName(name: QualifiedName): string {
  const [first] = name.parts;
  const bare = name.parts.length === 1 && NAMES_OF_FUNCTIONS.has(first!.name.toUpperCase());
  return bare ? first!.name : printName(name);
}

export function printLambda(lambda: Lambda): string {
  const parameters = printIdentifiers(lambda.parameters);
  return `${lambda.parameters.length === 1 ? parameters : `(${parameters})`} -> ${printExpression(lambda.body)}`;
}
