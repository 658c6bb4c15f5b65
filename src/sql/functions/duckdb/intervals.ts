/**
 * Intervals of both kinds as Presto has them: so many months, or so many milliseconds. In DuckDB one interval has months,
 * days and microseconds beside each other; ours have months alone, or no months.
 */

/** The months of an interval year to month. */
export function monthsOf(interval: string): string {
  return `(12 * year(${interval}) + month(${interval}))`;
}

/** Presto's text of an interval year to month, such as `-1-6`. */
export function monthsText(interval: string): string {
  const sign = `CASE WHEN ${monthsOf(interval)} < 0 THEN '-' ELSE '' END`;
  return `(${sign} || abs(year(${interval})) || '-' || abs(month(${interval})))`;
}

/** Presto's text of an interval day to second, such as `-1 02:03:04.005`. */
export function millisecondsText(interval: string): string {
  const size = `abs(epoch_ms(${interval}))`;
  const two = (value: string) => `lpad(CAST(${value} AS VARCHAR), 2, '0')`;
  const clock = `${two(`${size} // 3600000 % 24`)} || ':' || ${two(`${size} // 60000 % 60`)} || ':' || ${two(`${size} // 1000 % 60`)}`;
  const sign = `CASE WHEN epoch_ms(${interval}) < 0 THEN '-' ELSE '' END`;
  return `(${sign} || ${size} // 86400000 || ' ' || ${clock} || '.' || lpad(CAST(${size} % 1000 AS VARCHAR), 3, '0'))`;
}

const UNITS: Readonly<Record<string, readonly [size: number, within: number]>> = {
  day: [86_400_000, Number.POSITIVE_INFINITY],
  hour: [3_600_000, 24],
  minute: [60_000, 60],
  second: [1000, 60],
  millisecond: [1, 1000],
};

/** A part of an interval day to second, with its sign. */
export function partOfInterval(unit: string, interval: string): string {
  const [size, within] = UNITS[unit]!;
  const whole = `epoch_ms(${interval}) // ${size}`;
  return Number.isFinite(within) ? `(${whole} % ${within})` : `(${whole})`;
}
