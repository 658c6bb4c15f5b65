import { assert } from '../../platform/assert.ts';
import { type Frame, recordBytes, valueAt } from './frame.ts';
import {
  APPENDED_VALUE_BYTES,
  BLOCK_KEY_BYTES,
  KIND,
  PARTITION_KEY_BYTES,
  partitionKey,
  storedBytes,
  writeBlockKey,
} from './keys.ts';
import type { Appended } from './snapshot.ts';
import type { PartitionState } from './topics.ts';

/** A block is closed before the batch with which it would grow beyond this; one batch is never split. */
const BLOCK_BYTES = 1024 * 1024;

/** Batches that become one block. */
interface Run {
  readonly first: number;
  readonly end: number;
  readonly count: number;
  readonly valueBytes: number;
}

/**
 * Writes what is staged for these partitions into the frame: their blocks and their new states. Returns the states in
 * the same order, to be taken over when the frame is durable.
 */
export function writeGroup(frame: Frame, partitions: readonly PartitionState[], nowMs: number): Appended[] {
  const plans = partitions.map(runsOf);
  let capacity = 0;
  for (const runs of plans) {
    for (const run of runs) capacity += recordBytes(BLOCK_KEY_BYTES, run.valueBytes);
    capacity += recordBytes(PARTITION_KEY_BYTES, APPENDED_VALUE_BYTES);
  }
  frame.reset(capacity);
  const states = partitions.map((state, i) => writePartition(frame, state, plans[i]!, nowMs));
  assert(frame.length === capacity, 'a frame is as long as planned');
  return states;
}

function runsOf(state: PartitionState): Run[] {
  const runs: Run[] = [];
  let first = 0;
  let count = 0;
  let valueBytes = 0;
  for (const [i, batch] of state.staged.entries()) {
    const batchBytes = 4 * batch.lengths.length + batch.bytes.length;
    if (i > first && valueBytes + batchBytes > BLOCK_BYTES) {
      runs.push({ first, end: i, count, valueBytes });
      first = i;
      count = 0;
      valueBytes = 0;
    }
    count += batch.lengths.length;
    valueBytes += batchBytes;
  }
  if (count > 0) runs.push({ first, end: state.staged.length, count, valueBytes });
  return runs;
}

function writePartition(frame: Frame, state: PartitionState, runs: readonly Run[], nowMs: number): Appended {
  let { next, accepted, bytes } = state.planned;
  for (const run of runs) {
    const { count, valueBytes } = run;
    const keyAt = frame.record(BLOCK_KEY_BYTES, valueBytes);
    const key = { base: next, count, valueBytes, appendedAtMs: Math.max(0, Math.floor(nowMs)) };
    writeBlockKey(frame.bytes, keyAt, state.number, state.partition, key);
    writeValue(frame, valueAt(keyAt, BLOCK_KEY_BYTES), state, run);
    next += count;
    accepted += count;
    bytes += storedBytes(valueBytes);
  }
  const keyAt = frame.record(PARTITION_KEY_BYTES, APPENDED_VALUE_BYTES);
  partitionKey(KIND.appended, state.number, state.partition).copy(frame.bytes, keyAt);
  const doubleAt = valueAt(keyAt, PARTITION_KEY_BYTES) >> 3;
  frame.doubles[doubleAt] = next;
  frame.doubles[doubleAt + 1] = accepted;
  frame.doubles[doubleAt + 2] = bytes;
  return { next, accepted, bytes };
}

/** The lengths of all messages, then the messages. */
function writeValue(frame: Frame, at: number, state: PartitionState, run: Run): void {
  let wordAt = at >> 2;
  let byteAt = at + 4 * run.count;
  for (let i = run.first; i < run.end; i++) {
    const batch = state.staged[i]!;
    frame.words.set(batch.lengths, wordAt);
    wordAt += batch.lengths.length;
    frame.bytes.set(batch.bytes, byteAt);
    byteAt += batch.bytes.length;
  }
}
