import assert from 'node:assert/strict';
import test from 'node:test';
import type { EventLogReader } from '../../log/event-log.ts';
import type { Collection, CollectionSchema } from '../../model/collection.ts';
import { columnValue } from '../../model/column-value.ts';
import type { MessageBlock } from '../../model/messages.ts';
import { createRowSource } from './row-source.ts';

const field = { name: 'a', physicalName: 'a', type: 'STRING' } as const;
const schema = (id: number, collectionId: number, fieldCount: number): CollectionSchema => ({
  id,
  collectionId,
  version: fieldCount,
  fields: Array.from({ length: fieldCount }, (_, index) => ({ ...field, physicalName: `a${index}` })),
});
const SCHEMAS = [schema(1, 7, 0), schema(2, 7, 1), schema(3, 7, 2), schema(9, 8, 1)];
const collection: Collection = {
  id: 7,
  projectId: 1,
  name: 'c',
  physicalName: 'c',
  topic: 'p-c',
  partitionCount: 2,
  revision: 0,
  schema: schema(2, 7, 1),
};

/** An envelope with an empty or no value in each place, then a field of one letter where the version has one. */
function message(schemaId: number, letter?: string): Uint8Array {
  const record = letter === undefined ? [] : [2, 2, letter.charCodeAt(0)];
  return Uint8Array.from([0, 0, 0, 0, schemaId, 0, 0, 0, 0, 0, 0, 0, 0, ...record]);
}

/** Blocks of one message each, with holes: message i has offset 10 i. */
function readerOf(partitions: readonly (readonly Uint8Array[])[]): EventLogReader {
  const reader: Pick<EventLogReader, 'read'> = {
    async *read(topic, partition, from, to): AsyncGenerator<MessageBlock> {
      assert.equal(topic, 'p-c');
      const messages = partitions[partition] ?? [];
      for (const [index, bytes] of messages.entries()) {
        const offset = 10 * index;
        if (offset < from || offset >= to) continue;
        yield { partition, offsets: Float64Array.of(offset), starts: Uint32Array.of(0, bytes.length), bytes };
      }
    },
  };
  return reader as EventLogReader;
}

async function rowsOf(
  partitions: readonly (readonly Uint8Array[])[],
  from: readonly number[],
  to: readonly number[],
) {
  const asked: number[] = [];
  const source = createRowSource(readerOf(partitions), async (id) => {
    asked.push(id);
    return SCHEMAS.find((each) => each.id === id);
  });
  const rows: unknown[] = [];
  const rejected: unknown[] = [];
  for await (const batch of source.read(collection, { from, to })) {
    for (let row = 0; row < batch.rowCount; row++) {
      rows.push([batch.partition, batch.offsets[row], columnValue(batch.columns[8]!, row)]);
    }
    rejected.push(...batch.rejected.map(({ partition, offset, reason }) => [partition, offset, reason]));
  }
  return { rows, rejected, asked, source };
}

test('ranges are read by partition, each message under the version that it names', async () => {
  const partitions = [[message(2, 'a'), message(1), message(2, 'b'), message(1)], [message(2, 'c')]];
  const { rows, rejected, asked } = await rowsOf(partitions, [10], [30, 1]);
  assert.deepEqual(rows, [
    [0, 10, null],
    [0, 20, 'b'],
    [1, 0, 'c'],
  ]);
  assert.deepEqual(rejected, []);
  // The collection's own version is known; another is asked for once.
  assert.deepEqual(asked, [1]);
  assert.deepEqual((await rowsOf(partitions, [30, 1], [30, 1])).rows, []);
});

test('messages of no known schema, or of another collection’s, are rejected', async () => {
  const partitions = [[message(5, 'a'), message(9, 'b'), message(2, 'c'), Uint8Array.of(1, 2)]];
  const { rows, rejected } = await rowsOf(partitions, [], [100]);
  assert.deepEqual(rows, [[0, 20, 'c']]);
  assert.deepEqual(rejected, [
    [0, 0, 'schema id 5 is not known'],
    [0, 10, 'schema id 9 is another collection\u0027s'],
    [0, 30, 'the message has no frame'],
  ]);
});

test('a schema older than the messages is the caller’s mistake, and a failed look-up no verdict', async () => {
  await assert.rejects(rowsOf([[message(3, 'a')]], [], [1]), { name: 'AssertionFailed' });
  const source = createRowSource(readerOf([[message(1)]]), async () => {
    throw new Error('the catalog is away');
  });
  await assert.rejects(async () => {
    for await (const batch of source.read(collection, { from: [], to: [1] }))
      assert.fail(`${batch.rowCount} rows`);
  }, /the catalog is away/);
});

test('one message is found by its place', async () => {
  const { source } = await rowsOf([[message(1), message(2, 'x')]], [], [1]);
  assert.deepEqual(await source.message(collection, 0, 10), message(2, 'x'));
  await assert.rejects(source.message(collection, 0, 11), { code: 'LOG_MESSAGE_MISSING' });
});
