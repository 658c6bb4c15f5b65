import type { FunctionCall } from '../ast/call.ts';
import type { FunctionDefinition } from '../functions/function-definition.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { quote } from './quote.ts';

/** Window functions that can pass over NULLs. */
const VALUE_FUNCTIONS: ReadonlySet<string> = new Set([
  'lag',
  'lead',
  'first_value',
  'last_value',
  'nth_value',
]);

/** Whether a function of this kind can stand here, with what hangs on the call. Its arguments are not looked at. */
export function checkCallForm(
  state: AnalysisState,
  call: FunctionCall,
  definition: FunctionDefinition,
  place: Place,
): void {
  const { name, kind } = definition;
  const refuse = (reason: string, hint?: string) => state.error(call, 'SQL_MISPLACED', reason, hint);
  if (call.star && name !== 'count') {
    throw refuse(`"*" is an argument of count alone, not of ${quote(name)}`, `name a column: ${name}(x)`);
  }
  if (kind === 'scalar') {
    const tail = tailOf(call);
    if (tail !== undefined)
      throw refuse(`${quote(name)} is no aggregate, so that ${tail} cannot stand with it`);
  }
  if (kind === 'window' && call.window === null) {
    throw refuse(
      `${quote(name)} is a window function and needs OVER`,
      `such as ${name}(${call.arguments.length > 0 ? '…' : ''}) OVER (ORDER BY _time)`,
    );
  }
  if (kind !== 'scalar') checkWhere(state, call, definition, place);
  if (call.window !== null) checkWindowCall(call, definition, refuse);
  if (call.nullTreatment !== null && !(call.window !== null && VALUE_FUNCTIONS.has(name))) {
    throw refuse(
      `${quote(name)} does not know ${call.nullTreatment.toUpperCase()} NULLS`,
      'lag, lead, first_value, last_value and nth_value do',
    );
  }
}

function tailOf(call: FunctionCall): string | undefined {
  if (call.distinct) return 'DISTINCT';
  if (call.orderBy.length > 0) return 'ORDER BY';
  if (call.filter !== null) return 'FILTER';
  if (call.window !== null) return 'OVER';
  return call.nullTreatment === null ? undefined : `${call.nullTreatment.toUpperCase()} NULLS`;
}

function checkWhere(
  state: AnalysisState,
  call: FunctionCall,
  { name }: FunctionDefinition,
  place: Place,
): void {
  const isWindow = call.window !== null;
  const what = isWindow ? `window function ${quote(name)}` : `aggregate ${quote(name)}`;
  const refuse = (reason: string, hint?: string) => state.error(call, 'SQL_MISPLACED', reason, hint);
  if (place.inLambda) throw refuse(`${what} cannot stand in a lambda`);
  if (place.inAggregate !== undefined) {
    throw refuse(
      `${what} cannot stand in aggregate ${quote(place.inAggregate.name.parts[0]!.name)}`,
      'compute the inner one in a subquery or WITH',
    );
  }
  if (isWindow && place.inWindow !== undefined) {
    throw refuse(
      `${what} cannot stand in window function ${quote(place.inWindow.name.parts[0]!.name)}`,
      'compute the inner one in a subquery or WITH',
    );
  }
  if (place.select === undefined || (isWindow && !place.windowsAllowed)) {
    throw refuse(`${what} cannot stand in ${place.clause}`, hintFor(place.clause, isWindow));
  }
}

function hintFor(clause: string, isWindow: boolean): string {
  if (isWindow) return 'compute it in a subquery or WITH, and use its column';
  return clause === 'WHERE'
    ? 'conditions on aggregates stand in HAVING'
    : 'compute it in a subquery or WITH, and use its column';
}

function checkWindowCall(
  call: FunctionCall,
  { name }: FunctionDefinition,
  refuse: (reason: string, hint?: string) => Error,
): void {
  if (call.distinct) {
    throw refuse(`${quote(name)} OVER … cannot be DISTINCT`, 'compute it with GROUP BY, and join the result');
  }
  if (call.orderBy.length > 0) {
    throw refuse(`${quote(name)} OVER … cannot have an ORDER BY of its own`, 'put ORDER BY behind OVER');
  }
}
