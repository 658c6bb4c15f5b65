/**
 * Goal: the decoder reads exactly what Avro says, and anything else is rejected without harm.
 * Method: avsc, an independent implementation, writes the messages; then they are cut, mutated and replaced by noise.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import avro from 'avsc';
import type { Collection, CollectionSchema } from '../../model/collection.ts';
import { type ColumnValue, columnValue } from '../../model/column-value.ts';
import { BATCH_ROWS, type ColumnBatch } from '../../model/columns.ts';
import { ENVELOPE } from '../../model/envelope.ts';
import { elementTypeOf, FIELD_TYPES, type FieldType, type ScalarType } from '../../model/field-type.ts';
import type { MessageBlock } from '../../model/messages.ts';
import { ColumnDecoder } from './column-decoder.ts';

const AVRO: Readonly<Record<ScalarType, string>> = {
  STRING: 'string',
  INTEGER: 'int',
  DECIMAL: 'double',
  DOUBLE: 'double',
  LONG: 'long',
  BOOLEAN: 'boolean',
  DATE: 'int',
  TIME: 'int',
  TIMESTAMP: 'long',
  BINARY: 'bytes',
};

/** 64-bit numbers as bigint, so that none of them is rounded by the oracle. */
const longType = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint' || typeof value === 'number',
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

function nullable(type: unknown): unknown {
  return ['null', type];
}

function avroOf(type: FieldType): unknown {
  const element = AVRO[elementTypeOf(type)];
  if (type.startsWith('ARRAY_')) return { type: 'array', items: nullable(element) };
  if (type.startsWith('MAP_')) return { type: 'map', values: nullable(element) };
  return element;
}

function typeOf(schema: CollectionSchema): avro.Type {
  const envelope = ENVELOPE.map(({ name, kind, nullable: optional }) => {
    const type = kind === 'string' ? 'string' : 'long';
    return { name, type: optional ? nullable(type) : type };
  });
  const fields = schema.fields.map((field) => ({
    name: field.physicalName,
    type: nullable(avroOf(field.type)),
  }));
  return avro.Type.forSchema(
    { type: 'record', name: 'collection', fields: [...envelope, ...fields] } as avro.Schema,
    { registry: { long: longType }, wrapUnions: false },
  );
}

function schemaOf(id: number, types: readonly FieldType[]): CollectionSchema {
  return {
    id,
    collectionId: 7,
    version: id,
    fields: types.map((type, index) => ({ name: `f${index}`, physicalName: `f${index}`, type })),
  };
}

function collectionOf(schema: CollectionSchema): Collection {
  return {
    id: 7,
    projectId: 1,
    name: 'c',
    physicalName: 'c',
    topic: 'p-c',
    partitionCount: 1,
    revision: 0,
    schema,
  };
}

function frame(schemaId: number, body: Uint8Array): Uint8Array {
  const message = new Uint8Array(5 + body.length);
  new DataView(message.buffer).setUint32(1, schemaId);
  message.set(body, 5);
  return message;
}

function blockOf(messages: readonly Uint8Array[]): MessageBlock {
  const starts = new Uint32Array(messages.length + 1);
  messages.forEach((message, index) => {
    starts[index + 1] = starts[index]! + message.length;
  });
  return {
    partition: 0,
    offsets: Float64Array.from(messages, (_, index) => 100 + 2 * index),
    starts,
    bytes: Buffer.concat(messages),
  };
}

const ENVELOPE_VALUES = {
  _id: 'an id',
  _time: 1_700_000_000_123n,
  _shard_time: -1n,
  _client_time: null,
  _upload_time: 9_007_199_254_740_991n,
  _collector: 2n ** 63n - 1n,
  _sequence: -(2n ** 63n),
  _extra: null,
};

