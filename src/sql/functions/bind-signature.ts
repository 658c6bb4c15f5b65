import { canCoerce, commonType } from '../types/common-type.ts';
import { sameType } from '../types/same-type.ts';
import type { FunctionType, SqlType } from '../types/sql-type.ts';
import { type Bindings, substitute, type TypePattern, variablesOf } from '../types/type-pattern.ts';
import { isComparable, isOrderable } from '../types/type-traits.ts';
import { decimal } from '../types/types.ts';
import type { CallArgument } from './resolve-call.ts';
import type { Signature } from './signature.ts';

export interface BoundSignature {
  readonly parameterTypes: readonly SqlType[];
  readonly resultType: SqlType;
}

/** Digits of the integer types where a decimal is wanted. */
const AS_DECIMAL: Partial<Record<SqlType['kind'], SqlType>> = {
  tinyint: decimal(3, 0),
  smallint: decimal(5, 0),
  integer: decimal(10, 0),
  bigint: decimal(19, 0),
};

/** The types a signature has for these arguments; `undefined` when they do not fit it. */
export function bindSignature(
  signature: Signature,
  callArguments: readonly CallArgument[],
): BoundSignature | undefined {
  const patterns = patternsFor(signature, callArguments.length);
  if (patterns === undefined) return undefined;
  const bindings: Bindings = { types: new Map(), numbers: new Map() };
  for (const [index, argument] of callArguments.entries()) {
    if (argument.kind === 'value' && !unify(patterns[index]!, argument.type, bindings)) return undefined;
  }
  const lambdas = bindLambdas(patterns, callArguments, bindings);
  if (lambdas === undefined) return undefined;
  const parameterTypes: SqlType[] = [];
  for (const [index, argument] of callArguments.entries()) {
    const lambda = lambdas.get(index);
    const parameter = lambda ?? keepZone(substitute(patterns[index]!, bindings), argument);
    if (lambda === undefined && argument.kind === 'value' && !canCoerce(argument.type, parameter)) {
      return undefined;
    }
    parameterTypes.push(parameter);
  }
  for (const [name, trait] of signature.constraints) {
    const type = bindings.types.get(name);
    if (type !== undefined && !(trait === 'orderable' ? isOrderable(type) : isComparable(type)))
      return undefined;
  }
  return { parameterTypes, resultType: substitute(signature.result, bindings) };
}

function patternsFor({ parameters, variadic }: Signature, count: number): readonly TypePattern[] | undefined {
  if (!variadic) return parameters.length === count ? parameters : undefined;
  const fixed = parameters.slice(0, -1);
  if (count < fixed.length) return undefined;
  return [...fixed, ...Array<TypePattern>(count - fixed.length).fill(parameters.at(-1)!)];
}

function keepZone(parameter: SqlType, argument: CallArgument): SqlType {
  const zoned = argument.kind === 'value' && argument.type.kind === 'timestamp with time zone';
  return zoned && parameter.kind === 'timestamp with time zone' ? argument.type : parameter;
}

/** Finds the variables' types; false when the argument can never fit. What must be coerced is looked at later. */
function unify(pattern: TypePattern, type: SqlType, bindings: Bindings): boolean {
  if (type.kind === 'unknown') return pattern.kind !== 'function';
  switch (pattern.kind) {
    case 'type':
      return true;
    case 'variable':
      return bindType(pattern.name, type, bindings);
    case 'decimal': {
      const given = type.kind === 'decimal' ? type : AS_DECIMAL[type.kind];
      if (given?.kind !== 'decimal') return false;
      bindNumber(pattern.precision, given.precision, bindings);
      bindNumber(pattern.scale, given.scale, bindings);
      return true;
    }
    case 'varchar':
      if (type.kind !== 'varchar') return false;
      bindNumber(pattern.length, type.length ?? Number.POSITIVE_INFINITY, bindings);
      return true;
    case 'array':
      return type.kind === 'array' && unify(pattern.element, type.element, bindings);
    case 'map':
      return (
        type.kind === 'map' &&
        unify(pattern.key, type.key, bindings) &&
        unify(pattern.value, type.value, bindings)
      );
    case 'row':
      return (
        type.kind === 'row' &&
        type.fields.length === pattern.fields.length &&
        pattern.fields.every((field, index) => unify(field.type, type.fields[index]!.type, bindings))
      );
    case 'function':
      return false;
  }
}

function bindType(name: string, type: SqlType, bindings: Bindings): boolean {
  const before = bindings.types.get(name);
  const common = before === undefined ? type : commonType(before, type);
  if (common === undefined) return false;
  bindings.types.set(name, common);
  return true;
}

function bindNumber(
  pattern: { readonly kind: string; readonly name?: string },
  value: number,
  bindings: Bindings,
): void {
  if (pattern.kind !== 'variable') return;
  const before = bindings.numbers.get(pattern.name!);
  bindings.numbers.set(pattern.name!, before === undefined ? value : Math.max(before, value));
}

/**
 * Lambdas are typed last and until nothing changes, since what one returns may widen what it takes: in
 * `reduce(a, 0, (s, x) -> s + x, s -> s)` the state becomes what the sum is.
 */
function bindLambdas(
  patterns: readonly TypePattern[],
  callArguments: readonly CallArgument[],
  bindings: Bindings,
): ReadonlyMap<number, FunctionType> | undefined {
  const lambdas = new Map<number, FunctionType>();
  for (let round = 0; round < 5; round++) {
    let changed = false;
    for (const [index, argument] of callArguments.entries()) {
      if (argument.kind !== 'lambda') continue;
      const pattern = patterns[index]!;
      if (pattern.kind !== 'function' || pattern.parameters.length !== argument.parameterCount)
        return undefined;
      const parameters = pattern.parameters.map((parameter) => substitute(parameter, bindings));
      if (lambdas.get(index)?.parameters.every((before, at) => sameType(before, parameters[at]!))) continue;
      changed = true;
      const body = argument.typeOf(parameters);
      if (!unify(pattern.result, body, bindings)) return undefined;
      const result = substitute(pattern.result, bindings);
      if (!canCoerce(body, result)) return undefined;
      lambdas.set(index, { kind: 'function', parameters, result });
    }
    if (!changed) return lambdas;
  }
  return undefined;
}

/** Whether every variable of the result stands in a parameter; a signature for which this fails is a mistake. */
export function isClosed(signature: Signature): boolean {
  const given = new Set(signature.parameters.flatMap(variablesOf));
  return variablesOf(signature.result).every((name) => given.has(name));
}
