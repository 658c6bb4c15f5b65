import type { Project } from '../model/collection.ts';
import type { Position } from '../model/position.ts';
import type { MillraceError } from '../platform/errors.ts';
import type { RoundFigures } from './telemetry.ts';

export interface RoundReport extends RoundFigures {
  readonly endedAtMs: number;
}

export interface FailingCollection {
  readonly collection: string;
  /** In a row. */
  readonly failures: number;
  readonly error: unknown;
}

/** How the micro-batches of one project do. */
export interface ProjectStatus {
  readonly project: Project;
  readonly state: 'starting' | 'running' | 'backing_off' | 'paused' | 'stopped';
  /** Committed, by collection id. */
  readonly positions: ReadonlyMap<number, Position>;
  /** At most so many events are in the log and not in the tables. */
  readonly pendingEvents: number;
  /** For how long the oldest of them has been known. */
  readonly pendingForMs: number;
  /** Rounds that failed in a row. */
  readonly failures: number;
  readonly failingCollections: readonly FailingCollection[];
  readonly lastRound: RoundReport | undefined;
  readonly lastError: { readonly atMs: number; readonly error: unknown } | undefined;
  /** Log and tables contradict each other: nothing moves, and no event should be taken, until an operator has acted. */
  readonly stopped: MillraceError | undefined;
}
