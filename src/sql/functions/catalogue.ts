/** The whole language's functions, by name. */
import { CONDITIONAL, CONVERSION } from './catalogue/conditional.ts';
import { DATE_AND_TIME } from './catalogue/date-and-time.ts';
import type { FunctionDefinition } from './function-definition.ts';

export const FUNCTIONS: readonly FunctionDefinition[] = [...DATE_AND_TIME, ...CONDITIONAL, ...CONVERSION];

const byName = new Map(FUNCTIONS.map((definition) => [definition.name, definition]));

/** By its name in any case; `undefined` when there is none: then it cannot be called. */
export function lookupFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));
}
