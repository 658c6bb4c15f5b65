import type { SqlType } from '../types/sql-type.ts';

/**
 * One function of the language: the whitelist, the translator and the reference page are all made of these.
 */
export interface FunctionDefinition {
  /** Lower case. */
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  /** For the reference page. */
  readonly category: FunctionCategory;
  /** One sentence. */
  readonly description: string;
  /** Such as `date_diff('day', DATE '2024-02-28', DATE '2024-03-01')`, for the page and for the differential test. */
  readonly example: string;
  /**
   * In Presto's own notation: `element_at(map(K, V), K) -> V`, `transform(array(T), function(T, U)) -> array(U)`,
   * `concat(varchar, varchar...) -> varchar`. Tried in order; the first with the fewest coercions wins.
   */
  readonly signatures: readonly string[];
  /** `null`: any NULL argument gives NULL without a call. `called`: the function decides. */
  readonly onNull: 'null' | 'called';
  /** False for `random`, `now` and their kin. */
  readonly deterministic: boolean;
  /** How DuckDB says it. */
  readonly duckdb: EngineForm;
  /** Absent: as it is called here. */
  readonly presto?: EngineForm;
  readonly trino?: EngineForm;
  /** For approximate ones: the bound on the error, stated in words and held by a test. */
  readonly accuracy?: string;
}

export type FunctionCategory =
  | 'date and time'
  | 'text'
  | 'regular expressions'
  | 'URL'
  | 'JSON'
  | 'array'
  | 'map'
  | 'lambda'
  | 'math'
  | 'conditional'
  | 'conversion'
  | 'binary'
  | 'aggregate'
  | 'approximate aggregate'
  | 'statistical aggregate'
  | 'window';

export type EngineForm = SameName | Template | Rendering | Refused;

/** Called just so. */
export interface SameName {
  readonly form: 'same';
}

/** Text with `$1`, `$2`, … for the arguments, each put in parentheses where it needs them. */
export interface Template {
  readonly form: 'template';
  readonly sql: string;
}

/** Made from the arguments and their types. */
export interface Rendering {
  readonly form: 'rendering';
  render(call: RenderedCall): string;
}

/** The engine cannot give the same answer: the query is refused with this reason. */
export interface Refused {
  readonly form: 'refused';
  readonly reason: string;
}

/** A call whose arguments are printed for the engine already, coercions included. */
export interface RenderedCall {
  readonly arguments: readonly RenderedArgument[];
  readonly resultType: SqlType;
}

export interface RenderedArgument {
  /** Safe to put anywhere: an operand in parentheses where needed. */
  readonly sql: string;
  readonly type: SqlType;
  /** The value of a literal, for functions that must know it when the query is planned (units, patterns, formats). */
  readonly literal: string | undefined;
}
