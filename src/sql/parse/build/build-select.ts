import type { Expression } from '../../ast/expression.ts';
import type { GroupBy, GroupingElement, GroupingSet, Select, SelectItem } from '../../ast/select.ts';
import {
  type ExpressionContext,
  type GroupByContext,
  type GroupingElementContext,
  ParenthesesContext,
  type PrimaryContext,
  type SelectContext,
  type SelectItemContext,
  QueryParser as T,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf } from './build-context.ts';
import { buildExpression, buildExpressions } from './build-expression.ts';
import { buildColumnAliases, buildIdentifier } from './build-name.ts';
import { buildRelation } from './build-relation.ts';
import { buildWindowSpecification } from './build-window.ts';

export function buildSelect(build: BuildContext, context: SelectContext): Select {
  // In the order of the text: parameters are numbered on the way.
  const items = context._items.map((item) => buildSelectItem(build, item));
  const from = context._relations.map((relation) => buildRelation(build, relation));
  const where = context._where === undefined ? null : buildExpression(build, context._where);
  const groupBy = context._groups === undefined ? null : buildGroupBy(build, context._groups);
  const having = context._having === undefined ? null : buildExpression(build, context._having);
  return {
    kind: 'select',
    distinct: context._quantifier?.type === T.DISTINCT,
    items,
    from,
    where,
    groupBy,
    having,
    windows: context._windows.map((window) => ({
      kind: 'named-window',
      name: buildIdentifier(build, window._name!),
      specification: buildWindowSpecification(build, window._specification!),
      position: positionOf(window),
    })),
    position: positionOf(context),
  };
}

function buildSelectItem(build: BuildContext, context: SelectItemContext): SelectItem {
  const position = positionOf(context);
  if (context._value === undefined) return { kind: 'select-all', target: null, columns: [], position };
  const value = buildExpression(build, context._value);
  if (context._star != null) {
    if (solePrimary(context._value) === undefined) {
      throw build.error(position, '".*" follows a table or a row', { hint: 'put the row into parentheses' });
    }
    const columns = buildColumnAliases(build, context._columns);
    return { kind: 'select-all', target: value, columns, position };
  }
  const alias = context._alias === undefined ? null : buildIdentifier(build, context._alias);
  return { kind: 'select-expression', expression: value, alias, position };
}

function buildGroupBy(build: BuildContext, context: GroupByContext): GroupBy {
  const quantifier = context._quantifier?.type;
  return {
    kind: 'group-by',
    quantifier: quantifier === undefined ? null : quantifier === T.ALL ? 'all' : 'distinct',
    elements: context._elements.map((element) => buildGroupingElement(build, element)),
    position: positionOf(context),
  };
}

function buildGroupingElement(build: BuildContext, context: GroupingElementContext): GroupingElement {
  const position = positionOf(context);
  if (context._single !== undefined) return buildGroupingSet(build, context._single);
  if (context._kind?.type === T.GROUPING_BY) {
    const sets = (context._list?._items ?? []).map((set) => buildGroupingSet(build, set));
    return { kind: 'grouping-sets', sets, position };
  }
  const columns = buildExpressions(build, context._list);
  return { kind: context._kind?.type === T.CUBE ? 'cube' : 'rollup', columns, position };
}

/** Parentheses are a list of columns here: `GROUP BY (a, b)`, and `()` is the set of none. */
function buildGroupingSet(build: BuildContext, context: ExpressionContext): GroupingSet {
  const parentheses = parenthesesOnly(context);
  const columns: readonly Expression[] =
    parentheses === undefined
      ? [buildExpression(build, context)]
      : buildExpressions(build, parentheses._list);
  return { kind: 'grouping-set', columns, position: positionOf(context) };
}

/** The parentheses that are the whole of an expression. */
function parenthesesOnly(context: ExpressionContext): ParenthesesContext | undefined {
  const primary = solePrimary(context);
  if (primary === undefined || primary._steps.length > 0) return undefined;
  return primary._value instanceof ParenthesesContext ? primary._value : undefined;
}

/** What an expression consists of when no operator stands in it. */
function solePrimary(context: ExpressionContext): PrimaryContext | undefined {
  const [condition] = context._terms;
  if (condition === undefined || context._terms.length > 1) return undefined;
  if (condition._nots.length > 0 || condition._test !== undefined) return undefined;
  const [term] = condition._value!._terms;
  if (term === undefined || condition._value!._terms.length > 1) return undefined;
  return term._signs.length > 0 || term._zones.length > 0 ? undefined : term._value;
}