const SCALARS: Readonly<Record<ScalarType, readonly unknown[]>> = {
  STRING: ['', 'plain', 'zwölf Boxkämpfer 🥊', 'x'.repeat(5000), 'ü'.repeat(40)],
  INTEGER: [0, -1, 2_147_483_647, -2_147_483_648, 63, 64],
  DECIMAL: [0, -1.5, 1e300],
  DOUBLE: [Math.PI, -0, Number.MIN_VALUE],
  LONG: [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 31n, -(2n ** 31n) - 1n, 2n ** 53n + 1n],
  BOOLEAN: [true, false],
  DATE: [0, -719_162, 20_000],
  TIME: [0, 86_399_999],
  TIMESTAMP: [0n, -62_135_596_800_000n, 253_402_300_799_999n, -(2n ** 53n) + 1n],
  BINARY: [Buffer.alloc(0), Buffer.from([0, 255, 128]), Buffer.alloc(300, 7)],
};

function valuesOf(type: FieldType): readonly unknown[] {
  const scalars = SCALARS[elementTypeOf(type)];
  if (type.startsWith('ARRAY_'))
    return [null, [], [null], [...scalars, null, ...scalars], scalars.slice(0, 1)];
  if (!type.startsWith('MAP_')) return [null, ...scalars];
  const entries = [...scalars, ...scalars, null].map((value, index) => [`key ${index} ä`, value]);
  return [null, {}, Object.fromEntries(entries), { one: null }, { '': scalars[0] }];
}

function plain(value: ColumnValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}

/** Timestamps are bigint for the oracle and numbers in columns. */
function expected(type: FieldType, value: unknown): unknown {
  if (elementTypeOf(type) !== 'TIMESTAMP') return value;
  if (Array.isArray(value)) return value.map((item) => expected('TIMESTAMP', item));
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expected('TIMESTAMP', item)]));
}

function decodeAll(decoder: ColumnDecoder, block: MessageBlock): ColumnBatch {
  const next = decoder.decode(block, 0);
  assert.equal(next, block.offsets.length);
  return decoder.take(0);
}

const ALL = schemaOf(3, FIELD_TYPES);

test('every type, with its extreme values, as avsc wrote them', () => {
  const type = typeOf(ALL);
  const rounds = Math.max(...FIELD_TYPES.map((each) => valuesOf(each).length));
  const rows = Array.from({ length: rounds }, (_, round) => ({
    ...ENVELOPE_VALUES,
    ...Object.fromEntries(
      FIELD_TYPES.map((each, index) => [`f${index}`, valuesOf(each)[round % valuesOf(each).length]]),
    ),
  })) as Record<string, unknown>[];
  const decoder = new ColumnDecoder(collectionOf(ALL), () => FIELD_TYPES.length);
  for (let repeat = 0; repeat < 2; repeat++) {
    const batch = decodeAll(decoder, blockOf(rows.map((row) => frame(3, type.toBuffer(row)))));
    assert.deepEqual(batch.rejected, []);
    assert.equal(batch.rowCount, rows.length);
    rows.forEach((row, index) => {
      assert.equal(batch.offsets[index], 100 + 2 * index);
      ENVELOPE.forEach(({ name, kind }, column) => {
        const want = kind === 'millis' ? expected('TIMESTAMP', row[name]) : row[name];
        assert.deepEqual(columnValue(batch.columns[column]!, index), want, name);
      });
      FIELD_TYPES.forEach((each, field) => {
        const got = plain(columnValue(batch.columns[ENVELOPE.length + field]!, index));
        assert.deepEqual(got, expected(each, row[`f${field}`]), `${each} of row ${index}`);
      });
    });
  }
});

test('a message of an older version has NULL in the fields that came later', () => {
  const old = schemaOf(1, ['STRING']);
  const young = schemaOf(2, ['STRING', 'LONG', 'ARRAY_STRING', 'MAP_DOUBLE', 'BINARY']);
  const decoder = new ColumnDecoder(collectionOf(young), (id) => (id === 1 ? 1 : 5));
  const full = { ...ENVELOPE_VALUES, f0: 'b', f1: 5n, f2: ['x'], f3: { k: 1 }, f4: Buffer.from('z') };
  const batch = decodeAll(
    decoder,
    blockOf([
      frame(2, typeOf(young).toBuffer(full)),
      frame(1, typeOf(old).toBuffer({ ...ENVELOPE_VALUES, f0: 'a' })),
      frame(2, typeOf(young).toBuffer(full)),
    ]),
  );
  const row = (index: number) => batch.columns.slice(8).map((column) => plain(columnValue(column, index)));
  assert.deepEqual(row(1), ['a', null, null, null, null]);
  assert.deepEqual(row(0), ['b', 5n, ['x'], { k: 1 }, Buffer.from('z')]);
  assert.deepEqual(row(2), row(0));
});

