import type { SqlType } from '../../types/sql-type.ts';
import { quote } from '../duckdb/sql-text.ts';
import { wallToInstant } from '../duckdb/zone.ts';
import { refuse } from '../engine-refusal.ts';

interface TypedSql {
  readonly type: SqlType;
  readonly sql: string;
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
