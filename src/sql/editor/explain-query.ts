import type { Expression } from '../ast/expression.ts';
import { lineAndColumn, type Position } from '../ast/position.ts';
import type { Query, QueryBody } from '../ast/query.ts';
import type { GroupingElement, Select } from '../ast/select.ts';
import { parseQuery } from '../parse/parse-query.ts';
import { printExpression } from '../print/presto/print-expression.ts';
import { SqlTextError } from '../sql-text-error.ts';

/** What an editor wants to know of a query's text, with the members of the original. Places are counted from 1. */
export interface QueryExplanation {
  /** Where each WITH query begins; null without WITH. */
  readonly with: Readonly<Record<string, TextLocation>> | null;
  /** Where the SELECT begins that gives the rows. */
  readonly queryLocation: TextLocation | null;
  readonly groupBy: readonly ExplainedKey[];
  readonly orderBy: readonly (ExplainedKey & { readonly ordering: 'ASCENDING' | 'DESCENDING' })[];
  readonly limit: number | null;
}

export interface TextLocation {
  readonly lineNumber: number;
  readonly columnNumber: number;
}

export interface ExplainedKey {
  /** The column of the SELECT that it is, counted from 1; null when it is none. */
  readonly index: number | null;
  readonly expression: string;
}

const UNKNOWN: QueryExplanation = { with: null, queryLocation: null, groupBy: [], orderBy: [], limit: null };

/** Reads the text and nothing else: names are not looked up. A text that is no query is answered with nothing known. */
export function explainQuery(text: string): QueryExplanation {
  let query: Query;
  try {
    query = parseQuery(text, { trailingSemicolons: true });
  } catch (error) {
    if (error instanceof SqlTextError) return UNKNOWN;
    throw error;
  }
  const at = ({ start }: Position): TextLocation => {
    const { line, column } = lineAndColumn(text, start);
    return { lineNumber: line, columnNumber: column };
  };
  const select = firstSelect(query.body);
  const indexOf = columnIndex(select);
  const tables = query.with?.tables.map((table) => [table.name.name, at(table.query.position)] as const);
  return {
    with: tables === undefined ? null : Object.fromEntries(tables),
    queryLocation: at((select ?? query.body).position),
    groupBy: (select?.groupBy?.elements ?? []).map((element) => groupingKey(element, indexOf)),
    orderBy: query.orderBy.map(({ key, descending }) => ({
      ordering: descending ? 'DESCENDING' : 'ASCENDING',
      index: indexOf(key),
      expression: printExpression(key),
    })),
    limit: limitOf(query),
  };
}

/** Of set operations the first, whose names are those of the answer. */
function firstSelect(body: QueryBody): Select | undefined {
  switch (body.kind) {
    case 'select':
      return body;
    case 'set-operation':
      return firstSelect(body.left);
    case 'query':
      return firstSelect(body.body);
    default:
      return undefined;
  }
}

type ColumnIndex = (key: Expression) => number | null;

function groupingKey(element: GroupingElement, indexOf: ColumnIndex): ExplainedKey {
  const [only, ...others] = element.kind === 'grouping-set' ? element.columns : [];
  return only !== undefined && others.length === 0
    ? { index: indexOf(only), expression: printExpression(only) }
    : { index: null, expression: groupingText(element) };
}

function groupingText(element: GroupingElement): string {
  if (element.kind === 'grouping-sets') return `GROUPING SETS (${element.sets.map(groupingText).join(', ')})`;
  const columns = `(${element.columns.map(printExpression).join(', ')})`;
  return element.kind === 'grouping-set' ? columns : `${element.kind.toUpperCase()} ${columns}`;
}

/** The number that stands there, or of the first column with this name or this expression. */
function columnIndex(select: Select | undefined): ColumnIndex {
  const byText = new Map<string, number>();
  select?.items.forEach((item, at) => {
    if (item.kind !== 'select-expression') return;
    for (const text of [item.alias?.name.toLowerCase(), printExpression(item.expression)]) {
      if (text !== undefined && !byText.has(text)) byText.set(text, at + 1);
    }
  });
  return (key) => {
    if (key.kind === 'integer') return Number(key.digits);
    const name = key.kind === 'identifier' ? byText.get(key.name.toLowerCase()) : undefined;
    return name ?? byText.get(printExpression(key)) ?? null;
  };
}

function limitOf({ body, limit }: Query): number | null {
  if (limit !== null) {
    return limit.count?.kind === 'row-count' && limit.count.digits.length <= 15
      ? Number(limit.count.digits)
      : null;
  }
  return body.kind === 'query' ? limitOf(body) : null;
}
