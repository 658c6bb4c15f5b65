import { Buffer } from 'node:buffer';

/** Strings of up to this many UTF-16 units are copied in a loop when they are ASCII; longer ones in one native call. */
const LOOP_LENGTH = 32;
const TWO_TO_28 = 2 ** 28;

/**
 * Writes Avro's binary encoding into one growing buffer that is used again for every request: no object is made per
 * value. Whoever wants to keep what was written copies it with {@link copy}.
 */
export class AvroWriter {
  #buffer: Buffer;
  #view: DataView;
  #position = 0;

  constructor(initialBytes: number) {
    this.#buffer = Buffer.allocUnsafeSlow(initialBytes);
    this.#view = viewOf(this.#buffer);
  }

  /** Where the next byte goes. */
  get position(): number {
    return this.#position;
  }

  /** Forgets what was written; gives memory back that only an unusually large request needed. */
  reset(keepBytes: number): void {
    this.#position = 0;
    if (this.#buffer.length > keepBytes) {
      this.#buffer = Buffer.allocUnsafeSlow(keepBytes);
      this.#view = viewOf(this.#buffer);
    }
  }

  /** A copy of everything written since `start`. */
  copy(start: number): Uint8Array {
    // A buffer's own `slice` would only be another view of the same memory.
    return new Uint8Array(this.#buffer.subarray(start, this.#position));
  }

  writeByte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#position++] = value;
  }

  /** The 5 bytes before each message: see `FRAME_BYTES`. */
  writeFrame(schemaId: number): void {
    this.#reserve(5);
    this.#buffer[this.#position] = 0;
    this.#view.setUint32(this.#position + 1, schemaId);
    this.#position += 5;
  }

  /** Avro int or long: a whole number within ±2^53. */
  writeLong(value: number): void {
    this.#reserve(10);
    const buffer = this.#buffer;
    let at = this.#position;
    if (value >= -0x4000_0000 && value < 0x4000_0000) {
      let zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
      while (zigzag > 0x7f) {
        buffer[at++] = (zigzag & 0x7f) | 0x80;
        zigzag >>>= 7;
      }
      buffer[at++] = zigzag;
    } else {
      // Doubled, the value would not be exact: its sign goes into the first byte by itself.
      const magnitude = value < 0 ? -value - 1 : value;
      let rest = Math.floor(magnitude / 64);
      buffer[at++] = ((magnitude % 64) << 1) | (value < 0 ? 1 : 0) | 0x80;
      let low = rest % TWO_TO_28;
      rest = Math.floor(rest / TWO_TO_28);
      if (rest > 0) {
        for (let i = 0; i < 4; i++) {
          buffer[at++] = (low & 0x7f) | 0x80;
          low >>>= 7;
        }
        low = rest;
      }
      while (low > 0x7f) {
        buffer[at++] = (low & 0x7f) | 0x80;
        low >>>= 7;
      }
      buffer[at++] = low;
    }
    this.#position = at;
  }

  /** Avro long: any of its 64 bits. */
  writeBigLong(value: bigint): void {
    this.#reserve(10);
    let zigzag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    while (zigzag > 0x7fn) {
      this.#buffer[this.#position++] = Number(zigzag & 0x7fn) | 0x80;
      zigzag >>= 7n;
    }
    this.#buffer[this.#position++] = Number(zigzag);
  }

  writeDouble(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#position, value, true);
    this.#position += 8;
  }

  writeBytes(value: Uint8Array): void {
    this.writeLong(value.length);
    this.#reserve(value.length);
    this.#buffer.set(value, this.#position);
    this.#position += value.length;
  }

  /** UTF-8; half surrogates become U+FFFD. */
  writeString(value: string): void {
    const { length } = value;
    // Three bytes a unit are the most that UTF-8 needs.
    this.#reserve(length * 3 + 10);
    if (length > LOOP_LENGTH || !this.#writeShortAscii(value)) this.#writeUtf8(value);
  }

  /** Writes nothing that counts and answers false when a character is not ASCII. */
  #writeShortAscii(value: string): boolean {
    const { length } = value;
    const buffer = this.#buffer;
    const start = this.#position + 1;
    let seen = 0;
    for (let i = 0; i < length; i++) {
      const unit = value.charCodeAt(i);
      seen |= unit;
      buffer[start + i] = unit;
    }
    if (seen > 0x7f) return false;
    buffer[this.#position] = length << 1;
    this.#position = start + length;
    return true;
  }

  /** The length stands first and is known last: room is left for what it takes when every character is ASCII. */
  #writeUtf8(value: string): void {
    const start = this.#position;
    const guess = lengthBytes(value.length);
    const written = this.#buffer.write(value, start + guess, 'utf8');
    const needed = lengthBytes(written);
    if (needed !== guess) this.#buffer.copyWithin(start + needed, start + guess, start + guess + written);
    this.writeLong(written);
    this.#position = start + needed + written;
  }

  #reserve(bytes: number): void {
    const needed = this.#position + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#position);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** How many bytes the Avro long of a length takes. */
function lengthBytes(length: number): number {
  return length < 64 ? 1 : length < 8192 ? 2 : length < 1_048_576 ? 3 : length < 134_217_728 ? 4 : 5;
}
