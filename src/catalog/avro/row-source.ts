import type { RowSource } from '../../lake/lake.ts';
import type { EventLogReader } from '../../log/event-log.ts';
import type { Collection, CollectionSchema } from '../../model/collection.ts';
import { BATCH_ROWS, type ColumnBatch } from '../../model/columns.ts';
import { FRAME_BYTES, type MessageBlock } from '../../model/messages.ts';
import { offsetAt, type PositionRange } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import { internalError } from '../../platform/errors.ts';
import { ColumnDecoder } from './column-decoder.ts';

/** A schema by its global id; `undefined` when there is none, which is for ever. Rejects when it cannot tell. */
export type FindSchema = (schemaId: number) => Promise<CollectionSchema | undefined>;

/** The rows of ranges of the log: read, decoded with the schemas that their messages name. */
export function createRowSource(reader: EventLogReader, findSchema: FindSchema): RowSource {
  return {
    read: (collection, range) => readRange(reader, findSchema, collection, range),
    async message(collection, partition, offset) {
      for await (const block of reader.read(collection.topic, partition, offset, offset + 1)) {
        const index = block.offsets.indexOf(offset);
        if (index >= 0) return block.bytes.slice(block.starts[index], block.starts[index + 1]);
      }
      throw internalError(
        'LOG_MESSAGE_MISSING',
        `message ${offset} of "${collection.topic}" is not in the log`,
      );
    },
  };
}

async function* readRange(
  reader: EventLogReader,
  findSchema: FindSchema,
  collection: Collection,
  range: PositionRange,
): AsyncGenerator<ColumnBatch> {
  const versions = new SchemaVersions(collection, findSchema);
  const spans = range.to.map((to, partition) => to - offsetAt(range.from, partition));
  const widest = Math.max(0, ...spans);
  if (widest === 0) return;
  // A range of few messages must not pay for a full batch's memory.
  const decoder = new ColumnDecoder(collection, versions.of, Math.min(BATCH_ROWS, widest));
  for (const [partition, to] of range.to.entries()) {
    const from = offsetAt(range.from, partition);
    if (from >= to) continue;
    for await (const block of reader.read(collection.topic, partition, from, to)) {
      assert(block.partition === partition, 'the log answered with another partition');
      await versions.learn(block);
      for (let at = 0; at < block.offsets.length; ) {
        at = decoder.decode(block, at);
        if (decoder.full) yield decoder.take(partition);
      }
    }
    if (!decoder.empty) yield decoder.take(partition);
  }
}

/** The schema versions that the messages of one range name, found before they are decoded. */
class SchemaVersions {
  readonly #collection: Collection;
  readonly #findSchema: FindSchema;
  readonly #versions = new Map<number, number | string>();

  constructor(collection: Collection, findSchema: FindSchema) {
    this.#collection = collection;
    this.#findSchema = findSchema;
    this.#versions.set(collection.schema.id, collection.schema.fields.length);
  }

  readonly of = (schemaId: number): number | string =>
    this.#versions.get(schemaId) ?? `schema id ${schemaId} is not known`;

  async learn(block: MessageBlock): Promise<void> {
    const { bytes, starts } = block;
    let last = this.#collection.schema.id;
    for (let index = 0; index < block.offsets.length; index++) {
      const start = starts[index]!;
      if (starts[index + 1]! - start < FRAME_BYTES || bytes[start] !== 0) continue;
      const schemaId =
        ((bytes[start + 1]! << 24) |
          (bytes[start + 2]! << 16) |
          (bytes[start + 3]! << 8) |
          bytes[start + 4]!) >>>
        0;
      if (schemaId === last || this.#versions.has(schemaId)) continue;
      this.#versions.set(schemaId, await this.#find(schemaId));
      last = schemaId;
    }
  }

  async #find(schemaId: number): Promise<number | string> {
    const schema = await this.#findSchema(schemaId);
    if (schema === undefined) return `schema id ${schemaId} is not known`;
    if (schema.collectionId !== this.#collection.id) return `schema id ${schemaId} is another collection's`;
    assert(
      schema.fields.length <= this.#collection.schema.fields.length,
      `a range of "${this.#collection.topic}" was read under a schema older than its messages`,
    );
    return schema.fields.length;
  }
}
