import type { SqlType } from '../types/sql-type.ts';
import type { FunctionDefinition } from './function-definition.ts';

/** An argument as the resolver knows it: a value of a type, or a lambda that is typed once its parameters are. */
export type CallArgument =
  | { readonly kind: 'value'; readonly type: SqlType }
  | {
      readonly kind: 'lambda';
      readonly parameterCount: number;
      /** Types the body for these parameter types. May throw the body's own error. */
      typeOf(parameters: readonly SqlType[]): SqlType;
    };

export interface ResolvedCall {
  readonly definition: FunctionDefinition;
  /** What each argument has to become: equal to its type, or one that it is coerced to. */
  readonly parameterTypes: readonly SqlType[];
  readonly resultType: SqlType;
}

/** Why no signature fits: `message` names the function, the types given and the signatures there are. */
export interface UnresolvedCall {
  readonly message: string;
}

// resolveCall(definition, arguments): ResolvedCall | UnresolvedCall
