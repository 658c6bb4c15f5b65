import type { Token } from 'antlr4ng';
import type { Parameter } from '../../ast/expression.ts';
import type { Position } from '../../ast/position.ts';
import type { CommonTable, Limit, Query, QueryBody, RowCount, With } from '../../ast/query.ts';
import type { SortItem } from '../../ast/sort.ts';
import {
  type CommonTableContext,
  type FetchClauseContext,
  type LimitClauseContext,
  type QueryContext,
  type QueryNoWithContext,
  type QueryTermContext,
  type RowCountContext,
  type SortItemsContext,
  QueryParser as T,
  type WithContext,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf, positionOfToken, spanning } from './build-context.ts';
import { buildExpression } from './build-expression.ts';
import { integerDigits } from './build-literal.ts';
import { buildColumnAliases, buildIdentifier, buildQualifiedName } from './build-name.ts';
import { buildSelect } from './build-select.ts';

/** `position` without the parentheses around it. */
export function buildQuery(build: BuildContext, context: QueryContext): Query {
  const withClause = context._withClause === undefined ? null : buildWith(build, context._withClause);
  const query = buildQueryNoWith(build, context._body!);
  if (withClause === null) return query;
  return { ...query, with: withClause, position: positionOf(context) };
}

function buildWith(build: BuildContext, context: WithContext): With {
  return {
    kind: 'with',
    recursive: context._recursive !== undefined,
    tables: context._tables.map((table) => buildCommonTable(build, table)),
    position: positionOf(context),
  };
}

function buildCommonTable(build: BuildContext, context: CommonTableContext): CommonTable {
  return {
    kind: 'common-table',
    name: buildIdentifier(build, context._name!),
    columns: buildColumnAliases(build, context._columns),
    query: buildQuery(build, context._inner!),
    position: positionOf(context),
  };
}

/** Parentheses that hold nothing but another query are no node: `((SELECT 1))` is `SELECT 1`. */
function buildQueryNoWith(build: BuildContext, context: QueryNoWithContext): Query {
  const position = positionOf(context);
  const body = buildSetOperations(build, context);
  const query: Query = {
    kind: 'query',
    with: null,
    body,
    orderBy: buildSortItems(build, context._sort),
    offset: context._offset === undefined ? null : buildRowCount(build, context._offset),
    limit: buildLimit(build, context._limit, context._fetch),
    position,
  };
  const bare = query.orderBy.length === 0 && query.offset === null && query.limit === null;
  return bare && body.kind === 'query' ? { ...body, position } : query;
}

interface Operator {
  readonly token: Token;
  readonly operator: 'union' | 'intersect' | 'except';
  readonly all: boolean;
}

/** INTERSECT binds tighter than UNION and EXCEPT; all lean to the left. */
function buildSetOperations(build: BuildContext, context: QueryNoWithContext): QueryBody {
  const [first, ...rest] = context._terms;
  const operators = context._operators.map((operator) => {
    const token = operator._operator!;
    return { token, operator: setOperator(token.type), all: operator._quantifier?.type === T.ALL };
  });
  let left: QueryBody | undefined;
  let pending: Operator | undefined;
  let tight = buildQueryTerm(build, first!);
  for (const [index, term] of rest.entries()) {
    const operator = operators[index]!;
    if (operator.operator === 'intersect') {
      tight = joined(tight, operator, buildQueryTerm(build, term));
      continue;
    }
    left = left === undefined || pending === undefined ? tight : joined(left, pending, tight);
    pending = operator;
    tight = buildQueryTerm(build, term);
  }
  return left === undefined || pending === undefined ? tight : joined(left, pending, tight);
}

function setOperator(type: number): Operator['operator'] {
  if (type === T.INTERSECT) return 'intersect';
  return type === T.UNION ? 'union' : 'except';
}

function joined(left: QueryBody, { operator, all }: Operator, right: QueryBody): QueryBody {
  return {
    kind: 'set-operation',
    operator,
    all,
    left,
    right,
    position: spanning(left.position, right.position),
  };
}

function buildQueryTerm(build: BuildContext, context: QueryTermContext): QueryBody {
  if (context._selection !== undefined) return buildSelect(build, context._selection);
  if (context._rows !== undefined) {
    return {
      kind: 'values',
      rows: context._rows._rows.map((row) => buildExpression(build, row)),
      position: positionOf(context),
    };
  }
  if (context._table !== undefined) {
    return {
      kind: 'table-query',
      name: buildQualifiedName(build, context._table._name!),
      position: positionOf(context),
    };
  }
  const query = buildQueryNoWith(build, context._nested!._body!);
  const bare = query.orderBy.length === 0 && query.offset === null && query.limit === null;
  return bare ? query.body : query;
}

export function buildSortItems(
  build: BuildContext,
  context: SortItemsContext | undefined,
): readonly SortItem[] {
  return (context?._items ?? []).map((item) => ({
    kind: 'sort-item',
    key: buildExpression(build, item._key!),
    descending: item._direction?.type === T.DESC,
    nulls: item._nulls == null ? null : item._nulls.type === T.FIRST ? 'first' : 'last',
    position: positionOf(item),
  }));
}

function buildLimit(
  build: BuildContext,
  limit: LimitClauseContext | undefined,
  fetch: FetchClauseContext | undefined,
): Limit | null {
  if (limit !== undefined) {
    const count = limit._count === undefined ? null : buildRowCount(build, limit._count);
    return { kind: 'limit', count, withTies: false, position: positionOf(limit) };
  }
  if (fetch === undefined) return null;
  const position = positionOf(fetch);
  const one: RowCount = { kind: 'row-count', digits: '1', position };
  const count = fetch._count === undefined ? one : buildRowCount(build, fetch._count);
  return { kind: 'limit', count, withTies: fetch._ties != null, position };
}

function buildRowCount(build: BuildContext, context: RowCountContext): RowCount | Parameter {
  const token = context._value!;
  const position: Position = positionOfToken(token);
  if (token.type === T.PARAMETER) return { kind: 'parameter', index: build.nextParameter(), position };
  return { kind: 'row-count', digits: integerDigits(build.textOf(token)), position };
}
