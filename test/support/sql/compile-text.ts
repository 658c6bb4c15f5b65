import { type CompiledQuery, compileQuery } from '../../../src/sql/compile/compile-query.ts';
import { singleTables } from '../../../src/sql/print/duckdb/physical-tables.ts';

/** A query that reads no table, compiled for DuckDB. */
export function compileText(text: string): CompiledQuery {
  return compileQuery({
    text,
    project: { collections: [] },
    tables: singleTables(),
    rows: { maxRows: 100_000 },
  });
}
