import type { MessageBlock } from '../../model/messages.ts';

/**
 * Memory into which stored blocks are gathered, reused from one message block to the next. Messages are copied out of
 * the log's memory map because a view of it would need a transaction that stays open while a consumer works.
 */
export class BlockBuffer {
  #offsets = new Float64Array(256);
  #starts = new Uint32Array(257);
  #bytes = new Uint8Array(64 * 1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get byteCount(): number {
    return this.#starts[this.#count]!;
  }

  clear(): void {
    this.#count = 0;
  }

  /** Adds the messages `[first, end)` of a stored block's value; the first of the block has the offset `base`. */
  add(value: Buffer, blockCount: number, base: number, first: number, end: number): void {
    this.#reserveMessages(end - first);
    let at = 4 * blockCount;
    for (let i = 0; i < first; i++) at += value.readUInt32LE(4 * i);
    const from = at;
    const shift = this.byteCount - from;
    for (let i = first; i < end; i++) {
      at += value.readUInt32LE(4 * i);
      this.#offsets[this.#count] = base + i;
      this.#count += 1;
      this.#starts[this.#count] = at + shift;
    }
    this.#reserveBytes(at + shift, from + shift);
    this.#bytes.set(value.subarray(from, at), from + shift);
  }

  /** Valid until {@link clear} or {@link add}. */
  view(partition: number): MessageBlock {
    return {
      partition,
      offsets: this.#offsets.subarray(0, this.#count),
      starts: this.#starts.subarray(0, this.#count + 1),
      bytes: this.#bytes.subarray(0, this.byteCount),
    };
  }

  #reserveMessages(more: number): void {
    const wanted = this.#count + more;
    if (wanted <= this.#offsets.length) return;
    const offsets = new Float64Array(2 * wanted);
    offsets.set(this.#offsets.subarray(0, this.#count));
    this.#offsets = offsets;
    const starts = new Uint32Array(2 * wanted + 1);
    starts.set(this.#starts.subarray(0, this.#count + 1));
    this.#starts = starts;
  }

  #reserveBytes(wanted: number, used: number): void {
    if (wanted <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.ceil(wanted * 1.25));
    bytes.set(this.#bytes.subarray(0, used));
    this.#bytes = bytes;
  }
}
