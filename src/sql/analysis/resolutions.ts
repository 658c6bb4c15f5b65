import type { FunctionDefinition } from '../functions/function-definition.ts';
import {
  type CallArgument,
  type ResolvedCall,
  resolveCall,
  type UnresolvedCall,
} from '../functions/resolve-call.ts';
import type { SqlType } from '../types/sql-type.ts';

/**
 * Which signature a call has, kept for calls of the same function with values of the same types: long texts say the same
 * over and over, and trying all signatures is the dearest part of typing them.
 */
export class Resolutions {
  readonly #known = new Map<FunctionDefinition, Map<string, ResolvedCall | UnresolvedCall>>();

  of(definition: FunctionDefinition, values: readonly CallArgument[]): ResolvedCall | UnresolvedCall {
    let key = '';
    for (const value of values) {
      const name = value.kind === 'value' ? nameOf(value.type) : undefined;
      if (name === undefined) return resolveCall(definition, values);
      key += ` ${name}`;
    }
    let known = this.#known.get(definition);
    if (known === undefined) {
      known = new Map();
      this.#known.set(definition, known);
    }
    let resolved = known.get(key);
    if (resolved === undefined) {
      resolved = resolveCall(definition, values);
      if (!('message' in resolved) && resolved.resultType.kind === 'timestamp with time zone')
        return resolved;
      known.set(key, resolved);
    }
    return resolved;
  }
}

/** undefined: of types that hold others, and of those whose zone may come from a literal. */
function nameOf(type: SqlType): string | undefined {
  switch (type.kind) {
    case 'array':
    case 'map':
    case 'row':
    case 'function':
    case 'timestamp with time zone':
      return undefined;
    case 'decimal':
      return `decimal ${type.precision} ${type.scale}`;
    case 'varchar':
    case 'char':
      return `${type.kind} ${type.length}`;
    default:
      return type.kind;
  }
}
