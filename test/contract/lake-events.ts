/**
 * Events for tests of lakes, made from their number alone, so that a log need not be stored: every reader, in whatever
 * thread or process, finds the same messages.
 */
import avro from 'avsc';
import { createRowSource } from '../../src/catalog/avro/row-source.ts';
import type { RowSource } from '../../src/lake/lake.ts';
import type { EventLogReader } from '../../src/log/event-log.ts';
import type { Collection, CollectionSchema, Field, Project } from '../../src/model/collection.ts';
import { ENVELOPE } from '../../src/model/envelope.ts';
import { elementTypeOf, type FieldType, type ScalarType } from '../../src/model/field-type.ts';
import type { MessageBlock } from '../../src/model/messages.ts';

export const PROJECT: Project = { id: 1, name: 'shop', physicalName: 'shop' };

/** Version 1 has the first three. */
const FIELDS: readonly Field[] = [
  field('_user', 'STRING'),
  field('url', 'STRING'),
  field('price', 'DOUBLE'),
  field('count', 'INTEGER'),
  field('big', 'LONG'),
  field('paid', 'BOOLEAN'),
  field('day', 'DATE'),
  field('at', 'TIME'),
  field('when', 'TIMESTAMP'),
  field('raw', 'BINARY'),
  field('tags', 'ARRAY_STRING'),
  field('numbers', 'ARRAY_LONG'),
  field('scores', 'MAP_DOUBLE'),
  field('names', 'MAP_STRING'),
];

/** Messages at these offsets of every ten thousand cannot be decoded. */
export const BROKEN = 7;
/** This one has a value that no DATE column holds. */
export const OUT_OF_RANGE = 8;
const PERIOD = 10_000;
const BLOCK_MESSAGES = 500;

function field(name: string, type: FieldType): Field {
  return { name, physicalName: name.replace(/^_/, 'u_'), type };
}

function schemaOf(collectionId: number, version: number): CollectionSchema {
  const fields = version === 1 ? FIELDS.slice(0, 3) : FIELDS;
  return { id: 100 * collectionId + version, collectionId, version, fields };
}

export async function findSchema(schemaId: number): Promise<CollectionSchema | undefined> {
  const version = schemaId % 100;
  return version === 1 || version === 2 ? schemaOf(Math.floor(schemaId / 100), version) : undefined;
}

export function collectionOf(id: number, version: number): Collection {
  return {
    id,
    projectId: PROJECT.id,
    name: `visits ${id}`,
    physicalName: `visits_${id}`,
    topic: `shop-visits_${id}`,
    partitionCount: 2,
    revision: 0,
    schema: schemaOf(id, version),
  };
}

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

function avroTypeOf(schema: CollectionSchema): avro.Type {
  const nullable = (type: unknown) => ['null', type];
  const fields = [
    ...ENVELOPE.map(({ name, kind, nullable: optional }) => {
      const type = kind === 'string' ? 'string' : 'long';
      return { name, type: optional ? nullable(type) : type };
    }),
    ...schema.fields.map(({ physicalName, type }) => {
      const element = nullable(AVRO[elementTypeOf(type)]);
      if (type.startsWith('ARRAY_'))
        return { name: physicalName, type: nullable({ type: 'array', items: element }) };
      if (type.startsWith('MAP_'))
        return { name: physicalName, type: nullable({ type: 'map', values: element }) };
      return { name: physicalName, type: element };
    }),
  ];
  return avro.Type.forSchema({ type: 'record', name: 'collection', fields } as avro.Schema, {
    wrapUnions: false,
  });
}

/** What event `offset` of a partition holds, by physical name; a NULL in every third. */
export function eventOf(partition: number, offset: number): Record<string, unknown> {
  const some = <T>(value: T) => (offset % 3 === 0 ? null : value);
  const second = 1_700_000_000_000 + offset * 1000;
  return {
    _id: offset % 5 === 0 ? `client-${partition}-${offset}` : null,
    _time: second,
    _shard_time: second + 5,
    _client_time: some(second - 5),
    _upload_time: null,
    _collector: 3 + partition,
    _sequence: offset,
    _extra:
      offset % 10 === 4
        ? JSON.stringify([
            { property: 'a', value: 1 },
            { property: 'b', value: 'é' },
          ])
        : null,
    u_user: `user ${offset % 100}`,
    url: some(offset % 2 === 0 ? `/${offset}` : `https://example.com/päge/${offset}?long=enough`),
    price: offset / 4,
    count: some(-offset),
    big: some(offset * 1_000_003),
    paid: some(offset % 2 === 0),
    day: offset === OUT_OF_RANGE ? 2_147_483_647 : some(offset % 40_000),
    at: some((offset * 997) % 86_400_000),
    when: some(-second),
    raw: some(Buffer.from([offset & 255, 0, 255])),
    tags: some(
      Array.from({ length: offset % 4 }, (_, index) =>
        index === 1 ? null : `tag ${offset} number ${index}`,
      ),
    ),
    numbers: some([offset, null, -offset]),
    scores: some({ [`k${offset % 7}`]: offset / 2, none: null }),
    names: offset % 2 === 0 ? {} : { first: `Zoë ${offset}`, 'the second and longer key': null },
  };
}

/** A log whose messages are made when they are read, with rising schema versions: offsets from 1,000 on have the second. */
export function syntheticReader(): Pick<EventLogReader, 'read'> {
  const types = new Map<number, avro.Type>();
  const message = (collectionId: number, partition: number, offset: number): Buffer => {
    if (offset % PERIOD === BROKEN) return Buffer.from('not a message');
    const schema = schemaOf(collectionId, offset < 1000 && offset !== OUT_OF_RANGE ? 1 : 2);
    const type = types.get(schema.id) ?? avroTypeOf(schema);
    types.set(schema.id, type);
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(schema.id, 1);
    return Buffer.concat([frame, type.toBuffer(eventOf(partition, offset))]);
  };
  return {
    async *read(topic, partition, from, to): AsyncGenerator<MessageBlock> {
      const collectionId = Number(topic.replace(/^.*_/, ''));
      for (let at = from; at < to; at += BLOCK_MESSAGES) {
        const count = Math.min(BLOCK_MESSAGES, to - at);
        const messages = Array.from({ length: count }, (_, index) =>
          message(collectionId, partition, at + index),
        );
        const starts = new Uint32Array(count + 1);
        messages.forEach((each, index) => {
          starts[index + 1] = starts[index]! + each.length;
        });
        const offsets = Float64Array.from(messages, (_, index) => at + index);
        yield { partition, offsets, starts, bytes: Buffer.concat(messages) };
      }
    },
  };
}

export function syntheticSource(find = findSchema): RowSource {
  return createRowSource(syntheticReader() as EventLogReader, find);
}
