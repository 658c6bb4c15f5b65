import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openapiOf } from '../../src/http/server.ts';
import { decodeProjectPosition } from '../../src/model/position.ts';
import { CollectServer, NOW_MS } from '../support/collect-server.ts';
import { extraOf } from '../support/stored-events.ts';

const WRITE = 'the-write-key';

test('one event is stored with its envelope and acknowledged with 1 and its position', async () => {
  const server = new CollectServer();
  const reply = await server.post(
    '/event/collect',
    JSON.stringify({ properties: { pageUrl: '/x', n: 3 }, api: { api_key: WRITE }, collection: 'PageView' }),
  );
  assert.equal(reply.body, '1');
  assert.equal(reply.status, 200);
  assert.match(String(reply.headers['content-type']), /^application\/json/);
  const [event] = await server.stored('pageview');
  assert.deepEqual(
    { ...event },
    {
      page_url: '/x',
      n: 3,
      _time: NOW_MS,
      _shard_time: NOW_MS,
      _collector: 7,
      _sequence: 0,
      $partition: 0,
    },
  );
  const position = decodeProjectPosition(String(reply.headers['x-millrace-position']));
  assert.deepEqual(position, { projectId: 1, collections: new Map([[1, [1]]]) });
});

test('a batch goes to its collections in order and the sequence counts on', async () => {
  const server = new CollectServer();
  await server.batch([
    { collection: 'a', properties: { n: 1 } },
    { collection: 'b', properties: { n: 2 } },
    { properties: { n: 3 }, collection: 'A ' },
  ]);
  await server.batch([{ collection: 'a', properties: { n: 4 } }]);
  assert.deepEqual(
    (await server.stored('a')).map((event) => [event['n'], event['_sequence']]),
    [
      [1, 0],
      [3, 2],
      [4, 3],
    ],
  );
  assert.deepEqual(
    (await server.stored('b')).map((event) => event['n']),
    [2],
  );
});

test("a device's events go to one partition, through a login too, and others are spread", async () => {
  const server = new CollectServer({ catalog: { partitionCount: 4 } });
  const of = (properties: object) => ({ collection: 'c', properties });
  await server.batch(
    Array.from({ length: 40 }, (_, n) =>
      of(n % 2 === 0 ? { _device_id: 'd1', _user: n < 20 ? null : `u${n}`, n } : { n }),
    ),
  );
  const reply = await server.batch([of({ _user: 'u1', n: 100 }), of({ _user: 'u1', n: 101 })]);
  const events = await server.stored('c');
  const device = events.filter((event) => event['_device_id'] === 'd1');
  assert.equal(new Set(device.map((event) => event.$partition)).size, 1);
  assert.deepEqual(
    device.map((event) => event['n']),
    Array.from({ length: 20 }, (_, i) => 2 * i),
  );
  assert.ok(new Set(events.map((event) => event.$partition)).size > 1);
  assert.equal(events.length, 42);
  const position = decodeProjectPosition(String(reply.headers['x-millrace-position']));
  const user = events.find((event) => event['n'] === 101);
  const latest = await server.log.latest('shop-c1');
  assert.equal(position?.collections.get(1)?.[user!.$partition], latest[user!.$partition]);
});

test('an empty batch is acknowledged without a position', async () => {
  const reply = await new CollectServer().batch([]);
  assert.equal(reply.status, 200);
  assert.equal(reply.body, '1');
  assert.equal(reply.headers['x-millrace-position'], undefined);
});

test('bodies are JSON whatever their Content-Type says', async () => {
  const server = new CollectServer();
  const body = JSON.stringify({
    api: { api_key: WRITE },
    events: [{ collection: 'c', properties: { n: 1 } }],
  });
  const types = [
    'text/plain',
    'application/json',
    'application/x-www-form-urlencoded',
    'nonsense',
    'text/plain;;;',
    '',
  ];
  for (const type of types) {
    const reply = await server.post('/event/batch', body, { 'content-type': type });
    assert.equal(reply.status, 200, `${type}: ${reply.body}`);
  }
  assert.equal((await server.stored('c')).length, types.length);
});

