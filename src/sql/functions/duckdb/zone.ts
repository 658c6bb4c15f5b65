import type { SqlType } from '../../types/sql-type.ts';
import { refuse } from '../engine-refusal.ts';
import type { RenderedArgument } from '../function-definition.ts';
import { quote } from './sql-text.ts';

const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

/** The wall clock of a date, timestamp or timestamp with time zone, as a TIMESTAMP. */
export function wallClock({ sql, type }: Pick<RenderedArgument, 'sql' | 'type'>): string {
  if (type.kind === 'date') return `CAST(${sql} AS TIMESTAMP)`;
  if (type.kind !== 'timestamp with time zone') return sql;
  return instantToWall(sql, zoneOf(type));
}

/** The zone its values are shown in; refused when it is not known. */
export function zoneOf(type: SqlType): string {
  const zone = type.kind === 'timestamp with time zone' ? type.zone : 'UTC';
  return (
    zone ??
    refuse(
      'the time zone of this timestamp is known only when the query runs, and DuckDB keeps none with a value: say which one with AT TIME ZONE',
    )
  );
}

export function instantToWall(sql: string, zone: string): string {
  const offset = offsetInterval(zone);
  return offset === undefined ? `timezone(${quote(zone)}, ${sql})` : `(timezone('UTC', ${sql}) + ${offset})`;
}

export function wallToInstant(sql: string, zone: string): string {
  const offset = offsetInterval(zone);
  return offset === undefined ? `timezone(${quote(zone)}, ${sql})` : `timezone('UTC', ${sql} - ${offset})`;
}

/** Zones that are offsets, which DuckDB's calendar does not know by these names. */
function offsetInterval(zone: string): string | undefined {
  if (/^(Z|[+-]00:00)$/.test(zone)) return 'to_minutes(0)';
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  return `to_minutes(${sign === '-' ? -total : total})`;
}

/** Of an offset from UTC. */
export const MOST_MINUTES = 14 * 60;

/** The offset of a zone as its name, `+03:00` or `UTC`; undefined when there can be none of that many minutes. */
export function offsetText(minutes: number): string | undefined {
  if (!Number.isInteger(minutes) || Math.abs(minutes) > MOST_MINUTES) return undefined;
  if (minutes === 0) return 'UTC';
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