test('a bad message is rejected with its bytes and leaves its neighbours whole', () => {
  const schema = schemaOf(1, ['STRING', 'MAP_STRING', 'TIME', 'TIMESTAMP', 'INTEGER', 'BOOLEAN']);
  const type = typeOf(schema);
  const good = { ...ENVELOPE_VALUES, f0: 'a', f1: { k: 'v' }, f2: null, f3: null, f4: null, f5: null };
  const whole = frame(1, type.toBuffer(good));
  const tail = (...bytes: number[]) =>
    Buffer.concat([whole.subarray(0, whole.length - 4), Buffer.from(bytes)]);
  const utf8 = (...bytes: number[]) => {
    const row = frame(1, type.toBuffer({ ...good, f0: '?'.repeat(bytes.length) }));
    row.set(bytes, Buffer.from(row).indexOf('?'));
    return row;
  };
  const bad: Record<string, Uint8Array> = {
    empty: new Uint8Array(0),
    'short frame': whole.subarray(0, 4),
    'frame without its zero': Uint8Array.from([1, ...whole.subarray(1)]),
    'unknown schema': frame(9, whole.subarray(5)),
    'another collection': frame(8, whole.subarray(5)),
    truncated: whole.subarray(0, whole.length - 1),
    trailing: Buffer.concat([whole, Buffer.of(0)]),
    'union tag': tail(4, 0, 0, 0),
    'boolean 2': tail(0, 0, 0, 2, 2),
    'time of 24:00': frame(1, type.toBuffer({ ...good, f2: 86_400_000 })),
    'negative time': frame(1, type.toBuffer({ ...good, f2: -1 })),
    'timestamp beyond 2^53': frame(1, type.toBuffer({ ...good, f3: 2n ** 53n })),
    'integer of 33 bits': tail(0, 0, 2, 0x80, 0x80, 0x80, 0x80, 0x10, 0),
    'number of 11 bytes': tail(0, 0, 2, ...Array<number>(10).fill(0x80), 1, 0),
    'lone continuation byte': utf8(0x80),
    'overlong form': utf8(0xc0, 0xaf),
    surrogate: utf8(0xed, 0xa0, 0x80),
    'above U+10FFFF': utf8(0xf4, 0x90, 0x80, 0x80),
    'cut character': utf8(0xe2, 0x82),
    'key twice': Buffer.concat([
      frame(1, type.toBuffer({ ...good, f1: null })).subarray(0, -5),
      Buffer.of(2, 4, 2, 0x6b, 0, 2, 0x6b, 0, 0, 0, 0, 0, 0),
    ]),
  };
  const decoder = new ColumnDecoder(collectionOf(schema), (id) =>
    id === 1 ? 6 : id === 8 ? 'not ours' : 'unknown',
  );
  for (const [name, message] of Object.entries(bad)) {
    const batch = decodeAll(decoder, blockOf([whole, message, whole]));
    assert.equal(batch.rowCount, 2, name);
    assert.equal(batch.rejected.length, 1, name);
    assert.equal(batch.rejected[0]!.offset, 102, name);
    assert.deepEqual(Buffer.from(batch.rejected[0]!.bytes), Buffer.from(message), name);
    assert.ok(batch.rejected[0]!.reason.length > 5, name);
    assert.deepEqual([...batch.offsets.subarray(0, 2)], [100, 104], name);
    for (const row of [0, 1]) assert.deepEqual(plain(columnValue(batch.columns[9]!, row)), { k: 'v' }, name);
  }
});

