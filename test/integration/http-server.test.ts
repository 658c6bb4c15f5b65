/** The HTTP server under every route: errors, keys, CORS, limits, what reaches the log. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { Type } from 'typebox';
import { requireKey } from '../../src/http/caller.ts';
import type { HttpConfig } from '../../src/http/config.ts';
import { type HttpServer, openapiOf } from '../../src/http/server.ts';
import { externalError, internalError, resourceError, userError } from '../../src/platform/errors.ts';
import { fakeCatalog, keptPlatform, testServer } from '../support/query-fakes.ts';

const Body = Type.Object(
  {
    name: Type.String(),
    count: Type.Optional(Type.Integer({ minimum: 1 })),
    kind: Type.Optional(Type.Union([Type.Literal('a'), Type.Literal('b')])),
    inner: Type.Optional(Type.Object({ x: Type.Boolean() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

function serverWith(config: Partial<HttpConfig> = {}) {
  const { platform, logged } = keptPlatform();
  const server = testServer(platform, config);
  let release = () => {};
  void server.register(async (plugin: HttpServer) => {
    plugin.post('/thing/make', { schema: { body: Body } }, async (request) => request.body);
    plugin.get('/thing/mine', async (request) => requireKey(request, 'read', fakeCatalog()));
    plugin.get('/fail/user', () => {
      throw userError('THING_WRONG', 'thing "x" is wrong', { detail: 'very', hint: 'mend it' });
    });
    plugin.get('/fail/busy', () => {
      throw resourceError('LOG_BUSY', 'log is busy', { retryAfterMs: 2100 });
    });
    plugin.get('/fail/external', () => {
      throw externalError('STORE_DOWN', 'store is down', { cause: new Error('password=hush') });
    });
    plugin.get('/fail/internal', () => {
      throw internalError('BROKEN', 'table is broken');
    });
    plugin.get('/fail/bug', () => {
      throw new TypeError('undefined is not hush');
    });
    plugin.get('/wait', async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { done: true };
    });
    plugin.get('/health/live', { config: { alwaysAnswered: true } }, () => ({ ok: true }));
  });
  return { server, platform, logged, release: () => release() };
}

async function listening(t: TestContext, server: HttpServer): Promise<number> {
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  return (server.server.address() as AddressInfo).port;
}

async function make(payload: string, headers: Record<string, string> = {}) {
  const { server } = serverWith();
  const reply = await server.inject({ method: 'POST', url: '/thing/make', payload, headers });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown> };
}

test('a request that does not fit its schema is answered 400, naming the member and what is wrong', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['{}', /^member "name" is missing$/],
    ['{"name":1}', /^member "name" must be a string$/],
    ['{"name":"x","count":"1"}', /^member "count" must be an integer$/],
    ['{"name":"x","count":0}', /^member "count" must be >= 1$/],
    ['{"name":"x","other":0}', /^unrecognized member "other"$/],
    ['{"name":"x","kind":"c"}', /^member "kind" must be one of: a, b$/],
    ['{"name":"x","inner":{}}', /^member "inner\.x" is missing$/],
    ['{"name":"x","inner":{"x":1}}', /^member "inner\.x" must be a boolean$/],
    ['[]', /^request body must be an object$/],
    ['null', /^request body must be an object$/],
    ['', /^request body must be an object$/],
    ['{"name":', /^JSON couldn't parsed: /],
    ['{"name":"x","__proto__":{"a":1}}', /__proto__/],
    ['{"name":"x","constructor":{"prototype":{}}}', /constructor/],
  ];
  for (const [payload, message] of cases) {
    const { status, body } = await make(payload);
    assert.equal(status, 400, payload);
    assert.equal(body['error_code'], 400);
    assert.match(String(body['error']), message, payload);
  }
});

test('bodies are JSON whatever their type is called', async () => {
  for (const type of [
    'text/plain',
    'application/json',
    'application/x-www-form-urlencoded',
    'nonsense',
    '',
    'a/b; ;=x',
    'a/b;c=d',
  ]) {
    const { status, body } = await make('{"name":"x"}', { 'content-type': type });
    assert.equal(status, 200, type);
    assert.deepEqual(body, { name: 'x' });
  }
});

test('errors: class and code decide the status, causes stay in the log', async () => {
  const { server, logged } = serverWith();
  const cases: readonly (readonly [string, number, object])[] = [
    [
      '/fail/user',
      400,
      { error: 'thing "x" is wrong', code: 'THING_WRONG', detail: 'very', hint: 'mend it' },
    ],
    ['/fail/busy', 503, { error: 'log is busy', code: 'LOG_BUSY' }],
    ['/fail/external', 502, { error: 'store is down', code: 'STORE_DOWN' }],
    ['/fail/internal', 500, { error: 'table is broken', code: 'BROKEN' }],
    ['/fail/bug', 500, { error: 'Error processing request.' }],
  ];
  for (const [url, status, body] of cases) {
    const reply = await server.inject({ url: `${url}?read_key=hush-key` });
    assert.equal(reply.statusCode, status, url);
    assert.deepEqual(reply.json(), { ...body, error_code: status });
    assert.ok(reply.headers['x-request-id']);
  }
  assert.equal((await server.inject('/fail/busy')).headers['retry-after'], '3');
  const texts = logged.map(({ level, text }) => `${level} ${text}`).join('\n');
  assert.match(texts, /error request failed unexpectedly.*undefined is not hush/s);
  assert.match(texts, /route="\/fail\/bug"/);
  assert.doesNotMatch(texts, /hush-key/);
});

test('keys: header or query parameter of that exact name', async () => {
  const { server } = serverWith();
  const ask = async (url: string, headers: Record<string, string> = {}) => {
    const reply = await server.inject({ url, headers });
    return [reply.statusCode, (reply.json() as { error?: string }).error];
  };
  assert.deepEqual(await ask('/thing/mine', { read_key: 'read' }), [200, undefined]);
  assert.deepEqual(await ask('/thing/mine?read_key=read'), [200, undefined]);
  const missing = '`read_key` header or query parameter is missing.';
  assert.deepEqual(await ask('/thing/mine'), [403, missing]);
  assert.deepEqual(await ask('/thing/mine', { read_key: '' }), [403, missing]);
  assert.deepEqual(await ask('/thing/mine', { master_key: 'master' }), [403, missing]);
  assert.deepEqual(await ask('/thing/mine?read_key=read&read_key=read'), [403, missing]);
  assert.deepEqual(await ask('/thing/mine', { read_key: 'master' }), [403, '`read_key` is invalid']);
  assert.deepEqual(await ask('/thing/mine?read_key=read', { read_key: 'x' }), [403, '`read_key` is invalid']);
});

test('what is not there: the nearest path, the methods', async () => {
  const { server } = serverWith();
  const unknown = await server.inject('/thing/mein?read_key=hush');
  assert.equal(unknown.statusCode, 404);
  assert.equal((unknown.json() as { hint: string }).hint, 'did you mean "/thing/mine"?');
  assert.doesNotMatch(unknown.body, /hush/);
  assert.equal((await server.inject('/nothing/like/it/at/all')).statusCode, 404);
  const wrongMethod = await server.inject({ method: 'PUT', url: '/thing/make' });
  assert.equal(wrongMethod.statusCode, 405);
  assert.equal(wrongMethod.headers['allow'], 'POST');
  assert.equal((await server.inject({ method: 'HEAD', url: '/wait' })).statusCode, 405);
});

test('CORS: the exact origin with credentials on every reply, and the lists', async () => {
  const { server } = serverWith();
  const headers = { origin: 'https://shop.example' };
  for (const url of ['/thing/mine?read_key=read', '/thing/mine', '/fail/bug', '/nowhere']) {
    const reply = await server.inject({ url, headers });
    assert.equal(reply.headers['access-control-allow-origin'], 'https://shop.example', url);
    assert.equal(reply.headers['access-control-allow-credentials'], 'true');
    assert.equal(reply.headers['vary'], 'Origin');
    assert.match(String(reply.headers['access-control-expose-headers']), /x-millrace-position/);
  }
  const preflight = await server.inject({ method: 'OPTIONS', url: '/event/batch', headers });
  assert.equal(preflight.statusCode, 200);
  assert.equal(preflight.headers['access-control-allow-methods'], 'GET, POST, OPTIONS, PUT, DELETE');
  assert.match(
    String(preflight.headers['access-control-allow-headers']),
    /^Origin, X-Requested-With, Content-Type, Accept, master_key, read_key, write_key/,
  );
  assert.match(String(preflight.headers['access-control-expose-headers']), /^_auto_action/);
  const plain = await server.inject('/thing/mine');
  assert.equal(plain.headers['access-control-allow-origin'], undefined);
  assert.equal(plain.headers['x-powered-by'], undefined);
});

test('a body over the limit is answered 413', async () => {
  const { server } = serverWith({ 'http.server.max-body-size': 1024 });
  const payload = JSON.stringify({ name: 'x'.repeat(2000) });
  const reply = await server.inject({ method: 'POST', url: '/thing/make', payload });
  assert.equal(reply.statusCode, 413);
  assert.equal((reply.json() as { code: string }).code, 'BODY_TOO_LARGE');
});

test('too many requests in flight are turned away, health is not', async (t) => {
  const { server, platform, release } = serverWith({ 'http.server.max-requests-in-flight': 1 });
  const port = await listening(t, server);
  const waiting = fetch(`http://127.0.0.1:${port}/wait`);
  await untilInFlight(platform.metrics, 1);
  const refused = await fetch(`http://127.0.0.1:${port}/thing/mine`);
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get('retry-after'), '1');
  assert.equal((await fetch(`http://127.0.0.1:${port}/health/live`)).status, 200);
  release();
  assert.equal((await waiting).status, 200);
  await untilInFlight(platform.metrics, 0);
  assert.equal((await fetch(`http://127.0.0.1:${port}/thing/mine`)).status, 403);
  const metrics = await platform.metrics.render();
  assert.match(metrics, /millrace_http_requests_turned_away_total 1\n/);
  assert.match(metrics, /duration_seconds_count\{method="GET",route="\/wait",status="2xx"\} 1\n/);
});

test('clients that do not send their bodies keep nobody out', async (t) => {
  const { server } = serverWith({ 'http.server.max-requests-in-flight': 1 });
  const port = await listening(t, server);
  const sockets = [1, 2, 3].map(() => net.connect(port, '127.0.0.1'));
  for (const socket of sockets) {
    socket.write('POST /thing/make HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"name"');
  }
  const connections = () =>
    new Promise<number>((resolve) => server.server.getConnections((_error, count) => resolve(count)));
  while ((await connections()) < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  const { status } = await fetch(`http://127.0.0.1:${port}/thing/mine`);
  for (const socket of sockets) socket.destroy();
  assert.equal(status, 403);
});

test('refusals for want of room come in floods and are logged once a second, with their number', async (t) => {
  const { server, logged, platform } = serverWith();
  t.after(() => server.close());
  for (let i = 0; i < 20; i++) assert.equal((await server.inject('/fail/busy')).statusCode, 503);
  const lines = () => logged.filter(({ text }) => text.includes('LOG_BUSY') || text.includes('want of room'));
  const before = lines().length;
  assert.ok(before < 20, `${before} lines`);
  const lastLineBy = platform.clock.monotonic() + 1001;
  while (platform.clock.monotonic() < lastLineBy) await new Promise((resolve) => setTimeout(resolve, 20));
  await server.inject('/fail/busy');
  assert.match(lines().at(-1)?.text ?? '', /alike=[1-9]/);
});

async function untilInFlight(metrics: { render(): Promise<string> }, count: number): Promise<void> {
  while (!(await metrics.render()).includes(`millrace_http_in_flight_requests ${count}\n`)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('a client that went away is counted as such', async (t) => {
  const { server, platform, release } = serverWith();
  const port = await listening(t, server);
  const gone = httpRequest({ port, host: '127.0.0.1', path: '/wait' });
  gone.on('error', () => {});
  gone.end();
  await untilInFlight(platform.metrics, 1);
  gone.destroy();
  await untilInFlight(platform.metrics, 0);
  release();
  assert.match(await platform.metrics.render(), /route="\/wait",status="aborted"\} 1\n/);
});

/** Sends bytes and never ends the request; resolves to what the server says before it closes the connection. */
async function stalled(port: number, bytes: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let reply = '';
  socket.on('data', (chunk) => {
    reply += chunk;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return reply;
}

test('slow clients are cut off with an answer', async (t) => {
  const { server } = serverWith({ 'http.server.header-timeout': 100, 'http.server.request-timeout': 200 });
  const port = await listening(t, server);
  const [head, body] = await Promise.all([
    stalled(port, 'POST /thing/make HTTP/1.1\r\nHost: x\r\nA'),
    stalled(port, 'POST /thing/make HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"name"'),
  ]);
  for (const reply of [head, body]) {
    assert.match(reply, /^HTTP\/1\.1 408 /);
    assert.match(reply, /\{"error":"request took too long to arrive","error_code":408\}$/);
  }
});

test('what is not HTTP gets an answer in the same shape', async (t) => {
  const { server } = serverWith();
  const port = await listening(t, server);
  assert.match(await stalled(port, 'hello?\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*"error_code":400\}$/);
  const header = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`;
  assert.match(await stalled(port, header), /^HTTP\/1\.1 431 /);
  assert.match(
    await stalled(port, 'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    /^HTTP\/1\.1 400 /,
  );
});

test('connections over the limit are closed, others live on', async (t) => {
  const { server } = serverWith({ 'http.server.max-connections': 1 });
  const port = await listening(t, server);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const ask = () =>
    new Promise<number | undefined>((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', path: '/health/live', agent }, (reply) => {
        reply.resume().on('end', () => resolve(reply.statusCode));
      })
        .on('error', reject)
        .end();
    });
  assert.equal(await ask(), 200);
  const second = net.connect(port, '127.0.0.1');
  second.on('error', () => {});
  await once(second, 'close');
  assert.equal(await ask(), 200);
});

test('the API describes itself', async () => {
  const { server } = serverWith();
  const description = (await openapiOf(server)) as { openapi: string; paths: Record<string, unknown> };
  assert.equal(description.openapi, '3.1.0');
  assert.ok('/thing/make' in description.paths);
  assert.ok(!('/openapi.json' in description.paths));
  assert.deepEqual((await server.inject('/openapi.json')).json(), JSON.parse(JSON.stringify(description)));
});

test('each request is logged on demand, without its query string', async () => {
  const { server, logged } = serverWith({ 'http.server.debug': true });
  await server.inject('/thing/mine?read_key=read');
  const texts = logged.map(({ text }) => text).join('\n');
  assert.match(texts, /request answered .*route="\/thing\/mine" status=200/);
  assert.doesNotMatch(texts, /read_key/);
});
