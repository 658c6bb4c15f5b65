import type { DecimalType, SqlType } from '../../types/sql-type.ts';
import { millisecondsText, monthsText } from '../duckdb/intervals.ts';
import { once, quote } from '../duckdb/sql-text.ts';
import { instantToWall, zoneOf } from '../duckdb/zone.ts';
import { refuse } from '../engine-refusal.ts';
import type { RenderedCall } from '../function-definition.ts';

/** The text that Presto's `CAST(value AS varchar)` makes of a value; NULL for NULL. */
export function textOf(sql: string, type: SqlType, call: Pick<RenderedCall, 'fresh'>): string {
  switch (type.kind) {
    case 'varchar':
    case 'char':
      return sql;
    case 'unknown':
      return `CAST(${sql} AS VARCHAR)`;
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'date':
      return `CAST(${sql} AS VARCHAR)`;
    case 'decimal':
      return decimalText(sql, type);
    case 'double':
    case 'real':
      return once(call, [sql], floatingText);
    case 'timestamp':
      return `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g')`;
    case 'timestamp with time zone': {
      const zone = zoneOf(type);
      return `(strftime(${instantToWall(sql, zone)}, '%Y-%m-%d %H:%M:%S.%g') || ${quote(` ${zone}`)})`;
    }
    case 'time':
      return `left(CAST(${sql} AS VARCHAR) || CASE WHEN strpos(CAST(${sql} AS VARCHAR), '.') > 0 THEN '000' ELSE '.000' END, 12)`;
    case 'interval day to second':
      return once(call, [sql], millisecondsText);
    case 'interval year to month':
      return once(call, [sql], monthsText);
    default:
      return refuse(`${type.kind} cannot become text on DuckDB`);
  }
}

/** DuckDB leaves out a zero before the point where the type has no digit for it. */
function decimalText(sql: string, { precision, scale }: DecimalType): string {
  if (precision > scale) return `CAST(${sql} AS VARCHAR)`;
  if (precision < 38) return `CAST(CAST(${sql} AS DECIMAL(${precision + 1},${scale})) AS VARCHAR)`;
  return `regexp_replace(CAST(${sql} AS VARCHAR), '^(-?)\\.', '\\10.')`;
}

/**
 * Java's text of a floating number: with an exponent from 10^7 on and below 10^-3, `1.0E10`; always with a point. Both
 * engines write the shortest digits that read back as the same number.
 */
function floatingText(value: string): string {
  const text = `CAST(${value} AS VARCHAR)`;
  const size = `abs(${value})`;
  const plain = `${value} = 0 OR (${size} >= 1e-3 AND ${size} < 1e7)`;
  // Digits without sign, point, zeros around them and exponent.
  const mantissa = `split_part(replace(${text}, '-', ''), 'e', 1)`;
  const digits = `regexp_replace(regexp_replace(replace(split_part(ltrim(${text}, '-'), 'e', 1), '.', ''), '^0+', ''), '0+$', '')`;
  const exponent = `CASE WHEN strpos(${text}, 'e') > 0 THEN CAST(split_part(${text}, 'e', 2) AS INTEGER) WHEN ${size} >= 1 THEN strpos(${mantissa}, '.') - 2 ELSE -(length(regexp_extract(${mantissa}, '^0\\.(0*)', 1)) + 1) END`;
  return `CASE WHEN isnan(${value}) THEN 'NaN' WHEN isinf(${value}) THEN CASE WHEN ${value} > 0 THEN 'Infinity' ELSE '-Infinity' END WHEN ${plain} THEN ${text} WHEN ${value} IS NOT NULL THEN CASE WHEN ${value} < 0 THEN '-' ELSE '' END || left(${digits}, 1) || '.' || CASE WHEN length(${digits}) > 1 THEN substr(${digits}, 2) ELSE '0' END || 'E' || ${exponent} END`;
}