test('arrays in several blocks, with and without their size, are read', () => {
  const schema = schemaOf(1, ['ARRAY_INTEGER']);
  const body = typeOf(schema)
    .toBuffer({ ...ENVELOPE_VALUES, f0: null })
    .subarray(0, -1);
  // union tag; 1 item; −2 items in 4 bytes; end.
  const message = frame(1, Buffer.concat([body, Buffer.of(2, 2, 2, 10, 3, 8, 2, 12, 0, 0)]));
  const lying = frame(1, Buffer.concat([body, Buffer.of(2, 0xfe, 0xff, 0xff, 0xff, 0x0f, 2, 10, 0)]));
  const batch = decodeAll(new ColumnDecoder(collectionOf(schema), () => 1), blockOf([lying, message, lying]));
  assert.equal(batch.rejected.length, 2);
  assert.deepEqual(columnValue(batch.columns[8]!, 0), [5, 6, null]);
});

test('a batch ends at its rows and at its bytes', () => {
  const schema = schemaOf(1, ['STRING']);
  const type = typeOf(schema);
  const small = frame(1, type.toBuffer({ ...ENVELOPE_VALUES, f0: 'a' }));
  const decoder = new ColumnDecoder(collectionOf(schema), () => 1);
  const many = blockOf(Array<Uint8Array>(BATCH_ROWS + 10).fill(small));
  assert.equal(decoder.decode(many, 0), BATCH_ROWS);
  assert.ok(decoder.full);
  assert.equal(decoder.take(0).rowCount, BATCH_ROWS);
  assert.equal(decoder.decode(many, BATCH_ROWS), BATCH_ROWS + 10);
  assert.equal(decoder.take(0).rowCount, 10);
  const large = frame(1, type.toBuffer({ ...ENVELOPE_VALUES, f0: 'b'.repeat(1_000_000) }));
  const next = decoder.decode(blockOf(Array<Uint8Array>(40).fill(large)), 0);
  assert.ok(next < 12, `${next} messages of a megabyte in one batch`);
  assert.equal(String(columnValue(decoder.take(0).columns[8]!, next - 1)).length, 1_000_000);
});

/** Numbers of a small seeded generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('mutated messages and noise never throw, and what is accepted is what avsc accepts', () => {
  const type = typeOf(ALL);
  const row = {
    ...ENVELOPE_VALUES,
    ...Object.fromEntries(
      FIELD_TYPES.map((each, index) => [`f${index}`, valuesOf(each).at(index % 2 === 0 ? -1 : 2)]),
    ),
  };
  const whole = frame(3, type.toBuffer(row));
  const random = seeded(20_261);
  const decoder = new ColumnDecoder(collectionOf(ALL), (id) => (id === 3 ? FIELD_TYPES.length : 'unknown'));
  let accepted = 0;
  for (let round = 0; round < 3000; round++) {
    const message = random() < 0.2 ? noise(random) : mutate(whole, random);
    const batch = decodeAll(decoder, blockOf([whole, message, whole]));
    assert.equal(batch.rowCount + batch.rejected.length, 3);
    assert.ok(batch.rowCount >= 2);
    if (batch.rowCount === 3) {
      accepted++;
      const body = Buffer.from(message.subarray(5));
      const decoded = type.fromBuffer(body) as Record<string, unknown>;
      assert.deepEqual(plain(columnValue(batch.columns[8]!, 1)), decoded['f0'], `round ${round}`);
    }
    for (const column of batch.columns) columnValue(column, batch.rowCount - 1);
  }
  assert.ok(accepted > 100, `only ${accepted} mutations were harmless: the oracle saw too little`);
});

function mutate(message: Uint8Array, random: () => number): Uint8Array {
  const copy = message.slice();
  for (let times = Math.ceil(random() * 3); times > 0; times--) {
    copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  }
  return random() < 0.2 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy;
}

function noise(random: () => number): Uint8Array {
  return frame(
    3,
    Uint8Array.from({ length: Math.floor(random() * 300) }, () => Math.floor(random() * 256)),
  );
}
