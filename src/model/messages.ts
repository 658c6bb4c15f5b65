/**
 * Encoded messages bound for one partition, in order, as one run of bytes: message i is
 * `bytes[sum(lengths[0..i)) … + lengths[i]]`. One object per request and partition, never one per event.
 */
export interface MessageBatch {
  readonly topic: string;
  readonly partition: number;
  readonly lengths: Uint32Array;
  readonly bytes: Uint8Array;
}

/**
 * Consecutive messages read from one partition. `offsets[i]` rises but may skip (logs may have holes);
 * message i is `bytes[starts[i] … starts[i + 1])`, so `starts` has one entry more than `offsets`.
 * The memory belongs to the reader: valid until the next block is asked for.
 */
export interface MessageBlock {
  readonly partition: number;
  readonly offsets: Float64Array;
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

/**
 * The frame of a message: a zero byte, the schema id as 4 bytes big-endian, then the Avro record: the Confluent wire
 * format, so that other tools read it too.
 */
export const FRAME_BYTES = 5;
