import type { Expression } from '../../ast/expression.ts';
import { sameType } from '../../types/same-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { printPlain } from './print-expression.ts';
import { printType } from './print-type.ts';
import type { PrestoPrinter } from './printer.ts';

/** `value` as another type. */
export function printConverted(
  printer: PrestoPrinter,
  node: Expression,
  type: SqlType,
  safe: boolean,
): string {
  return castTo(printer, printPlain(printer, node), printer.typeOf(node), type, safe);
}

/**
 * Whatever the analysis says has to become another type is cast in words, so that no engine decides by rules of its
 * own; but for the type of NULL, which has no name. Timestamps with time zones become what UTC's clocks show, as in
 * PrestoDB.
 */
export function castTo(
  { dialect }: PrestoPrinter,
  sql: string,
  from: SqlType,
  to: SqlType,
  safe: boolean,
): string {
  if (sameType(from, to) || holdsUnknown(to)) return sql;
  const inUtc =
    dialect.castsToOwnClock && from.kind === 'timestamp with time zone' && to.kind === 'timestamp';
  const value = inUtc ? `at_timezone(${sql}, 'UTC')` : sql;
  return `${safe ? 'TRY_CAST' : 'CAST'}(${value} AS ${printType(dialect, to)})`;
}

function holdsUnknown(type: SqlType): boolean {
  switch (type.kind) {
    case 'unknown':
      return true;
    case 'array':
      return holdsUnknown(type.element);
    case 'map':
      return holdsUnknown(type.key) || holdsUnknown(type.value);
    case 'row':
      return type.fields.some((field) => holdsUnknown(field.type));
    default:
      return false;
  }
}
