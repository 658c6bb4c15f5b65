/**
 * Finds the signature that a call means, as PrestoDB does: one that fits as it is wins over one that needs coercions,
 * and of those that need some the most specific one is taken, that is the one whose parameters could be passed on to
 * each of the others.
 */
import { canCoerce } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import { sameType } from '../types/same-type.ts';
import type { SqlType, ZonedType } from '../types/sql-type.ts';
import { isNumeric } from '../types/type-traits.ts';
import { bindSignature } from './bind-signature.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { parseSignature, type Signature } from './signature.ts';

/** An argument as the resolver knows it: a value of a type, or a lambda that is typed once its parameters are. */
export type CallArgument = ValueArgument | LambdaArgument;

export interface ValueArgument {
  readonly kind: 'value';
  readonly type: SqlType;
  /** The value of a literal text or number, when it is one: zones of timestamps are known by it. */
  readonly literal?: string;
}

export interface LambdaArgument {
  readonly kind: 'lambda';
  readonly parameterCount: number;
  /** Types the body for these parameter types. May throw the body's own error. */
  typeOf(parameters: readonly SqlType[]): SqlType;
}

export interface ResolvedCall {
  readonly definition: FunctionDefinition;
  /**
   * What each argument has to become: equal to its type, or one that it is coerced to. Of a lambda: a function type,
   * whose result is what the body has to become.
   */
  readonly parameterTypes: readonly SqlType[];
  readonly resultType: SqlType;
}

/** Why no signature fits: `message` names the function, the types given and the signatures there are. */
export interface UnresolvedCall {
  readonly message: string;
}

interface Candidate {
  readonly signature: Signature;
  readonly parameterTypes: readonly SqlType[];
  readonly resultType: SqlType;
  readonly coercions: number;
}

const parsed = new WeakMap<FunctionDefinition, readonly Signature[]>();

export function signaturesOf(definition: FunctionDefinition): readonly Signature[] {
  let signatures = parsed.get(definition);
  if (signatures === undefined) {
    signatures = definition.signatures.map(parseSignature);
    parsed.set(definition, signatures);
  }
  return signatures;
}

export function resolveCall(
  definition: FunctionDefinition,
  callArguments: readonly CallArgument[],
): ResolvedCall | UnresolvedCall {
  const candidates: Candidate[] = [];
  for (const signature of signaturesOf(definition)) {
    const bound = bindSignature(signature, callArguments);
    if (bound !== undefined) {
      candidates.push({ signature, ...bound, coercions: coercionsOf(callArguments, bound.parameterTypes) });
    }
  }
  if (candidates.length === 0) return { message: noMatch(definition, callArguments) };
  const best = mostSpecific(candidates) ?? firstForNulls(candidates, callArguments);
  if (best === undefined) return { message: ambiguous(definition, callArguments, candidates) };
  return {
    definition,
    parameterTypes: best.parameterTypes,
    resultType: withZone(definition, best, callArguments),
  };
}

/** Widening a text's length costs nothing. */
function coercionsOf(callArguments: readonly CallArgument[], parameterTypes: readonly SqlType[]): number {
  return callArguments.filter((argument, index) => {
    const parameter = parameterTypes[index]!;
    if (argument.kind === 'lambda' || sameType(argument.type, parameter)) return false;
    return !(argument.type.kind === 'varchar' && parameter.kind === 'varchar');
  }).length;
}

function mostSpecific(candidates: readonly Candidate[]): Candidate | undefined {
  const exact = candidates.find((candidate) => candidate.coercions === 0);
  if (exact !== undefined) return exact;
  const specific = candidates.filter((one) =>
    candidates.every((other) =>
      one.parameterTypes.every((type, index) => canPass(type, other.parameterTypes[index]!)),
    ),
  );
  return specific[0] ?? onlyFewest(candidates);
}

/** What NULLs alone leave open does not matter: the first is taken. */
function firstForNulls(
  candidates: readonly Candidate[],
  callArguments: readonly CallArgument[],
): Candidate | undefined {
  const known = callArguments.flatMap((argument, index) =>
    argument.kind === 'value' && argument.type.kind === 'unknown' ? [] : [index],
  );
  const [first, ...others] = candidates;
  const alike = others.every(({ parameterTypes }) =>
    known.every((index) => sameType(parameterTypes[index]!, first!.parameterTypes[index]!)),
  );
  const fewest = candidates.every(({ coercions }) => coercions >= first!.coercions);
  return alike || fewest ? first : undefined;
}

