import type { Analysis } from '../analysis/analysis.ts';
import { SqlAnalysisError } from '../analysis/analysis-error.ts';
import { ExpressionIds } from '../analysis/expression-ids.ts';
import type { Lambda } from '../ast/call.ts';
import type { Expression } from '../ast/expression.ts';
import type { Position } from '../ast/position.ts';
import type { CommonTable, QueryBody } from '../ast/query.ts';
import type { Select } from '../ast/select.ts';
import { EngineRefusal } from '../functions/engine-refusal.ts';
import type { SqlType } from '../types/sql-type.ts';
import { known } from './known.ts';
import type { ParameterValue } from './parameter-value.ts';
import { RelationColumns } from './relation-columns.ts';
import { usedColumns } from './used-columns.ts';

export interface EngineNature {
  /** For messages. */
  readonly name: string;
  /** In characters: of what is printed, and of all that is printed on the way, texts within texts counted each time. */
  readonly longestText: number;
  readonly mostPrinted: number;
}

/**
 * What the printing of one query for an engine knows, whichever engine it is. The functions that print one kind of node
 * each take the printer as their first argument.
 */
export class EnginePrinter {
  readonly analysis: Analysis;
  readonly engine: EngineNature;
  /** Of `?`, in order. */
  readonly parameters: readonly ParameterValue[];
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
  readonly #text: string;
  #printed = 0;

  constructor(analysis: Analysis, text: string, engine: EngineNature, parameters: readonly ParameterValue[]) {
    this.analysis = analysis;
    this.engine = engine;
    this.parameters = parameters;
    this.#text = text;
    this.columns = new RelationColumns(analysis);
    this.used = usedColumns(analysis, this.columns);
    this.ids = new ExpressionIds(analysis);
  }

  typeOf(node: Expression): SqlType {
    return known(this.analysis.types.get(node), `the type of a node of kind ${node.kind}`);
  }

  /** Counts what is printed. Texts hold each other, so this bounds the work too. */
  count(node: { readonly position: Position }, sql: string): string {
    this.#printed += sql.length;
    const { name, longestText, mostPrinted } = this.engine;
    if (sql.length <= longestText && this.#printed <= mostPrinted) return sql;
    throw this.error(
      node,
      'SQL_TOO_COMPLEX',
      `the query is too complex for ${name}`,
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

  tooDeep(): SqlAnalysisError {
    return this.error(
      this.analysis.query,
      'SQL_TOO_COMPLEX',
      `the query nests too deep for ${this.engine.name}`,
      'name its parts with WITH',
    );
  }

  /** Nesting is bounded before; but what is printed in several layers may take more of the stack than it took there. */
  withinStack<T>(print: () => T): T {
    try {
      return print();
    } catch (error) {
      if (error instanceof RangeError) throw this.tooDeep();
      throw error;
    }
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
