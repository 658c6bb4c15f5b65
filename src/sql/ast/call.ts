import type { Expression } from './expression.ts';
import type { Identifier, QualifiedName } from './name.ts';
import type { Position } from './position.ts';
import type { SortItem } from './sort.ts';
import type { WindowName, WindowSpecification } from './window.ts';

/**
 * A call of a function, with all that can hang on it. The forms with words between their arguments are calls too, as in
 * PrestoDB: `SUBSTRING(a FROM b FOR c)` is `substr(a, b, c)`, `POSITION(a IN b)` is `strpos(b, a)`, `NORMALIZE(a, NFC)`
 * is `normalize(a, 'NFC')`, `TRIM(LEADING a FROM b)` is `ltrim(b, a)`.
 */
export interface FunctionCall {
  readonly kind: 'function-call';
  readonly name: QualifiedName;
  readonly arguments: readonly Expression[];
  /** `count(*)`: no arguments then. */
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly filter: Expression | null;
  readonly nullTreatment: 'ignore' | 'respect' | null;
  readonly window: WindowSpecification | WindowName | null;
  readonly position: Position;
}

/** `x -> body`, `(x, y) -> body` */
export interface Lambda {
  readonly kind: 'lambda';
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
  readonly position: Position;
}
