import type { SqlType } from '../../types/sql-type.ts';
import { refuse } from '../engine-refusal.ts';
import type { RenderedCall } from '../function-definition.ts';
import { duckDbType } from './duckdb-type.ts';

/** A text as a literal. */
export function quote(text: string): string {
  if (text.includes('\0')) refuse('a text with a zero character cannot be written for DuckDB');
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * An expression of a type that fails with this message where it is evaluated. DuckDB's `error()` would do, but counts
 * as volatile, and TRY refuses those. What is constant is computed when the query is planned, and an error then is
 * only put off when a cast alone makes it, so nothing may be wrapped around it but casts.
 */
export function raise(reason: string, type: SqlType): string {
  const message = `«${reason}»`;
  switch (type.kind) {
    case 'varchar':
    case 'json':
    case 'char':
    case 'varbinary':
      return `CAST(CAST(CAST(${quote(message)} AS BIGINT) AS VARCHAR) AS ${duckDbType(type)})`;
    default:
      return `CAST(${quote(message)} AS ${duckDbType(type)})`;
  }
}

/** The reason given to {@link raise}, from what DuckDB says of the failed cast. */
export function raisedMessage(message: string): string | undefined {
  return /«([^«»]*)»/.exec(message)?.[1];
}

/** The literal text an argument must be, counted from 0. */
export function literalAt(call: RenderedCall, index: number, what: string): string {
  return (
    call.arguments[index]?.literal ??
    refuse(`${what} must be a literal text, because DuckDB has to know it when the query is planned`)
  );
}

/** What can be written twice without being evaluated twice, and without the text growing. */
const LONGEST_REPEATED = 48;
const VOLATILE = /\b(random|uuid)\s*\(/i;

/**
 * Uses expressions more than once: `body` gets names for them. Texts nest, so an expression that is written three
 * times at each of ten levels would be written 59,049 times; here long ones are evaluated once, in a list of one row.
 */
export function once(
  call: Pick<RenderedCall, 'fresh'>,
  expressions: readonly string[],
  body: (...names: string[]) => string,
): string {
  const short = (sql: string) => sql.length <= LONGEST_REPEATED && !VOLATILE.test(sql);
  if (expressions.every(short)) return `(${body(...expressions)})`;
  const row = call.fresh();
  const bound = expressions.filter((sql) => !short(sql));
  const names = expressions.map((sql) => (short(sql) ? sql : `${row}.v${bound.indexOf(sql)}`));
  const fields = bound.map((sql, index) => `v${index} := ${sql}`).join(', ');
  return `list_transform([struct_pack(${fields})], lambda ${row}: ${body(...names)})[1]`;
}

/** As {@link once} for one expression that is known to be long. */
export function bound(
  call: Pick<RenderedCall, 'fresh'>,
  sql: string,
  body: (name: string) => string,
): string {
  const name = call.fresh();
  return `list_transform([struct_pack(v := ${sql})], lambda ${name}: ${body(`${name}.v`)})[1]`;
}
