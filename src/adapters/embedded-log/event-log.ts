/**
 * The durable log of one process, on LMDB. The main thread only lays the bytes of each group of requests out in shared
 * memory; the writer's thread does the transaction and its sync (`group-commits.ts`).
 *
 * What can go wrong: the disk is full or fails (the requests are refused, and the next ones try again); the process
 * dies (LMDB shows the last synced transaction); the writer's thread dies (the server must end).
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
import { EmbeddedEventLogReader } from './event-log-reader.ts';
import { FORMAT_FILE, FORMAT_TEXT } from './format.ts';
import { type AppendRequest, GroupCommits } from './group-commits.ts';
import { TOPIC_NAME_BYTES } from './keys.ts';
import { appendedOf } from './snapshot.ts';
import type { SpaceBound } from './space-bound.ts';
import type { PartitionState, Topics } from './topics.ts';
import type { WriterClient } from './writer-client.ts';
import type { Removal } from './writer-messages.ts';

/** How often free space is looked at when nothing is appended. */
const MEASURE_MS = 1000;

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
  readonly #queue: AppendQueue<AppendRequest>;
  readonly #commits: GroupCommits;
  readonly #waiters: AppendWaiters;
  readonly #listeners = new Set<AppendListener>();
  /** Removals under way: what close waits for. */
  readonly #background = new Set<Promise<unknown>>();
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
    const { topics, writer, environment, space, telemetry } = parts;
    this.#commits = new GroupCommits({
      platform,
      queue: this.#queue,
      topics,
      writer,
      environment,
      space,
      telemetry,
      measure: () => this.#measure(),
      onCommitted: (partition) => this.#committed(partition),
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
      this.#commits.announce();
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
    await this.#commits.idle();
    await Promise.allSettled(this.#background);
    this.#waiters.close();
    await this.#reader.close();
    await this.#parts.writer.close();
  }

  #committed({ topic, partition, appended }: PartitionState): void {
    this.#waiters.wake(topic);
    for (const listener of this.#listeners) listener(topic, partition, appended.next);
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
