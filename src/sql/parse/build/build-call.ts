import type { FunctionCall } from '../../ast/call.ts';
import type { Expression } from '../../ast/expression.ts';
import { canonicalName, type Identifier } from '../../ast/name.ts';
import type { Position } from '../../ast/position.ts';
import type { WindowName, WindowSpecification } from '../../ast/window.ts';
import { type CallTailContext, QueryParser as T } from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf, spanning } from './build-context.ts';
import { buildExpression, buildExpressions } from './build-expression.ts';
import { buildIdentifier } from './build-name.ts';
import { buildSortItems } from './build-query.ts';
import { buildWindowSpecification } from './build-window.ts';

export function buildCall(
  build: BuildContext,
  parts: readonly Identifier[],
  context: CallTailContext,
): FunctionCall {
  const first = parts[0]!;
  const namePosition = spanning(first.position, (parts.at(-1) ?? first).position);
  const call: FunctionCall = {
    kind: 'function-call',
    name: { kind: 'qualified-name', parts, position: namePosition },
    star: context._star != null,
    distinct: context._quantifier?.type === T.DISTINCT,
    arguments: buildExpressions(build, context._list),
    orderBy: buildSortItems(build, context._sort),
    filter: context._filter === undefined ? null : buildExpression(build, context._filter),
    nullTreatment: context._nulls == null ? null : context._nulls.type === T.IGNORE ? 'ignore' : 'respect',
    window: buildWindow(build, context),
    position: spanning(first.position, positionOf(context)),
  };
  if (context._quantifier != null && call.arguments.length === 0) {
    throw build.error(call.position, `DISTINCT needs an argument`);
  }
  checkSpecialForm(build, call);
  return call;
}

function buildWindow(build: BuildContext, context: CallTailContext): WindowSpecification | WindowName | null {
  if (context._window !== undefined) {
    const name = buildIdentifier(build, context._window);
    return { kind: 'window-name', name, position: name.position };
  }
  return context._specification === undefined
    ? null
    : buildWindowSpecification(build, context._specification);
}

/** How many arguments the calls take that are parts of the language and no functions. */
const SPECIAL_FORMS: ReadonlyMap<string, { readonly least: number; readonly most: number }> = new Map([
  ['if', { least: 2, most: 3 }],
  ['nullif', { least: 2, most: 2 }],
  ['coalesce', { least: 2, most: Number.POSITIVE_INFINITY }],
  ['try', { least: 1, most: 1 }],
]);

function checkSpecialForm(build: BuildContext, call: FunctionCall): void {
  if (call.name.parts.length > 1) return;
  const name = canonicalName(call.name.parts[0]!);
  const form = SPECIAL_FORMS.get(name);
  if (form === undefined) return;
  const count = call.arguments.length;
  if (count < form.least || count > form.most) {
    throw build.error(call.position, `"${name}" takes ${argumentCount(form.least, form.most)}, not ${count}`);
  }
  if (call.distinct || call.orderBy.length > 0 || call.filter !== null || call.window !== null) {
    throw build.error(call.position, `"${name}" is no aggregate function`, {
      hint: 'leave out DISTINCT, ORDER BY, FILTER and OVER',
    });
  }
}

function argumentCount(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return `at least ${least} arguments`;
  if (least !== most) return `${least} or ${most} arguments`;
  return least === 1 ? 'one argument' : `${least} arguments`;
}

/** A form with words between its arguments as the call it stands for. `place` names the form's word. */
export function callOf(name: string, args: readonly Expression[], position: Position): FunctionCall {
  const place = { start: position.start, end: position.start + name.length };
  const part: Identifier = { kind: 'identifier', name, quoted: false, position: place };
  return {
    kind: 'function-call',
    name: { kind: 'qualified-name', parts: [part], position: place },
    star: false,
    distinct: false,
    arguments: args,
    orderBy: [],
    filter: null,
    nullTreatment: null,
    window: null,
    position,
  };
}
