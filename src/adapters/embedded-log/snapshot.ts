import { logErrors } from '../../log/errors.ts';
import { type Environment, firstKeyBetween, lastKeyBefore, readValue } from './environment.ts';
import { blockBound, KIND, partitionKey, readBlockKey, topicKey } from './keys.ts';

/** What is looked up in one state of the log: to be used inside `withSnapshot` or a write transaction only. */

export interface StoredTopic {
  readonly number: number;
  readonly partitionCount: number;
}

export interface Appended {
  /** Next offset. */
  readonly next: number;
  /** Messages ever appended. */
  readonly accepted: number;
  /** Bytes ever appended, as blocks take them up. */
  readonly bytes: number;
}

export function topicOf(environment: Environment, topic: string): StoredTopic {
  const value = readValue(environment, topicKey(topic));
  if (value === undefined) throw logErrors.topicNotFound(topic);
  return readTopic(value);
}

export function readTopic(value: Buffer): StoredTopic {
  return { number: value.readUInt32LE(0), partitionCount: value.readUInt32LE(4) };
}

export function appendedOf(environment: Environment, topic: number, partition: number): Appended {
  const value = readValue(environment, partitionKey(KIND.appended, topic, partition));
  if (value === undefined) return { next: 0, accepted: 0, bytes: 0 };
  return { next: value.readDoubleLE(0), accepted: value.readDoubleLE(8), bytes: value.readDoubleLE(16) };
}

export function removedBytesOf(environment: Environment, topic: number, partition: number): number {
  return readValue(environment, partitionKey(KIND.removed, topic, partition))?.readDoubleLE(0) ?? 0;
}

/** The first readable offset. */
export function earliestOf(environment: Environment, topic: number, partition: number): number {
  const key = firstKeyBetween(
    environment,
    blockBound(topic, partition, 0),
    blockBound(topic, partition + 1, 0),
  );
  return key === undefined ? appendedOf(environment, topic, partition).next : readBlockKey(key).base;
}

/** The key of the block that holds `offset`, or else of the first one after it; where to begin to read. */
export function blockKeyAt(
  environment: Environment,
  topic: number,
  partition: number,
  offset: number,
): Buffer | undefined {
  const before = lastKeyBefore(
    environment,
    blockBound(topic, partition, 0),
    blockBound(topic, partition, offset + 1),
  );
  if (before !== undefined) {
    const { base, count } = readBlockKey(before);
    if (base + count > offset) return before;
  }
  return firstKeyBetween(
    environment,
    blockBound(topic, partition, offset + 1),
    blockBound(topic, partition + 1, 0),
  );
}
