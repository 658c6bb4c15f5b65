import type { IntervalLiteral, Literal } from '../../ast/literal.ts';
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
      return `${printIdentifiers([literal.type])} ${printString(literal.value)}`;
    case 'interval':
      return printInterval(literal);
  }
}

/** Between quotes only the quote has a meaning, so doubling it is all there is to escape. */
export function printString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function printInterval(interval: IntervalLiteral): string {
  const to = interval.to === null ? '' : ` TO ${interval.to.toUpperCase()}`;
  const sign = interval.negative ? '-' : '';
  return `INTERVAL ${sign}${printString(interval.value)} ${interval.from.toUpperCase()}${to}`;
}
