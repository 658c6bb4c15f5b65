const FIRST_BYTES = 4096;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ENCODER = new TextEncoder();
const HEX = '0123456789abcdef';

/** Bytes that grow: JSON and other formats are written here without a string for each value. */
export class ByteWriter {
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** Text without characters above U+007F. */
  ascii(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.#length = at;
  }

  bytes(source: Uint8Array, from = 0, length = source.length): void {
    this.#reserve(length);
    // The array's own copy costs more than it saves for a few bytes.
    if (length > 32) this.#bytes.set(source.subarray(from, from + length), this.#length);
    else for (let i = 0; i < length; i++) this.#bytes[this.#length + i] = source[from + i]!;
    this.#length += length;
  }

  /** A JSON string of UTF-8 bytes. */
  quoted(source: Uint8Array, from: number, length: number): void {
    this.#reserve(6 * length + 2);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = QUOTE;
    for (let i = from; i < from + length; i++) {
      const byte = source[i]!;
      if (byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH) {
        bytes[at++] = byte;
        continue;
      }
      bytes[at++] = BACKSLASH;
      if (byte >= 0x20) {
        bytes[at++] = byte;
        continue;
      }
      for (const character of `u00${HEX[byte >> 4]}${HEX[byte & 15]}`) bytes[at++] = character.charCodeAt(0);
    }
    bytes[at++] = QUOTE;
    this.#length = at;
  }

  quotedText(text: string): void {
    const bytes = ENCODER.encode(text);
    this.quoted(bytes, 0, bytes.length);
  }

  /** What was written, as memory of its own; the writer is empty after it. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** What was written, until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  text(): string {
    return Buffer.from(this.#bytes.buffer, 0, this.#length).toString();
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
