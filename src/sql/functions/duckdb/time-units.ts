import type { SqlType } from '../../types/sql-type.ts';
import { refuse } from '../engine-refusal.ts';
import type { RenderedCall } from '../function-definition.ts';
import { once } from './sql-text.ts';
import { instantToWall, wallToInstant, zoneOf } from './zone.ts';

const DAYS = ['day', 'week', 'month', 'quarter', 'year'];
const CLOCK = ['millisecond', 'second', 'minute', 'hour'];

/** Checks a unit for a type, in any case, and gives it in lower case. */
function unitFor(text: string, type: SqlType): string {
  const unit = text.toLowerCase();
  const allowed = type.kind === 'date' ? DAYS : type.kind === 'time' ? CLOCK : [...CLOCK, ...DAYS];
  if (!allowed.includes(unit))
    refuse(`"${text}" is no unit of ${type.kind}: there are ${allowed.join(', ')}`);
  return unit;
}

const isClock = (unit: string) => CLOCK.includes(unit);

/** `date_trunc` */
export function truncateTo(call: RenderedCall, unitText: string): string {
  const [, time] = call.arguments;
  const { sql, type } = time!;
  const unit = unitFor(unitText, type);
  if (type.kind === 'date') return `CAST(date_trunc('${unit}', ${sql}) AS DATE)`;
  if (type.kind === 'time') return `CAST(date_trunc('${unit}', DATE '1970-01-01' + ${sql}) AS TIME)`;
  if (type.kind === 'timestamp') return `date_trunc('${unit}', ${sql})`;
  const zone = zoneOf(type);
  if (!isClock(unit)) return wallToInstant(`date_trunc('${unit}', ${instantToWall(sql, zone)})`, zone);
  // Within the hour that clocks show twice, the instant says which one it is: so it is moved, not computed anew.
  return once(call, [sql], (value) => {
    const wall = instantToWall(value, zone);
    return `(${value} - (${wall} - date_trunc('${unit}', ${wall})))`;
  });
}

/** `date_add` */
export function addUnits(call: RenderedCall, unitText: string): string {
  const [, amount, time] = call.arguments;
  const { sql, type } = time!;
  const unit = unitFor(unitText, type);
  const interval = intervalOf(unit, amount!.sql);
  if (type.kind === 'date') return `CAST(${sql} + ${interval} AS DATE)`;
  if (type.kind === 'timestamp' || type.kind === 'time') return `(${sql} + ${interval})`;
  if (isClock(unit)) return `timezone('UTC', timezone('UTC', ${sql}) + ${interval})`;
  return addToWall(call, sql, interval, zoneOf(type));
}

/**
 * Adds to what clocks show. Where they show the sum twice, the offset from UTC stays the one it was, as in Joda-Time.
 */
export function addToWall(
  call: Pick<RenderedCall, 'fresh'>,
  instant: string,
  interval: string,
  zone: string,
): string {
  return once(call, [instant, interval], (before, step) => {
    const wall = instantToWall(before!, zone);
    const sum = `(${wall} + ${step})`;
    const sameOffset = `timezone('UTC', ${sum} - (${wall} - timezone('UTC', ${before})))`;
    return `CASE WHEN ${instantToWall(sameOffset, zone)} = ${sum} THEN ${sameOffset} ELSE ${wallToInstant(sum, zone)} END`;
  });
}

function intervalOf(unit: string, amount: string): string {
  switch (unit) {
    case 'millisecond':
      return `to_microseconds(${amount} * 1000)`;
    case 'second':
      return `to_microseconds(${amount} * 1000000)`;
    case 'minute':
      return `to_minutes(${amount})`;
    case 'hour':
      return `to_hours(${amount})`;
    case 'day':
      return `to_days(CAST(${amount} AS INTEGER))`;
    case 'week':
      return `to_days(CAST(${amount} * 7 AS INTEGER))`;
    case 'quarter':
      return `to_months(CAST(${amount} * 3 AS INTEGER))`;
    case 'year':
      return `to_months(CAST(${amount} * 12 AS INTEGER))`;
    default:
      return `to_months(CAST(${amount} AS INTEGER))`;
  }
}

/** `date_diff` */
export function unitsBetween(call: RenderedCall, unitText: string): string {
  const [, from, to] = call.arguments;
  const unit = unitFor(unitText, from!.type);
  if (from!.type.kind !== 'timestamp with time zone') return `date_sub('${unit}', ${from!.sql}, ${to!.sql})`;
  if (isClock(unit)) {
    return `date_sub('${unit}', timezone('UTC', ${from!.sql}), timezone('UTC', ${to!.sql}))`;
  }
  // The first one's zone counts, for both.
  const zone = zoneOf(from!.type);
  return `date_sub('${unit}', ${instantToWall(from!.sql, zone)}, ${instantToWall(to!.sql, zone)})`;
}
