import { AppendQueue } from '../../log/append-queue.ts';
import { AppendWaiters } from '../../log/append-waiters.ts';
import { logErrors } from '../../log/errors.ts';
import type {
  AppendListener,
  EventLog,
  EventLogCapabilities,
  LogCount,
  LogUsage,
} from '../../log/event-log.ts';
import type { MessageBatch, MessageBlock } from '../../model/messages.ts';
import { offsetAt, type Position } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import type { Platform } from '../../platform/platform.ts';

/** What a commit comes to. In the last two cases the request fails; whether it is stored, its sender cannot know. */
export type CommitOutcome = 'stored' | 'failed' | 'stored-but-failed';

export interface MemoryEventLogOptions {
  /** The "disk": hand the same store to the next log after a crash or a close. */
  readonly store?: MemoryLogStore;
  /** Default: no bound. */
  readonly limitBytes?: number;
  readonly pendingLimitBytes?: number;
  readonly ownerPendingLimitBytes?: number;
  readonly groupLimitBytes?: number;
  /** How long each group commit takes, on the platform's timers. Default: it is done in a later microtask. */
  readonly commitMs?: () => number;
  /** Decides what each group commit comes to. Default: `stored`. */
  readonly commitOutcome?: () => CommitOutcome;
}

/** What survives the process: the topics and their messages. */
export class MemoryLogStore {
  readonly topics = new Map<string, StoredTopic>();
}

interface StoredTopic {
  readonly partitions: readonly StoredPartition[];
}

interface StoredPartition {
  blocks: StoredBlock[];
  next: number;
  accepted: number;
}

/** The messages of one batch. */
interface StoredBlock {
  readonly base: number;
  readonly count: number;
  readonly appendedAtMs: number;
  /** Count + 1 places in `bytes`. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

interface Request {
  readonly owner: number;
  readonly byteCount: number;
  readonly batches: readonly MessageBatch[];
  readonly resolve: (offsets: number[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The event log in memory, for unit tests and the simulation. It groups requests and commits them one group at a
 * time, as the durable log does, so that the same interleavings occur; time comes from the platform only.
 */
export class MemoryEventLog implements EventLog {
  readonly capabilities: EventLogCapabilities = { atomicAppend: true, durability: 'process' };
  readonly #platform: Pick<Platform, 'clock' | 'timers'>;
  readonly #options: MemoryEventLogOptions;
  readonly #topics: Map<string, StoredTopic>;
  readonly #queue: AppendQueue<Request>;
  readonly #waiters: AppendWaiters;
  readonly #listeners = new Set<AppendListener>();
  #committing: Promise<void> | undefined;
  #state: 'open' | 'closed' | 'crashed' = 'open';

