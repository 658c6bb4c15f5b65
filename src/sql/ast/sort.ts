import type { Expression } from './expression.ts';
import type { Position } from './position.ts';

export interface SortItem {
  readonly kind: 'sort-item';
  readonly key: Expression;
  readonly descending: boolean;
  /** Absent when not said: nulls are last then, whichever the direction. */
  readonly nulls: 'first' | 'last' | null;
  readonly position: Position;
}
