/**
 * The durable log of one process, on LMDB. Requests that come while a commit runs are gathered; the next commit writes
 * all of them in one transaction and syncs it; then they are acknowledged together. The main thread only lays the
 * group's bytes out in shared memory; the writer's thread does the transaction.
 *
 * What can go wrong: the disk is full or fails (the group is refused, the ends of the partitions are read back from
 * what is durable, and the next group tries again); the process dies (LMDB shows the last synced transaction).
 */
import { mkdir } from 'node:fs/promises';
import { AppendQueue } from '../../log/append-queue.ts';
import { AppendWaiters } from '../../log/append-waiters.ts';
import type { LogConfig } from '../../log/config.ts';
import { logErrors } from '../../log/errors.ts';
import type {
  AppendListener,
  EventLog,
  EventLogCapabilities,
  LogCount,
  LogUsage,
} from '../../log/event-log.ts';
import type { LogTelemetry } from '../../log/telemetry.ts';
import type { MessageBatch, MessageBlock } from '../../model/messages.ts';
import { offsetAt, type Position } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import { MillraceError, userError } from '../../platform/errors.ts';
import { syncDirectory, syncFile, writeFileDurably } from '../../platform/files.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Timer } from '../../platform/timers.ts';
import { type Environment, withSnapshot } from './environment.ts';
import { commitFailed } from './errors.ts';
import { EmbeddedEventLogReader } from './event-log-reader.ts';
import { FORMAT_FILE, FORMAT_TEXT } from './format.ts';
import { Frame } from './frame.ts';
import { writeGroup } from './group.ts';
import { TOPIC_NAME_BYTES } from './keys.ts';
import { appendedOf } from './snapshot.ts';
import type { SpaceBound } from './space-bound.ts';
import type { PartitionState, Topics } from './topics.ts';
import type { WriterClient } from './writer-client.ts';
import type { Removal } from './writer-messages.ts';

/** What a commit writes beside its messages at most: pages of the tree, copied on write. */
const COMMIT_SPACE_BYTES = 1024 * 1024;

/** How often free space is looked at when nothing is appended. */
const MEASURE_MS = 1000;

interface Request {
  readonly owner: number;
  readonly byteCount: number;
  readonly eventCount: number;
  readonly batches: readonly MessageBatch[];
  readonly resolve: (offsets: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
  /** The place after each batch, once staged. */
  offsets: readonly number[];
}

export interface EmbeddedEventLogParts {
  readonly directory: string;
  readonly config: LogConfig;
  readonly environment: Environment;
  readonly writer: WriterClient;
  readonly telemetry: LogTelemetry;
  readonly space: SpaceBound;
  readonly topics: Topics;
}

export class EmbeddedEventLog implements EventLog {
  readonly capabilities: EventLogCapabilities = { atomicAppend: true, durability: 'fsync' };
  readonly #platform: Platform;
  readonly #parts: EmbeddedEventLogParts;
  readonly #topics: Topics;
  readonly #space: SpaceBound;
  readonly #reader: EmbeddedEventLogReader;
  readonly #queue: AppendQueue<Request>;
  readonly #waiters: AppendWaiters;
  readonly #listeners = new Set<AppendListener>();
  readonly #frame = new Frame(64 * 1024);
  /** Removals under way: what close waits for. */
  readonly #background = new Set<Promise<unknown>>();
  #committing: Promise<void> | undefined;
  #measureTimer: Timer | undefined;
  #closing: Promise<void> | undefined;

