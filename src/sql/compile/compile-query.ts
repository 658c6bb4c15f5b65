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
import type { PrestoEngine } from '../print/presto-engine/dialect.ts';
import type { EngineTables } from '../print/presto-engine/engine-tables.ts';
import { printPrestoQuery } from '../print/presto-engine/print-presto-query.ts';
import { type ProjectTables, projectEnvironment, type Schema } from '../tables/project-environment.ts';
import { parameterTypes } from './parameter-types.ts';
import { limitRows, type RowLimits } from './row-limit.ts';
import { type Sampling, sampleTables } from './sample-tables.ts';
import { sessionTimeZone } from './session-time-zone.ts';

interface AnyRequest {
  readonly text: string;
  /** What the project's queries may name. */
  readonly project: ProjectTables;
  readonly rows: RowLimits;
  /** Every table is read by a sample; all rows unless said otherwise. */
  readonly sampling?: Sampling;
  /** Where names without a schema are looked up; `collection` unless said otherwise. */
  readonly defaultSchema?: Schema;
  /** Of the caller's days, as IANA names it or an offset such as `+02:00`; `UTC` unless said otherwise. */
  readonly timezone?: string;
  /** The values of `?`, in order. */
  readonly parameters?: readonly ParameterValue[];
}

/** For DuckDB. */
export interface CompileRequest extends AnyRequest {
  /** What is behind the names, in the snapshot that the query reads. */
  readonly tables: PhysicalTables;
}

/** For PrestoDB or Trino, whose session has to be in UTC. */
export interface PrestoCompileRequest extends AnyRequest {
  readonly engine: PrestoEngine;
  /** What is behind the names, in the snapshot that the query reads. */
  readonly tables: EngineTables;
}

export interface CompiledQuery {
  /**
   * For the engine. On DuckDB its columns are `c1`, `c2`, …, in the order of `columns`; on PrestoDB and Trino they have
   * the names of `columns`.
   */
  readonly sql: string;
  /** What users call the columns, which may be the same name twice or none, and their types. */
  readonly columns: readonly OutputColumn[];
  /**
   * Physical tables that the text reads, sorted: what the engine says it reads must equal these. On DuckDB names in the
   * schema `data`, else `"catalog"."schema"."name"`.
   */
  readonly physicalTables: readonly string[];
  /** The tables that were named. */
  readonly logicalTables: readonly LogicalTable[];
}

/**
 * Words and symbols of a text: lists of 12,000 values. All of it runs on the thread that serves HTTP, at about 4 µs for
 * each, and that must not stand still for more than 100 ms.
 */
const MAX_TOKENS = 25_000;

export function compileQuery(request: CompileRequest | PrestoCompileRequest): CompiledQuery {
  const { text, project, parameters = [], sampling } = request;
  const timezone = request.timezone === undefined ? 'UTC' : sessionTimeZone(request.timezone);
  const environment = projectEnvironment(project, {
    timezone,
    parameters: parameterTypes(parameters),
    ...(request.defaultSchema === undefined ? {} : { defaultSchema: request.defaultSchema }),
  });
  const analyzed = (query: Query): Analysis => analyze(query, text, environment);
  const parsed = parseQuery(text, { trailingSemicolons: true, maxTokens: MAX_TOKENS });
  const query = limitRows(parsed, text, request.rows, parameters);
  const all = analyzed(query);
  const analysis = sampling === undefined ? all : analyzed(sampleTables(query, all, sampling));
  const printed =
    'engine' in request
      ? printPrestoQuery(analysis, text, { ...request, timezone, parameters })
      : printDuckDbQuery(analysis, text, { tables: request.tables, timezone, parameters });
  return {
    sql: printed.sql,
    columns: analysis.columns,
    physicalTables: printed.tables,
    logicalTables: analysis.logicalTables,
  };
}
