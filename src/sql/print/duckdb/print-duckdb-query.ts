import type { Analysis } from '../../analysis/analysis.ts';
import { nestingOf } from '../nesting.ts';
import { printBody } from './print-query.ts';
import { type DuckDbOptions, DuckDbPrinter } from './printer.ts';

/** DuckDB takes half a second to plan a sum of 400 values and five seconds for one of 900, and cannot be stopped there. */
const DEEPEST = 400;

/** Each lambda in the body of another doubles the time of planning: 12 take 0.1 to 0.5 s, 16 several seconds. */
const DEEPEST_LAMBDAS = 12;

export interface DuckDbQuery {
  /** Its columns are `c1`, `c2`, …: what users call them is in the analysis. */
  readonly sql: string;
  /** Names in the schema `data` of the tables that it reads, sorted. */
  readonly tables: readonly string[];
}

/**
 * A query for DuckDB, from what the analysis found and nothing else: no word of the user's text is in it but quoted
 * values. `text` is what was parsed, for places. Throws `SqlAnalysisError` for what DuckDB cannot answer as Presto does.
 */
export function printDuckDbQuery(analysis: Analysis, text: string, options: DuckDbOptions): DuckDbQuery {
  const printer = new DuckDbPrinter(analysis, text, options);
  const sql = printer.withinStack(() => printBody(printer, analysis.query));
  const { parentheses, lambdas } = nestingOf(sql);
  if (parentheses > DEEPEST || lambdas > DEEPEST_LAMBDAS) throw printer.tooDeep();
  return { sql, tables: [...printer.tablesRead].sort() };
}
