/** The whole language's functions, by name. */
import { AGGREGATE, APPROXIMATE_AGGREGATE } from './catalogue/aggregate.ts';
import { ARRAY } from './catalogue/array.ts';
import { BINARY } from './catalogue/binary.ts';
import { CONDITIONAL, CONVERSION } from './catalogue/conditional.ts';
import { DATE_AND_TIME } from './catalogue/date-and-time.ts';
import { JSON_FUNCTIONS } from './catalogue/json.ts';
import { LAMBDA } from './catalogue/lambda.ts';
import { MAP } from './catalogue/map.ts';
import { MATH } from './catalogue/math.ts';
import { REGULAR_EXPRESSIONS } from './catalogue/regular-expressions.ts';
import { STATISTICAL } from './catalogue/statistical.ts';
import { TEXT } from './catalogue/text.ts';
import { URL } from './catalogue/url.ts';
import { WINDOW } from './catalogue/window.ts';
import type { FunctionDefinition } from './function-definition.ts';

export const FUNCTIONS: readonly FunctionDefinition[] = [
  ...DATE_AND_TIME,
  ...TEXT,
  ...REGULAR_EXPRESSIONS,
  ...URL,
  ...JSON_FUNCTIONS,
  ...ARRAY,
  ...MAP,
  ...LAMBDA,
  ...MATH,
  ...CONDITIONAL,
  ...CONVERSION,
  ...BINARY,
  ...AGGREGATE,
  ...APPROXIMATE_AGGREGATE,
  ...STATISTICAL,
  ...WINDOW,
];

const byName = new Map(FUNCTIONS.map((definition) => [definition.name, definition]));

/** By its name in any case; `undefined` when there is none: then it cannot be called. */
export function lookupFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));
}
