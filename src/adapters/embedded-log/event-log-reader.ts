import { logErrors } from '../../log/errors.ts';
import type { EventLogReader, LogCount } from '../../log/event-log.ts';
import type { MessageBlock } from '../../model/messages.ts';
import { offsetAt, type Position } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import type { Timers } from '../../platform/timers.ts';
import { BlockBuffer } from './block-buffer.ts';
import { type Environment, keysBetween, readValue, withSnapshot } from './environment.ts';
import { blockBound, readBlockKey } from './keys.ts';
import { appendedOf, blockKeyAt, earliestOf, topicOf } from './snapshot.ts';

/** A message block ends at the stored block that reaches one of these. */
const BLOCK_BYTES = 1024 * 1024;
const BLOCK_MESSAGES = 8192;

/** How often a reader outside the writer's thread looks whether something came. */
const POLL_MS = 20;

/** Buffers kept for the next read. */
const SPARE_BUFFERS = 2;

/**
 * Reads the log in any thread. Every look-up takes the newest state and lets go of it before it returns, so a slow
 * consumer never keeps the log from reusing space.
 */
export class EmbeddedEventLogReader implements EventLogReader {
  readonly #environment: Environment;
  readonly #timers: Timers;
  readonly #spare: BlockBuffer[] = [];
  #closed = false;

  constructor(environment: Environment, timers: Timers) {
    this.#environment = environment;
    this.#timers = timers;
  }

  async latest(topic: string): Promise<Position> {
    return this.#perPartition(topic, (number, index) => appendedOf(this.#environment, number, index).next);
  }

  async earliest(topic: string): Promise<Position> {
    return this.#perPartition(topic, (number, index) => earliestOf(this.#environment, number, index));
  }

  async *read(topic: string, partition: number, from: number, to: number): AsyncGenerator<MessageBlock> {
    if (from >= to) return;
    const buffer = this.#spare.pop() ?? new BlockBuffer();
    try {
      for (let at = from; at < to; ) {
        buffer.clear();
        at = this.#snapshot(() => this.#gather(buffer, topic, partition, at, to));
        yield buffer.view(partition);
      }
    } finally {
      if (this.#spare.length < SPARE_BUFFERS) this.#spare.push(buffer);
    }
  }

  async count(topic: string, from: Position): Promise<LogCount> {
    return this.#snapshot(() => {
      const environment = this.#environment;
      const { number, partitionCount } = topicOf(environment, topic);
      const end: number[] = [];
      let accepted = 0;
      let pending = 0;
      let oldest: number | undefined;
      for (let partition = 0; partition < partitionCount; partition++) {
        const appended = appendedOf(environment, number, partition);
        accepted += appended.accepted;
        end.push(appended.next);
        const start = offsetAt(from, partition);
        const first = blockKeyAt(environment, number, partition, start);
        if (first === undefined) continue;
        for (const key of keysBetween(environment, first, blockBound(number, partition + 1, 0))) {
          const { base, count, appendedAtMs } = readBlockKey(key);
          pending += Math.min(count, base + count - start);
          if (oldest === undefined || appendedAtMs < oldest) oldest = appendedAtMs;
        }
      }
      return { end, accepted, pending, oldestPendingAtMs: oldest };
    });
  }

  async waitForAppend(
    topic: string,
    position: Position,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean> {
    for (let remainingMs = timeoutMs; ; remainingMs -= POLL_MS) {
      signal?.throwIfAborted();
      const latest = await this.latest(topic);
      if (latest.some((end, partition) => end > offsetAt(position, partition))) return true;
      if (remainingMs <= 0) return false;
      await this.#timers.sleep(Math.min(POLL_MS, remainingMs), signal);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#environment.close();
  }

  #snapshot<T>(read: () => T): T {
    if (this.#closed) throw logErrors.closed();
    return withSnapshot(this.#environment, read);
  }

  #perPartition(topic: string, read: (number: number, partition: number) => number): Position {
    return this.#snapshot(() => {
      const { number, partitionCount } = topicOf(this.#environment, topic);
      return Array.from({ length: partitionCount }, (_, partition) => read(number, partition));
    });
  }

  /** Fills the buffer with messages from `at` on; returns the offset after the last one. */
  #gather(buffer: BlockBuffer, topic: string, partition: number, from: number, to: number): number {
    const environment = this.#environment;
    const { number, partitionCount } = topicOf(environment, topic);
    if (partition >= partitionCount) throw logErrors.partitionNotFound(topic, partition, partitionCount);
    const { next } = appendedOf(environment, number, partition);
    const first = blockKeyAt(environment, number, partition, from);
    if (first === undefined || to > next || readBlockKey(first).base > from) {
      const available = [earliestOf(environment, number, partition), next] as const;
      throw logErrors.rangeUnavailable(topic, partition, [from, to], available);
    }
    let at = from;
    for (const key of keysBetween(environment, first, blockBound(number, partition, to))) {
      const { base, count } = readBlockKey(key);
      assert(base <= at && base + count > at, 'blocks of a partition follow each other without a gap');
      const value = readValue(environment, key);
      assert(value !== undefined, 'a key that is there has a value');
      const end = Math.min(count, to - base);
      buffer.add(value, count, base, at - base, end);
      at = base + end;
      if (buffer.byteCount >= BLOCK_BYTES || buffer.count >= BLOCK_MESSAGES) break;
    }
    return at;
  }
}
