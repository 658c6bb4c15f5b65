/**
 * From the text of a query to the text for the engine: parse, apply limit and sampling to the tree, resolve and
 * authorise, print. Whatever is wrong, or cannot be answered the same on the engine, is a `SqlTextError` with line,
 * column and hint. Pure and synchronous; time and memory are bounded by the limits of the parser, the analysis and the
 * printer.
 */
import type { Analysis, LogicalTable, OutputColumn } from '../analysis/analysis.ts';
import { analyze } from '../analysis/analyze.ts';
import type { Query } from '../ast/query.ts';
import { parseQuery } from '../parse/parse-query.ts';
import type { PhysicalTables } from '../print/duckdb/physical-tables.ts';
import { printDuckDbQuery } from '../print/duckdb/print-duckdb-query.ts';
import type { ParameterValue } from '../print/parameter-value.ts';
import { type ProjectTables, projectEnvironment, type Schema } from '../tables/project-environment.ts';
import { parameterTypes } from './parameter-types.ts';
import { limitRows, type RowLimits } from './row-limit.ts';
import { type Sampling, sampleTables } from './sample-tables.ts';

export interface CompileRequest {
  readonly text: string;
  /** What the project's queries may name. */
  readonly project: ProjectTables;
  /** What is behind these names, in the snapshot that the query reads. */
  readonly tables: PhysicalTables;
  readonly rows: RowLimits;
  /** Every table is read by a sample; all rows unless said otherwise. */
  readonly sampling?: Sampling;
  /** Where names without a schema are looked up; `collection` unless said otherwise. */
  readonly defaultSchema?: Schema;
  /** Of the caller's days; `UTC` unless said otherwise. */
  readonly timezone?: string;
  /** The values of `?`, in order. */
  readonly parameters?: readonly ParameterValue[];
}

export interface CompiledQuery {
  /** For DuckDB. Its columns are `c1`, `c2`, …, in the order of `columns`. */
  readonly sql: string;
  /** What users call the columns, which may be the same name twice or none, and their types. */
  readonly columns: readonly OutputColumn[];
  /** Physical tables in the schema `data` that the text reads, sorted: what the engine says it reads must equal these. */
  readonly physicalTables: readonly string[];
  /** The tables that were named. */
  readonly logicalTables: readonly LogicalTable[];
}

export function compileQuery(request: CompileRequest): CompiledQuery {
  const { text, project, tables, timezone = 'UTC', parameters = [], sampling } = request;
  const environment = projectEnvironment(project, {
    timezone,
    parameters: parameterTypes(parameters),
    ...(request.defaultSchema === undefined ? {} : { defaultSchema: request.defaultSchema }),
  });
  const analyzed = (query: Query): Analysis => analyze(query, text, environment);
  const query = limitRows(parseQuery(text, { trailingSemicolon: true }), text, request.rows, parameters);
  const all = analyzed(query);
  const analysis = sampling === undefined ? all : analyzed(sampleTables(query, all, sampling));
  const printed = printDuckDbQuery(analysis, text, { tables, timezone, parameters });
  return {
    sql: printed.sql,
    columns: analysis.columns,
    physicalTables: printed.tables,
    logicalTables: analysis.logicalTables,
  };
}
