import type { Token } from 'antlr4ng';
import type { Arithmetic, ArithmeticOperator, Expression } from '../../ast/expression.ts';
import {
  type ConditionContext,
  type ExpressionContext,
  type ExpressionsContext,
  QueryParser as T,
  type TermContext,
  type ValueExpressionContext,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf, positionOfToken, spanning } from './build-context.ts';
import { buildInterval, buildString } from './build-literal.ts';
import { buildPredicate } from './build-predicate.ts';
import { buildPrimary } from './build-primary.ts';

export function buildExpressions(
  build: BuildContext,
  context: ExpressionsContext | undefined,
): readonly Expression[] {
  return (context?._items ?? []).map((item) => buildExpression(build, item));
}

/** AND binds tighter than OR: each run of ANDs is one term of the ORs. */
export function buildExpression(build: BuildContext, context: ExpressionContext): Expression {
  const [first, ...rest] = context._terms;
  let run = [buildCondition(build, first!)];
  const runs = [run];
  for (const [index, term] of rest.entries()) {
    if (context._operators[index]!.type === T.OR) {
      run = [];
      runs.push(run);
    }
    run.push(buildCondition(build, term));
  }
  return logical(
    'or',
    runs.map((terms) => logical('and', terms)),
  );
}

function logical(operator: 'and' | 'or', terms: readonly Expression[]): Expression {
  const first = terms[0]!;
  const last = terms.at(-1)!;
  if (first === last) return first;
  return { kind: 'logical', operator, terms, position: spanning(first.position, last.position) };
}

function buildCondition(build: BuildContext, context: ConditionContext): Expression {
  let condition = buildValueExpression(build, context._value!);
  if (context._test !== undefined) condition = buildPredicate(build, condition, context._test);
  for (const not of context._nots.toReversed()) {
    const position = spanning(positionOfToken(not), condition.position);
    condition = { kind: 'not', operand: condition, position };
  }
  return condition;
}

const OPERATORS: ReadonlyMap<number, { readonly operator: ArithmeticOperator; readonly tightness: number }> =
  new Map([
    [T.CONCAT, { operator: '||', tightness: 1 }],
    [T.PLUS, { operator: '+', tightness: 2 }],
    [T.MINUS, { operator: '-', tightness: 2 }],
    [T.STAR, { operator: '*', tightness: 3 }],
    [T.SLASH, { operator: '/', tightness: 3 }],
    [T.PERCENT, { operator: '%', tightness: 3 }],
  ]);

/** Operators of one tightness lean to the left: whatever waits and binds as tight is joined before the next waits. */
export function buildValueExpression(build: BuildContext, context: ValueExpressionContext): Expression {
  const [first, ...rest] = context._terms;
  const operands = [buildTerm(build, first!)];
  const waiting: Token[] = [];
  const joinLast = () => {
    const right = operands.pop()!;
    const left = operands.pop()!;
    operands.push(arithmetic(left, OPERATORS.get(waiting.pop()!.type)!.operator, right));
  };
  for (const [index, term] of rest.entries()) {
    const operator = context._operators[index]!;
    const tightness = OPERATORS.get(operator.type)!.tightness;
    while (waiting.length > 0 && OPERATORS.get(waiting.at(-1)!.type)!.tightness >= tightness) joinLast();
    waiting.push(operator);
    operands.push(buildTerm(build, term));
  }
  while (waiting.length > 0) joinLast();
  return operands[0]!;
}

function arithmetic(left: Expression, operator: ArithmeticOperator, right: Expression): Arithmetic {
  return { kind: 'arithmetic', operator, left, right, position: spanning(left.position, right.position) };
}

/** Signs apply after AT TIME ZONE. */
function buildTerm(build: BuildContext, context: TermContext): Expression {
  let value = buildPrimary(build, context._value!);
  for (const zone of context._zones) {
    value = {
      kind: 'at-time-zone',
      value,
      zone: zone._text === undefined ? buildInterval(build, zone._offset!) : buildString(build, zone._text),
      position: spanning(value.position, positionOf(zone)),
    };
  }
  for (const sign of context._signs.toReversed()) {
    const position = spanning(positionOfToken(sign), value.position);
    value = { kind: 'unary', operator: sign.type === T.MINUS ? '-' : '+', operand: value, position };
  }
  return value;
}
