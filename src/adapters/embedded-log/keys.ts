/**
 * The layout of the environment: one LMDB database whose keys begin with a letter for their kind, numbers big-endian,
 * so that the order of the bytes is the order of the messages.
 *
 * | key                                                                        | value                              |
 * |----------------------------------------------------------------------------|------------------------------------|
 * | `T` name                                                                   | number, partition count (u32 LE)   |
 * | `N`                                                                        | next topic number (u32 LE)         |
 * | `D` number                                                                 | being deleted                      |
 * | `P` number, partition                                                      | next, accepted, bytes (f64 LE)     |
 * | `R` number, partition                                                      | bytes removed (f64 LE)             |
 * | `B` number, partition, base offset u64, count u32, value bytes u32, time u64 | lengths (u32 LE each), messages  |
 *
 * A block's count, size and time stand in its key, so that counting and removing read keys only. Appends write `B` and `P`, removal
 * deletes `B` and writes `R`: so the two never write the same record, and their difference is what is stored.
 */
export const KIND = {
  topic: 0x54,
  nextTopic: 0x4e,
  deletion: 0x44,
  appended: 0x50,
  removed: 0x52,
  block: 0x42,
} as const;

export const BLOCK_KEY_BYTES = 33;
export const PARTITION_KEY_BYTES = 9;
export const APPENDED_VALUE_BYTES = 24;

/** LMDB's limit for keys with room to spare. */
export const TOPIC_NAME_BYTES = 500;

const TWO_32 = 2 ** 32;

export interface BlockKey {
  readonly base: number;
  readonly count: number;
  readonly valueBytes: number;
  readonly appendedAtMs: number;
}

export function topicKey(name: string): Buffer {
  return Buffer.concat([Buffer.of(KIND.topic), Buffer.from(name)]);
}

export function topicNameOf(key: Buffer): string {
  return key.toString('utf8', 1);
}

export const NEXT_TOPIC_KEY = Buffer.of(KIND.nextTopic);

export function deletionKey(topic: number): Buffer {
  const key = Buffer.alloc(5);
  key[0] = KIND.deletion;
  key.writeUInt32BE(topic, 1);
  return key;
}

export function partitionKey(
  kind: typeof KIND.appended | typeof KIND.removed,
  topic: number,
  partition: number,
): Buffer {
  const key = Buffer.alloc(PARTITION_KEY_BYTES);
  key[0] = kind;
  key.writeUInt32BE(topic, 1);
  key.writeUInt32BE(partition, 5);
  return key;
}

/** Sorts before every block of the partition whose base is `base` or more. */
export function blockBound(topic: number, partition: number, base: number): Buffer {
  const key = Buffer.alloc(17);
  key[0] = KIND.block;
  key.writeUInt32BE(topic, 1);
  key.writeUInt32BE(partition, 5);
  writeUint64(key, base, 9);
  return key;
}

export function writeBlockKey(
  target: Buffer,
  at: number,
  topic: number,
  partition: number,
  { base, count, valueBytes, appendedAtMs }: BlockKey,
): void {
  target[at] = KIND.block;
  target.writeUInt32BE(topic, at + 1);
  target.writeUInt32BE(partition, at + 5);
  writeUint64(target, base, at + 9);
  target.writeUInt32BE(count, at + 17);
  target.writeUInt32BE(valueBytes, at + 21);
  writeUint64(target, appendedAtMs, at + 25);
}

export function readBlockKey(key: Buffer): BlockKey {
  return {
    base: readUint64(key, 9),
    count: key.readUInt32BE(17),
    valueBytes: key.readUInt32BE(21),
    appendedAtMs: readUint64(key, 25),
  };
}

function writeUint64(target: Buffer, value: number, at: number): void {
  target.writeUInt32BE(Math.floor(value / TWO_32), at);
  target.writeUInt32BE(value % TWO_32, at + 4);
}

function readUint64(source: Buffer, at: number): number {
  return source.readUInt32BE(at) * TWO_32 + source.readUInt32BE(at + 4);
}

const PAGE_BYTES = 4096;

/** What a block of this value takes up: small ones share a page, large ones have pages of their own. */
export function storedBytes(valueBytes: number): number {
  const small = valueBytes < PAGE_BYTES / 2 - 64;
  return small ? valueBytes + 64 : Math.ceil((valueBytes + 16) / PAGE_BYTES) * PAGE_BYTES + 64;
}