  constructor(platform: Pick<Platform, 'clock' | 'timers'>, options: MemoryEventLogOptions = {}) {
    this.#platform = platform;
    this.#options = options;
    this.#topics = (options.store ?? new MemoryLogStore()).topics;
    this.#waiters = new AppendWaiters(platform.timers);
    this.#queue = new AppendQueue({
      pendingBytes: options.pendingLimitBytes ?? Number.POSITIVE_INFINITY,
      ownerPendingBytes: options.ownerPendingLimitBytes ?? Number.POSITIVE_INFINITY,
      groupBytes: options.groupLimitBytes ?? 8 * 1024 * 1024,
    });
  }

  async createTopic(topic: string, partitionCount: number): Promise<void> {
    this.#assertOpen();
    const existing = this.#topics.get(topic)?.partitions.length;
    if (existing === undefined) {
      const partitions = Array.from({ length: partitionCount }, () => ({ blocks: [], next: 0, accepted: 0 }));
      this.#topics.set(topic, { partitions });
    } else if (existing !== partitionCount) {
      throw logErrors.partitionsDiffer(topic, existing, partitionCount);
    }
  }

  async deleteTopic(topic: string): Promise<void> {
    this.#assertOpen();
    this.#topics.delete(topic);
    this.#waiters.wake(topic);
  }

  async append(owner: number, batches: readonly MessageBatch[]): Promise<readonly number[]> {
    this.#assertOpen();
    let byteCount = 0;
    for (const batch of batches) {
      this.#partition(batch.topic, batch.partition);
      const total = batch.lengths.reduce((sum, length) => sum + length, 0);
      assert(total === batch.bytes.length, 'the lengths of a batch add up to its bytes');
      byteCount += total;
    }
    const limit = this.#options.limitBytes;
    if (limit !== undefined && this.#storedBytes() + this.#queue.pendingBytes + byteCount > limit) {
      throw logErrors.full(`${limit} bytes are in use`);
    }
    return new Promise((resolve, reject) => {
      this.#queue.add({ owner, byteCount, batches, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** One group after the other, until nothing waits. */
  async #commitAll(): Promise<void> {
    while (this.#queue.waiting > 0) {
      const commitMs = this.#options.commitMs?.();
      if (commitMs === undefined) await Promise.resolve();
      const group = this.#queue.takeGroup();
      if (commitMs !== undefined) await this.#platform.timers.sleep(commitMs);
      if (this.#state === 'crashed') return;
      const outcome = this.#options.commitOutcome?.() ?? 'stored';
      for (const request of group) {
        this.#queue.settle(request);
        this.#finish(request, outcome);
      }
      for (const request of group) for (const batch of request.batches) this.#announce(batch);
    }
    this.#committing = undefined;
  }

  #announce(batch: MessageBatch): void {
    this.#waiters.wake(batch.topic);
    const end = this.#topics.get(batch.topic)?.partitions[batch.partition]?.next;
    if (end === undefined) return;
    for (const listener of this.#listeners) listener(batch.topic, batch.partition, end);
  }

  #finish(request: Request, outcome: CommitOutcome): void {
    if (outcome === 'failed') {
      request.reject(logErrors.appendFailed(new Error('simulated failure before the commit')));
      return;
    }
    const gone = request.batches.find((batch) => !this.#topics.has(batch.topic));
    if (gone !== undefined) {
      request.reject(logErrors.topicNotFound(gone.topic));
      return;
    }
    const offsets = request.batches.map((batch) => this.#store(batch));
    if (outcome === 'stored') request.resolve(offsets);
    else request.reject(logErrors.appendFailed(new Error('simulated failure after the commit')));
  }

  #store(batch: MessageBatch): number {
    const partition = this.#partition(batch.topic, batch.partition);
    const count = batch.lengths.length;
    if (count === 0) return partition.next;
    const starts = new Uint32Array(count + 1);
    for (let i = 0; i < count; i++) starts[i + 1] = starts[i]! + batch.lengths[i]!;
    const appendedAtMs = this.#platform.clock.now();
    partition.blocks.push({ base: partition.next, count, appendedAtMs, starts, bytes: batch.bytes.slice() });
    partition.next += count;
    partition.accepted += count;
    return partition.next;
  }

  async trim(topic: string, position: Position): Promise<void> {
    this.#assertOpen();
    for (const [index, partition] of this.#topic(topic).partitions.entries()) {
      const before = offsetAt(position, index);
      partition.blocks = partition.blocks.filter((block) => block.base + block.count > before);
    }
  }

  async usage(): Promise<LogUsage> {
    return { bytes: this.#storedBytes(), limitBytes: this.#options.limitBytes };
  }

  async latest(topic: string): Promise<Position> {
    this.#assertOpen();
    return this.#topic(topic).partitions.map((partition) => partition.next);
  }

  async earliest(topic: string): Promise<Position> {
    this.#assertOpen();
    return this.#topic(topic).partitions.map(earliestOf);
  }

  async *read(topic: string, partition: number, from: number, to: number): AsyncGenerator<MessageBlock> {
    this.#assertOpen();
    if (from >= to) return;
    let at = from;
    while (at < to) {
      // Looked up anew for each block: a trim between two blocks must fail the read, not shorten it.
      const stored = this.#partition(topic, partition);
      const block = stored.blocks.find((one) => one.base + one.count > at);
      if (block === undefined || block.base > at || to > stored.next) {
        throw logErrors.rangeUnavailable(topic, partition, [from, to], [earliestOf(stored), stored.next]);
      }
      const first = at - block.base;
      const end = Math.min(block.count, to - block.base);
      yield cut(block, partition, first, end);
      at = block.base + end;
    }
  }

  async count(topic: string, from: Position): Promise<LogCount> {
    this.#assertOpen();
    const { partitions } = this.#topic(topic);
    let accepted = 0;
    let pending = 0;
    let oldest: number | undefined;
    for (const [index, partition] of partitions.entries()) {
      accepted += partition.accepted;
      const start = offsetAt(from, index);
      for (const block of partition.blocks) {
        const messages = Math.min(block.count, block.base + block.count - start);
        if (messages <= 0) continue;
        pending += messages;
        oldest = Math.min(oldest ?? block.appendedAtMs, block.appendedAtMs);
      }
    }
    const end = partitions.map((partition) => partition.next);
    return { end, accepted, pending, oldestPendingAtMs: oldest };
  }

  waitForAppend(
    topic: string,
    position: Position,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const isReady = () =>
      this.#topic(topic).partitions.some((partition, index) => partition.next > offsetAt(position, index));
    return this.#waiters.wait(topic, isReady, timeoutMs, signal);
  }

  onAppend(listener: AppendListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finishes what was accepted; later calls fail. */
  async close(): Promise<void> {
    if (this.#state === 'open') this.#state = 'closed';
    await this.#committing;
    this.#waiters.close();
  }

  /** As when the process dies: what was not yet committed is lost and its senders never hear of it. */
  crash(): void {
    this.#state = 'crashed';
  }

  #assertOpen(): void {
    if (this.#state !== 'open') throw logErrors.closed();
  }

  #topic(topic: string): StoredTopic {
    const stored = this.#topics.get(topic);
    if (stored === undefined) throw logErrors.topicNotFound(topic);
    return stored;
  }

  #partition(topic: string, partition: number): StoredPartition {
    const { partitions } = this.#topic(topic);
    const stored = partitions[partition];
    if (stored === undefined) throw logErrors.partitionNotFound(topic, partition, partitions.length);
    return stored;
  }

  #storedBytes(): number {
    let bytes = 0;
    for (const topic of this.#topics.values())
      for (const partition of topic.partitions)
        for (const block of partition.blocks) bytes += block.bytes.length;
    return bytes;
  }
}

function earliestOf(partition: StoredPartition): number {
  return partition.blocks[0]?.base ?? partition.next;
}

/** The messages `[first, end)` of a stored block, copied, so that no consumer can change what is stored. */
function cut(block: StoredBlock, partition: number, first: number, end: number): MessageBlock {
  const from = block.starts[first]!;
  return {
    partition,
    offsets: Float64Array.from({ length: end - first }, (_, i) => block.base + first + i),
    starts: block.starts.slice(first, end + 1).map((start) => start - from),
    bytes: block.bytes.slice(from, block.starts[end]!),
  };
}
