import type { Parameter } from '../ast/expression.ts';
import type { Query, QueryBody, RowCount, TableQuery } from '../ast/query.ts';
import type { SortItem } from '../ast/sort.ts';
import { isInteger } from '../types/type-traits.ts';
import { BIGINT } from '../types/types.ts';
import type { OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeOrderBy, outputScope } from './analyze-order-by.ts';
import { analyzeSelect } from './analyze-select.ts';
import { analyzeSetOperation } from './analyze-set-operation.ts';
import { analyzeValues } from './analyze-values.ts';
import { analyzeWith } from './analyze-with.ts';
import type { CommonTableScope } from './common-table-scope.ts';
import { findTable } from './find-table.ts';
import { plainPlace } from './place.ts';
import { quote } from './quote.ts';
import type { Scope } from './scope.ts';
import { typeParameter } from './type-parameter.ts';

/** What a query sees of what is around it. */
export interface Surroundings {
  /** Columns of the queries around it that it may name. */
  readonly outer: Scope | undefined;
  readonly commonTables: CommonTableScope;
}

/** A query as `analyzeBody` needs it: the limits across which names are correlated, and sort keys. */
export interface BodySurroundings extends Surroundings {
  readonly query: Query;
}

export function analyzeQuery(
  state: AnalysisState,
  query: Query,
  surroundings: Surroundings,
): readonly OutputColumn[] {
  state.charge(query, 1);
  const commonTables =
    query.with === null ? surroundings.commonTables : analyzeWith(state, query.with, surroundings);
  const inner = { outer: surroundings.outer, commonTables, query };
  const columns =
    query.body.kind === 'select'
      ? analyzeSelect(state, query.body, query.orderBy, inner)
      : sorted(state, query.body, query.orderBy, inner);
  if (query.offset !== null) checkCount(state, query.offset, 'OFFSET');
  if (query.limit !== null) {
    if (query.limit.count !== null) checkCount(state, query.limit.count, 'LIMIT');
    if (query.limit.withTies && query.orderBy.length === 0) {
      throw state.error(query.limit, 'SQL_INVALID', 'WITH TIES needs ORDER BY, which says what ties are');
    }
  }
  state.bodies.set(query, columns);
  return columns;
}

/** Whatever is no SELECT is sorted by its columns alone. */
function sorted(
  state: AnalysisState,
  body: QueryBody,
  orderBy: readonly SortItem[],
  surroundings: BodySurroundings,
): readonly OutputColumn[] {
  const columns = analyzeBody(state, body, surroundings);
  if (orderBy.length > 0) {
    const scope = outputScope(columns, body, surroundings.outer, surroundings.query);
    analyzeOrderBy(state, orderBy, columns, plainPlace(scope, surroundings.commonTables, 'ORDER BY'));
  }
  return columns;
}

export function analyzeBody(
  state: AnalysisState,
  body: QueryBody,
  surroundings: BodySurroundings,
): readonly OutputColumn[] {
  const columns = columnsOf(state, body, surroundings);
  state.bodies.set(body, columns);
  return columns;
}

function columnsOf(
  state: AnalysisState,
  body: QueryBody,
  surroundings: BodySurroundings,
): readonly OutputColumn[] {
  switch (body.kind) {
    case 'select':
      return analyzeSelect(state, body, [], surroundings);
    case 'set-operation':
      return analyzeSetOperation(state, body, surroundings);
    case 'values':
      return analyzeValues(state, body, surroundings);
    case 'table-query':
      return tableColumns(state, body, surroundings);
    case 'query':
      return analyzeQuery(state, body, surroundings);
    default:
      throw unknownNode(state, body);
  }
}

function unknownNode(state: AnalysisState, node: never): Error {
  const { kind, position } = node as QueryBody;
  return state.error({ position }, 'SQL_NOT_SUPPORTED', `"${kind}" is not supported`);
}

function tableColumns(
  state: AnalysisState,
  node: TableQuery,
  { commonTables }: Surroundings,
): readonly OutputColumn[] {
  const { columns } = findTable(state, node, node.name, commonTables);
  return columns.filter(({ hidden }) => !hidden).map(({ name, type }) => ({ name, type }));
}

function checkCount(state: AnalysisState, count: RowCount | Parameter, what: string): void {
  if (count.kind === 'row-count') {
    if (count.digits.length < 19 || BigInt(count.digits) < 1n << 63n) return;
    throw state.error(count, 'SQL_INVALID', `${what} ${quote(count.digits)} is too large`, 'leave it out');
  }
  const type = typeParameter(state, count);
  if (!isInteger(type)) {
    throw state.error(
      count,
      'SQL_PARAMETERS',
      `${what} takes a whole number, and the value given is of type ${type.kind}`,
    );
  }
  state.setType(count, type);
  state.coerce(count, BIGINT);
}
