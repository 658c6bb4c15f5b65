import type { Parameter } from '../../ast/expression.ts';
import type { IntervalLiteral, Literal, TypedLiteral } from '../../ast/literal.ts';
import { canonicalName } from '../../ast/name.ts';
import { lookupFunction } from '../../functions/catalogue.ts';
import { duckDbType } from '../../functions/duckdb/duckdb-type.ts';
import { quote } from '../../functions/duckdb/sql-text.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import { castTo } from '../../functions/operators/cast.ts';
import { intervalSize } from '../../functions/operators/interval-size.ts';
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
    lambdas: 0,
    fresh: () => printer.fresh(),
    invoke: () => refuse('json_parse is no aggregate'),
  });
}

/** Intervals of days are so many milliseconds, as in Presto, so that they compare and add up the same. */
function printInterval(node: IntervalLiteral): string {
  const size = intervalSize(node);
  const months = node.from === 'year' || node.from === 'month';
  const limit = months ? 2n ** 31n : 2n ** 63n / 1000n;
  if (size >= limit || -size >= limit) refuse('the interval is too long');
  return months ? `to_months(${size})` : `to_microseconds(${size * 1000n})`;
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
