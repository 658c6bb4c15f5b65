import type { CollectionSchema } from '../../model/collection.ts';
import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../../model/field-type.ts';
import { assert } from '../../platform/assert.ts';
import type { AvroWriter } from './avro-writer.ts';

/**
 * A scalar that fits its type: STRING a string; INTEGER, DATE (days since the epoch), TIME (milliseconds of the day)
 * 32-bit whole numbers; LONG a whole number within ±2^53 or a 64-bit bigint; TIMESTAMP whole milliseconds; DOUBLE and
 * DECIMAL numbers; BOOLEAN; BINARY bytes.
 */
export type EncodableScalar = string | number | bigint | boolean | Uint8Array;

/** A value that fits its column. Arrays are lists of elements; maps are flat: key, value, key, value, … */
export type EncodableValue = EncodableScalar | readonly (EncodableScalar | null)[];

/** The envelope's values, see `ENVELOPE`. One object may serve all events of a request. */
export interface EventEnvelope {
  id: string | undefined;
  timeMs: number;
  receivedMs: number;
  clientTimeMs: number | undefined;
  uploadTimeMs: number | undefined;
  collector: number;
  sequence: number;
  extra: string | undefined;
}

/** What a value is written as: a scalar's kind, plus one of these for containers. */
const ARRAY = 16;
const MAP = 32;

const SCALAR_KINDS: Readonly<Record<ScalarType, number>> = {
  STRING: 0,
  DOUBLE: 1,
  DECIMAL: 1,
  BOOLEAN: 2,
  INTEGER: 3,
  DATE: 3,
  TIME: 3,
  LONG: 4,
  TIMESTAMP: 4,
  BINARY: 5,
};

/** Writes events of one schema version as framed Avro records. Checks nothing: values must fit their types. */
export class EventEncoder {
  readonly #schemaId: number;
  readonly #kinds: Uint8Array;

  constructor(schema: CollectionSchema) {
    this.#schemaId = schema.id;
    this.#kinds = Uint8Array.from(schema.fields, (field) => kindOf(field.type));
  }

  /** Writes one message. `slots[i]` is the value of field i, `undefined` for NULL; every slot is emptied on the way. */
  encode(writer: AvroWriter, envelope: EventEnvelope, slots: (EncodableValue | undefined)[]): void {
    writer.writeFrame(this.#schemaId);
    writeEnvelope(writer, envelope);
    const kinds = this.#kinds;
    for (let i = 0; i < kinds.length; i++) {
      const value = slots[i];
      if (value === undefined) {
        writer.writeByte(0);
      } else {
        writer.writeByte(2);
        writeValue(writer, kinds[i]!, value);
        slots[i] = undefined;
      }
    }
  }
}

function kindOf(type: FieldType): number {
  const scalar = SCALAR_KINDS[elementTypeOf(type)];
  const container = containerOf(type);
  return container === 'scalar' ? scalar : scalar | (container === 'array' ? ARRAY : MAP);
}

function writeEnvelope(writer: AvroWriter, envelope: EventEnvelope): void {
  writeOptionalString(writer, envelope.id);
  writer.writeLong(envelope.timeMs);
  writer.writeLong(envelope.receivedMs);
  writeOptionalLong(writer, envelope.clientTimeMs);
  writeOptionalLong(writer, envelope.uploadTimeMs);
  writer.writeLong(envelope.collector);
  writer.writeLong(envelope.sequence);
  writeOptionalString(writer, envelope.extra);
}

function writeOptionalString(writer: AvroWriter, value: string | undefined): void {
  if (value === undefined) {
    writer.writeByte(0);
  } else {
    writer.writeByte(2);
    writer.writeString(value);
  }
}

function writeOptionalLong(writer: AvroWriter, value: number | undefined): void {
  if (value === undefined) {
    writer.writeByte(0);
  } else {
    writer.writeByte(2);
    writer.writeLong(value);
  }
}

function writeValue(writer: AvroWriter, kind: number, value: EncodableValue): void {
  if (kind < ARRAY) {
    writeScalar(writer, kind, value as EncodableScalar);
    return;
  }
  const items = value as readonly (EncodableScalar | null)[];
  const isMap = kind >= MAP;
  const scalarKind = kind & (ARRAY - 1);
  if (items.length > 0) {
    writer.writeLong(isMap ? items.length / 2 : items.length);
    for (let i = 0; i < items.length; i++) {
      if (isMap) writer.writeString(items[i++] as string);
      const item = items[i]!;
      if (item === null) {
        writer.writeByte(0);
      } else {
        writer.writeByte(2);
        writeScalar(writer, scalarKind, item);
      }
    }
  }
  writer.writeByte(0);
}

function writeScalar(writer: AvroWriter, kind: number, value: EncodableScalar): void {
  switch (kind) {
    case 0:
      writer.writeString(value as string);
      return;
    case 1:
      writer.writeDouble(value as number);
      return;
    case 2:
      writer.writeByte(value === true ? 1 : 0);
      return;
    case 3:
      writer.writeLong(value as number);
      return;
    case 4:
      if (typeof value === 'bigint') writer.writeBigLong(value);
      else writer.writeLong(value as number);
      return;
    case 5:
      writer.writeBytes(value as Uint8Array);
      return;
    default:
      assert(false, `a value of kind ${kind} has no encoding`);
  }
}
