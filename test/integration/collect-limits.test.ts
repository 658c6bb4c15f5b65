/** Each limit of the collection API: exactly at it all is well, one above it is refused or kept apart, and says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CollectServer } from '../support/collect-server.ts';
import { extraOf, type StoredEvent } from '../support/stored-events.ts';

/** Why each value of an event is in `_extra`. */
function reasons(event: StoredEvent | undefined): readonly string[] {
  return extraOf(event).map(({ property, error }) => `${property}: ${error}`);
}

function refusal(body: string): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>;
}

test('collect.max-body-size', async () => {
  const server = new CollectServer({ config: { 'collect.max-body-size': 2000 } });
  const body = `{"api":{"api_key":"${server.catalog.keys.write}"},"events":[]}`;
  assert.equal((await server.post('/event/batch', body.padEnd(2000))).status, 200);
  const large = await server.post('/event/batch', body.padEnd(2001));
  assert.equal(large.status, 413);
  const { error, code, hint } = refusal(large.body);
  assert.equal(code, 'BODY_TOO_LARGE');
  assert.match(String(error), /larger than 2000 bytes/);
  assert.match(String(hint), /smaller batches/);
});

test('collect.max-events-per-batch', async () => {
  const server = new CollectServer({ config: { 'collect.max-events-per-batch': 3 } });
  const events = Array.from({ length: 4 }, () => ({ collection: 'c', properties: { a: 1 } }));
  assert.equal((await server.batch(events.slice(1))).status, 200);
  const many = await server.batch(events);
  assert.equal(many.status, 413);
  const { error, code, hint } = refusal(many.body);
  assert.equal(code, 'TOO_MANY_EVENTS');
  assert.match(String(error), /more than 3 events/);
  assert.match(String(hint), /smaller batches/);
  assert.equal((await server.stored('c')).length, 3, 'nothing of the refused request is stored');
});

test('collect.max-depth', async () => {
  const server = new CollectServer({ config: { 'collect.max-depth': 3 } });
  const event = await server.storeText('{"a":[[[1]]],"b":[[[[1]]]]}');
  assert.notEqual(event['a'], undefined);
  assert.deepEqual(reasons(event), ['b: the value is nested deeper than 3 levels']);
  assert.deepEqual(extraOf(event)[0]?.value, [[[[1]]]]);
});

test('collect.max-name-length: of fields, and of collections', async () => {
  const server = new CollectServer({ config: { 'collect.max-name-length': 4 } });
  const event = await server.store({ four: 1, fives: 2 });
  assert.equal(event['four'], 1);
  assert.deepEqual(reasons(event), ['fives: the name is longer than 4 characters']);
  await server.batch([{ collection: 'four' }, { collection: 'fives' }]);
  assert.equal((await server.stored('four')).length, 1);
  const [malformed] = await server.stored('_malformed');
  assert.deepEqual(reasons(malformed), [': the name is longer than 4 characters']);
  assert.deepEqual(extraOf(malformed)[0]?.value, { collection: 'fives' });
});

test('collection.max-string-length', async () => {
  const server = new CollectServer({ config: { 'collection.max-string-length': 5 } });
  const event = await server.store({ a: 'x'.repeat(5), b: 'y'.repeat(6) });
  assert.deepEqual([event['a'], event['b']], ['xxxxx', 'yyyyy']);
  assert.deepEqual(reasons(event), ['b: the text is longer than 5 characters: the column has the beginning']);
  assert.equal(extraOf(event)[0]?.value, 'yyyyyy');
});

test('catalog.max-fields', async () => {
  const server = new CollectServer({ catalog: { maxFields: 3 } });
  assert.deepEqual(reasons(await server.store({ a: 1, b: 2 })), [], 'beside the field that all have');
  const event = await server.store({ a: 1, b: 2, c: 3 });
  assert.deepEqual([event['a'], event['b'], event['c']], [1, 2, undefined]);
  assert.equal(reasons(event).length, 1);
  assert.match(reasons(event)[0] ?? '', /^c: the collection has too many fields/);
});

test('catalog.max-collections', async () => {
  const server = new CollectServer({ catalog: { maxCollections: 2 } });
  for (const collection of ['one', 'two', 'three']) {
    assert.equal((await server.batch([{ collection, properties: { n: 1 } }])).status, 200);
  }
  assert.equal((await server.stored('two')).length, 1);
  const [malformed, ...others] = await server.stored('_malformed');
  assert.deepEqual(others, []);
  assert.match(reasons(malformed)[0] ?? '', /the project has 2 collections, no more are allowed/);
  assert.equal((await server.batch([{ collection: 'one', properties: { n: 2 } }])).status, 200);
  assert.equal((await server.stored('one')).length, 2);
});

test('collect.max-new-collections', async () => {
  const server = new CollectServer({ config: { 'collect.max-new-collections': 2 } });
  const named = (names: readonly string[]) => names.map((collection) => ({ collection }));
  await server.batch(named(['a', 'b']));
  assert.equal((await server.stored('_malformed')).length, 0);
  await server.batch(named(['c', 'd', 'e']));
  const [malformed, ...others] = await server.stored('_malformed');
  assert.deepEqual(others, []);
  assert.match(reasons(malformed)[0] ?? '', /too many new collections/);
  await server.batch(named(['e']));
  assert.equal((await server.stored('e')).length, 1);
});
