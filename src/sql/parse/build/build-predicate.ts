import type { Expression } from '../../ast/expression.ts';
import type { ComparisonOperator } from '../../ast/predicate.ts';
import {
  BelongsContext,
  ComparisonContext,
  IsContext,
  type PredicateContext,
  QueryParser as T,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf, spanning } from './build-context.ts';
import { buildExpressions, buildValueExpression } from './build-expression.ts';
import { buildQuery } from './build-query.ts';

const COMPARISONS: ReadonlyMap<number, ComparisonOperator> = new Map([
  [T.EQUAL, '='],
  [T.NOT_EQUAL, '<>'],
  [T.LESS, '<'],
  [T.LESS_OR_EQUAL, '<='],
  [T.GREATER, '>'],
  [T.GREATER_OR_EQUAL, '>='],
]);

/** `value` with what is asked of it. */
export function buildPredicate(
  build: BuildContext,
  value: Expression,
  context: PredicateContext,
): Expression {
  if (context instanceof ComparisonContext) return buildComparison(build, value, context);
  const position = spanning(value.position, positionOf(context));
  if (context instanceof IsContext) {
    const negated = context._not != null;
    if (context._distinct == null) return { kind: 'is-null', value, negated, position };
    const right = buildValueExpression(build, context._other!);
    return { kind: 'is-distinct', left: value, right, negated, position };
  }
  if (context instanceof BelongsContext) return buildBelongs(build, value, context);
  throw build.error(position, 'this is no condition');
}

function buildComparison(build: BuildContext, value: Expression, context: ComparisonContext): Expression {
  const position = spanning(value.position, positionOf(context));
  const operator = COMPARISONS.get(context._operator!.type)!;
  if (context._other !== undefined) {
    const right = buildValueExpression(build, context._other);
    return { kind: 'comparison', operator, left: value, right, position };
  }
  return {
    kind: 'quantified-comparison',
    operator,
    quantifier: context._quantifier?.type === T.ALL ? 'all' : 'any',
    value,
    query: buildQuery(build, context._inner!),
    position,
  };
}

function buildBelongs(build: BuildContext, value: Expression, context: BelongsContext): Expression {
  const position = spanning(value.position, positionOf(context));
  const negated = context._not != null;
  if (context._low !== undefined) {
    const low = buildValueExpression(build, context._low);
    const high = buildValueExpression(build, context._high!);
    return { kind: 'between', value, low, high, negated, position };
  }
  if (context._pattern !== undefined) {
    const pattern = buildValueExpression(build, context._pattern);
    const escaped = context._escape === undefined ? null : buildValueExpression(build, context._escape);
    return { kind: 'like', value, pattern, escape: escaped, negated, position };
  }
  if (context._inner !== undefined) {
    return { kind: 'in-query', value, query: buildQuery(build, context._inner), negated, position };
  }
  return { kind: 'in-list', value, items: buildExpressions(build, context._list), negated, position };
}
