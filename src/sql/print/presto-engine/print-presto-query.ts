import type { Analysis } from '../../analysis/analysis.ts';
import { nestingOf } from '../nesting.ts';
import { printQuery } from './print-query.ts';
import { type PrestoOptions, PrestoPrinter } from './printer.ts';

/** The engines' parsers and planners descend, on stacks whose size is the operator's. */
const DEEPEST = 400;

export interface PrestoQuery {
  /** Its columns are called what the analysis says, where it says a name. */
  readonly sql: string;
  /** The tables that it reads as `"catalog"."schema"."name"`, sorted. */
  readonly tables: readonly string[];
}

/**
 * A query for PrestoDB or Trino, from what the analysis found and nothing else: no word of the user's text is in it but
 * quoted values, quoted names of the answer's columns, and quoted names of rows' fields within types. `text` is what was
 * parsed, for places. Throws `SqlAnalysisError` for what the engine does not have and cannot be said otherwise.
 */
export function printPrestoQuery(analysis: Analysis, text: string, options: PrestoOptions): PrestoQuery {
  const printer = new PrestoPrinter(analysis, text, options);
  const names = analysis.columns.map(({ name }) => name);
  const sql = printer.withinStack(() => printQuery(printer, analysis.query, { names }));
  if (nestingOf(sql).parentheses > DEEPEST) throw printer.tooDeep();
  return { sql, tables: [...printer.tablesRead].sort() };
}
