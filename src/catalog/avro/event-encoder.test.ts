/**
 * The encoder is compared with avsc, byte by byte and value by value: what avsc reads from our bytes must be what we
 * wrote, and avsc must write the same bytes for it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import avro from 'avsc';
import type { CollectionSchema } from '../../model/collection.ts';
import {
  containerOf,
  elementTypeOf,
  FIELD_TYPES,
  type FieldType,
  type ScalarType,
} from '../../model/field-type.ts';
import { FRAME_BYTES } from '../../model/messages.ts';
import { avroSchemaOf } from './avro-schema.ts';
import { AvroWriter } from './avro-writer.ts';
import {
  type EncodableScalar,
  type EncodableValue,
  EventEncoder,
  type EventEnvelope,
} from './event-encoder.ts';

const SCHEMA: CollectionSchema = {
  id: 0x01020304,
  collectionId: 1,
  version: 1,
  fields: FIELD_TYPES.map((type) => ({ name: type, physicalName: type.toLowerCase(), type })),
};

/** Long as bigint, because avsc's own refuses what lies beyond 2^53. */
const bigLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

const avscType = avro.Type.forSchema(avroSchemaOf(SCHEMA.fields) as unknown as avro.Schema, {
  typeHook: (schema) =>
    schema === 'long' || (schema as { type?: unknown }).type === 'long' ? bigLong : undefined,
});

test('the schema names every field with its Avro type and logical type', () => {
  const fields = new Map(avroSchemaOf(SCHEMA.fields).fields.map((field) => [field.name, field]));
  assert.deepEqual(fields.get('_time')?.type, { type: 'long', logicalType: 'timestamp-millis' });
  assert.deepEqual(fields.get('_id')?.type, ['null', 'string']);
  assert.equal(fields.get('_id')?.default, null);
  assert.equal(fields.get('_sequence')?.type, 'long');
  assert.deepEqual(fields.get('date')?.type, ['null', { type: 'int', logicalType: 'date' }]);
  assert.deepEqual(fields.get('array_double')?.type, ['null', { type: 'array', items: ['null', 'double'] }]);
  assert.deepEqual(fields.get('map_time')?.type, [
    'null',
    { type: 'map', values: ['null', { type: 'int', logicalType: 'time-millis' }] },
  ]);
  assert.equal(fields.size, 8 + 30);
});

test('a message begins with a zero byte and the schema id, high byte first', () => {
  const bytes = encode(new AvroWriter(16), envelope({}), []);
  assert.deepEqual([...bytes.subarray(0, FRAME_BYTES)], [0, 1, 2, 3, 4]);
});

test('an event without values is an envelope and NULLs', () => {
  const decoded = check(new AvroWriter(16), envelope({}), []);
  assert.equal(decoded['string'], null);
  assert.equal(decoded['map_binary'], null);
});

test('every type takes its smallest, largest and awkward values', () => {
  const writer = new AvroWriter(1);
  for (const [slot, type] of FIELD_TYPES.entries()) {
    for (const value of valuesOf(type)) {
      const slots: (EncodableValue | undefined)[] = [];
      slots[slot] = value;
      const decoded = check(writer, envelope({}), slots);
      assert.deepEqual(decoded[type.toLowerCase()], plain(type, value), `${type} ${String(value)}`);
      assert.equal(slots[slot], undefined, 'the slot is empty afterwards');
    }
  }
});

test('what was copied stays as it is when the memory is used again', () => {
  const writer = new AvroWriter(16);
  writer.writeString('first');
  const copy = writer.copy(0);
  writer.reset(8);
  writer.writeString('other');
  assert.deepEqual(Buffer.from(copy), Buffer.from('\nfirst'));
});

test('half surrogates become U+FFFD and the bytes stay UTF-8', () => {
  const writer = new AvroWriter(16);
  for (const text of ['\ud800', 'a\udc00b', `${'x'.repeat(100)}\ud83d`, '\ud83d\ud83d\ude00']) {
    const slots = [text];
    const bytes = encode(writer, envelope({}), slots);
    const decoded = avscType.fromBuffer(Buffer.from(bytes.subarray(FRAME_BYTES))) as Record<string, unknown>;
    assert.equal(decoded['string'], text.toWellFormed());
  }
});

test('random events survive, whatever was written before them', () => {
  const random = seeded(20_260_101);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const writer = new AvroWriter(64);
  for (let round = 0; round < 500; round++) {
    const slots = FIELD_TYPES.map((type) => (random() < 0.5 ? undefined : pick(valuesOf(type))));
    check(
      writer,
      envelope({
        id: pick([undefined, '', 'an id', 'ü'.repeat(60)]),
        timeMs: Math.floor((random() - 0.5) * 1e14),
        clientTimeMs: pick([undefined, 0, -1, 1e12]),
        uploadTimeMs: pick([undefined, 2 ** 40]),
        sequence: Math.floor(random() * 2 ** 53),
        extra: pick([undefined, '[]', 'x'.repeat(70_000)]),
      }),
      slots,
    );
  }
});

