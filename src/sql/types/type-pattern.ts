import type { SqlType } from './sql-type.ts';
import { decimal, MAX_PRECISION, varchar } from './types.ts';

/** A type with holes: `array(T)`, `decimal(p, s)`, `function(T, boolean)`. */
export type TypePattern =
  | { readonly kind: 'type'; readonly type: SqlType }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'decimal'; readonly precision: NumberPattern; readonly scale: NumberPattern }
  | { readonly kind: 'varchar'; readonly length: NumberPattern }
  | { readonly kind: 'array'; readonly element: TypePattern }
  | { readonly kind: 'map'; readonly key: TypePattern; readonly value: TypePattern }
  | { readonly kind: 'row'; readonly fields: readonly PatternField[] }
  | { readonly kind: 'function'; readonly parameters: readonly TypePattern[]; readonly result: TypePattern };

export interface PatternField {
  readonly name: string | null;
  readonly type: TypePattern;
}

/** A length, precision or scale: a number, a variable, or computed of these: `min(38, p + 1)`. */
export type NumberPattern =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | {
      readonly kind: 'operation';
      readonly operator: '+' | '-' | 'min' | 'max';
      readonly operands: readonly NumberPattern[];
    };

export interface Bindings {
  readonly types: Map<string, SqlType>;
  readonly numbers: Map<string, number>;
}

/** Fills the holes. A type variable without a value is `unknown`: only NULLs were given for it. */
export function substitute(pattern: TypePattern, bindings: Bindings): SqlType {
  const inner = (part: TypePattern) => substitute(part, bindings);
  switch (pattern.kind) {
    case 'type':
      return pattern.type;
    case 'variable':
      return bindings.types.get(pattern.name) ?? { kind: 'unknown' };
    case 'decimal': {
      const precision = Math.min(MAX_PRECISION, Math.max(1, evaluate(pattern.precision, bindings)));
      return decimal(precision, Math.min(precision, evaluate(pattern.scale, bindings)));
    }
    case 'varchar': {
      const length = evaluate(pattern.length, bindings);
      return varchar(Number.isFinite(length) ? length : null);
    }
    case 'array':
      return { kind: 'array', element: inner(pattern.element) };
    case 'map':
      return { kind: 'map', key: inner(pattern.key), value: inner(pattern.value) };
    case 'row':
      return { kind: 'row', fields: pattern.fields.map(({ name, type }) => ({ name, type: inner(type) })) };
    case 'function':
      return { kind: 'function', parameters: pattern.parameters.map(inner), result: inner(pattern.result) };
  }
}

/** Names of the type variables in it. */
export function variablesOf(pattern: TypePattern): readonly string[] {
  switch (pattern.kind) {
    case 'variable':
      return [pattern.name];
    case 'array':
      return variablesOf(pattern.element);
    case 'map':
      return [...variablesOf(pattern.key), ...variablesOf(pattern.value)];
    case 'row':
      return pattern.fields.flatMap((field) => variablesOf(field.type));
    case 'function':
      return [...pattern.parameters.flatMap(variablesOf), ...variablesOf(pattern.result)];
    default:
      return [];
  }
}

function evaluate(pattern: NumberPattern, bindings: Bindings): number {
  switch (pattern.kind) {
    case 'number':
      return pattern.value;
    case 'variable':
      // Unbounded: the length of `varchar`, for which Infinity computes rightly.
      return bindings.numbers.get(pattern.name) ?? Number.POSITIVE_INFINITY;
    case 'operation': {
      const [first = 0, ...others] = pattern.operands.map((operand) => evaluate(operand, bindings));
      const apply = OPERATIONS[pattern.operator];
      return others.reduce(apply, first);
    }
  }
}

const OPERATIONS = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  min: (a: number, b: number) => Math.min(a, b),
  max: (a: number, b: number) => Math.max(a, b),
};