test('gzip is inflated, within the bound', async () => {
  const server = new CollectServer({ config: { 'collect.max-body-size': 2000 } });
  const body = JSON.stringify({
    api: { api_key: WRITE },
    events: [{ collection: 'c', properties: { n: 1 } }],
  });
  const headers = { 'content-encoding': 'gzip' };
  assert.equal((await server.post('/event/batch', gzipSync(body), headers)).status, 200);
  const bomb = await server.post('/event/batch', gzipSync(' '.repeat(1_000_000)), headers);
  assert.equal(bomb.status, 413);
  for (const broken of [Buffer.from(body), gzipSync(body).subarray(0, 40), Buffer.alloc(0)]) {
    const reply = await server.post('/event/batch', broken, headers);
    assert.equal(reply.status, 400, reply.body);
  }
  const other = await server.post('/event/batch', body, { 'content-encoding': 'br' });
  assert.equal(other.status, 400);
  assert.equal((await server.stored('c')).length, 1);
});

test('the master key writes, other keys do not, and a missing key is said to be missing', async () => {
  const server = new CollectServer();
  const send = (api: unknown) => server.post('/event/batch', JSON.stringify({ api, events: [] }));
  assert.equal(
    (await send({ api_key: 'the-master-key', library: { name: 'x' }, api_version: 1, checksum: 'x' })).status,
    200,
  );
  const read = await send({ api_key: 'the-read-key' });
  assert.equal(read.status, 403);
  assert.equal(JSON.parse(read.body).error, 'api_key is invalid');
  for (const api of [{}, { api_key: null }, { api_key: 5 }, { api_key: '' }]) {
    const reply = await send(api);
    assert.equal(reply.status, 403, reply.body);
    assert.equal(JSON.parse(reply.body).error, 'api_key is missing');
  }
});

test('a known key and a known schema cost no call of the catalog', async () => {
  const server = new CollectServer();
  await server.store({ n: 1, s: 'x' });
  const before = { ...server.catalog.calls };
  await server.store({ n: 2, s: 'y' });
  assert.deepEqual({ ...server.catalog.calls }, before);
});

test('all new fields of a request are added in one call per collection', async () => {
  const server = new CollectServer();
  await server.batch([
    { collection: 'c', properties: { a: 1 } },
    { collection: 'c', properties: { b: 'x' } },
    { collection: 'd', properties: { a: true } },
    { collection: 'c', properties: { a: 'text', c: ['x'] } },
  ]);
  assert.equal(server.catalog.calls.addFields, 2);
  assert.deepEqual(server.fields('c'), { _user: 'STRING', a: 'DOUBLE', b: 'STRING', c: 'ARRAY_STRING' });
  const events = await server.stored('c');
  assert.deepEqual(
    events.map((event) => event['a']),
    [1, undefined, undefined],
  );
  assert.equal(extraOf(events[2])[0]?.value, 'text');
});

