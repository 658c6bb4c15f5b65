/**
 * A group commit on its way to the writer's thread: records of `u32 key length, u32 value length, key, value`, each part
 * padded to 8 bytes, in shared memory. The writer puts them into one transaction and need not understand them.
 */
export class Frame {
  shared: SharedArrayBuffer;
  bytes: Buffer;
  words: Uint32Array;
  doubles: Float64Array;
  /** Bytes written. */
  length = 0;

  constructor(capacity: number) {
    this.shared = new SharedArrayBuffer(capacity);
    this.bytes = Buffer.from(this.shared);
    this.words = new Uint32Array(this.shared);
    this.doubles = new Float64Array(this.shared);
  }

  /** Empties the frame; afterwards it holds `capacity` bytes at least. */
  reset(capacity: number): void {
    this.length = 0;
    const rounded = padded(capacity);
    const wanted = Math.max(FRAME_MINIMUM_BYTES, rounded);
    // Memory that one large request needed is given back when the next group is small.
    if (
      this.shared.byteLength >= rounded &&
      this.shared.byteLength <= Math.max(4 * wanted, FRAME_KEEP_BYTES)
    ) {
      return;
    }
    const { shared, bytes, words, doubles } = new Frame(wanted);
    this.shared = shared;
    this.bytes = bytes;
    this.words = words;
    this.doubles = doubles;
  }

  /** Reserves a record; returns where its key begins; the value begins at {@link valueAt}. */
  record(keyLength: number, valueLength: number): number {
    const at = this.length;
    this.words[at >> 2] = keyLength;
    this.words[(at >> 2) + 1] = valueLength;
    this.length = at + recordBytes(keyLength, valueLength);
    return at + 8;
  }
}

const FRAME_MINIMUM_BYTES = 64 * 1024;
const FRAME_KEEP_BYTES = 9 * 1024 * 1024;

export function valueAt(keyAt: number, keyLength: number): number {
  return keyAt + padded(keyLength);
}

export function recordBytes(keyLength: number, valueLength: number): number {
  return 8 + padded(keyLength) + padded(valueLength);
}

function padded(length: number): number {
  return (length + 7) & ~7;
}

/** Calls `put` with every record of a frame; key and value are views of the frame. */
export function forEachRecord(
  shared: SharedArrayBuffer,
  length: number,
  put: (key: Buffer, value: Buffer) => void,
): void {
  const words = new Uint32Array(shared);
  for (let at = 0; at < length; ) {
    const keyLength = words[at >> 2]!;
    const valueLength = words[(at >> 2) + 1]!;
    const key = Buffer.from(shared, at + 8, keyLength);
    const value = Buffer.from(shared, valueAt(at + 8, keyLength), valueLength);
    put(key, value);
    at += recordBytes(keyLength, valueLength);
  }
}
