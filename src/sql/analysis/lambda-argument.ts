import type { Lambda } from '../ast/call.ts';
import { canonicalName } from '../ast/name.ts';
import type { LambdaArgument } from '../functions/resolve-call.ts';
import { sameType } from '../types/same-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { quote } from './quote.ts';
import { Scope, type VisibleColumn } from './scope.ts';
import { typeExpression } from './type-expression.ts';

/**
 * A lambda among the arguments of a call: its body is typed for whatever parameters the signatures propose, and at last
 * for those that were chosen, so that what is noted about the body is true.
 */
export class LambdaArgumentTyper implements LambdaArgument {
  readonly kind = 'lambda';
  readonly parameterCount: number;
  readonly #state: AnalysisState;
  readonly #lambda: Lambda;
  readonly #place: Place;
  #last: { readonly parameters: readonly SqlType[]; readonly body: SqlType } | undefined;

  constructor(state: AnalysisState, lambda: Lambda, place: Place) {
    this.#state = state;
    this.#lambda = lambda;
    this.#place = { ...place, inLambda: true };
    this.parameterCount = lambda.parameters.length;
    const seen = new Set<string>();
    for (const parameter of lambda.parameters) {
      const key = canonicalName(parameter);
      if (seen.has(key)) {
        throw state.error(parameter, 'SQL_INVALID', `the lambda has two parameters ${quote(parameter.name)}`);
      }
      seen.add(key);
    }
  }

  typeOf(parameters: readonly SqlType[]): SqlType {
    if (this.#last !== undefined && sameTypes(this.#last.parameters, parameters)) return this.#last.body;
    const columns = this.#lambda.parameters.map(
      (parameter, index): VisibleColumn => ({
        name: parameter.name,
        key: canonicalName(parameter),
        qualifier: [],
        type: parameters[index]!,
        hidden: false,
        bound: { kind: 'lambda-parameter', lambda: this.#lambda, index, name: parameter.name },
      }),
    );
    for (const [index, parameter] of this.#lambda.parameters.entries()) {
      this.#state.setType(parameter, parameters[index]!);
    }
    const scope = new Scope(columns, { parent: this.#place.scope });
    const body = typeExpression(this.#state, this.#lambda.body, { ...this.#place, scope });
    this.#last = { parameters, body };
    return body;
  }

  /** The signature is chosen: `type` is the function type that the lambda has. */
  settle(type: SqlType): void {
    if (type.kind !== 'function') {
      throw this.#state.error(
        this.#lambda,
        'SQL_FUNCTION_ARGUMENTS',
        'a value must stand here, and no lambda',
      );
    }
    this.typeOf(type.parameters);
    this.#state.setType(this.#lambda, type);
    this.#state.coerce(this.#lambda.body, type.result);
  }
}

function sameTypes(a: readonly SqlType[], b: readonly SqlType[]): boolean {
  return a.length === b.length && a.every((type, index) => sameType(type, b[index]!));
}
