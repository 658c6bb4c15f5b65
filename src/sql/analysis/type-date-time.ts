import type { AtTimeZone, Current, Extract, ExtractField } from '../ast/expression.ts';
import type { IntervalLiteral } from '../ast/literal.ts';
import { lookupFunction } from '../functions/catalogue.ts';
import { offsetText } from '../functions/duckdb/zone.ts';
import { intervalSize } from '../functions/operators/interval-size.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { DATE, TIMESTAMP } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import { didYouMean } from './near.ts';
import type { Place } from './place.ts';
import { quote } from './quote.ts';
import { resolveOperator } from './resolve-operator.ts';
import { isTimeZone, timeZoneNames } from './time-zone.ts';
import { typeExpression } from './type-expression.ts';

/** A timestamp without a zone is taken in UTC, the zone of the session on every engine. */
export function typeAtTimeZone(state: AnalysisState, node: AtTimeZone, place: Place): SqlType {
  const value = typeExpression(state, node.value, place);
  typeExpression(state, node.zone, place);
  if (node.zone.kind === 'string' && !isTimeZone(node.zone.value)) {
    throw state.error(
      node.zone,
      'SQL_INVALID',
      `there is no time zone ${quote(node.zone.value)}`,
      didYouMean(node.zone.value, timeZoneNames()) ?? "such as 'UTC', 'Europe/Istanbul' or '+03:00'",
    );
  }
  if (node.zone.kind === 'interval') checkOffset(state, node.zone);
  const definition = lookupFunction('at_timezone');
  const type =
    definition === undefined || value.kind === 'date'
      ? undefined
      : resolveOperator(state, node, definition, [node.value, node.zone]);
  if (type !== undefined) return type;
  throw state.error(
    node,
    'SQL_TYPE_MISMATCH',
    `AT TIME ZONE cannot be used between ${printSqlType(value)} and ${printSqlType(state.finalType(node.zone))}`,
    value.kind === 'date' || value.kind === 'varchar'
      ? 'cast the value: CAST(… AS timestamp)'
      : "write the zone as a text: 'Europe/Istanbul' or '+03:00'",
  );
}

function checkOffset(state: AnalysisState, zone: IntervalLiteral): void {
  const minutes = Number(intervalSize(zone)) / 60_000;
  if (state.finalType(zone).kind !== 'interval day to second' || !Number.isInteger(minutes)) {
    throw state.error(zone, 'SQL_INVALID', 'the offset of a time zone is in hours and minutes');
  }
  if (offsetText(minutes) !== undefined) return;
  throw state.error(zone, 'SQL_INVALID', 'the offset of a time zone is at most 14 hours');
}

const DAY: readonly SqlType['kind'][] = ['date', 'timestamp', 'timestamp with time zone'];
const CLOCK: readonly SqlType['kind'][] = [
  'time',
  'timestamp',
  'timestamp with time zone',
  'interval day to second',
];
const ZONE: readonly SqlType['kind'][] = ['timestamp with time zone'];

const DAYS = 'interval day to second';
const MONTHS = 'interval year to month';

const EXTRACTED_FROM: Readonly<Record<ExtractField, readonly SqlType['kind'][]>> = {
  year: [...DAY, MONTHS],
  quarter: DAY,
  month: [...DAY, MONTHS],
  week: DAY,
  day: [...DAY, DAYS],
  day_of_week: DAY,
  day_of_year: DAY,
  year_of_week: DAY,
  hour: CLOCK,
  minute: CLOCK,
  second: CLOCK,
  timezone_hour: ZONE,
  timezone_minute: ZONE,
};

export function typeExtract(state: AnalysisState, node: Extract, place: Place): SqlType {
  const type = typeExpression(state, node.value, place);
  const kinds = EXTRACTED_FROM[node.field];
  if (type.kind === 'unknown') state.coerce(node.value, { kind: kinds[0] === 'time' ? 'timestamp' : 'date' });
  const definition = lookupFunction(node.field);
  const isPart = type.kind === 'unknown' || kinds.includes(type.kind);
  const result =
    definition === undefined || !isPart ? undefined : resolveOperator(state, node, definition, [node.value]);
  if (result !== undefined) return result;
  throw state.error(
    node.value,
    'SQL_TYPE_MISMATCH',
    `a value of type ${printSqlType(type)} has no ${node.field}`,
    type.kind === 'varchar' ? 'cast it: CAST(… AS timestamp)' : `${kinds.slice(0, 3).join(', ')} have`,
  );
}

export function typeCurrent(state: AnalysisState, node: Current): SqlType {
  if (node.precision !== null && node.precision !== 3) {
    throw state.error(
      node,
      'SQL_NOT_SUPPORTED',
      `times are in milliseconds, so that a precision of ${node.precision} cannot be had`,
      'leave out the precision',
    );
  }
  switch (node.what) {
    case 'current_date':
      return DATE;
    case 'current_time':
      return { kind: 'time with time zone' };
    case 'current_timestamp':
      return { kind: 'timestamp with time zone', zone: 'UTC' };
    case 'localtime':
      return { kind: 'time' };
    case 'localtimestamp':
      return TIMESTAMP;
    case 'current_user':
      throw state.error(
        node,
        'SQL_NOT_SUPPORTED',
        'CURRENT_USER is not supported: queries are asked with the key of a project, and not by a user',
      );
  }
}
