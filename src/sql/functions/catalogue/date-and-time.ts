import { DATE } from '../../types/types.ts';
import { readJodaPattern } from '../date-patterns/joda-pattern.ts';
import { readMySqlPattern } from '../date-patterns/mysql-pattern.ts';
import { parsePattern } from '../date-patterns/parse-pattern.ts';
import type { PatternPiece } from '../date-patterns/pattern-piece.ts';
import { printPattern } from '../date-patterns/print-pattern.ts';
import { alias, define, type Entry } from '../define.ts';
import { partOfInterval } from '../duckdb/intervals.ts';
import { literalAt, once, raise } from '../duckdb/sql-text.ts';
import { addUnits, truncateTo, unitsBetween } from '../duckdb/time-units.ts';
import { instantToWall, MOST_MINUTES, offsetText, wallClock, wallToInstant, zoneOf } from '../duckdb/zone.ts';
import { refuse } from '../engine-refusal.ts';
import { rendering, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';

const TIMES = ['date', 'timestamp', 'timestamp with time zone'] as const;
const CLOCKS = ['timestamp', 'timestamp with time zone'] as const;
const WITH_TIME = [...TIMES, 'time'] as const;
const DAYS = 'interval day to second';
const MONTHS = 'interval year to month';

/** A number taken from the wall clock: `sql` has `$t` for it. */
function part(name: string, description: string, sql: string, extra: readonly string[] = []): Entry {
  return {
    name,
    description,
    example: `${name}(TIMESTAMP '2024-02-29 12:34:56.789')`,
    signatures: [...TIMES, ...extra].map((type) => `${name}(${type}) -> bigint`),
    duckdb: rendering(({ arguments: [time] }) => {
      if (time!.type.kind === DAYS) return partOfInterval(name, time!.sql);
      const from = time!.type.kind === MONTHS ? time!.sql : wallClock(time!);
      return `CAST(${sql.replaceAll('$t', from)} AS BIGINT)`;
    }),
  };
}

/** Parts of the day: dates have none. */
function clockPart(name: string, description: string, sql: string): Entry {
  const entry = part(name, description, sql, ['time', DAYS]);
  return { ...entry, signatures: entry.signatures.filter((text) => !text.includes('(date)')) };
}

function printed(call: RenderedCall, read: (pattern: string) => readonly PatternPiece[]): string {
  const [time] = call.arguments;
  const pieces = read(literalAt(call, 1, 'the format'));
  return once(call, [time!.sql], (value) => {
    const wall = wallClock({ sql: value, type: time!.type });
    return printPattern(
      pieces,
      wall,
      () => zoneOf(time!.type),
      () => (time!.type.kind === 'timestamp with time zone' ? offsetMinutes(value, wall) : '0'),
    );
  });
}

/** Minutes east of UTC. */
function offsetMinutes(instant: string, wall: string): string {
  return `CAST((epoch_ms(${wall}) - epoch_ms(${instant})) // 60000 AS BIGINT)`;
}

const day = part('day', 'The day of the month, or the days of an interval.', 'day($t)', [DAYS]);
const dayOfWeek = part('day_of_week', 'The day of the week by ISO: 1 is Monday, 7 is Sunday.', 'isodow($t)');
const dayOfYear = part('day_of_year', 'The day of the year, from 1 to 366.', 'dayofyear($t)');
const week = part('week', 'The week of the year by ISO, from 1 to 53.', 'week($t)');
const yearOfWeek = part('year_of_week', 'The year that the ISO week belongs to.', 'isoyear($t)');

export const DATE_AND_TIME = define('date and time', [
  {
    name: 'now',
    description: 'The instant at which the query began.',
    example: 'now()',
    signatures: ['now() -> timestamp with time zone'],
    deterministic: false,
    zone: 'UTC',
    duckdb: template("date_trunc('millisecond', now())"),
  },
  {
    name: 'current_timezone',
    description: 'The time zone of the session, which is UTC.',
    example: 'current_timezone()',
    signatures: ['current_timezone() -> varchar'],
    duckdb: template("'UTC'"),
  },
  {
    name: 'date',
    description: 'The date of a time, or of a text such as 2024-02-29.',
    example: "date(TIMESTAMP '2024-02-29 23:59:59')",
    signatures: [
      'date(timestamp) -> date',
      'date(timestamp with time zone) -> date',
      'date(varchar(x)) -> date',
    ],
    duckdb: rendering(({ arguments: [time] }) =>
      time!.type.kind === 'varchar'
        ? `CAST(trim(${time!.sql}) AS DATE)`
        : `CAST(${wallClock(time!)} AS DATE)`,
    ),
  },
  {
    name: 'date_trunc',
    description:
      'The time with everything smaller than the unit set back: millisecond, second, minute, hour, day, week (Monday), month, quarter or year.',
    example: "date_trunc('week', TIMESTAMP '2024-02-29 12:34:56.789')",
    signatures: WITH_TIME.map((type) => `date_trunc(varchar, ${type}) -> ${type}`),
    duckdb: rendering((call) => truncateTo(call, literalAt(call, 0, 'the unit'))),
  },
  {
    name: 'date_add',
    description: 'The time that many units later; the end of a month stays one.',
    example: "date_add('month', 1, DATE '2024-01-31')",
    signatures: WITH_TIME.map((type) => `date_add(varchar, bigint, ${type}) -> ${type}`),
    duckdb: rendering((call) => addUnits(call, literalAt(call, 0, 'the unit'))),
  },
  {
    name: 'date_diff',
    description: 'How many whole units the second time is after the first.',
    example: "date_diff('month', DATE '2024-01-31', DATE '2024-02-29')",
    signatures: WITH_TIME.map((type) => `date_diff(varchar, ${type}, ${type}) -> bigint`),
    duckdb: rendering((call) => unitsBetween(call, literalAt(call, 0, 'the unit'))),
  },
  {
    name: 'date_format',
    description: 'The time as text, by a format in the notation of MySQL.',
    example: "date_format(TIMESTAMP '2024-02-29 12:34:56.789', '%Y-%m-%d %H:%i:%s.%f')",
    signatures: CLOCKS.map((type) => `date_format(${type}, varchar) -> varchar`),
    duckdb: rendering((call) => printed(call, readMySqlPattern)),
  },
  {
    name: 'date_parse',
    description: 'The time that a text says, by a format in the notation of MySQL.',
    example: "date_parse('2024/02/29', '%Y/%m/%d')",
    signatures: ['date_parse(varchar, varchar) -> timestamp'],
    duckdb: rendering((call) => {
      const pattern = literalAt(call, 1, 'the format');
      const pieces = readMySqlPattern(pattern);
      return once(call, [call.arguments[0]!.sql], (text) => parsePattern(pieces, text, pattern, 2069).wall);
    }),
  },
  {
    name: 'format_datetime',
    description: 'The time as text, by a format in the notation of Joda-Time.',
    example: "format_datetime(TIMESTAMP '2024-02-29 12:34:56.789', 'yyyy-MM-dd''T''HH:mm:ss.SSSZZ')",
    signatures: CLOCKS.map((type) => `format_datetime(${type}, varchar) -> varchar`),
    duckdb: rendering((call) => printed(call, readJodaPattern)),
  },
  {
    name: 'parse_datetime',
    description: 'The instant that a text says, by a format in the notation of Joda-Time.',
    example: "parse_datetime('2024-02-29 12:34 +0300', 'yyyy-MM-dd HH:mm Z')",
    signatures: ['parse_datetime(varchar, varchar) -> timestamp with time zone'],
    zone: 'any',
    duckdb: rendering((call) => {
      const pattern = literalAt(call, 1, 'the format');
      const pieces = readJodaPattern(pattern);
      return once(call, [call.arguments[0]!.sql], (text) => {
        const { wall, offset } = parsePattern(pieces, text, pattern, 2056);
        const utc = offset === undefined ? wall : `(${wall} - to_minutes(${offset}))`;
        return `timezone('UTC', ${utc})`;
      });
    }),
  },
  {
    name: 'from_unixtime',
    description:
      'The time that many seconds after 1970-01-01 UTC; with a zone, or hours and minutes of an offset, shown there.',
    example: 'from_unixtime(1709210096.789)',
    signatures: [
      'from_unixtime(double) -> timestamp',
      'from_unixtime(double, varchar) -> timestamp with time zone',
      'from_unixtime(double, bigint, bigint) -> timestamp with time zone',
    ],
    zone: ([, zone, ...minutes]) =>
      minutes.length === 0 ? zone : offsetText(60 * Number(zone) + Number(minutes[0])),
    duckdb: rendering((call) => {
      const [seconds, zone, minutes] = call.arguments;
      // The fraction is rounded by itself, as Presto does; NaN is 1970.
      const wall = once(
        call,
        [seconds!.sql],
        (s) =>
          `make_timestamp_ms(CASE WHEN isnan(${s}) THEN 0 ELSE CAST(floor(${s}) AS BIGINT) * 1000 + CAST(floor((${s} - floor(${s})) * 1000 + 0.5) AS BIGINT) END)`,
      );
      if (zone === undefined) return wall;
      const instant = `timezone('UTC', ${wall})`;
      if (minutes === undefined) return instant;
      const offset = `(60 * ${zone.sql} + ${minutes.sql})`;
      const bad = raise('the offset of a time zone is at most 14 hours', call.resultType);
      return once(
        call,
        [offset],
        (size) =>
          `CASE WHEN abs(${size}) > ${MOST_MINUTES} THEN ${bad} WHEN ${size} IS NOT NULL THEN ${instant} END`,
      );
    }),
    difference: 'Trino returns a timestamp with time zone.',
  },
  {
    name: 'to_unixtime',
    description: 'The seconds since 1970-01-01 UTC.',
    example: "to_unixtime(TIMESTAMP '2024-02-29 12:34:56.789')",
    signatures: CLOCKS.map((type) => `to_unixtime(${type}) -> double`),
    duckdb: template('(epoch_ms($1) / 1000e0)'),
  },
  {
    name: 'from_iso8601_date',
    description:
      'The date that a text says by ISO 8601: a day, a day of the year, a day of a week, a month or a year.',
    example: "from_iso8601_date('2024-W09-4')",
    signatures: ['from_iso8601_date(varchar) -> date'],
    duckdb: rendering((call) => once(call, [call.arguments[0]!.sql], isoDate)),
  },
  {
    name: 'from_iso8601_timestamp',
    description: 'The instant that a text says by ISO 8601; UTC where it names no offset.',
    example: "from_iso8601_timestamp('2024-02-29T12:34:56.789+02:00')",
    signatures: ['from_iso8601_timestamp(varchar) -> timestamp with time zone'],
    zone: 'any',
    duckdb: rendering((call) => once(call, [call.arguments[0]!.sql], isoTimestamp)),
  },
  {
    name: 'to_iso8601',
    description: 'The time as text by ISO 8601.',
    example: "to_iso8601(TIMESTAMP '2024-02-29 12:34:56.789')",
    signatures: [
      'to_iso8601(date) -> varchar(16)',
      'to_iso8601(timestamp) -> varchar(35)',
      'to_iso8601(timestamp with time zone) -> varchar(35)',
    ],
    duckdb: rendering((call) => {
      const [time] = call.arguments;
      if (time!.type.kind === 'date') return `strftime(${time!.sql}, '%Y-%m-%d')`;
      const format = "yyyy-MM-dd'T'HH:mm:ss.SSS";
      return once(call, [time!.sql], (value) => {
        const wall = wallClock({ sql: value, type: time!.type });
        const text = printPattern(readJodaPattern(format), wall, String, String);
        if (zoneOf(time!.type) === 'UTC') return `(${text} || 'Z')`;
        const minutes = offsetMinutes(value, wall);
        const offset = printPattern(readJodaPattern('ZZ'), wall, String, () => minutes);
        return `(${text} || CASE WHEN ${minutes} = 0 THEN 'Z' ELSE ${offset} END)`;
      });
    }),
  },
  {
    name: 'at_timezone',
    description: 'The same instant, shown in another time zone.',
    example: "at_timezone(TIMESTAMP '2024-02-29 12:00:00 UTC', 'Europe/Istanbul')",
    signatures: [
      'at_timezone(timestamp with time zone, varchar) -> timestamp with time zone',
      `at_timezone(timestamp with time zone, ${DAYS}) -> timestamp with time zone`,
      'at_timezone(time with time zone, varchar) -> time with time zone',
      `at_timezone(time with time zone, ${DAYS}) -> time with time zone`,
    ],
    zone: ([, zone]) => zone,
    duckdb: rendering(({ arguments: [time] }) =>
      time!.type.kind === 'time with time zone'
        ? refuse('DuckDB has no times of day with a zone')
        : time!.sql,
    ),
  },
  {
    name: 'with_timezone',
    description: 'The instant at which clocks of a time zone show this time.',
    example: "with_timezone(TIMESTAMP '2024-02-29 12:00:00', 'Europe/Istanbul')",
    signatures: ['with_timezone(timestamp, varchar) -> timestamp with time zone'],
    zone: ([, zone]) => zone,
    duckdb: rendering((call) => wallToInstant(call.arguments[0]!.sql, literalAt(call, 1, 'the time zone'))),
    presto: template("CAST((CAST($1 AS varchar) || ' ' || $2) AS timestamp with time zone)"),
  },
  part('year', 'The year, or the years of an interval.', 'year($t)', [MONTHS]),
  part('quarter', 'The quarter of the year, from 1 to 4.', 'quarter($t)'),
  part('month', 'The month, from 1 to 12, or the months of an interval beside its years.', 'month($t)', [
    MONTHS,
  ]),
  week,
  alias('week_of_year', week),
  day,
  alias('day_of_month', day),
  dayOfWeek,
  alias('dow', dayOfWeek),
  dayOfYear,
  alias('doy', dayOfYear),
  yearOfWeek,
  alias('yow', yearOfWeek),
  clockPart('hour', 'The hour, from 0 to 23.', 'hour($t)'),
  clockPart('minute', 'The minute of the hour.', 'minute($t)'),
  clockPart('second', 'The second of the minute.', 'second($t)'),
  clockPart('millisecond', 'The millisecond of the second.', 'millisecond($t) % 1000'),
  {
    name: 'timezone_hour',
    description: 'The hours of the offset from UTC.',
    example: "timezone_hour(TIMESTAMP '2024-02-29 12:00:00 Europe/Istanbul')",
    signatures: ['timezone_hour(timestamp with time zone) -> bigint'],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql], (value) => {
        const wall = instantToWall(value, zoneOf(call.arguments[0]!.type));
        return `CAST(trunc(${offsetMinutes(value, wall)} / 60) AS BIGINT)`;
      }),
    ),
  },
  {
    name: 'timezone_minute',
    description: 'The minutes of the offset from UTC beside its hours.',
    example: "timezone_minute(TIMESTAMP '2024-02-29 12:00:00 Asia/Kolkata')",
    signatures: ['timezone_minute(timestamp with time zone) -> bigint'],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql], (value) => {
        const wall = instantToWall(value, zoneOf(call.arguments[0]!.type));
        return `(${offsetMinutes(value, wall)} % 60)`;
      }),
    ),
  },
  {
    name: 'last_day_of_month',
    description: 'The last day of the month.',
    example: "last_day_of_month(DATE '2024-02-10')",
    signatures: TIMES.map((type) => `last_day_of_month(${type}) -> date`),
    duckdb: rendering(({ arguments: [time] }) => `last_day(${wallClock(time!)})`),
  },
  {
    name: 'parse_duration',
    description:
      'The interval that a text such as 3.5 h says: a number and ns, us, ms, s, m, h or d, rounded to milliseconds.',
    example: "parse_duration('3.81 d')",
    signatures: ['parse_duration(varchar) -> interval day to second'],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql], (text) => {
        const group = (at: number) =>
          `regexp_extract(${text}, '^\\s*(\\d+(?:\\.\\d+)?)\\s*(ns|us|ms|s|m|h|d)\\s*$', ${at})`;
        const size = `CASE ${group(2)} WHEN 'ns' THEN 1e-6 WHEN 'us' THEN 1e-3 WHEN 'ms' THEN 1e0 WHEN 's' THEN 1e3 WHEN 'm' THEN 6e4 WHEN 'h' THEN 36e5 ELSE 864e5 END`;
        const value = `to_microseconds(1000 * CAST(floor(CAST(${group(1)} AS DOUBLE) * ${size} + 0.5) AS BIGINT))`;
        return `CASE WHEN ${group(2)} <> '' THEN ${value} WHEN ${text} IS NOT NULL THEN ${raise('the text is no duration, such as 3.5 h', { kind: DAYS })} END`;
      }),
    ),
  },
  {
    name: 'to_milliseconds',
    description: 'The milliseconds of an interval.',
    example: "to_milliseconds(INTERVAL '1' DAY)",
    signatures: ['to_milliseconds(interval day to second) -> bigint'],
    duckdb: template('epoch_ms($1)'),
  },
]);

