import type { SqlType } from '../../types/sql-type.ts';
import { isFloating, isInteger } from '../../types/type-traits.ts';
import { duckDbType, fieldName, rowSql } from '../duckdb/duckdb-type.ts';
import { concatenated } from '../duckdb/lists.ts';
import { once, quote, raise } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import type { RenderedCall } from '../function-definition.ts';
import { jsonKey } from '../json-path.ts';
import { textOf } from './text-of.ts';

type Names = Pick<RenderedCall, 'fresh'>;

/** `CAST(value AS json)`: rows become arrays, as in Presto. NULL stays NULL; within a container it is JSON's null. */
export function jsonOf(call: Names, sql: string, type: SqlType): string {
  const inner = (value: string, of: SqlType) =>
    `coalesce(CAST(${jsonOf(call, value, of)} AS VARCHAR), 'null')`;
  const name = call.fresh();
  switch (type.kind) {
    case 'json':
      return sql;
    case 'date':
    case 'timestamp':
    case 'timestamp with time zone':
      return `to_json(${textOf(sql, type, call)})`;
    case 'array':
      return once(call, [sql], (list) => {
        const elements = `list_transform(${list}, lambda ${name}: ${inner(name, type.element)})`;
        return `CASE WHEN ${list} IS NOT NULL THEN CAST('[' || coalesce(${concatenated(elements, ',')}, '') || ']' AS JSON) END`;
      });
    case 'map': {
      const key = `CAST(to_json(${textOf(`${name}.key`, type.key, call)}) AS VARCHAR)`;
      return once(call, [sql], (map) => {
        const entries = `list_transform(map_entries(${map}), lambda ${name}: ${key} || ':' || ${inner(`${name}.value`, type.value)})`;
        return `CASE WHEN ${map} IS NOT NULL THEN CAST('{' || coalesce(${concatenated(`list_sort(${entries})`, ',')}, '') || '}' AS JSON) END`;
      });
    }
    case 'row':
      return once(call, [sql], (row) => {
        const fields = type.fields.map((field, index) => inner(`${row}.${fieldName(index)}`, field.type));
        return `CASE WHEN ${row} IS NOT NULL THEN CAST('[' || ${fields.join(" || ',' || ")} || ']' AS JSON) END`;
      });
    case 'decimal':
      return `CAST(${textOf(sql, type, call)} AS JSON)`;
    default:
      return `to_json(${sql})`;
  }
}

/** `CAST(json AS type)`; JSON's null is NULL. */
export function castFromJson(call: Names, sql: string, to: SqlType, safe: boolean): string {
  return once(call, [sql], (json) => {
    const kind = `json_type(${json})`;
    const fails = safe ? 'NULL' : raise(`the JSON value cannot become ${to.kind}`, to);
    const cases = branches(call, json, to, safe);
    return `CASE WHEN ${kind} IS NULL OR ${kind} = 'NULL' THEN NULL ${cases.map(([kinds, value]) => `WHEN ${kind} IN (${kinds}) THEN ${value}`).join(' ')} ELSE ${fails} END`;
  });
}

const NUMBER = "'UBIGINT', 'BIGINT', 'DOUBLE', 'HUGEINT', 'UHUGEINT'";

function branches(
  call: Names,
  json: string,
  to: SqlType,
  safe: boolean,
): readonly (readonly [string, string])[] {
  const text = `json_extract_string(${json}, '$')`;
  const convert = (value: string) => `${safe ? 'TRY_CAST' : 'CAST'}(${value} AS ${duckDbType(to)})`;
  const name = call.fresh();
  if (to.kind === 'varchar') return [[`${NUMBER}, 'BOOLEAN', 'VARCHAR'`, text]];
  if (to.kind === 'boolean') {
    return [
      ["'BOOLEAN'", convert(text)],
      [NUMBER, `(CAST(${text} AS DOUBLE) <> 0)`],
      ["'VARCHAR'", convert(text)],
    ];
  }
  if (isInteger(to) || isFloating(to) || to.kind === 'decimal') {
    const number = isInteger(to) ? convert(`round(CAST(${text} AS DECIMAL(38, 10)))`) : convert(text);
    return [
      [`${NUMBER}`, number],
      ["'VARCHAR'", convert(text)],
      ["'BOOLEAN'", convert(`CASE WHEN ${text} = 'true' THEN 1 ELSE 0 END`)],
    ];
  }
  if (to.kind === 'array') {
    const element = elementCast(call, name, to.element, safe);
    return [["'ARRAY'", `list_transform(json_extract(${json}, '$[*]'), lambda ${name}: ${element})`]];
  }
  if (to.kind === 'map') {
    // Events bring any key, and one with a quote or a star in it would not be a step of a path.
    const entry = call.fresh();
    const value = elementCast(call, `${entry}.value`, to.value, safe);
    const key = to.key.kind === 'varchar' ? `${entry}.key` : `CAST(${entry}.key AS ${duckDbType(to.key)})`;
    const entries = `map_entries(CAST(${json} AS MAP(VARCHAR, JSON)))`;
    return [
      ["'OBJECT'", `map_from_entries(list_transform(${entries}, lambda ${entry}: ${rowSql(key, value)}))`],
    ];
  }
  if (to.kind === 'row') {
    // One cast a field, wherever it comes from: two would make a text that doubles with each row within a row.
    const fields = to.fields.map((field, index) => {
      const byName = `json_extract(${json}, ${quote(`$${jsonKey(field.name ?? '')}`)})`;
      const value = `CASE WHEN json_type(${json}) = 'ARRAY' THEN json_extract(${json}, '$[${index}]') ELSE ${byName} END`;
      return elementCast(call, value, field.type, safe);
    });
    return [["'ARRAY', 'OBJECT'", rowSql(...fields)]];
  }
  return refuse(`JSON cannot become ${to.kind} on DuckDB`);
}

function elementCast(call: Names, json: string, to: SqlType, safe: boolean): string {
  return to.kind === 'json' ? json : castFromJson(call, json, to, safe);
}
