import type { FunctionCall } from '../ast/call.ts';
import { canonicalName } from '../ast/name.ts';
import { FUNCTIONS, lookupFunction } from '../functions/catalogue.ts';
import type { FunctionDefinition } from '../functions/function-definition.ts';
import { whyLeftOut } from '../functions/left-out.ts';
import type { CallArgument, ResolvedCall } from '../functions/resolve-call.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeSortItems } from './analyze-sort-items.ts';
import { checkCallForm } from './check-call-form.ts';
import { ExpressionIds } from './expression-ids.ts';
import { LambdaArgumentTyper } from './lambda-argument.ts';
import { didYouMean } from './near.ts';
import type { Place } from './place.ts';
import { quote, writtenName } from './quote.ts';
import { valueArgument } from './resolve-operator.ts';
import { resolveWindow } from './resolve-window.ts';
import { typeExpression } from './type-expression.ts';
import { requireBoolean, requireComparable } from './type-predicate.ts';

const FUNCTION_NAMES: readonly string[] = FUNCTIONS.map(({ name }) => name);

export function typeCall(state: AnalysisState, call: FunctionCall, place: Place): SqlType {
  const definition = definitionOf(state, call);
  checkCallForm(state, call, definition, place);
  const inside = placeInside(call, definition, place);
  const lambdas = new Map<number, LambdaArgumentTyper>();
  const values = call.arguments.map((argument, index): CallArgument => {
    if (argument.kind !== 'lambda') return valueArgument(argument, typeExpression(state, argument, inside));
    const lambda = new LambdaArgumentTyper(state, argument, inside);
    lambdas.set(index, lambda);
    return lambda;
  });
  const resolved = resolve(state, call, definition, values);
  for (const [index, argument] of call.arguments.entries()) {
    const type = resolved.parameterTypes[index]!;
    const lambda = lambdas.get(index);
    if (lambda !== undefined) lambda.settle(type);
    else state.coerce(argument, type);
  }
  typeTail(state, call, definition, inside, place);
  state.calls.set(call, resolved);
  return resolved.resultType;
}

function definitionOf(state: AnalysisState, call: FunctionCall): FunctionDefinition {
  const [name] = call.name.parts;
  const key = call.name.parts.length === 1 ? canonicalName(name!) : '';
  const definition = lookupFunction(key);
  if (definition !== undefined) return definition;
  throw state.error(
    call.name,
    'SQL_FUNCTION_NOT_FOUND',
    `function ${quote(writtenName(call.name))} does not exist`,
    call.name.parts.length > 1
      ? 'functions have no schema: write the name alone'
      : (whyLeftOut(key) ?? didYouMean(key, FUNCTION_NAMES)),
  );
}

/** Where the arguments stand. */
function placeInside(call: FunctionCall, definition: FunctionDefinition, place: Place): Place {
  if (call.window !== null) return { ...place, inWindow: call };
  if (definition.kind === 'aggregate') return { ...place, inAggregate: call };
  return place;
}

function resolve(
  state: AnalysisState,
  call: FunctionCall,
  definition: FunctionDefinition,
  values: readonly CallArgument[],
): ResolvedCall {
  const resolved = state.resolutions.of(definition, values);
  if ('message' in resolved) throw state.error(call, 'SQL_FUNCTION_ARGUMENTS', resolved.message);
  return resolved;
}

/** What hangs on a call: DISTINCT, ORDER BY, FILTER and OVER. */
function typeTail(
  state: AnalysisState,
  call: FunctionCall,
  definition: FunctionDefinition,
  inside: Place,
  place: Place,
): void {
  analyzeSortItems(state, call.orderBy, inside);
  if (call.distinct) checkDistinct(state, call);
  if (call.filter !== null) requireBoolean(state, call.filter, inside, 'FILTER');
  if (call.window !== null) {
    state.windows.set(call, resolveWindow(state, call.window, inside));
    place.select?.windows.push(call);
  } else if (definition.kind === 'aggregate') {
    checkReach(state, call);
    place.select?.aggregates.push(call);
  }
}

/** Values that DISTINCT makes one can be sorted by themselves alone. */
function checkDistinct(state: AnalysisState, call: FunctionCall): void {
  for (const argument of call.arguments) {
    requireComparable(state, argument, state.finalType(argument), false);
  }
  if (call.orderBy.length === 0) return;
  const ids = new ExpressionIds(state);
  const values = new Set(call.arguments.map((argument) => ids.of(argument)));
  for (const { key } of call.orderBy) {
    if (values.has(ids.of(key))) continue;
    throw state.error(
      key,
      'SQL_INVALID',
      'an aggregate of DISTINCT values can be sorted by these values alone',
      'sort by an argument of the aggregate, or leave out DISTINCT',
    );
  }
}

function checkReach(state: AnalysisState, call: FunctionCall): void {
  const reach = state.aggregateReach.get(call);
  if (reach === undefined || reach.local || !reach.outer) return;
  throw state.error(
    call,
    'SQL_NOT_SUPPORTED',
    `aggregate ${quote(call.name.parts[0]!.name)} is of columns of the query around this one alone`,
    'compute it in the query that the columns belong to',
  );
}