/** Encodes in one writer after other things, compares with avsc in both directions, gives what avsc read. */
function check(
  writer: AvroWriter,
  event: EventEnvelope,
  slots: (EncodableValue | undefined)[],
): Record<string, unknown> {
  const bytes = encode(writer, event, slots).subarray(FRAME_BYTES);
  const decoded = avscType.fromBuffer(Buffer.from(bytes)) as Record<string, unknown>;
  assert.equal(decoded['_id'], event.id ?? null);
  assert.equal(decoded['_time'], BigInt(event.timeMs));
  assert.equal(decoded['_shard_time'], BigInt(event.receivedMs));
  assert.equal(decoded['_client_time'], event.clientTimeMs === undefined ? null : BigInt(event.clientTimeMs));
  assert.equal(decoded['_upload_time'], event.uploadTimeMs === undefined ? null : BigInt(event.uploadTimeMs));
  assert.equal(decoded['_collector'], BigInt(event.collector));
  assert.equal(decoded['_sequence'], BigInt(event.sequence));
  assert.equal(decoded['_extra'], event.extra ?? null);
  assert.deepEqual(Buffer.from(bytes), avscType.toBuffer(decoded));
  return decoded;
}

function encode(writer: AvroWriter, event: EventEnvelope, slots: (EncodableValue | undefined)[]): Uint8Array {
  const start = writer.position;
  new EventEncoder(SCHEMA).encode(writer, event, slots);
  return writer.copy(start);
}

function envelope(values: Partial<EventEnvelope>): EventEnvelope {
  return {
    id: undefined,
    timeMs: 1_700_000_000_123,
    receivedMs: 1_700_000_000_456,
    clientTimeMs: undefined,
    uploadTimeMs: undefined,
    collector: 7,
    sequence: 42,
    extra: undefined,
    ...values,
  };
}

const TEXTS = [
  '',
  'a',
  'x'.repeat(32),
  'x'.repeat(33),
  'x'.repeat(63),
  'x'.repeat(64),
  'é'.repeat(32),
  'é'.repeat(40),
  '€'.repeat(3000),
  'x'.repeat(8191),
  'x'.repeat(8192),
  `${'x'.repeat(8191)}é`,
  '😀 \u0000 \u007f \u0080',
];

const DOUBLES = [0, -0, 1.5, -1.5, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53];

const LONGS = [
  ...[
    0,
    1,
    -1,
    63,
    64,
    -64,
    -65,
    2 ** 30 - 1,
    2 ** 30,
    -(2 ** 30),
    -(2 ** 30) - 1,
    2 ** 31,
    2 ** 34,
    2 ** 35,
  ],
  ...[2 ** 41, 2 ** 42, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1_700_000_000_000],
];

const SCALAR_VALUES: Readonly<Record<ScalarType, readonly EncodableScalar[]>> = {
  STRING: TEXTS,
  INTEGER: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)],
  DECIMAL: DOUBLES,
  DOUBLE: DOUBLES,
  LONG: [...LONGS, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n, 0n, -1n],
  BOOLEAN: [true, false],
  DATE: [0, -719_162, 2_932_896],
  TIME: [0, 86_399_999],
  TIMESTAMP: [0, -62_135_596_800_000, 253_402_300_799_999],
  BINARY: [new Uint8Array(0), Uint8Array.of(0, 255), new Uint8Array(10_000).fill(7)],
};

function valuesOf(type: FieldType): readonly EncodableValue[] {
  const scalars = SCALAR_VALUES[elementTypeOf(type)];
  switch (containerOf(type)) {
    case 'scalar':
      return scalars;
    case 'array':
      return [[], [null], scalars, [null, ...scalars, null]];
    case 'map':
      return [[], ['', null], scalars.flatMap((value, i) => [`kéy${i}`, value])];
  }
}

/** How avsc shows the value. */
function plain(type: FieldType, value: EncodableValue): unknown {
  const isLong = ['LONG', 'TIMESTAMP'].includes(elementTypeOf(type));
  const scalar = (item: EncodableScalar | null) => {
    if (item instanceof Uint8Array) return Buffer.from(item);
    return isLong && typeof item === 'number' ? BigInt(item) : item;
  };
  if (!Array.isArray(value)) return scalar(value as EncodableScalar);
  const items = (value as readonly (EncodableScalar | null)[]).map(scalar);
  if (containerOf(type) === 'array') return items;
  const entries: Record<string, unknown> = {};
  for (let i = 0; i < items.length; i += 2) entries[items[i] as string] = items[i + 1];
  return entries;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