function isoDate(text: string): string {
  const cases: readonly (readonly [string, string])[] = [
    ['^\\d{4}-\\d{2}-\\d{2}$', `CAST(${text} AS DATE)`],
    ['^\\d{4}-\\d{2}$', `CAST(${text} || '-01' AS DATE)`],
    ['^\\d{4}$', `CAST(${text} || '-01-01' AS DATE)`],
    ['^\\d{4}-\\d{3}$', `CAST(strptime(${text}, '%Y-%j') AS DATE)`],
    ['^\\d{4}-W\\d{2}-\\d$', `CAST(strptime(${text}, '%G-W%V-%u') AS DATE)`],
    ['^\\d{4}-W\\d{2}$', `CAST(strptime(${text} || '-1', '%G-W%V-%u') AS DATE)`],
  ];
  const branches = cases.map(([look, value]) => `WHEN regexp_matches(${text}, '${look}') THEN ${value}`);
  return `CASE ${branches.join(' ')} WHEN ${text} IS NOT NULL THEN ${raise('the text is no date by ISO 8601', DATE)} END`;
}

/** Dates, and times from hours to fractions; of more digits than three the rest is cut off, as Presto does. */
function isoTimestamp(text: string): string {
  const time =
    '^([^T]+)(?:T(?:(\\d{2})(?::(\\d{2})(?::(\\d{2})(?:[.,](\\d+))?)?)?)?(Z|[+-]\\d{2}(?::?\\d{2})?)?)?$';
  const group = (at: number) => `regexp_extract(${text}, '${time}', ${at})`;
  const number = (at: number) => `coalesce(TRY_CAST(${group(at)} AS BIGINT), 0)`;
  const offset = `CASE WHEN ${group(6)} IN ('', 'Z') THEN 0 ELSE CAST(left(${group(6)}, 1) || '1' AS INTEGER) * (60 * CAST(substr(${group(6)}, 2, 2) AS INTEGER) + CASE WHEN length(${group(6)}) > 3 THEN CAST(right(${group(6)}, 2) AS INTEGER) ELSE 0 END) END`;
  const check = `${number(2)} > 23 OR ${number(3)} > 59 OR ${number(4)} > 59`;
  const millis = `CAST(rpad(${group(5)}, 3, '0') AS BIGINT)`;
  const value = `timezone('UTC', CAST(${isoDate(group(1))} AS TIMESTAMP) + to_hours(${number(2)}) + to_minutes(${number(3)}) + to_microseconds(1000000 * ${number(4)} + 1000 * ${millis}) - to_minutes(${offset}))`;
  return `CASE WHEN regexp_matches(${text}, '${time}') AND NOT (${check}) THEN ${value} WHEN ${text} IS NOT NULL THEN ${raise('the text is no time by ISO 8601', { kind: 'timestamp with time zone' })} END`;
}
