import type { FunctionCall } from '../ast/call.ts';
import type { Dereference, Expression, Parameter } from '../ast/expression.ts';
import type { Identifier } from '../ast/name.ts';
import type { Position } from '../ast/position.ts';
import type { CommonTable, Query, QueryBody, TableQuery } from '../ast/query.ts';
import type { Join, TableReference } from '../ast/relation.ts';
import type { Select } from '../ast/select.ts';
import type { ResolvedCall } from '../functions/resolve-call.ts';
import { sameType } from '../types/same-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type {
  Analysis,
  AnalyzedCommonTable,
  AnalyzedSelect,
  BoundColumn,
  BoundTable,
  ColumnSource,
  LogicalTable,
  MergedColumn,
  Operation,
  OutputColumn,
  ResolvedWindow,
  TableColumn,
} from './analysis.ts';
import { type AnalysisErrorCode, SqlAnalysisError } from './analysis-error.ts';
import type { AnalysisEnvironment } from './environment.ts';
import { LIMITS } from './limits.ts';
import { Resolutions } from './resolutions.ts';
import { typeParts } from './type-parts.ts';

interface Node {
  readonly position: Position;
}

/** What the analysis of one query has found so far, and what it may still cost. */
export class AnalysisState {
  readonly text: string;
  readonly environment: AnalysisEnvironment;
  readonly types = new Map<Expression, SqlType>();
  readonly coercions = new Map<Expression, SqlType>();
  readonly columnCoercions = new Map<QueryBody, readonly (SqlType | null)[]>();
  readonly columnsByName = new Map<Identifier | Dereference, BoundColumn>();
  readonly rowFields = new Map<Dereference, number>();
  readonly calls = new Map<FunctionCall, ResolvedCall>();
  readonly operations = new Map<Operation, ResolvedCall>();
  readonly windows = new Map<FunctionCall, ResolvedWindow>();
  readonly tables = new Map<TableReference | TableQuery, BoundTable>();
  readonly logicalTables = new Set<LogicalTable>();
  readonly commonTables = new Map<CommonTable, AnalyzedCommonTable>();
  readonly relations = new Map<ColumnSource, readonly TableColumn[]>();
  readonly joins = new Map<Join, readonly MergedColumn[]>();
  readonly bodies = new Map<QueryBody, readonly OutputColumn[]>();
  readonly selects = new Map<Select, AnalyzedSelect>();
  readonly ordinals = new Map<Expression, number>();
  /** Names in a query that are columns of queries around it. */
  readonly outerNames = new Map<Query, (Identifier | Dereference)[]>();
  /** Whose columns an aggregate is of. */
  readonly aggregateReach = new Map<FunctionCall, { readonly outer: boolean; readonly local: boolean }>();
  readonly resolutions = new Resolutions();
  readonly parameters: (Parameter | undefined)[] = [];
  /** Tables read so far, WITH names counting as what they read. */
  tableReads = 0;
  #steps = 0;

  constructor(text: string, environment: AnalysisEnvironment) {
    this.text = text;
    this.environment = environment;
  }

  /** What the analysis has cost so far: see {@link LIMITS}. */
  get steps(): number {
    return this.#steps;
  }

  error(node: Node, code: AnalysisErrorCode, reason: string, hint?: string): SqlAnalysisError {
    return new SqlAnalysisError(this.text, node.position, code, reason, hint);
  }

  charge(node: Node, steps: number): void {
    this.#steps += steps;
    if (this.#steps <= LIMITS.steps) return;
    throw this.error(
      node,
      'SQL_TOO_COMPLEX',
      'the query is too complex to be analysed',
      'leave out columns, subqueries or nested lambdas, or ask it in several queries',
    );
  }

  /** Counts the reading of a table, or of what a WITH name stands for. */
  chargeTableReads(node: Node, reads: number): void {
    this.tableReads += reads;
    if (this.tableReads <= LIMITS.tableReads) return;
    throw this.error(
      node,
      'SQL_TOO_COMPLEX',
      `the query reads more than ${LIMITS.tableReads} tables, each use of a WITH name counting as what it reads`,
      'let WITH queries read each other less often',
    );
  }

  /** A lambda's body may be typed several times; the last time counts. */
  setType(expression: Expression, type: SqlType): SqlType {
    if (type.kind === 'row' || type.kind === 'array' || type.kind === 'map') this.checkSize(expression, type);
    this.types.set(expression, type);
    if (this.coercions.size > 0) this.coercions.delete(expression);
    return type;
  }

  checkSize(node: Node, type: SqlType): void {
    const parts = typeParts(type);
    if (parts > LIMITS.typeParts) {
      throw this.error(
        node,
        'SQL_TOO_COMPLEX',
        `the type of this has more than ${LIMITS.typeParts} parts`,
        'keep rows flat',
      );
    }
    this.charge(node, parts);
  }

  /** Notes that a value becomes `type` where it stands. Whether it can is for the caller to know. */
  coerce(expression: Expression, type: SqlType): void {
    const from = this.types.get(expression);
    if (from !== undefined && changes(from, type)) this.coercions.set(expression, type);
  }

  /** The type of an expression with what it becomes where it stands. */
  finalType(expression: Expression): SqlType {
    const type = this.coercions.get(expression) ?? this.types.get(expression);
    if (type === undefined) throw this.error(expression, 'SQL_NOT_SUPPORTED', 'this has no type');
    return type;
  }

  finish(query: Query, columns: readonly OutputColumn[]): Analysis {
    return {
      query,
      columns,
      types: this.types,
      coercions: this.coercions,
      columnCoercions: this.columnCoercions,
      columnsByName: this.columnsByName,
      rowFields: this.rowFields,
      calls: this.calls,
      operations: this.operations,
      windows: this.windows,
      tables: this.tables,
      logicalTables: [...this.logicalTables],
      commonTables: this.commonTables,
      relations: this.relations,
      joins: this.joins,
      bodies: this.bodies,
      selects: this.selects,
      ordinals: this.ordinals,
      correlated: new Set(this.outerNames.keys()),
    };
  }
}

/** Whether a value of `from` is another value as `to`. A text is the same in a longer varchar. */
export function changes(from: SqlType, to: SqlType): boolean {
  return !(from.kind === 'varchar' && to.kind === 'varchar') && !sameType(from, to);
}
