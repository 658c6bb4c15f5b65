import type { Expression } from './expression.ts';
import type { Identifier } from './name.ts';
import type { Position } from './position.ts';
import type { SortItem } from './sort.ts';

export interface WindowSpecification {
  readonly kind: 'window-specification';
  /** The named window that this one builds on. */
  readonly base: Identifier | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame: WindowFrame | null;
  readonly position: Position;
}

/** `OVER name`. */
export interface WindowName {
  readonly kind: 'window-name';
  readonly name: Identifier;
  readonly position: Position;
}

/** Of the WINDOW clause. */
export interface NamedWindow {
  readonly kind: 'named-window';
  readonly name: Identifier;
  readonly specification: WindowSpecification;
  readonly position: Position;
}

export interface WindowFrame {
  readonly kind: 'window-frame';
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: FrameBound;
  /** Absent without BETWEEN: the current row. */
  readonly end: FrameBound | null;
  readonly position: Position;
}

export type FrameBound = CurrentRow | FrameEdge;

export interface CurrentRow {
  readonly kind: 'current-row';
  readonly position: Position;
}

export interface FrameEdge {
  readonly kind: 'frame-edge';
  readonly direction: 'preceding' | 'following';
  /** Absent when unbounded. */
  readonly distance: Expression | null;
  readonly position: Position;
}
