import type { Expression } from '../../ast/expression.ts';
import { canonicalName } from '../../ast/name.ts';
import type {
  NamedPrimaryContext,
  PrimaryContext,
  StepContext,
  SubscriptContext,
} from '../../grammar/generated/query-parser.ts';
import { buildCall } from './build-call.ts';
import { type BuildContext, positionOf, spanning } from './build-context.ts';
import { buildExpression, buildValueExpression } from './build-expression.ts';
import { buildString } from './build-literal.ts';
import { buildIdentifier } from './build-name.ts';
import { buildOperand } from './build-operand.ts';

export function buildPrimary(build: BuildContext, context: PrimaryContext): Expression {
  if (context._named !== undefined) return buildNamed(build, context._named);
  return withSteps(build, buildOperand(build, context._value!), context._steps);
}

function buildNamed(build: BuildContext, context: NamedPrimaryContext): Expression {
  const head = buildIdentifier(build, context._head!);
  if (context._body !== undefined) {
    const body = buildExpression(build, context._body);
    return { kind: 'lambda', parameters: [head], body, position: spanning(head.position, body.position) };
  }
  if (context._literal !== undefined) {
    const text = buildString(build, context._literal);
    if (!head.quoted && canonicalName(head) === 'x') {
      throw build.error(head.position, 'no space can stand between X and the quote of a binary value');
    }
    const position = spanning(head.position, text.position);
    return withSteps(
      build,
      { kind: 'typed-literal', type: head, value: text.value, position },
      context._steps,
    );
  }
  const parts = [head, ...context._parts.map((part) => buildIdentifier(build, part))];
  if (context._call !== undefined) {
    const call = buildCall(build, parts, context._call);
    return withSteps(build, call, context._steps);
  }
  let value: Expression = head;
  for (const field of parts.slice(1)) {
    value = { kind: 'dereference', base: value, field, position: spanning(head.position, field.position) };
  }
  if (context._first !== undefined) value = buildSubscript(build, value, context._first);
  return withSteps(build, value, context._steps);
}

/** `[index]` and `.field` after a value. */
function withSteps(build: BuildContext, base: Expression, steps: readonly StepContext[]): Expression {
  let value = base;
  for (const step of steps) {
    if (step._index !== undefined) {
      value = buildSubscript(build, value, step._index);
    } else {
      const field = buildIdentifier(build, step._field!);
      value = { kind: 'dereference', base: value, field, position: spanning(value.position, field.position) };
    }
  }
  return value;
}

function buildSubscript(build: BuildContext, base: Expression, context: SubscriptContext): Expression {
  const index = buildValueExpression(build, context._index!);
  return { kind: 'subscript', base, index, position: spanning(base.position, positionOf(context)) };
}
