import type { WireError } from '../../platform/errors.ts';

/** What the writer's thread is started with. */
export interface WriterData {
  readonly directory: string;
  readonly mapBytes: number;
}

/** Requests to the writer's thread: each is one short transaction, so they take turns, in the order of asking. */
export type WriterCommand =
  | {
      readonly kind: 'commit';
      readonly shared: SharedArrayBuffer;
      readonly length: number;
      /** Once a commit has failed, all others of its generation are refused. */
      readonly generation: number;
    }
  | { readonly kind: 'create-topic'; readonly topic: string; readonly partitionCount: number }
  /** Makes the topic unknown; its messages are removed by `purge`. */
  | { readonly kind: 'delete-topic'; readonly topic: string }
  /** Removes some blocks that end at or before the offset. */
  | { readonly kind: 'trim'; readonly topic: number; readonly partition: number; readonly before: number }
  /** Removes some blocks of a deleted topic, at last the topic itself. */
  | { readonly kind: 'purge'; readonly topic: number }
  | { readonly kind: 'measure' }
  | { readonly kind: 'close' };

export interface WriterResults {
  readonly commit: Space;
  readonly 'create-topic': { readonly number: number; readonly partitionCount: number };
  /** The deleted topic's number; `undefined` when there was none. */
  readonly 'delete-topic': number | undefined;
  readonly trim: Removal;
  readonly purge: Removal;
  readonly measure: Space;
  readonly close: undefined;
}

export interface Space {
  /** Size of the log's file; parts of it may be free for reuse. */
  readonly fileBytes: number;
  /** What the file system has left for us. */
  readonly freeBytes: number;
}

export interface Removal {
  readonly removedBytes: number;
  readonly isDone: boolean;
}

export interface WriterReply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: WireError;
  /** The operating system's or LMDB's code of the failure. */
  readonly reason?: string;
}
