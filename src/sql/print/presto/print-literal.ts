import type { IntervalLiteral, Literal, TypedLiteral } from '../../ast/literal.ts';
import { canonicalName } from '../../ast/name.ts';
import { printIdentifiers } from './print-name.ts';

export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'null':
      return 'NULL';
    case 'boolean':
      return literal.value ? 'TRUE' : 'FALSE';
    case 'integer':
      return literal.digits;
    case 'decimal':
    case 'double':
      return literal.text;
    case 'string':
      return printString(literal.value);
    case 'binary':
      return `X'${literal.hex}'`;
    case 'typed-literal':
      return printTypedLiteral(literal);
    case 'interval':
      return printInterval(literal);
  }
}

/** Between quotes only the quote has a meaning, so doubling it is all there is to escape. */
export function printString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A bare `x` before a quote would begin a binary value. */
function printTypedLiteral({ type, value }: TypedLiteral): string {
  const name = canonicalName(type) === 'x' ? `"${type.name}"` : printIdentifiers([type]);
  return `${name} ${printString(value)}`;
}

function printInterval(interval: IntervalLiteral): string {
  const to = interval.to === null ? '' : ` TO ${interval.to.toUpperCase()}`;
  const sign = interval.negative ? '-' : '';
  return `INTERVAL ${sign}${printString(interval.value)} ${interval.from.toUpperCase()}${to}`;
}
