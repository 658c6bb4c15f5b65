/** One test for each kind of nasty value: it finds its column or its place in `_extra`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD_TYPES } from '../../src/model/field-type.ts';
import { CollectServer, NOW_MS } from '../support/collect-server.ts';
import { extraOf } from '../support/stored-events.ts';

test('integers beyond 2^53 keep every digit', async () => {
  const server = new CollectServer();
  server.catalog.declare('c', { l: 'LONG', s: 'STRING', d: 'DOUBLE', al: 'ARRAY_LONG', ad: 'ARRAY_DOUBLE' });
  const big = '9007199254740993';
  const event = await server.storeText(
    `{"l":${big},"s":${big},"d":${big},"al":[-9223372036854775808,1],"ad":[${big}],"n":${big}}`,
  );
  assert.equal(event['l'], 9007199254740993n);
  assert.equal(event['s'], big);
  assert.equal(event['d'], 9007199254740992);
  assert.deepEqual(event['al'], [-9223372036854775808n, 1]);
  assert.equal(event['n'], 9007199254740992);
  assert.deepEqual(
    extraOf(event).map((entry) => [entry.property, entry.value]),
    [
      ['d', big],
      ['ad', [big]],
      ['n', big],
    ],
  );
  const over = await server.storeText('{"l":9223372036854775808}');
  assert.equal(over['l'], undefined);
  assert.equal(extraOf(over)[0]?.value, '9223372036854775808');
  const exact = await server.storeText('{"d":18014398509481984,"s":{"a":[12345678901234567890]}}');
  assert.equal(exact['d'], 18014398509481984);
  assert.equal(exact['s'], '{"a":["12345678901234567890"]}');
  assert.equal(exact['_extra'], undefined);
});

test('numbers that are beyond all measure are no numbers, and cost no time', async () => {
  const server = new CollectServer();
  server.catalog.declare('c', { d: 'DOUBLE', l: 'LONG', s: 'STRING' });
  const event = await server.storeText('{"d":1e400,"l":-1e400,"s":1e400}');
  assert.deepEqual(
    extraOf(event).map((entry) => entry.value),
    ['Infinity', '-Infinity', 'Infinity'],
  );
  const digits = '9'.repeat(1_000_000);
  const huge = await server.storeText(`{"d":${digits},"l":${digits}}`);
  assert.deepEqual(
    extraOf(huge).map((entry) => (entry.value as string).length),
    [1_000_000, 1_000_000],
  );
});

test('bytes that are no UTF-8 become U+FFFD and the event is kept', async () => {
  const server = new CollectServer();
  const body = Buffer.concat([
    Buffer.from('{"api":{"api_key":"the-write-key"},"events":[{"collection":"c","properties":{"s":"a'),
    Buffer.from([0xff, 0xc3, 0x28]),
    Buffer.from('z"}}]}'),
  ]);
  assert.equal((await server.post('/event/batch', body)).status, 200);
  assert.equal((await server.stored('c'))[0]?.['s'], 'a\ufffd\ufffd(z');
});

test('a byte order mark before the body is no part of it', async () => {
  const server = new CollectServer();
  const body = `\ufeff${JSON.stringify({ api: { api_key: 'the-write-key' }, events: [] })}`;
  assert.equal((await server.post('/event/batch', body)).status, 200);
});

test('half surrogates become U+FFFD, in names of fields and collections too', async () => {
  const server = new CollectServer();
  const event = await server.storeText('{"s\\ud800":"a\\udc00b"}');
  assert.equal(event['s\ufffd'], 'a\ufffdb');
  await server.storeText('{"s\\ud801":"again"}');
  assert.deepEqual(Object.keys(server.fields('c')), ['_user', 's\ufffd']);
  const map = await server.storeText('{"m":{"\\ud800":1,"\\ud801":2,"a":3}}');
  assert.equal(map['m'], undefined);
  assert.equal(extraOf(map)[0]?.property, 'm');
});

test('an id is short text or a number; others are kept and the event has none', async () => {
  const server = new CollectServer();
  const ids: readonly (readonly [string, string | undefined])[] = [
    ['"a"', 'a'],
    ['5', '5'],
    ['12345678901234567890', '12345678901234567890'],
    [`"${'x'.repeat(128)}"`, 'x'.repeat(128)],
    [`"${'x'.repeat(129)}"`, undefined],
    ['""', undefined],
    ['true', undefined],
    ['{}', undefined],
    ['[1]', undefined],
    ['"\\ud800"', undefined],
  ];
  for (const [json, id] of ids) {
    const event = await server.storeText(`{"_id":${json}}`);
    assert.equal(event['_id'], id, json);
    assert.equal(extraOf(event).length, id === undefined ? 1 : 0, json);
  }
  assert.equal((await server.store({ _id: null }))['_extra'], undefined);
});

test('times: numbers are corrected by the skew from the threshold on, texts never, and the raw times are kept', async () => {
  const server = new CollectServer();
  const sent = async (time: unknown, upload?: unknown) => {
    await server.batch([{ collection: 'c', properties: { _time: time } }], { upload_time: upload });
    const event = (await server.stored('c')).at(-1);
    return [event?.['_time'], event?.['_client_time'], event?.['_upload_time'], extraOf(event).length];
  };
  const hour = 3_600_000;
  const old = NOW_MS - hour;
  assert.deepEqual(await sent(undefined), [NOW_MS, undefined, undefined, 0]);
  assert.deepEqual(await sent(old), [old, old, undefined, 0]);
  assert.deepEqual(await sent(old + 0.7, NOW_MS - 9_999), [old, old, NOW_MS - 9_999, 0]);
  assert.deepEqual(await sent(old, NOW_MS - 10_000), [old + 10_000, old, NOW_MS - 10_000, 0]);
  assert.deepEqual(await sent(old, NOW_MS + hour), [old - hour, old, NOW_MS + hour, 0]);
  assert.deepEqual(await sent(new Date(old).toISOString(), NOW_MS - hour), [old, old, NOW_MS - hour, 0]);
  assert.deepEqual(await sent('2026-05-01'), [Date.UTC(2026, 4, 1), Date.UTC(2026, 4, 1), undefined, 0]);
  assert.deepEqual(await sent(old, 'nonsense'), [old, old, undefined, 0]);
  for (const bad of ['soon', 1e15, -1e15, true, {}, '10000-01-01T00:00:00Z']) {
    assert.deepEqual(await sent(bad), [NOW_MS, undefined, undefined, 1], String(bad));
  }
  const last = Date.UTC(9999, 11, 31);
  assert.deepEqual(await sent(last, NOW_MS - 2 * 365 * 24 * hour), [
    NOW_MS,
    last,
    NOW_MS - 2 * 365 * 24 * hour,
    1,
  ]);
  assert.deepEqual(server.fields('c'), { _user: 'STRING' });
});

test('the threshold of the skew can be set', async () => {
  const server = new CollectServer({ config: { 'collect.clock-skew-threshold': 0 } });
  await server.batch([{ collection: 'c', properties: { _time: 1000 } }], { upload_time: NOW_MS - 1 });
  assert.equal((await server.stored('c'))[0]?.['_time'], 1001);
});

test('long texts are cut in the column at no half character, and kept whole', async () => {
  const server = new CollectServer({ config: { 'collection.max-string-length': 5 } });
  const event = await server.store({
    a: '12345',
    b: '123456',
    c: '1234😀',
    d: ['123456'],
    e: { long: [1, 2, 3] },
  });
  assert.equal(event['a'], '12345');
  assert.equal(event['b'], '12345');
  assert.equal(event['c'], '1234');
  assert.deepEqual(
    extraOf(event).map((entry) => [entry.property, entry.value]),
    [
      ['b', '123456'],
      ['c', '1234😀'],
      ['d', ['123456']],
      ['e', { long: [1, 2, 3] }],
    ],
  );
});

test('nested values are kept whole, as text', async () => {
  const server = new CollectServer();
  const event = await server.store({
    list: [{ a: 1 }, [2], 'x', 3, true, null],
    map: { object: { deep: [1, { x: null }] }, text: 'x', none: null },
    same: [1, 2.5],
    flags: { a: true },
    mixed: ['2026-01-01', 'x'],
    days: ['2026-01-01', null],
  });
  assert.deepEqual(event['list'], ['{"a":1}', '[2]', 'x', '3', 'true', null]);
  assert.deepEqual(
    { ...(event['map'] as object) },
    { object: '{"deep":[1,{"x":null}]}', text: 'x', none: null },
  );
  assert.deepEqual(server.fields('c'), {
    _user: 'STRING',
    list: 'ARRAY_STRING',
    map: 'MAP_STRING',
    same: 'ARRAY_DOUBLE',
    flags: 'MAP_BOOLEAN',
    mixed: 'ARRAY_STRING',
    days: 'ARRAY_DATE',
  });
});

test('every value meets every type without an error, and is stored or kept', async () => {
  const server = new CollectServer();
  server.catalog.declare('c', Object.fromEntries(FIELD_TYPES.map((type) => [type.toLowerCase(), type])));
  const values = [
    'true',
    'text',
    '12',
    '3.5',
    '2026-01-01',
    '2026-01-01T10:00:00Z',
    '10:20',
    'aGk=',
    '',
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 40,
    1e300,
    [],
    {},
    [1],
    ['a'],
    [null],
    [[1]],
    [{ a: 1 }],
    { a: 1 },
    { a: 'x' },
    { a: [1] },
  ];
  for (const value of values) {
    const event = await server.store(
      Object.fromEntries(FIELD_TYPES.map((type) => [type.toLowerCase(), value])),
    );
    const kept = new Map(extraOf(event).map((entry) => [entry.property, entry]));
    for (const type of FIELD_TYPES) {
      const name = type.toLowerCase();
      const isStored = event[name] !== undefined;
      assert.equal(isStored, !kept.has(name), `${JSON.stringify(value)} as ${type}`);
      if (isStored) continue;
      assert.deepEqual(kept.get(name)?.value, value);
      assert.equal(kept.get(name)?.type, type);
    }
  }
});