test('requests that are wrong as a whole are refused with a clear text, and store nothing', async () => {
  const server = new CollectServer();
  const api = { api_key: WRITE };
  const cases: readonly (readonly [string, string, number, RegExp])[] = [
    ['/event/batch', '', 400, /couldn't parsed/],
    ['/event/batch', '{"api":', 400, /JSON couldn't parsed/],
    ['/event/batch', '[]', 400, /JSON object/],
    ['/event/batch', 'null', 400, /JSON object/],
    ['/event/batch', '5', 400, /JSON object/],
    ['/event/batch', JSON.stringify({ events: [] }), 400, /"api" must be/],
    ['/event/batch', JSON.stringify({ api }), 400, /"events" must be an array/],
    ['/event/batch', JSON.stringify({ api, events: {} }), 400, /"events" must be an array/],
    ['/event/batch', JSON.stringify({ api, events: [], more: 1 }), 400, /Unrecognized field "more"/],
    [
      '/event/batch',
      `{"api":{"api_key":"${WRITE}"},"events":[],"__proto__":1}`,
      400,
      /Unrecognized field "__proto__"/,
    ],
    [
      '/event/collect',
      JSON.stringify({ api, collection: 5, properties: {} }),
      400,
      /"collection" must be a string/,
    ],
    ['/event/collect', JSON.stringify({ api, properties: {} }), 400, /"collection" must be a string/],
    ['/event/collect', JSON.stringify({ api, collection: 'c', properties: [] }), 400, /"properties" must be/],
    [
      '/event/collect',
      JSON.stringify({ api, collection: 'c', events: [] }),
      400,
      /Unrecognized field "events"/,
    ],
  ];
  for (const [path, body, status, text] of cases) {
    const reply = await server.post(path, body);
    assert.equal(reply.status, status, `${body}: ${reply.body}`);
    assert.match(JSON.parse(reply.body).error, text);
  }
  assert.deepEqual(await server.catalog.collections(), []);
});

test('limits of body and batch answer 413, which makes the browser client halve its batch', async () => {
  const server = new CollectServer({
    config: { 'collect.max-body-size': 1100, 'collect.max-events-per-batch': 3 },
  });
  const event = { collection: 'c', properties: {} };
  assert.equal((await server.batch([event, event, event])).status, 200);
  const many = await server.batch([event, event, event, event]);
  assert.equal(many.status, 413, many.body);
  const large = await server.batch([{ collection: 'c', properties: { text: 'x'.repeat(1100) } }]);
  assert.equal(large.status, 413);
  assert.equal((await server.stored('c')).length, 3);
});

test('replies can be read by a page of another origin, on errors too', async () => {
  const server = new CollectServer();
  for (const body of [JSON.stringify({ api: { api_key: WRITE }, events: [] }), '{']) {
    const reply = await server.post('/event/batch', body, { origin: 'https://shop.example' });
    assert.equal(reply.headers['access-control-allow-origin'], 'https://shop.example');
    assert.equal(reply.headers['access-control-allow-credentials'], 'true');
  }
});

test('a full log answers 503 with Retry-After, and is asked again by the next request', async () => {
  const server = new CollectServer({ log: { limitBytes: 100 } });
  const reply = await server.batch([{ collection: 'c', properties: { text: 'x'.repeat(200) } }]);
  assert.equal(reply.status, 503, reply.body);
  assert.ok(Number(reply.headers['retry-after']) >= 1);
  assert.equal((await server.batch([{ collection: 'c', properties: {} }])).status, 200);
});

test('a topic that vanished is created again', async () => {
  const server = new CollectServer();
  await server.store({ n: 1 });
  await server.log.deleteTopic('shop-c1');
  assert.notEqual((await server.batch([{ collection: 'c', properties: { n: 2 } }])).status, 200);
  assert.equal((await server.store({ n: 3 }))['n'], 3);
});

test('more bodies at once than the bound are refused with 503, and the bound is free again afterwards', async (t) => {
  const server = new CollectServer({ config: { 'collect.max-inflight-bytes': 2000 } });
  t.after(() => server.http.close());
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.http.server.address() as AddressInfo;
  const body = JSON.stringify({
    api: { api_key: WRITE },
    events: [{ collection: 'c', properties: { text: 'x'.repeat(1500) } }],
  });
  const send = (text: string) => {
    const client = request({ port, method: 'POST', path: '/event/batch', agent: false });
    const answer = new Promise<number>((resolve, reject) => {
      client.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      client.on('error', reject);
    });
    client.write(text);
    return { client, answer };
  };
  const first = send(body.slice(0, -1));
  await until(async () => (await inflight(server)) > 1000);
  const second = send(body);
  second.client.end();
  assert.equal(await second.answer, 503);
  first.client.end(body.slice(-1));
  assert.equal(await first.answer, 200);

  const aborted = send(body.slice(0, -1));
  aborted.answer.catch(() => {});
  await until(async () => (await inflight(server)) > 1000);
  aborted.client.destroy();
  await until(async () => (await inflight(server)) === 0);
  assert.equal((await server.stored('c')).length, 1);
});

test('an error that nobody expected is told in the original’s words, without its reason', async () => {
  const server = new CollectServer();
  server.log.append = () => Promise.reject(new Error('a secret'));
  const reply = await server.batch([{ collection: 'c', properties: {} }]);
  assert.deepEqual(
    [reply.status, JSON.parse(reply.body)],
    [500, { error: 'An error occurred', error_code: 500 }],
  );
  assert.equal(server.errors.length, 1);
});

test('a client that is still sending when it is refused is not cut off, and can go on', async (t) => {
  const server = new CollectServer({ config: { 'collect.max-body-size': 10_000 } });
  t.after(() => server.http.close());
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.http.server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  t.after(() => client.destroy());
  let received = '';
  client.setEncoding('utf8').on('data', (piece: string) => {
    received += piece;
  });
  const head = (length: number) =>
    `POST /event/batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`;
  client.write(head(60_000) + 'x'.repeat(20_000));
  await until(async () => received.includes('BODY_TOO_LARGE'));
  client.write('x'.repeat(40_000));
  received = '';
  const body = JSON.stringify({ api: { api_key: server.catalog.keys.write }, events: [] });
  client.write(head(body.length) + body);
  await until(async () => received.includes('\r\n\r\n') || client.destroyed);
  assert.match(received, /^HTTP\/1.1 200 /);
});

test('a body without a length is cut off when it grows too large, and others are served on', async (t) => {
  const server = new CollectServer({ config: { 'collect.max-body-size': 10_000 } });
  t.after(() => server.http.close());
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.http.server.address() as AddressInfo;
  const client = request({ port, method: 'POST', path: '/event/batch', agent: false });
  // The server closes while there is still more to come.
  client.on('error', () => {});
  const answer = new Promise<{ status: number; connection: unknown }>((resolve) => {
    client.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, connection: response.headers.connection });
    });
  });
  client.write('x'.repeat(6000));
  client.write('x'.repeat(6000));
  assert.deepEqual(await answer, { status: 413, connection: 'close' });
  client.destroy();
  assert.equal((await server.batch([])).status, 200);
  assert.equal(await inflight(server), 0);
});

