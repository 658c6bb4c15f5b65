/**
 * Reads Avro primitives from bytes that nobody vouches for. Each method moves `pos` and answers whether the value was
 * whole and in range; none reads beyond `end` or allocates, so a lying length can only fail. 64-bit numbers come as two
 * 32-bit halves in `low` and `high`: a BigInt per value would cost more than all the rest.
 */
export class DecoderCursor {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  pos = 0;
  end = 0;
  /** Halves of the last number read by {@link long}, two's complement. */
  low = 0;
  high = 0;

  setBytes(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A zigzag varint of at most 64 bits, into `low` and `high`. */
  long(): boolean {
    const bytes = this.bytes;
    const end = this.end;
    let pos = this.pos;
    if (pos >= end) return false;
    let byte = bytes[pos++]!;
    let low = byte & 0x7f;
    let high = 0;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      if (pos >= end || shift > 63) return false;
      byte = bytes[pos++]!;
      const bits = byte & 0x7f;
      if (shift < 28) {
        low |= bits << shift;
      } else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else {
        // The tenth byte has room for one bit.
        if (shift === 63 && bits > 1) return false;
        high |= bits << (shift - 32);
      }
    }
    const sign = -(low & 1);
    this.low = ((low >>> 1) | (high << 31)) ^ sign;
    this.high = (high >>> 1) ^ sign;
    this.pos = pos;
    return true;
  }

  /** A number of at most 32 bits, into `low`. */
  int(): boolean {
    return this.long() && this.high === this.low >> 31;
  }

  /** A length or count of something that has at least one byte a piece and lies before `end`; −1 when it cannot be. */
  length(): number {
    if (!this.long() || this.high !== 0 || this.low < 0 || this.low > this.end - this.pos) return -1;
    return this.low;
  }

  /**
   * The count of an array's or map's next block; 0 at the end, −1 when it cannot be. Negative counts are followed by
   * the block's size in bytes, which is only good for skipping.
   */
  blockCount(): number {
    if (!this.long()) return -1;
    let count = this.low;
    if (this.high < 0) {
      if (this.high !== -1 || count >= 0) return -1;
      count = -count;
      if (this.length() < 0) return -1;
    } else if (this.high !== 0 || count < 0) {
      return -1;
    }
    return count > this.end - this.pos ? -1 : count;
  }
}
