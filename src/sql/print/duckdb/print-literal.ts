import type { Parameter } from '../../ast/expression.ts';
import type { IntervalLiteral, IntervalUnit, Literal, TypedLiteral } from '../../ast/literal.ts';
import { canonicalName } from '../../ast/name.ts';
import { lookupFunction } from '../../functions/catalogue.ts';
import { duckDbType } from '../../functions/duckdb/duckdb-type.ts';
import { quote } from '../../functions/duckdb/sql-text.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import { castTo } from '../../functions/operators/cast.ts';
import { timestampLiteral } from '../../functions/operators/typed-literal.ts';
import { renderCall } from '../../functions/render-call.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { VARCHAR } from '../../types/types.ts';
import type { ParameterValue } from '../parameter-value.ts';
import type { DuckDbPrinter } from './printer.ts';

export function printLiteral(printer: DuckDbPrinter, node: Literal): string {
  const type = printer.typeOf(node);
  switch (node.kind) {
    case 'null':
      return `CAST(NULL AS ${duckDbType(type)})`;
    case 'boolean':
      return node.value ? 'true' : 'false';
    case 'integer':
      return node.digits;
    case 'decimal':
    case 'double':
      return `CAST(${quote(node.text)} AS ${duckDbType(type)})`;
    case 'string':
      return quote(node.value);
    case 'binary':
      return `unhex('${node.hex}')`;
    case 'interval':
      return printInterval(node);
    case 'typed-literal':
      return printTyped(printer, node, type);
  }
}

function printTyped(printer: DuckDbPrinter, { type: name, value }: TypedLiteral, type: SqlType): string {
  switch (canonicalName(name)) {
    case 'timestamp':
      return timestampLiteral(value).sql;
    case 'json':
      return parsedJson(printer, value);
    case 'decimal':
      return `CAST(${quote(value)} AS ${duckDbType(type)})`;
    case 'char':
      return refuse('char(n) cannot be had on DuckDB: use varchar');
    default:
      return castTo(printer, quote(value), { kind: 'varchar', length: [...value].length }, type, false);
  }
}

function parsedJson(printer: DuckDbPrinter, value: string): string {
  const definition = lookupFunction('json_parse');
  if (definition === undefined) throw new Error('there is no function json_parse');
  return renderCall(definition, definition.duckdb, {
    arguments: [{ sql: quote(value), type: VARCHAR, literal: value }],
    resultType: { kind: 'json' },
    fresh: () => printer.fresh(),
    invoke: () => refuse('json_parse is no aggregate'),
  });
}

/** In units of the type: months, or milliseconds. */
const SIZES: Readonly<Record<IntervalUnit, bigint>> = {
  year: 12n,
  month: 1n,
  day: 86_400_000n,
  hour: 3_600_000n,
  minute: 60_000n,
  second: 1000n,
};

const UNITS = Object.keys(SIZES) as readonly IntervalUnit[];

/** In months, or in milliseconds. */
export function intervalSize({ negative, value, from, to }: IntervalLiteral): bigint {
  const text = value.trim();
  const sign = (negative ? -1n : 1n) * (text.startsWith('-') ? -1n : 1n);
  const first = UNITS.indexOf(from);
  const units = UNITS.slice(first, (to === null ? first : UNITS.indexOf(to)) + 1);
  const parts = text.replace(/^[+-]\s*/, '').split(/[-: ]+/);
  let size = 0n;
  for (const [index, unit] of units.entries()) {
    const [whole = '0', fraction = ''] = (parts[index] ?? '0').split('.');
    size += BigInt(whole) * SIZES[unit] + BigInt(fraction.padEnd(3, '0').slice(0, 3));
  }
  const limit = from === 'year' || from === 'month' ? 2n ** 31n : 2n ** 63n / 1000n;
  if (size >= limit) refuse('the interval is too long');
  return sign * size;
}

/** Intervals of days are so many milliseconds, as in Presto, so that they compare and add up the same. */
function printInterval(node: IntervalLiteral): string {
  const size = intervalSize(node);
  return node.from === 'year' || node.from === 'month'
    ? `to_months(${size})`
    : `to_microseconds(${size * 1000n})`;
}

/** The value bound to `?`: a literal that we write, so that the engine tells which tables the text reads. */
export function printParameter(printer: DuckDbPrinter, node: Parameter): string {
  const type = printer.typeOf(node);
  const value = printer.parameters[node.index];
  if (value === undefined) throw new Error(`parameter ${node.index + 1} has no value`);
  return `CAST(${valueText(value)} AS ${duckDbType(type)})`;
}

function valueText(value: ParameterValue): string {
  return value === null ? 'NULL' : quote(String(value));
}
