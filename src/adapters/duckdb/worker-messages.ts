import type { LakeState, Round, RoundResult } from '../../lake/lake.ts';
import type { CollectionSchema, Project } from '../../model/collection.ts';
import type { WireError } from '../../platform/errors.ts';
import type { ExportEnd } from '../../query/query-engine.ts';
import type { Piece } from './export/export-writer.ts';
import type { ExportRequest, Positions, QueryAnswer, QueryProgress, QueryRequest } from './query-runner.ts';

/** What the main thread asks of a worker: arguments and answer, by the call's name. */
export interface Calls {
  openProject: { project: Project; answer: undefined };
  deleteProject: { project: Project; answer: undefined };
  state: { project: Project; answer: LakeState };
  verify: { project: Project; answer: LakeState };
  commitRound: { project: Project; round: Round; answer: RoundResult };
  backup: { project: Project; targetFile: string; answer: undefined };
  /** Answered when no round of any project runs; none begins before `resume`. */
  pause: { answer: undefined };
  resume: { answer: undefined };
  query: { project: Project; request: QueryRequest; answer: QueryAnswer };
  /** Before the answer come the messages `begun` and `piece`; each piece that was taken is to be answered by `more`. */
  export: { project: Project; request: ExportRequest; answer: ExportEnd };
  close: { answer: undefined };
}

export type CallName = keyof Calls;

/** Messages to a worker. */
export type ToWorker =
  | { readonly kind: 'call'; readonly id: number; readonly name: CallName; readonly arguments: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  /** One more piece of an export may be sent. */
  | { readonly kind: 'more'; readonly id: number }
  | {
      readonly kind: 'schema';
      readonly id: number;
      readonly schema?: CollectionSchema;
      readonly error?: WireError;
    };

/** Messages from a worker. */
export type FromWorker =
  | { readonly kind: 'ready' }
  /** The thread ends, on purpose or by a fault. */
  | { readonly kind: 'dying' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'begun'; readonly id: number; readonly asOf: Positions }
  | { readonly kind: 'piece'; readonly id: number; readonly piece: Piece }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: QueryProgress }
  | { readonly kind: 'schema'; readonly id: number; readonly schemaId: number };