test('the description of the API has both routes and their members', async () => {
  const server = new CollectServer();
  const description = JSON.stringify(await openapiOf(server.http));
  for (const word of ['/event/collect', '/event/batch', 'api_key', 'upload_time', 'events']) {
    assert.ok(description.includes(`"${word}"`), word);
  }
});

test('what is collected is counted', async () => {
  const server = new CollectServer();
  await server.batch([{ collection: 'c', properties: { _collector: 1 } }, 5]);
  await server.post('/event/batch', '{');
  const text = await server.platform.metrics.render();
  assert.match(text, /millrace_collect_requests_total\{result="accepted"\} 1\n/);
  assert.match(text, /millrace_collect_requests_total\{result="rejected"\} 1\n/);
  assert.match(text, /millrace_collect_events_total 2\n/);
  assert.match(text, /millrace_collect_unfit_values_total 2\n/);
  assert.match(text, /millrace_collect_malformed_events_total 1\n/);
  assert.match(text, /millrace_collect_request_seconds_count 1\n/);
  assert.match(text, /millrace_collect_inflight_bytes 0\n/);
});

async function inflight(server: CollectServer): Promise<number> {
  const match = /millrace_collect_inflight_bytes (\d+)/.exec(await server.platform.metrics.render());
  return Number(match?.[1]);
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 2));
}
