import { refuse } from '../engine-refusal.ts';
import type { RenderedCall } from '../function-definition.ts';

/** A text as a literal. */
export function quote(text: string): string {
  if (text.includes('\0')) refuse('a text with a zero character cannot be written for DuckDB');
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * An expression that fails with this message where it is evaluated, of no type of its own. DuckDB's `error()` would
 * do, but counts as volatile, and TRY refuses those.
 */
export function raise(message: string): string {
  return `CASE WHEN CAST(${quote(message)} AS BIGINT) = 0 THEN NULL END`;
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
