/**
 * From messages to columns, without a value or a row as an object in between: this runs once for every event, so its
 * cost bounds the speed of the whole server.
 *
 * A message is the frame (see `FRAME_BYTES`) and one Avro record: the envelope, then the fields of its schema version,
 * each `union(null, T)`. Versions are prefixes of each other, so it is enough to know how many fields a version has;
 * those it lacks become NULL. The bytes are not trusted: whatever does not decode exactly becomes a rejected message.
 * Nothing needs to be undone then, because the end of every variable-length column is `offsets[row]`, and `row` has not
 * moved.
 */

import type { Collection } from '../../model/collection.ts';
import { BATCH_ROWS, type ColumnBatch, type RejectedMessage } from '../../model/columns.ts';
import { ENVELOPE, type EnvelopeField } from '../../model/envelope.ts';
import type { FieldType } from '../../model/field-type.ts';
import { FRAME_BYTES, type MessageBlock } from '../../model/messages.ts';
import { assert } from '../../platform/assert.ts';
import { type ColumnBuilder, createBuilder } from './column-builder.ts';
import { DecoderCursor } from './decoder-cursor.ts';
import { decodeContainer, decodeScalar, SCALAR_CODES } from './value-decoder.ts';

/** How many fields the version of a schema id has, or why its messages cannot be of this collection. */
export type VersionOf = (schemaId: number) => number | string;

/** A batch is handed out early when its messages have this many bytes, so that large events do not add up. */
const BATCH_BYTES = 8 * 1024 * 1024;
const CONTAINER = -1;

const ENVELOPE_TYPES: Readonly<Record<EnvelopeField['kind'], FieldType>> = {
  string: 'STRING',
  millis: 'TIMESTAMP',
  int64: 'LONG',
};

interface Slot {
  readonly builder: ColumnBuilder;
  /** What to read, for a scalar; {@link CONTAINER} for lists and maps. */
  readonly code: number;
  readonly nullable: boolean;
  /** The row's offsets where the column has any: also written where the value is NULL. */
  readonly offsets: Int32Array | undefined;
}

export class ColumnDecoder {
  readonly #slots: readonly Slot[];
  readonly #columns: readonly ColumnBuilder[];
  readonly #capacity: number;
  readonly #cursor = new DecoderCursor();
  readonly #offsets: Float64Array;
  readonly #versionOf: VersionOf;
  #rejected: RejectedMessage[] = [];
  #row = 0;
  #bytes = 0;
  #reason = '';
  #lastSchemaId = 0;
  #lastVersion: number | string = 'schema id 0 is not known';

  /** `capacity`: rows that a batch may have, at most `BATCH_ROWS`. */
  constructor(collection: Collection, versionOf: VersionOf, capacity: number = BATCH_ROWS) {
    assert(capacity > 0 && capacity <= BATCH_ROWS, 'a batch has 1 to 2,048 rows');
    this.#versionOf = versionOf;
    this.#capacity = capacity;
    this.#offsets = new Float64Array(capacity);
    const types = [
      ...ENVELOPE.map((field) => ({ type: ENVELOPE_TYPES[field.kind], nullable: field.nullable as boolean })),
      ...collection.schema.fields.map((field) => ({ type: field.type, nullable: true })),
    ];
    this.#slots = types.map(({ type, nullable }) => {
      const builder = createBuilder(type, capacity);
      const code =
        builder.kind === 'fixed' || builder.kind === 'bytes' ? SCALAR_CODES[builder.type] : CONTAINER;
      return { builder, code, nullable, offsets: builder.kind === 'fixed' ? undefined : builder.offsets };
    });
    this.#columns = this.#slots.map((slot) => slot.builder);
  }

  /** Whether the batch must be taken before more is decoded. */
  get full(): boolean {
    return this.#row + this.#rejected.length >= this.#capacity || this.#bytes >= BATCH_BYTES;
  }

  get empty(): boolean {
    return this.#row === 0 && this.#rejected.length === 0;
  }

  /** Decodes messages of the block from the one with index `at`, until all are or the batch is full; tells the next. */
  decode(block: MessageBlock, at: number): number {
    this.#cursor.setBytes(block.bytes);
    let index = at;
    for (; index < block.offsets.length && !this.full; index++) {
      const start = block.starts[index]!;
      const end = block.starts[index + 1]!;
      this.#bytes += end - start;
      if (this.#message(start, end)) {
        this.#offsets[this.#row++] = block.offsets[index]!;
      } else {
        this.#rejected.push({
          partition: block.partition,
          offset: block.offsets[index]!,
          reason: this.#reason,
          bytes: block.bytes.slice(start, end),
        });
      }
    }
    return index;
  }

  /** What was decoded since the last call, valid until `decode` is called again. */
  take(partition: number): ColumnBatch {
    const batch: ColumnBatch = {
      rowCount: this.#row,
      columns: this.#columns,
      partition,
      offsets: this.#offsets,
      rejected: this.#rejected,
    };
    this.#row = 0;
    this.#bytes = 0;
    this.#rejected = [];
    return batch;
  }

  #message(start: number, end: number): boolean {
    const cursor = this.#cursor;
    if (end - start < FRAME_BYTES || cursor.bytes[start] !== 0)
      return this.#reject('the message has no frame');
    const schemaId = cursor.view.getUint32(start + 1);
    if (schemaId !== this.#lastSchemaId) {
      this.#lastVersion = this.#versionOf(schemaId);
      this.#lastSchemaId = schemaId;
    }
    const version = this.#lastVersion;
    if (typeof version === 'string') return this.#reject(version);
    cursor.pos = start + FRAME_BYTES;
    cursor.end = end;
    const failed = this.#record(ENVELOPE.length + version);
    if (failed >= 0) return this.#reject(`value ${failed + 1} of the record cannot be decoded`);
    if (cursor.pos !== end) return this.#reject('the message is longer than its record');
    return true;
  }

  /** Decodes the first `count` columns of a row and makes the others NULL; tells which column failed, or −1. */
  #record(count: number): number {
    const slots = this.#slots;
    const cursor = this.#cursor;
    const row = this.#row;
    for (let index = 0; index < count; index++) {
      const slot = slots[index]!;
      if (slot.nullable) {
        // Both union branches have tags of one byte: 0 and, zigzag, 2.
        if (cursor.pos >= cursor.end) return index;
        const tag = cursor.bytes[cursor.pos++];
        if (tag === 0) {
          setNull(slot, row);
          continue;
        }
        if (tag !== 2) return index;
      }
      slot.builder.valid[row] = 1;
      const decoded =
        slot.code === CONTAINER
          ? decodeContainer(cursor, slot.builder, row)
          : decodeScalar(cursor, slot.code, slot.builder, row);
      if (!decoded) return index;
    }
    for (let index = count; index < slots.length; index++) setNull(slots[index]!, row);
    return -1;
  }

  #reject(reason: string): false {
    this.#reason = reason;
    return false;
  }
}

function setNull(slot: Slot, row: number): void {
  slot.builder.valid[row] = 0;
  if (slot.offsets !== undefined) slot.offsets[row + 1] = slot.offsets[row]!;
}
