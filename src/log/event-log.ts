import type { MessageBatch, MessageBlock } from '../model/messages.ts';
import type { Position } from '../model/position.ts';

/**
 * The durable log: one topic per event collection, any number of partitions.
 *
 * An adapter MUST
 * - resolve `append` only when everything of the request is durable (see `capabilities.durability`), and then never
 *   lose it; store a request wholly or not at all where `capabilities.atomicAppend`;
 * - give the messages of a partition strictly rising offsets in append order, and give concurrent requests' messages
 *   never interleaved within one request and partition;
 * - answer `read` with exactly the messages of `[from, to)` that exist, or fail: never a short read. A range that was
 *   trimmed or that ends beyond the durable end is an error;
 * - refuse appends with `insufficient_resources` and a retry time when its bound on memory or disk is reached.
 */
export interface EventLog extends EventLogReader {
  readonly capabilities: EventLogCapabilities;

  /** Creates the topic; harmless when it is there with the same number of partitions, an error otherwise. */
  createTopic(topic: string, partitionCount: number): Promise<void>;

  /** Deletes the topic and its messages; harmless when it is not there. */
  deleteTopic(topic: string): Promise<void>;

  /**
   * Appends the batches of one request. `owner` (a project's id) is whom fairness is measured by: one owner's backlog
   * never keeps another's waiting longer than one group commit.
   *
   * Resolves to the place *after* the last message of each batch, in the order given.
   * Errors: `LOG_BUSY`, `LOG_FULL` (insufficient_resources), `TOPIC_NOT_FOUND`, `LOG_APPEND_FAILED` (external: the
   * request may or may not be stored).
   */
  append(owner: number, batches: readonly MessageBatch[]): Promise<readonly number[]>;

  /**
   * Forgets messages before `position`; the first readable offset may stay lower (whole blocks are removed).
   * The caller answers for never passing what is committed.
   */
  trim(topic: string, position: Position): Promise<void>;

  /** What the log occupies, and its bound (`undefined`: none). */
  usage(): Promise<LogUsage>;

  /**
   * Only where this process is the log's one writer: calls `listener` with topic, partition and new durable end after
   * each append, once a batch, never concurrently. So a reader of many topics needs no timer per topic. The listener
   * must not throw. Returns the way to stop.
   */
  onAppend?(listener: AppendListener): () => void;

  close(): Promise<void>;
}

/** The reading half: what batches, lakes and live views need. May be open in another thread than the writer. */
export interface EventLogReader {
  /** The durable end (next offset) of each partition. */
  latest(topic: string): Promise<Position>;

  /** First readable offset of each partition. */
  earliest(topic: string): Promise<Position>;

  /**
   * The messages of `[from, to)` in blocks, in order. Errors: `LOG_RANGE_UNAVAILABLE` when part of the range was
   * trimmed or lies beyond the end.
   */
  read(topic: string, partition: number, from: number, to: number): AsyncIterable<MessageBlock>;

  /** Messages in `[from, end of the log)` and everything ever accepted, counted from one state of the log. */
  count(topic: string, from: Position): Promise<LogCount>;

  /** Resolves when the topic has messages at or after `position`, or after `timeoutMs`. */
  waitForAppend(topic: string, position: Position, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
}

export type AppendListener = (topic: string, partition: number, end: number) => void;

export interface EventLogCapabilities {
  /** A request over several topics is stored wholly or not at all. */
  readonly atomicAppend: boolean;
  /** What an acknowledgement survives: `fsync` = power loss, `replicas` = loss of one broker, `process` = nothing. */
  readonly durability: 'fsync' | 'replicas' | 'process';
}

export interface LogCount {
  /** Where the count was taken: the end of each partition. */
  readonly end: Position;
  /** Messages ever appended to the topic, trimmed ones included; kept by the log as it appends. */
  readonly accepted: number;
  /** Messages in `[from, end)`, counted. */
  readonly pending: number;
  /** When the oldest of the pending ones was appended (ms since the epoch); `undefined` when there is none. */
  readonly oldestPendingAtMs: number | undefined;
}

export interface LogUsage {
  readonly bytes: number;
  /** What may be stored altogether, by configuration and by the space that there is; `undefined`: no bound. */
  readonly limitBytes: number | undefined;
}
