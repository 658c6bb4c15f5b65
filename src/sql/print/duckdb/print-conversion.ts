import type { Expression } from '../../ast/expression.ts';
import { duckDbType } from '../../functions/duckdb/duckdb-type.ts';
import { castTo } from '../../functions/operators/cast.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { printPlain } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/** `value` as another type. */
export function printConverted(
  printer: DuckDbPrinter,
  node: Expression,
  type: SqlType,
  safe: boolean,
): string {
  if (node.kind === 'null') return `CAST(NULL AS ${duckDbType(type)})`;
  const before = printer.subqueries;
  // A coerced value within a cast is first what the analysis made of it.
  const sql = printPlain(printer, node);
  const from = printer.typeOf(node);
  return outsideLambdas(printer, [sql], printer.subqueries > before, (texts) =>
    castTo(printer, texts[0]!, from, type, safe),
  );
}

/**
 * Renders with texts that may hold subqueries. DuckDB takes none in a lambda, so where there is one these values are
 * computed before, in a list of one row.
 */
export function outsideLambdas(
  printer: DuckDbPrinter,
  texts: readonly string[],
  holdSubquery: boolean,
  render: (texts: readonly string[]) => string,
): string {
  const plain = render(texts);
  if (!holdSubquery || !/\blambda\b/.test(plain)) return plain;
  const row = printer.fresh();
  const names = texts.map((_, index) => `${row}.v${index}`);
  const fields = texts.map((sql, index) => `v${index} := ${sql}`).join(', ');
  return `list_transform([struct_pack(${fields})], lambda ${row}: ${render(names)})[1]`;
}
