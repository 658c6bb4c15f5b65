/** Events, names and numbers of things that nobody should send: neighbours never notice, and nothing is lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CollectServer, NOW_MS } from '../support/collect-server.ts';
import { extraOf } from '../support/stored-events.ts';

test('malformed events are kept whole, with the reason, and their neighbours are stored', async () => {
  const server = new CollectServer();
  const malformed = [
    5,
    null,
    'text',
    [],
    {},
    { properties: { n: 1 } },
    { collection: 7, properties: {} },
    { collection: 'c', properties: [] },
    { collection: 'c', properties: 'x' },
    { collection: ' ', properties: {} },
    { collection: 'x'.repeat(251), properties: {} },
    { collection: '$invalid_schema', properties: { a: 1 } },
    { collection: '_malformed', properties: { a: 1 } },
    { collection: 'a\u0000b', properties: {} },
  ];
  const reply = await server.batch([
    { collection: 'c', properties: { n: 1 } },
    ...malformed,
    { collection: 'c', properties: { n: 2 } },
  ]);
  assert.equal(reply.status, 200, reply.body);
  assert.deepEqual(
    (await server.stored('c')).map((event) => event['n']),
    [1, 2],
  );
  const kept = await server.stored('_malformed');
  assert.deepEqual(
    kept.map((event) => extraOf(event)[0]?.value),
    malformed,
  );
  for (const event of kept) {
    assert.notEqual(extraOf(event)[0]?.error, '');
    assert.equal(event['_time'], NOW_MS);
  }
});

test('an event without properties is an event', async () => {
  const server = new CollectServer();
  await server.batch([{ collection: 'c' }, { collection: 'c', properties: null }]);
  assert.equal((await server.stored('c')).length, 2);
});

test('unknown members of an event are kept, an event_id is its id', async () => {
  const server = new CollectServer();
  await server.batch([
    { collection: 'c', properties: {}, event_id: 17, api: { api_key: 'x' }, extra: { a: 1 } },
    { collection: 'c', properties: { _id: 'mine' }, event_id: 'other' },
  ]);
  const [first, second] = await server.stored('c');
  assert.equal(first?.['_id'], '17');
  assert.deepEqual(
    extraOf(first).map((entry) => [entry.property, entry.value]),
    [['extra', { a: 1 }]],
  );
  assert.equal(second?.['_id'], 'mine');
  assert.deepEqual(
    extraOf(second).map((entry) => entry.value),
    ['other'],
  );
});

test('names of Object.prototype are ordinary fields', async () => {
  const server = new CollectServer();
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'toJSON',
  ];
  const json = `{${names.map((name, i) => `"${name}":${i}`).join(',')}}`;
  const event = await server.storeText(json);
  const fields = [
    '__proto__',
    'constructor',
    'to_string',
    'has_own_property',
    'value_of',
    '__define_getter__',
    'to_json',
  ];
  assert.deepEqual(
    fields.map((name) => event[name]),
    names.map((_, i) => i),
  );
  assert.equal(({} as Record<string, unknown>)['0'], undefined);
  const nested = await server.storeText('{"m":{"x":{"__proto__":{"a":1}},"constructor":2}}');
  assert.deepEqual(nested['m'], { x: '{"__proto__":{"a":1}}', constructor: '2' });
});

test('deep nesting is kept as text, absurd nesting is refused', async () => {
  const server = new CollectServer();
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const event = await server.storeText(`{"a":${nested(64)},"b":${nested(65)},"c":${nested(900)}}`);
  assert.deepEqual(
    extraOf(event).map((entry) => entry.property),
    ['b', 'c'],
  );
  assert.deepEqual(server.fields('c')['a'], 'ARRAY_STRING');
  for (const body of [
    `{"api":{"api_key":"the-write-key"},"events":[{"collection":"c","properties":{"x":${nested(200_000)}}}]}`,
    `{"api":{"api_key":"the-write-key"},"events":[${nested(200_000)}]}`,
    `{"api":{"api_key":"the-write-key"},"events":[12345678901234567890,${nested(200_000)}]}`,
    nested(200_000),
    '{"a":'.repeat(200_000),
  ]) {
    const reply = await server.post('/event/batch', body);
    assert.equal(reply.status, 400, body.slice(0, 100));
  }
  assert.equal((await server.store({ n: 1 }))['n'], 1);
});

test('names that become one: the first of an event wins, the others are kept', async () => {
  const server = new CollectServer();
  const event = await server.storeText(
    '{"userName":null,"user_name":"b","UserName":"c","\\"user_name\\"":"d"}',
  );
  assert.equal(event['user_name'], 'b');
  assert.deepEqual(
    extraOf(event).map((entry) => [entry.property, entry.value]),
    [
      ['UserName', 'c'],
      ['"user_name"', 'd'],
    ],
  );
});

test('names that cannot be, and reserved ones, are kept', async () => {
  const server = new CollectServer();
  const names = [
    '',
    ' " ',
    'x'.repeat(251),
    'a\nb',
    '_extra',
    '_Shard_Time',
    '_batch',
    '$collection',
    '_collection',
  ];
  const event = await server.store(Object.fromEntries(names.map((name, i) => [name, i])));
  assert.deepEqual(
    extraOf(event).map((entry) => entry.property),
    names,
  );
  assert.deepEqual(
    extraOf(event).map((entry) => entry.value),
    names.map((_, i) => i),
  );
  assert.deepEqual(server.fields('c'), { _user: 'STRING' });
});

test('fields over the limit, and nulls and empty containers, make no field', async () => {
  const server = new CollectServer({ catalog: { maxFields: 3 } });
  const event = await server.store({ a: 1, b: 2, c: 3, d: 'x', e: null, f: [], g: {}, h: [null] });
  assert.deepEqual(server.fields('c'), { _user: 'STRING', a: 'DOUBLE', b: 'DOUBLE' });
  assert.deepEqual(
    extraOf(event).map((entry) => [entry.property, entry.value]),
    [
      ['c', 3],
      ['d', 'x'],
    ],
  );
  const calls = server.catalog.calls.addFields;
  const later = await server.store({ z: 1, a: 7 });
  assert.equal(later['a'], 7);
  assert.equal(extraOf(later)[0]?.property, 'z');
  assert.equal(server.catalog.calls.addFields, calls, 'a full collection is not asked again');
});

test('an event with 10,000 fields is stored with what finds a column and keeps the rest', async () => {
  const server = new CollectServer();
  const properties = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`field${i}`, i]));
  const event = await server.store(properties);
  const entries = extraOf(event);
  const rest = entries.find((entry) => entry.property === '*')?.value as [string, number][];
  const kept = entries
    .filter((entry) => entry.property !== '*')
    .map((entry) => [entry.property, entry.value]);
  const columns = Object.entries(event).filter(([name]) => name.startsWith('field'));
  assert.deepEqual(Object.fromEntries([...columns, ...kept, ...rest] as [string, number][]), properties);
});

test('a request cannot create collections without end, nor beyond the limit of the project', async () => {
  const events = Array.from({ length: 30 }, (_, i) => ({ collection: `c${i}`, properties: { i } }));
  const own = new CollectServer({ config: { 'collect.max-new-collections': 10 } });
  assert.equal((await own.batch(events)).status, 200);
  assert.equal((await own.stored('_malformed')).length, 20);
  const full = new CollectServer({ catalog: { maxCollections: 5 } });
  assert.equal((await full.batch(events)).status, 200);
  assert.equal((await full.stored('c4')).length, 1);
  assert.equal((await full.stored('_malformed')).length, 25);
  assert.equal(full.catalog.calls.getOrCreateCollection, 7, 'a full project is asked once per request');
});

test('with a fixed schema only the master key adds fields', async () => {
  const server = new CollectServer({ config: { 'event.schema.enable-dynamic': false } });
  const event = await server.store({ n: 1 });
  assert.equal(event['n'], undefined);
  assert.equal(extraOf(event)[0]?.value, 1);
  await server.batch([{ collection: 'c', properties: { n: 2 } }], { api_key: 'the-master-key' });
  assert.equal((await server.store({ n: 3 }))['n'], 3);
});

test('the limits of depth and of names can be set', async () => {
  const server = new CollectServer({ config: { 'collect.max-depth': 1, 'collect.max-name-length': 3 } });
  const event = await server.store({ abc: [1], abcd: 1, two: [[1]] });
  assert.deepEqual(event['abc'], [1]);
  assert.deepEqual(
    extraOf(event).map((entry) => entry.property),
    ['abcd', 'two'],
  );
  await server.batch([{ collection: 'long', properties: {} }]);
  assert.equal((await server.stored('_malformed')).length, 1);
});

test('more raw names than are remembered still find their columns', async () => {
  const server = new CollectServer();
  await server.store({ n: 1 });
  for (let round = 0; round < 2; round++) {
    // Each of 2^10 spellings with quotes between the letters is another raw name of the same field.
    for (let i = 0; i < 1024; i += 16) {
      const events = Array.from({ length: 16 }, (_, k) => ({
        collection: 'c',
        properties: { [spelling(i + k)]: i + k },
      }));
      await server.batch(events);
    }
  }
  const events = await server.stored('c');
  assert.deepEqual(server.fields('c'), { _user: 'STRING', n: 'DOUBLE' });
  assert.equal(events.filter((event) => event['n'] !== undefined).length, 2049);
});

function spelling(number: number): string {
  return `${'"'.repeat(number % 64)}n${'"'.repeat(Math.floor(number / 64))}`;
}

test('one event that has no place is refused, because nobody else would hear of it', async () => {
  const server = new CollectServer({ catalog: { maxCollections: 1 } });
  const key = server.catalog.keys.write;
  const collect = (collection: string) =>
    server.post(
      '/event/collect',
      JSON.stringify({ api: { api_key: key }, collection, properties: { a: 1 } }),
    );
  assert.equal((await collect('c')).status, 200);
  for (const [name, detail] of [
    ['', 'the name is empty'],
    ['  ', 'the name is empty'],
    ['$c', 'names of collections that begin with "$" are reserved'],
    ['_malformed', 'the collection "_malformed" is reserved'],
    ['x'.repeat(5000), 'the name is longer than'],
    ['one too many', 'collection'],
  ] as const) {
    const reply = await collect(name);
    assert.equal(reply.status, 400, `${name}: ${reply.body}`);
    const body = JSON.parse(reply.body) as { error: string; code: string; detail: string };
    assert.equal(body.code, 'COLLECTION_REFUSED');
    assert.ok(body.detail.includes(detail), body.detail);
    assert.ok(body.error.length < 200);
  }
  assert.equal((await server.stored('_malformed')).length, 0);
});