  constructor(platform: Platform, parts: EmbeddedEventLogParts) {
    this.#platform = platform;
    this.#parts = parts;
    this.#topics = parts.topics;
    this.#space = parts.space;
    this.#reader = new EmbeddedEventLogReader(parts.environment, platform.timers);
    this.#waiters = new AppendWaiters(platform.timers);
    this.#queue = new AppendQueue({
      pendingBytes: parts.config['log.pending-limit'],
      ownerPendingBytes: parts.config['log.pending-limit-per-project'],
      groupBytes: parts.config['log.commit-limit'],
    });
    parts.telemetry.observe({
      pendingBytes: () => this.#queue.pendingBytes,
      storedBytes: () => this.#space.storedBytes,
      fileBytes: () => this.#space.fileBytes,
    });
    this.#measureLater();
  }

  async createTopic(topic: string, partitionCount: number): Promise<void> {
    this.#assertOpen();
    if (Buffer.byteLength(topic) > TOPIC_NAME_BYTES) {
      throw userError('TOPIC_NAME_TOO_LONG', `topic "${topic.slice(0, 40)}…" has too long a name`);
    }
    const { writer, environment } = this.#parts;
    const stored = await writer.execute({ kind: 'create-topic', topic, partitionCount });
    if (stored.partitionCount !== partitionCount) {
      throw logErrors.partitionsDiffer(topic, stored.partitionCount, partitionCount);
    }
    if (this.#topics.has(topic) && this.#topics.get(topic).number === stored.number) return;
    withSnapshot(environment, () => {
      this.#topics.add(topic, stored.number, partitionCount, (partition) =>
        appendedOf(environment, stored.number, partition),
      );
    });
  }

  async deleteTopic(topic: string): Promise<void> {
    this.#assertOpen();
    const undo = this.#topics.delete(topic);
    const number = await this.#parts.writer
      .execute({ kind: 'delete-topic', topic })
      .catch((error: unknown) => {
        undo();
        throw error;
      });
    this.#waiters.wake(topic);
    if (number !== undefined) await this.purge(number);
  }

  /** Every topic that there is. */
  get topicNames(): readonly string[] {
    return this.#topics.names;
  }

  /** Removes the messages of a topic that is no longer known, also one whose deletion was interrupted. */
  purge(topic: number): Promise<void> {
    const { writer } = this.#parts;
    return this.#remove(() => writer.execute({ kind: 'purge', topic }));
  }

  append(owner: number, batches: readonly MessageBatch[]): Promise<readonly number[]> {
    return new Promise((resolve, reject) => {
      this.#assertOpen();
      let byteCount = 0;
      let eventCount = 0;
      for (const batch of batches) {
        this.#topics.partition(batch.topic, batch.partition);
        byteCount += totalOf(batch);
        eventCount += batch.lengths.length;
      }
      try {
        this.#space.check(this.#queue.pendingBytes + byteCount + 4 * eventCount);
        this.#queue.add({ owner, byteCount, eventCount, batches, resolve, reject, offsets: [] });
      } catch (error) {
        if (error instanceof MillraceError) this.#parts.telemetry.refused(error.code);
        throw error;
      }
      this.#committing ??= this.#commitAll();
    });
  }

  async trim(topic: string, position: Position): Promise<void> {
    this.#assertOpen();
    const { number, partitions } = this.#topics.get(topic);
    const { writer } = this.#parts;
    for (const { partition } of partitions) {
      const before = offsetAt(position, partition);
      if (before === 0) continue;
      await this.#remove(() => writer.execute({ kind: 'trim', topic: number, partition, before }));
    }
  }

  async usage(): Promise<LogUsage> {
    return { bytes: this.#space.storedBytes, limitBytes: this.#space.limitBytes };
  }

  /**
   * Copies the log, as it is at one moment, into `target`, which must be empty or absent; appends go on. The copy is
   * usable as a log directory. It pins pages while it runs: the file grows by what is appended and trimmed meanwhile.
   */
  async backup(target: string): Promise<void> {
    this.#assertOpen();
    await mkdir(target, { recursive: true });
    await this.#track(this.#parts.environment.backup(target, true));
    await syncFile(`${target}/data.mdb`);
    await writeFileDurably(`${target}/${FORMAT_FILE}`, FORMAT_TEXT);
    await syncDirectory(target);
  }

  latest(topic: string): Promise<Position> {
    return this.#reader.latest(topic);
  }

  earliest(topic: string): Promise<Position> {
    return this.#reader.earliest(topic);
  }

  read(topic: string, partition: number, from: number, to: number): AsyncIterable<MessageBlock> {
    return this.#reader.read(topic, partition, from, to);
  }

  count(topic: string, from: Position): Promise<LogCount> {
    return this.#reader.count(topic, from);
  }

  async waitForAppend(
    topic: string,
    position: Position,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const isReady = () =>
      this.#topics
        .get(topic)
        .partitions.some(({ partition, appended }) => appended.next > offsetAt(position, partition));
    return this.#waiters.wait(topic, isReady, timeoutMs, signal);
  }

  onAppend(listener: AppendListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finishes what was accepted; later calls fail. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#measureTimer?.cancel();
    await this.#committing;
    await Promise.allSettled(this.#background);
    this.#waiters.close();
    await this.#reader.close();
    await this.#parts.writer.close();
  }

  /** One group after the other, until nothing waits. */
  async #commitAll(): Promise<void> {
    // Requests of the same turn of the event loop go together.
    await Promise.resolve();
    while (this.#queue.waiting > 0) await this.#commit(this.#queue.takeGroup());
    this.#committing = undefined;
  }

  async #commit(group: readonly Request[]): Promise<void> {
    const staged: Request[] = [];
    const touched: PartitionState[] = [];
    for (const request of group) if (this.#stage(request, touched)) staged.push(request);
    if (staged.length === 0) return;
    const { clock } = this.#platform;
    const states = writeGroup(this.#frame, touched, clock.now());
    for (const partition of touched) partition.staged = [];
    const startedMs = clock.monotonic();
    try {
      const { shared, length } = this.#frame;
      this.#space.measured(await this.#parts.writer.execute({ kind: 'commit', shared, length }));
    } catch (error) {
      await this.#measure();
      this.#recover(staged, touched, error);
      return;
    }
    for (const [i, partition] of touched.entries()) {
      this.#space.storedBytes += states[i]!.bytes - partition.appended.bytes;
      partition.appended = states[i]!;
    }
    this.#acknowledge(staged, touched, (clock.monotonic() - startedMs) / 1000);
  }

  /** Adds the request's batches to their partitions; false when one of its topics was deleted meanwhile. */
  #stage(request: Request, touched: PartitionState[]): boolean {
    const gone = request.batches.find((batch) => !this.#topics.has(batch.topic));
    if (gone !== undefined) {
      this.#queue.settle(request);
      request.reject(logErrors.topicNotFound(gone.topic));
      return false;
    }
    request.offsets = request.batches.map((batch) => {
      const partition = this.#topics.partition(batch.topic, batch.partition);
      if (batch.lengths.length === 0) return partition.stagedNext;
      if (partition.staged.length === 0) touched.push(partition);
      partition.staged.push(batch);
      partition.stagedNext += batch.lengths.length;
      return partition.stagedNext;
    });
    return true;
  }

  #acknowledge(requests: readonly Request[], touched: readonly PartitionState[], seconds: number): void {
    let events = 0;
    let bytes = 0;
    for (const request of requests) {
      events += request.eventCount;
      bytes += request.byteCount;
      this.#queue.settle(request);
      request.resolve(request.offsets);
    }
    this.#parts.telemetry.committed(requests.length, events, bytes, seconds);
    for (const { topic, partition, appended } of touched) {
      this.#waiters.wake(topic);
      for (const listener of this.#listeners) listener(topic, partition, appended.next);
    }
  }

  /** A failed commit may be durable all the same: what is there decides where the partitions go on. */
  #recover(requests: readonly Request[], touched: readonly PartitionState[], error: unknown): void {
    const { environment, telemetry } = this.#parts;
    const { logger } = this.#platform;
    logger.error({ error, requests: requests.length }, 'could not commit to the event log');
    telemetry.commitFailed(requests.length);
    withSnapshot(environment, () => {
      for (const partition of touched) {
        const stored = appendedOf(environment, partition.number, partition.partition);
        this.#space.storedBytes += stored.bytes - partition.appended.bytes;
        partition.appended = stored;
        partition.stagedNext = stored.next;
      }
    });
    const refusal = commitFailed(error, this.#space.hasSpace(this.#frame.length + COMMIT_SPACE_BYTES));
    for (const request of requests) {
      this.#queue.settle(request);
      request.reject(refusal);
    }
  }

  /** Repeats a removal, which is done in small transactions, until it is done or the log is closed. */
  #remove(step: () => Promise<Removal>): Promise<void> {
    const work = async () => {
      for (let isDone = false; !isDone && this.#closing === undefined; ) {
        const removal = await step();
        this.#space.storedBytes -= removal.removedBytes;
        this.#parts.telemetry.removed(removal.removedBytes);
        isDone = removal.isDone;
      }
    };
    return this.#track(work());
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#background.add(work);
    const forget = () => {
      this.#background.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  #measureLater(): void {
    this.#measureTimer = this.#platform.timers.after(MEASURE_MS, () => {
      void this.#track(this.#measure()).then(() => {
        if (this.#closing === undefined) this.#measureLater();
      });
    });
  }

  /** Never rejects: what was measured last counts as long as nothing newer is known. */
  async #measure(): Promise<void> {
    try {
      this.#space.measured(await this.#parts.writer.execute({ kind: 'measure' }));
    } catch (error) {
      this.#platform.logger.warn({ error }, 'could not measure the space of the event log');
    }
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw logErrors.closed();
  }
}

function totalOf(batch: MessageBatch): number {
  let total = 0;
  for (let i = 0; i < batch.lengths.length; i++) total += batch.lengths[i]!;
  assert(total === batch.bytes.length, 'the lengths of a batch add up to its bytes');
  return total;
}
