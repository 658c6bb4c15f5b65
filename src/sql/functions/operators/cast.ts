/**
 * `CAST` and `TRY_CAST` as Presto does them. What a text must look like is checked before DuckDB reads it, since DuckDB
 * takes much more: `' 5 '` and `'5.7'` for integers, `'yes'` for booleans, `'2024/1/5'` for dates.
 */
import { sameType } from '../../types/same-type.ts';
import type { SqlType, TextType } from '../../types/sql-type.ts';
import { isFloating, isInteger, isNumeric } from '../../types/type-traits.ts';
import { duckDbType, fieldName, rowSql } from '../duckdb/duckdb-type.ts';
import { once, quote, raise } from '../duckdb/sql-text.ts';
import { instantToWall, wallClock, zoneOf } from '../duckdb/zone.ts';
import { refuse } from '../engine-refusal.ts';
import type { RenderedCall } from '../function-definition.ts';
import { castFromJson, jsonOf } from './json-cast.ts';
import { textOf } from './text-of.ts';

type Names = Pick<RenderedCall, 'fresh'>;

/** What texts must look like to become a value of a type. */
const LOOKS: Partial<Record<SqlType['kind'], string>> = {
  tinyint: '\\s*[+-]?\\d+\\s*',
  smallint: '\\s*[+-]?\\d+\\s*',
  integer: '\\s*[+-]?\\d+\\s*',
  bigint: '\\s*[+-]?\\d+\\s*',
  decimal: '[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?',
  double: '\\s*[+-]?((\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|Infinity)\\s*',
  real: '\\s*[+-]?((\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|Infinity)\\s*',
  boolean: '(?i:t|true|1|f|false|0)',
  date: '\\s*\\d{1,6}-\\d{1,2}-\\d{1,2}\\s*',
  timestamp: '\\d{1,6}-\\d{1,2}-\\d{1,2}( \\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d{1,9})?)?)?',
  time: '\\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d{1,3})?)?',
};

/** `safe`: TRY_CAST, NULL in place of an error. */
export function castTo(call: Names, sql: string, from: SqlType, to: SqlType, safe: boolean): string {
  if (sameType(from, to)) return sql;
  if (from.kind === 'unknown') return `CAST(${sql} AS ${duckDbType(to)})`;
  const convert = (value: string) => `${safe ? 'TRY_CAST' : 'CAST'}(${value} AS ${duckDbType(to)})`;
  if (to.kind === 'varchar') return toVarchar(call, sql, from, to, safe);
  if (to.kind === 'json') return from.kind === 'varchar' ? `to_json(${sql})` : jsonOf(call, sql, from);
  if (from.kind === 'json') return castFromJson(call, sql, to, safe);
  if (from.kind === 'varchar') return fromVarchar(call, sql, to, safe, convert);
  if (isNumeric(from) && to.kind === 'boolean') return `(${sql} <> 0)`;
  if (isFloating(from) && isInteger(to)) return convert(`round(${sql})`);
  // Presto rounds the digits that are shown, not the number behind them.
  if (isFloating(from) && to.kind === 'decimal') return convert(`CAST(${sql} AS VARCHAR)`);
  if (from.kind === 'double' && to.kind === 'real')
    return once(call, [sql], (value) => convert(realRange(value)));
  if (isTime(from)) return fromTime(sql, from, to, convert);
  if (from.kind === 'array' || from.kind === 'map' || from.kind === 'row') {
    return containerTo(call, sql, from, to, safe);
  }
  if (to.kind === 'char') return refuse('char(n) cannot be had on DuckDB: use varchar');
  return convert(sql);
}

/** Beyond the largest real is infinity. */
function realRange(value: string): string {
  return `CASE WHEN abs(${value}) > 3.4028235677973366e38 THEN sign(${value}) * CAST('inf' AS DOUBLE) ELSE ${value} END`;
}

function isTime(type: SqlType): boolean {
  return ['date', 'timestamp', 'timestamp with time zone'].includes(type.kind);
}

function toVarchar(call: Names, sql: string, from: SqlType, to: TextType, safe: boolean): string {
  const text =
    from.kind === 'json'
      ? castFromJson(call, sql, { kind: 'varchar', length: null }, safe)
      : textOf(sql, from, call);
  if (to.length === null) return text;
  // Only texts are cut: of other values Presto keeps all.
  if (from.kind !== 'varchar' || (from.length !== null && from.length <= to.length)) return text;
  return `left(${text}, ${to.length})`;
}

function fromVarchar(
  call: Names,
  sql: string,
  to: SqlType,
  safe: boolean,
  convert: (value: string) => string,
): string {
  if (to.kind === 'varbinary') return `encode(${sql})`;
  if (to.kind === 'timestamp with time zone') {
    return refuse(
      "a text becomes a timestamp with time zone only when it is a literal: TIMESTAMP '2024-02-29 12:00:00 UTC'",
    );
  }
  // Digits beyond milliseconds are cut off.
  const converted = (text: string) =>
    to.kind === 'timestamp' ? `date_trunc('millisecond', ${convert(text)})` : convert(text);
  const look = LOOKS[to.kind] ?? refuse(`text cannot become ${to.kind} on DuckDB`);
  const fails = safe ? 'NULL' : raise(`the text is no ${to.kind}`, to);
  return once(
    call,
    [sql],
    (text) =>
      `CASE WHEN regexp_full_match(${text}, ${quote(look)}) THEN ${converted(text)} WHEN ${text} IS NOT NULL THEN ${fails} END`,
  );
}

/** A timestamp with time zone becomes the time that UTC's clocks show, but the date and time of its own. */
function fromTime(sql: string, from: SqlType, to: SqlType, convert: (value: string) => string): string {
  switch (to.kind) {
    case 'timestamp':
      return from.kind === 'date' ? convert(sql) : `timezone('UTC', ${sql})`;
    case 'timestamp with time zone':
      return `timezone('UTC', ${wallClock({ sql, type: from })})`;
    default:
      return convert(from.kind === 'timestamp with time zone' ? instantToWall(sql, zoneOf(from)) : sql);
  }
}

function containerTo(call: Names, sql: string, from: SqlType, to: SqlType, safe: boolean): string {
  const name = call.fresh();
  if (from.kind === 'array' && to.kind === 'array') {
    return `list_transform(${sql}, lambda ${name}: ${castTo(call, name, from.element, to.element, safe)})`;
  }
  if (from.kind === 'map' && to.kind === 'map') {
    const key = castTo(call, `${name}.key`, from.key, to.key, safe);
    const value = castTo(call, `${name}.value`, from.value, to.value, safe);
    return once(
      call,
      [sql],
      (map) =>
        `CASE WHEN ${map} IS NOT NULL THEN map_from_entries(list_transform(map_entries(${map}), lambda ${name}: ${rowSql(key, value)})) END`,
    );
  }
  if (from.kind === 'row' && to.kind === 'row') {
    return once(call, [sql], (row) => {
      const fields = from.fields.map((field, index) =>
        castTo(call, `${row}.${fieldName(index)}`, field.type, to.fields[index]!.type, safe),
      );
      return `CASE WHEN ${row} IS NOT NULL THEN ${rowSql(...fields)} END`;
    });
  }
  return refuse(`${from.kind} cannot become ${to.kind} on DuckDB`);
}
