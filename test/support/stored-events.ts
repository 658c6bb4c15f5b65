import { Buffer } from 'node:buffer';
import avro from 'avsc';
import { avroSchemaOf } from '../../src/catalog/avro/avro-schema.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { EventLogReader } from '../../src/log/event-log.ts';
import type { Collection, CollectionSchema } from '../../src/model/collection.ts';
import type { ExtraEntry } from '../../src/model/envelope.ts';
import { FRAME_BYTES } from '../../src/model/messages.ts';

/** An event as the log has it: envelope and fields by name, NULLs left out; integers beyond 2^53 are bigint. */
export type StoredEvent = Readonly<Record<string, unknown>> & { readonly $partition: number };

/** Every event of a collection's topic, partition by partition, decoded by an Avro library that is not ours. */
export async function storedEvents(
  log: EventLogReader,
  catalog: Catalog,
  collection: Collection,
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  const ends = await log.latest(collection.topic);
  for (const [partition, end] of ends.entries()) {
    for await (const block of log.read(collection.topic, partition, 0, end)) {
      for (let i = 0; i < block.offsets.length; i++) {
        const message = Buffer.from(block.bytes.subarray(block.starts[i], block.starts[i + 1]));
        if (message[0] !== 0) throw new Error('the message has no frame');
        const schema = await catalog.schema(message.readUInt32BE(1));
        events.push({ ...decode(schema, message.subarray(FRAME_BYTES)), $partition: partition });
      }
    }
  }
  return events;
}

/** The entries of an event's `_extra`. */
export function extraOf(event: StoredEvent | undefined): ExtraEntry[] {
  const text = event?.['_extra'];
  return typeof text === 'string' ? (JSON.parse(text) as ExtraEntry[]) : [];
}

const TYPES = new WeakMap<CollectionSchema, avro.Type>();

function typeOf(schema: CollectionSchema): avro.Type {
  const known = TYPES.get(schema);
  if (known !== undefined) return known;
  const type = avro.Type.forSchema(avroSchemaOf(schema.fields) as unknown as avro.Schema, {
    typeHook: (part) =>
      part === 'long' || (part as { type?: unknown }).type === 'long' ? exactLong : undefined,
  });
  TYPES.set(schema, type);
  return type;
}

function decode(schema: CollectionSchema, bytes: Buffer): Record<string, unknown> {
  const record = typeOf(schema).fromBuffer(bytes) as Record<string, unknown>;
  const names = new Map(schema.fields.map((field) => [field.physicalName, field.name]));
  // No prototype, so that a field `__proto__` is one.
  const event = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(record))
    if (value !== null) event[names.get(name) ?? name] = value;
  return event;
}

const exactLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => {
    const value = buffer.readBigInt64LE();
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  },
  toBuffer: () => Buffer.alloc(8),
  fromJSON: Number,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'number' || typeof value === 'bigint',
  compare: () => 0,
});