function canPass(from: SqlType, to: SqlType): boolean {
  return from.kind === 'function' || canCoerce(from, to);
}

function onlyFewest(candidates: readonly Candidate[]): Candidate | undefined {
  const fewest = Math.min(...candidates.map((candidate) => candidate.coercions));
  const left = candidates.filter((candidate) => candidate.coercions === fewest);
  return left.length === 1 ? left[0] : undefined;
}

function withZone(
  definition: FunctionDefinition,
  { resultType, parameterTypes }: Candidate,
  callArguments: readonly CallArgument[],
): SqlType {
  if (resultType.kind !== 'timestamp with time zone') return resultType;
  const { zone } = definition;
  const zoned = (name: string | undefined): SqlType => ({
    kind: resultType.kind,
    ...(name === undefined ? {} : { zone: name }),
  });
  if (zone === 'any') return zoned(undefined);
  if (zone === 'UTC') return zoned('UTC');
  if (zone !== undefined) {
    return zoned(
      zone(callArguments.map((argument) => (argument.kind === 'value' ? argument.literal : undefined))),
    );
  }
  const zones = callArguments.flatMap((argument, index) => {
    if (argument.kind === 'lambda' || parameterTypes[index]!.kind !== resultType.kind) return [];
    if (argument.type.kind === 'unknown') return [];
    return [argument.type.kind === resultType.kind ? (argument.type as ZonedType).zone : 'UTC'];
  });
  return zoned(new Set(zones).size === 1 ? zones[0] : undefined);
}

function noMatch(definition: FunctionDefinition, callArguments: readonly CallArgument[]): string {
  const signatures = signaturesOf(definition);
  const given = describeArguments(callArguments);
  const hint = castHint(signatures, callArguments);
  return `${nameOf(definition)} cannot take (${given}); it is ${signatures.map(({ text }) => text).join(', or ')}${hint}`;
}

function ambiguous(
  definition: FunctionDefinition,
  callArguments: readonly CallArgument[],
  candidates: readonly Candidate[],
): string {
  const given = describeArguments(callArguments);
  const fitting = candidates.map(({ signature }) => signature.text).join(', and ');
  return `${nameOf(definition)} with (${given}) could mean ${fitting}: cast an argument to say which`;
}

function nameOf({ name, symbol }: FunctionDefinition): string {
  return symbol === undefined ? `function ${name}` : `operator ${symbol}`;
}

function describeArguments(callArguments: readonly CallArgument[]): string {
  return callArguments
    .map((argument) =>
      argument.kind === 'value'
        ? argument.type.kind === 'unknown'
          ? 'NULL'
          : printSqlType(argument.type)
        : `a lambda of ${argument.parameterCount} ${argument.parameterCount === 1 ? 'parameter' : 'parameters'}`,
    )
    .join(', ');
}

/** The commonest mistake is a text where a number or a time is wanted, or the other way round. */
function castHint(signatures: readonly Signature[], callArguments: readonly CallArgument[]): string {
  const fitting = signatures.filter(
    ({ parameters, variadic }) =>
      parameters.length === callArguments.length ||
      (variadic && callArguments.length >= parameters.length - 1),
  );
  if (fitting.length === 0) {
    return `: it was given ${callArguments.length} ${callArguments.length === 1 ? 'argument' : 'arguments'}`;
  }
  for (const { parameters } of fitting) {
    for (const [index, parameter] of parameters.entries()) {
      const argument = callArguments[index];
      if (argument?.kind !== 'value' || parameter.kind !== 'type') continue;
      if (canCoerce(argument.type, parameter.type) || parameter.type.kind === 'function') continue;
      const textual = argument.type.kind === 'varchar' || parameter.type.kind === 'varchar';
      if (!textual && !(isNumeric(argument.type) && isNumeric(parameter.type))) continue;
      return `; argument ${index + 1} could be cast: CAST(… AS ${printSqlType(parameter.type)})`;
    }
  }
  return '';
}
