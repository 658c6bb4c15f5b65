import { sameType } from './same-type.ts';
import type { DecimalType, RowTypeOf, SimpleTypeName, SqlType, ZonedType } from './sql-type.ts';
import { decimal, MAX_PRECISION, varchar } from './types.ts';

/** What a simple type widens to by itself, as in PrestoDB. Decimals, texts and containers have rules of their own below. */
const WIDENS: Partial<Record<SimpleTypeName | 'decimal', readonly SqlType['kind'][]>> = {
  tinyint: ['smallint', 'integer', 'bigint', 'decimal', 'real', 'double'],
  smallint: ['integer', 'bigint', 'decimal', 'real', 'double'],
  integer: ['bigint', 'decimal', 'real', 'double'],
  bigint: ['decimal', 'real', 'double'],
  decimal: ['real', 'double'],
  real: ['double'],
  date: ['timestamp', 'timestamp with time zone'],
  time: ['time with time zone'],
  timestamp: ['timestamp with time zone'],
};

/** Digits of the integer types as decimals. */
const DIGITS: Partial<Record<SqlType['kind'], number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

/** The type that values of both can become without being asked to; `undefined` when there is none. */
export function commonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === b.kind) return commonOfKind(a, b);
  return widened(a, b) ?? widened(b, a);
}

/** Whether a value of `from` becomes `to` without a cast being written. */
export function canCoerce(from: SqlType, to: SqlType): boolean {
  const common = commonType(from, to);
  return common !== undefined && sameType(common, to);
}

function commonOfKind(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'decimal' && b.kind === 'decimal') return commonDecimal(a, b);
  if (a.kind === 'varchar' && b.kind === 'varchar') {
    return varchar(a.length === null || b.length === null ? null : Math.max(a.length, b.length));
  }
  if (a.kind === 'char' && b.kind === 'char') {
    return { kind: 'char', length: Math.max(a.length ?? 1, b.length ?? 1) };
  }
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType(a.element, b.element);
    return element && { kind: 'array', element };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && { kind: 'map', key, value };
  }
  if (a.kind === 'row' && b.kind === 'row') return commonRow(a, b);
  if (a.kind === 'timestamp with time zone') {
    return a.zone === (b as ZonedType).zone ? a : { kind: 'timestamp with time zone' };
  }
  return sameType(a, b) ? a : undefined;
}

function commonDecimal(a: DecimalType, b: DecimalType): SqlType {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return decimal(Math.min(MAX_PRECISION, whole + scale), scale);
}

function commonRow(a: RowTypeOf, b: RowTypeOf): SqlType | undefined {
  if (a.fields.length !== b.fields.length) return undefined;
  const fields = [];
  for (const [index, field] of a.fields.entries()) {
    const other = b.fields[index]!;
    const type = commonType(field.type, other.type);
    if (type === undefined) return undefined;
    fields.push({ name: field.name === other.name ? field.name : null, type });
  }
  return { kind: 'row', fields };
}

function widened(from: SqlType, to: SqlType): SqlType | undefined {
  if (from.kind === 'varchar' && to.kind === 'char') {
    return from.length === null ? undefined : { kind: 'char', length: Math.max(from.length, to.length ?? 1) };
  }
  if (WIDENS[from.kind as SimpleTypeName]?.includes(to.kind) !== true) return undefined;
  if (to.kind === 'decimal') return commonDecimal(decimal(DIGITS[from.kind]!, 0), to);
  // The session's zone is UTC, on every engine.
  if (to.kind === 'timestamp with time zone') return to.zone === 'UTC' ? to : { kind: to.kind };
  return to;
}
