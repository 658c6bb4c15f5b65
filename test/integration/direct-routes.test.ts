/**
 * Direct routes are reached in two ways: before the framework, and through it (with a query string, when closing, from
 * tests that inject). Goal: the two can't be told apart. Method: the same requests over a socket, both ways, compared
 * whole but for what differs from request to request.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { userError } from '../../src/platform/errors.ts';
import { CollectServer } from '../support/collect-server.ts';
import { keptPlatform, testServer } from '../support/query-fakes.ts';

async function listening(t: TestContext, server: CollectServer['http']): Promise<number> {
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  return (server.server.address() as AddressInfo).port;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

async function post(
  port: number,
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const request = httpRequest({ port, host: '127.0.0.1', path, method: 'POST', headers });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode ?? 0, headers: response.headers, body: text };
}

test('both ways to a direct route give the same answers, errors and headers', async (t) => {
  const server = new CollectServer();
  const port = await listening(t, server.http);
  const key = server.catalog.keys.write;
  const event = JSON.stringify({ api: { api_key: key }, collection: 'c', properties: { a: 1 } });
  const origin = { origin: 'https://shop.example' };
  const cases: readonly (readonly [string, string, Record<string, string>])[] = [
    ['an event', event, {}],
    ['an event of a page', event, origin],
    ['no body', '', {}],
    ['no body of a page', '', origin],
    ['no JSON', '{', { 'content-type': 'no media type!' }],
    ['a wrong key', event.replace(key, 'x'), origin],
    ['an encoding that is not known', event, { 'content-encoding': 'br' }],
    ['another type', event, { 'content-type': 'text/plain; charset=utf-8' }],
  ];
  for (const [name, body, headers] of cases) {
    const answers: unknown[] = [];
    for (const path of ['/event/collect', '/event/collect?way=framework']) {
      const { status, headers: replied, body: text } = await post(port, path, body, headers);
      const comparable: Record<string, unknown> = { ...replied };
      for (const varying of ['date', 'x-request-id', 'x-millrace-position']) {
        if (varying in comparable) comparable[varying] = 'there';
      }
      answers.push({ status, headers: comparable, body: text });
    }
    assert.deepEqual(answers[0], answers[1], name);
  }
  assert.equal((await server.stored('c')).length, 6);
});

test('a direct request is bounded, timed, logged and counted like any other', async (t) => {
  const { platform, logged } = keptPlatform();
  const server = testServer(platform, {
    'http.server.max-requests-in-flight': 1,
    'http.server.debug': true,
  });
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  void server.register(async (plugin) => {
    plugin.postDirectly('/direct', { schema: {} }, async (_request, response, passage) => {
      passage.admit();
      await released;
      response.end('1');
    });
  });
  const port = await listening(t, server);
  const first = post(port, '/direct', '');
  while (!(await platform.metrics.render()).includes('millrace_http_in_flight_requests 1\n')) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const second = await post(port, '/direct', '');
  assert.equal(second.status, 503);
  assert.ok(Number(second.headers['retry-after']) >= 1);
  assert.match(second.body, /"code":"SERVER_BUSY"/);
  release();
  assert.equal((await first).status, 200);
  assert.equal((await post(port, '/direct', '')).status, 200, 'there is room again');
  const text = await platform.metrics.render();
  assert.match(text, /request_duration_seconds_count\{method="POST",route="\/direct",status="2xx"\} 2\n/);
  assert.match(text, /request_duration_seconds_count\{method="POST",route="\/direct",status="5xx"\} 1\n/);
  assert.match(text, /millrace_http_requests_turned_away_total 1\n/);
  assert.match(text, /millrace_http_in_flight_requests 0\n/);
  const answered = logged.filter((entry) => JSON.stringify(entry).includes('request answered'));
  assert.equal(answered.length, 3);
});

test('a direct handler that fails after it began to answer breaks the connection, and the server lives on', async (t) => {
  const { platform } = keptPlatform();
  const server = testServer(platform);
  void server.register(async (plugin) => {
    plugin.postDirectly('/late', { schema: {} }, async (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      throw new Error('too late');
    });
    plugin.postDirectly('/never', { schema: {} }, () => {
      throw userError('THING_WRONG', 'thrown, not rejected');
    });
  });
  const port = await listening(t, server);
  await assert.rejects(post(port, '/late', ''));
  const reply = await post(port, '/never', '');
  assert.equal(reply.status, 400);
  assert.match(reply.body, /thrown, not rejected/);
});

test('a client that goes away before its answer costs nothing but its answer', async (t) => {
  const server = new CollectServer();
  const port = await listening(t, server.http);
  const body = JSON.stringify({ api: { api_key: server.catalog.keys.write }, collection: 'c' });
  for (const part of [body, body.slice(0, 10)]) {
    const socket = net.connect(port, '127.0.0.1');
    socket.write(`POST /event/collect HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${part}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    await once(socket, 'close');
  }
  assert.equal((await post(port, '/event/collect', body)).status, 200);
  assert.equal((await server.stored('c')).length, 2, 'the whole one, and the one after it');
  const text = await server.platform.metrics.render();
  assert.match(text, /millrace_collect_inflight_bytes 0\n/);
  assert.deepEqual(server.errors, []);
});

test('a server that is closing refuses direct requests as it refuses others', async (t) => {
  const server = new CollectServer();
  const body = JSON.stringify({ api: { api_key: server.catalog.keys.write }, collection: 'c' });
  let whileClosing: Answer | undefined;
  server.http.addHook('preClose', async () => {
    whileClosing = await post(port, '/event/collect', body);
  });
  const port = await listening(t, server.http);
  assert.equal((await post(port, '/event/collect', body)).status, 200);
  await server.http.close();
  assert.equal(whileClosing?.status, 503);
  assert.equal((await server.stored('c')).length, 1);
});
