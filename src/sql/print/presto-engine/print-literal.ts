import type { Current, Parameter } from '../../ast/expression.ts';
import type { Literal, TypedLiteral } from '../../ast/literal.ts';
import { canonicalName } from '../../ast/name.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { printLiteral as printPlainLiteral, printString } from '../presto/print-literal.ts';
import { printType } from './print-type.ts';
import type { PrestoPrinter } from './printer.ts';

/** Safe to put anywhere. */
export function printLiteral(printer: PrestoPrinter, node: Literal): string {
  switch (node.kind) {
    case 'decimal':
      // A bare one is a double where a session says so.
      return `DECIMAL ${printString(node.text)}`;
    case 'typed-literal':
      return printTyped(printer, node);
    default:
      return printPlainLiteral(node);
  }
}

function printTyped(printer: PrestoPrinter, node: TypedLiteral): string {
  const type = printer.typeOf(node);
  const sql = `${canonicalName(node.type).toUpperCase()} ${printString(node.value)}`;
  const hasPrecision = printer.dialect.precisionInTypes && /^time/.test(type.kind);
  return hasPrecision ? `CAST(${sql} AS ${printType(printer.dialect, type)})` : sql;
}

/** The value bound to `?`, as a literal. */
export function printParameter(printer: PrestoPrinter, node: Parameter): string {
  const value = printer.parameters[node.index];
  if (value === undefined) throw new Error(`parameter ${node.index + 1} has no value`);
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  const type: SqlType = printer.typeOf(node);
  // A varchar(0) is that of '' alone, and cannot be written as a type.
  return typeof value === 'string'
    ? printString(value)
    : `CAST(${printString(String(value))} AS ${printType(printer.dialect, type)})`;
}

/** The moment at which the query began, in milliseconds; days and clocks are those of the caller's zone. */
export function printCurrent({ dialect, options: { timezone } }: PrestoPrinter, node: Current): string {
  const now = dialect.precisionInTypes ? 'current_timestamp(3)' : 'current_timestamp';
  // A cast to a timestamp would show UTC's clocks.
  const clock = `CAST(at_timezone(${now}, ${printString(timezone)}) AS varchar)`;
  switch (node.what) {
    case 'current_timestamp':
      return now;
    case 'current_date':
      return `CAST(substr(${clock}, 1, 10) AS date)`;
    case 'localtimestamp':
      return `CAST(substr(${clock}, 1, 23) AS ${printType(dialect, { kind: 'timestamp' })})`;
    case 'localtime':
      return `CAST(substr(${clock}, 12, 12) AS ${printType(dialect, { kind: 'time' })})`;
    default:
      return refuse(`${node.what.toUpperCase()} cannot be had: use CURRENT_TIMESTAMP`);
  }
}
