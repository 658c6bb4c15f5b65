import type { SqlType } from '../types/sql-type.ts';

/**
 * One function of the language: the whitelist, the translator and the reference page are all made of these.
 */
export interface FunctionDefinition {
  /** Lower case. */
  readonly name: string;
  /** Of operators: how it is written, such as `+`, for messages. */
  readonly symbol?: string;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  /** For the reference page. */
  readonly category: FunctionCategory;
  /** One sentence. */
  readonly description: string;
  /** Such as `date_diff('day', DATE '2024-02-28', DATE '2024-03-01')`, for the page and for the differential test. */
  readonly example: string;
  /**
   * In Presto's own notation: `element_at(map(K, V), K) -> V`, `transform(array(T), function(T, U)) -> array(U)`,
   * `concat(varchar, varchar...) -> varchar`; `where E orderable` says what a type variable must be able to do. The
   * most specific one that fits is taken.
   */
  readonly signatures: readonly string[];
  /** `null`: any NULL argument gives NULL without a call. `called`: the function decides. */
  readonly onNull: 'null' | 'called';
  /** False for `random`, `now` and their kin. */
  readonly deterministic: boolean;
  /** Of a `timestamp with time zone` that comes out; that of the arguments unless said otherwise. */
  readonly zone?: ResultZone;
  /** How DuckDB says it. */
  readonly duckdb: EngineForm;
  /** Absent: as it is called here. */
  readonly presto?: EngineForm;
  readonly trino?: EngineForm;
  /** For approximate ones: the bound on the error, stated in words and held by a test. */
  readonly accuracy?: string;
  /** What is different from PrestoDB on DuckDB all the same, in words, for the published table. */
  readonly difference?: string;
}

/** `any`: each value may have another. Or what the arguments' literals say it is, those that are some. */
export type ResultZone = 'UTC' | 'any' | ((literals: readonly (string | undefined)[]) => string | undefined);

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
  | 'window'
  | 'operator';

export type EngineForm = SameName | Template | Rendering | Refused;

/** Called just so. */
export interface SameName {
  readonly form: 'same';
}

/**
 * Text with `$1`, `$2`, … for the arguments, each safe anywhere, and `$*` for all of them. Of an aggregate or window
 * function, the call proper stands in braces, since DISTINCT, ORDER BY, FILTER and OVER go there:
 * `CAST({sum($1)} AS BIGINT)`.
 */
export interface Template {
  readonly form: 'template';
  readonly sql: string;
}

/** Made from the arguments and their types. May throw `EngineRefusal`: the call cannot be answered for these. */
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
  /** How many lambdas are around it, each called for every element of something. */
  readonly lambdas: number;
  /** A name for the parameter of a lambda that is not yet used in this query. */
  fresh(): string;
  /**
   * Of aggregate and window functions: prints `name(arguments)` with what hangs on the call: DISTINCT, ORDER BY,
   * FILTER, IGNORE NULLS and OVER.
   */
  invoke(name: string, callArguments: readonly string[], options?: InvokeOptions): string;
}

export interface InvokeOptions {
  /** Only rows for which this holds, beside the FILTER that is written. */
  readonly filter?: string;
  /** Sorts the rows, in front of the ORDER BY that is written. */
  readonly orderBy?: string;
  /** As if DISTINCT was written. */
  readonly distinct?: boolean;
}

export interface RenderedArgument {
  /**
   * Safe to put anywhere: an operand in parentheses where needed. Of a lambda: `lambda x, y: body`, printed only when
   * it is asked for, since DuckDB's forms ask for `body`, and printing both at each level would take exponential time.
   */
  readonly sql: string;
  readonly type: SqlType;
  /** The value of a literal, for functions that must know it when the query is planned (units, patterns, formats). */
  readonly literal: string | undefined;
  /** Of a lambda: its body, printed with these in place of its parameters; each is short and safe anywhere. */
  readonly body?: (parameters: readonly string[]) => string;
}
