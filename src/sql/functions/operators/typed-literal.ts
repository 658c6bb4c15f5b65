import type { SqlType } from '../../types/sql-type.ts';
import { BIGINT, decimal, INTEGER } from '../../types/types.ts';
import { quote } from '../duckdb/sql-text.ts';
import { wallToInstant } from '../duckdb/zone.ts';
import { refuse } from '../engine-refusal.ts';

export interface TypedSql {
  readonly type: SqlType;
  readonly sql: string;
}

/** The type of a number without a point. */
export function integerLiteral(digits: string): TypedSql {
  const type = BigInt(digits) <= 2_147_483_647n ? INTEGER : BIGINT;
  return { type, sql: digits };
}

/** `12.50`: as many digits as are written, zeros at the front left out. */
export function decimalLiteral(text: string): TypedSql {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '');
  const precision = Math.max(1, digits.length + fraction.length);
  if (precision > 38) refuse(`the number ${text} has more than 38 digits`);
  const type = decimal(precision, fraction.length);
  return {
    type,
    sql: `CAST('${digits === '' ? '0' : digits}.${fraction === '' ? '0' : fraction}' AS DECIMAL(${precision},${fraction.length}))`,
  };
}

const TIMESTAMP =
  /^\s*(\d{1,6}-\d{1,2}-\d{1,2})(?:[ T](\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d{1,3})?)?))?(?:\s*([A-Za-z][A-Za-z0-9_+/-]*|[+-]\d{2}:\d{2}))?\s*$/;

/** `TIMESTAMP '2024-02-29 12:00:00 Europe/Istanbul'`: with a zone the type has one too. */
export function timestampLiteral(text: string): TypedSql {
  const [, date, time, zone] = TIMESTAMP.exec(text) ?? [];
  if (date === undefined) return refuse(`'${text}' is no timestamp, such as '2024-02-29 12:34:56.789'`);
  const clock = time === undefined ? '00:00:00' : time.split(':').length === 2 ? `${time}:00` : time;
  const wall = `TIMESTAMP ${quote(`${date} ${clock}`)}`;
  if (zone === undefined) return { type: { kind: 'timestamp' }, sql: wall };
  const name = /^(Z|z)$/.test(zone) ? 'UTC' : zone;
  return { type: { kind: 'timestamp with time zone', zone: name }, sql: wallToInstant(wall, name) };
}
