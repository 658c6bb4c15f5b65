import type { Analysis } from '../../analysis/analysis.ts';
import { SqlAnalysisError } from '../../analysis/analysis-error.ts';
import { ExpressionIds } from '../../analysis/expression-ids.ts';
import type { Lambda } from '../../ast/call.ts';
import type { Expression } from '../../ast/expression.ts';
import type { Position } from '../../ast/position.ts';
import type { CommonTable, QueryBody } from '../../ast/query.ts';
import type { Select } from '../../ast/select.ts';
import { EngineRefusal } from '../../functions/engine-refusal.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { known } from '../known.ts';
import type { ParameterValue } from '../parameter-value.ts';
import { RelationColumns } from '../relation-columns.ts';
import { usedColumns } from '../used-columns.ts';
import { DIALECTS, type Dialect, type PrestoEngine } from './dialect.ts';
import type { EngineTables } from './engine-tables.ts';
import { Frame } from './frame.ts';

export interface PrestoOptions {
  readonly engine: PrestoEngine;
  readonly tables: EngineTables;
  /** The zone of the caller's days; must be one that the analysis knows. The engine's session has to be in UTC. */
  readonly timezone: string;
  /** Of `?`, in order; their types are those that the analysis was given. */
  readonly parameters: readonly ParameterValue[];
}

/** PrestoDB takes a million characters unless configured otherwise (`query.max-length`). */
const LONGEST_TEXT = 1_000_000;

/** What the printing of one query knows. The functions that print one kind of node each take it as their first argument. */
export class PrestoPrinter {
  readonly analysis: Analysis;
  readonly dialect: Dialect;
  readonly options: PrestoOptions;
  readonly columns: RelationColumns;
  readonly used: ReturnType<typeof usedColumns>;
  readonly ids: ExpressionIds;
  /** Physical tables that the text reads. */
  readonly tablesRead = new Set<string>();
  /** Their names in the engine's text. */
  readonly commonTables = new Map<CommonTable, string>();
  /** Those that something printed reads. */
  readonly commonTablesRead = new Set<CommonTable>();
  readonly lambdaParameters = new Map<Lambda, readonly string[]>();
  /** What names in ORDER BY mean: the columns of what is sorted. */
  readonly sortedBodies = new Map<QueryBody, (index: number) => string>();
  /** Replaces whole expressions of a SELECT whose rows are grouped. */
  readonly grouped = new Map<Select, (node: Expression) => string | undefined>();
  /** Counts the subqueries printed, so that what holds one sees it. */
  subqueries = 0;
  /** How many lambdas are around what is printed. */
  #lambdas = 0;
  readonly #text: string;
  #frame: Frame | undefined;
  #names = 0;
  #length = 0;

  constructor(analysis: Analysis, text: string, options: PrestoOptions) {
    this.analysis = analysis;
    this.dialect = DIALECTS[options.engine];
    this.options = options;
    this.#text = text;
    this.columns = new RelationColumns(analysis);
    this.used = usedColumns(analysis, this.columns);
    this.ids = new ExpressionIds(analysis);
  }

  /** A name that is used once in the query: `r` of a relation, `w` of a WITH query, `p` of a lambda's parameter. */
  fresh(kind: 'r' | 'w' | 'p'): string {
    return `${kind}${++this.#names}`;
  }

  get frame(): Frame {
    if (this.#frame === undefined) throw new Error('an expression stands in no query');
    return this.#frame;
  }

  get inLambda(): boolean {
    return this.#lambdas > 0;
  }

  withinLambda<T>(print: () => T): T {
    this.#lambdas++;
    try {
      return print();
    } finally {
      this.#lambdas--;
    }
  }

  inFrame<T>(select: Select | undefined, print: (frame: Frame) => T): T {
    const parent = this.#frame;
    const frame = new Frame(select, parent, this.columns);
    this.#frame = frame;
    try {
      return print(frame);
    } finally {
      this.#frame = parent;
    }
  }

  typeOf(node: Expression): SqlType {
    return known(this.analysis.types.get(node), `the type of a node of kind ${node.kind}`);
  }

  /** Counts what is printed. Texts hold each other, so this bounds the work too. */
  count(node: { readonly position: Position }, sql: string): string {
    this.#length += sql.length;
    if (sql.length <= LONGEST_TEXT && this.#length <= 100 * LONGEST_TEXT) return sql;
    throw this.error(
      node,
      'SQL_TOO_COMPLEX',
      `the query is too complex for ${this.dialect.name}`,
      'ask it in several queries',
    );
  }

  error(
    node: { readonly position: Position },
    code: 'SQL_TOO_COMPLEX' | 'SQL_NOT_SUPPORTED' | 'SQL_INVALID',
    reason: string,
    hint?: string,
  ): SqlAnalysisError {
    return new SqlAnalysisError(this.#text, node.position, code, reason, hint);
  }

  /** Prints; what the engine cannot answer the same is refused at the innermost node that says so. */
  at<T>(node: { readonly position: Position }, print: () => T): T {
    try {
      return print();
    } catch (error) {
      if (error instanceof EngineRefusal) throw this.error(node, 'SQL_NOT_SUPPORTED', error.message);
      throw error;
    }
  }
}
