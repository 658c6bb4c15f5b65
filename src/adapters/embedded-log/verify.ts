import { statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../platform/errors.ts';
import { type Environment, keysBetween, lastKeyBefore, readValue, withSnapshot } from './environment.ts';
import { corruptLog } from './errors.ts';
import { blockBound, KIND, readBlockKey } from './keys.ts';
import { appendedOf } from './snapshot.ts';

/** Pages at the end that LMDB may have numbered and not written. */
const UNWRITTEN_PAGES = 64;

/**
 * Finds a log that lost its end or its newest blocks before anything relies on it. A page that is missing from the file
 * would otherwise end the process when it is touched, because the file is mapped into memory.
 */
export function verifyEnvironment(environment: Environment, directory: string): void {
  const { lastPageNumber, pageSize } = environment.getStats() as { lastPageNumber: number; pageSize: number };
  const file = path.join(directory, 'data.mdb');
  const expected = (lastPageNumber + 1) * pageSize;
  const actual = statSync(file).size;
  if (actual < expected - UNWRITTEN_PAGES * pageSize) {
    throw corruptLog(directory, `"data.mdb" has ${actual} bytes of ${expected}`);
  }
  // With the file as long as it claims to be, a missing page reads as zeros: an error instead of a signal.
  if (actual < expected) truncateSync(file, expected);
  const fault = withSnapshot(environment, () => {
    try {
      return findFault(environment);
    } catch (error) {
      return messageOf(error);
    }
  });
  if (fault !== undefined) throw corruptLog(directory, fault);
}

/** Each partition's last block must be whole and end where the partition's state says. */
function findFault(environment: Environment): string | undefined {
  const kind = KIND.appended;
  for (const key of Array.from(keysBetween(environment, Buffer.of(kind), Buffer.of(kind + 1)))) {
    const topic = key.readUInt32BE(1);
    const partition = key.readUInt32BE(5);
    const { next } = appendedOf(environment, topic, partition);
    const last = lastKeyBefore(
      environment,
      blockBound(topic, partition, 0),
      blockBound(topic, partition + 1, 0),
    );
    if (last === undefined) continue;
    const { base, count, valueBytes } = readBlockKey(last);
    if (base + count !== next) {
      return `partition ${partition} of topic number ${topic} ends at ${base + count}, not at ${next}`;
    }
    const value = readValue(environment, last);
    if (value === undefined || value.length !== valueBytes || !isWhole(value, count)) {
      return `the last block of partition ${partition} of topic number ${topic} is not whole`;
    }
  }
  return undefined;
}

function isWhole(value: Buffer, count: number): boolean {
  if (value.length < 4 * count) return false;
  let bytes = 4 * count;
  for (let i = 0; i < count; i++) bytes += value.readUInt32LE(4 * i);
  return bytes === value.length;
}
