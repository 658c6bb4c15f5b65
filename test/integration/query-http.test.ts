/** `/query` over HTTP, with the real compiler and an engine by hand. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { Value } from 'typebox/value';
import type { HttpServer } from '../../src/http/server.ts';
import { encodeProjectPosition } from '../../src/model/position.ts';
import { internalError, resourceError, userError } from '../../src/platform/errors.ts';
import { type QueryConfig, queryConfig } from '../../src/query/config.ts';
import type { EngineResult } from '../../src/query/query-engine.ts';
import { createQueryApi } from '../../src/query/query-routes.ts';
import {
  FakeEngine,
  FakeVisibility,
  fakeCatalog,
  keptPlatform,
  PROJECT,
  resultOf,
  testServer,
} from '../support/query-fakes.ts';

interface Setup {
  readonly server: HttpServer;
  readonly engine: FakeEngine;
  readonly visibility: FakeVisibility;
  readonly logged: readonly { level: string; text: string }[];
}

function setup(config: Partial<QueryConfig> = {}, answer?: FakeEngine['answer']): Setup {
  const { platform, logged } = keptPlatform();
  const engine = new FakeEngine(answer);
  const visibility = new FakeVisibility();
  const server = testServer(platform);
  const defaults = Value.Default(queryConfig, {}) as QueryConfig;
  const api = createQueryApi({
    platform,
    config: { ...defaults, ...config },
    catalog: fakeCatalog(),
    engine,
    visibility,
  });
  void server.register(api.routes);
  return { server, engine, visibility, logged };
}

async function ask(
  server: HttpServer,
  body: object,
  url = '/query/execute',
  headers: Record<string, string> = {},
) {
  const reply = await server.inject({
    method: 'POST',
    url,
    payload: JSON.stringify(body),
    headers: { read_key: 'read', ...headers },
  });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown>, headers: reply.headers };
}

const NEVER = () => new Promise<never>(() => {});

test('an answer has the original shape, and says what it shows', async () => {
  const { server, engine } = setup({}, () => resultOf([['/a'], ['/b']], new Map([[1, [2]]])));
  const { status, body } = await ask(server, { query: 'SELECT url AS page_url FROM pageview; ;' });
  assert.equal(status, 200);
  assert.deepEqual(body['metadata'], [{ name: 'page_url', type: 'STRING', descriptiveName: 'Page url' }]);
  assert.deepEqual(body['result'], [['/a'], ['/b']]);
  const properties = body['properties'] as Record<string, unknown>;
  assert.equal(properties['totalResult'], 2);
  assert.ok(Number.isInteger(properties['executionTimeInMillis']));
  const asOf = encodeProjectPosition({ projectId: PROJECT.id, collections: new Map([[1, [2]]]) });
  assert.equal(properties['asOf'], asOf);
  const [asked] = engine.asked;
  assert.match(asked?.sql ?? '', /FROM "data"\."c_1"/);
  assert.deepEqual(asked?.tables, ['c_1']);
  assert.deepEqual(asked?.columnTypes, [{ kind: 'varchar', length: null }]);
  assert.equal(asked?.maxRows, 500_000);
  assert.ok((asked?.timeoutMs ?? 0) > 100_000);
});

test('a large answer is streamed whole', async (t) => {
  const rows = Array.from({ length: 50_000 }, (_, index) => [`row ${index}`]);
  const { server } = setup({}, () => resultOf(rows));
  const port = await listening(t, server);
  const reply = await fetch(`http://127.0.0.1:${port}/query/execute`, {
    method: 'POST',
    body: '{"query":"SELECT 1"}',
    headers: { read_key: 'read' },
  });
  assert.ok(Number(reply.headers.get('content-length')) > 500_000);
  assert.deepEqual(((await reply.json()) as { result: unknown }).result, rows);
});

test('a failed query is 400 with an error of its own shape', async () => {
  const { server } = setup();
  const column = await ask(server, { query: 'SELECT url,\n wrong FROM pageview' });
  assert.equal(column.status, 400);
  assert.deepEqual(column.body, {
    error: {
      message: 'line 2:2: column "wrong" does not exist',
      code: 'SQL_COLUMN_NOT_FOUND',
      errorLine: 2,
      charPositionInLine: 2,
    },
  });
  const syntax = await ask(server, { query: 'SELEC 1' });
  assert.equal(syntax.status, 400);
  assert.equal((syntax.body['error'] as Record<string, unknown>)['errorLine'], 1);
  const table = await ask(server, { query: 'SELECT * FROM pageviewx' });
  assert.match(JSON.stringify(table.body), /did you mean \\"pageview\\"/);
});

test('what the engine says of our own text is told in our words', async () => {
  const said = [
    ["Could not convert string '«division by zero»' to INT32", 'division by zero'],
    ['Overflow in addition of INT64 (1 + 2)!', 'Overflow in addition of INT64 (1 + 2)!'],
  ] as const;
  for (const [message, shown] of said) {
    const { server } = setup({}, () => {
      throw userError('QUERY_FAILED', message);
    });
    const reply = await ask(server, { query: 'SELECT 1 / 0' });
    assert.equal(reply.status, 400);
    assert.deepEqual(reply.body, { error: { message: shown, code: 'QUERY_FAILED' } });
  }
});

test('a text that is not what was authorised is a security event', async () => {
  const refused = internalError('QUERY_NOT_AUTHORISED', 'the query would do what was not authorised');
  const { server, logged } = setup({}, () => Promise.reject(refused));
  const reply = await ask(server, { query: 'SELECT url FROM pageview' });
  assert.equal(reply.status, 500);
  const event = logged.find(({ text }) => text.includes('security=true'));
  assert.equal(event?.level, 'error');
  assert.match(event?.text ?? '', /projectId=7 sql="SELECT/);
});

test('failures that are not the query’s have their own status', async () => {
  const cases = [
    [resourceError('QUERY_MEMORY', 'too much memory'), 503],
    [resourceError('QUERY_TIMEOUT', 'too slow'), 504],
    [new TypeError('hush'), 500],
  ] as const;
  for (const [error, status] of cases) {
    const { server } = setup({}, () => Promise.reject(error));
    const reply = await ask(server, { query: 'SELECT 1' });
    assert.equal(reply.status, status);
    assert.doesNotMatch(JSON.stringify(reply.body), /hush/);
  }
});

test('requests that are wrong are refused before anything runs', async () => {
  const { server, engine } = setup({ 'query.max-rows': 100, 'query.max-length': 100 });
  const cases: readonly (readonly [object, RegExp])[] = [
    [{}, /"query" is missing/],
    [{ query: 1 }, /"query" must be a string/],
    [{ query: 'SELECT 1', x: 1 }, /unrecognized member "x"/],
    [{ query: 'SELECT 1', limit: 0 }, /"limit" must be >= 1/],
    [{ query: 'SELECT 1', limit: 101 }, /"limit" must be <= 100/],
    [{ query: 'SELECT 1 LIMIT 101' }, /LIMIT 101 is above the largest allowed, 100/],
    [{ query: 'SELECT 1', sampling: { method: 'SOME', percentage: 5 } }, /"sampling/],
    [{ query: 'SELECT 1', sampling: { method: 'SYSTEM', percentage: 101 } }, /"sampling/],
    [{ query: 'SELECT 1', timezone: 'Europe/Berln' }, /did you mean "Europe\/Berlin"/],
    [{ query: 'SELECT 1', timezone: "UTC' || x" }, /there is no time zone/],
    [{ query: 'SELECT 1', default_schema: 'public' }, /"default_schema"/],
    [{ query: `SELECT '${'x'.repeat(100)}'` }, /longer than 100 characters/],
    [{ query: 'SELECT 1', after: '%%' }, /"after" is not a position/],
    [
      { query: 'SELECT 1', after: encodeProjectPosition({ projectId: 8, collections: new Map() }) },
      /another project/,
    ],
  ];
  for (const [body, message] of cases) {
    const reply = await ask(server, body);
    assert.equal(reply.status, 400, JSON.stringify(body));
    assert.match(JSON.stringify(reply.body).replaceAll('\\"', '"'), message);
  }
  assert.equal(engine.asked.length, 0);
  const accepted = {
    limit: null,
    after: null,
    sampling: null,
    timezone: 'utc',
    default_schema: 'collection',
    export_type: 'csv',
  };
  assert.equal((await ask(server, { query: 'SELECT 1', ...accepted })).status, 200);
});

test('time zone, sampling and default schema reach the text', async () => {
  const { server, engine } = setup();
  const sqlOf = async (body: object) => {
    const reply = await ask(server, body);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return engine.asked.at(-1)?.sql ?? '';
  };
  const today = 'SELECT current_date';
  assert.match(await sqlOf({ query: today, timezone: 'europe/berlin' }), /'Europe\/Berlin'/);
  assert.match(await sqlOf({ query: today, timezone: '-3' }), /to_minutes\(-180\)/);
  const sampling = { method: 'BERNOULLI', percentage: 5 };
  assert.match(await sqlOf({ query: 'SELECT url FROM pageview', sampling }), /TABLESAMPLE bernoulli ?\(5/i);
  const continuous = await ask(server, { query: 'SELECT url FROM pageview', default_schema: 'continuous' });
  assert.match(JSON.stringify(continuous.body), /collection\.pageview/);
});

test('the values of ? are values, whatever is in them', async () => {
  const { server, engine } = setup({ 'query.max-length': 200 });
  const query = 'SELECT url FROM pageview WHERE url = ? LIMIT ?';
  const evil = "'; SELECT * FROM canary --";
  const reply = await ask(server, { query, parameters: [evil, 3] });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  assert.ok(engine.asked[0]?.sql.includes("'''; SELECT * FROM canary --'"), engine.asked[0]?.sql);
  assert.match(engine.asked[0]?.sql ?? '', /LIMIT 3$/);
  const metadata = await ask(server, { query: 'SELECT ? AS x', parameters: [1.5] }, '/query/metadata');
  assert.deepEqual(metadata.body, [{ name: 'x', type: 'DOUBLE', descriptiveName: 'X' }]);
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ query }, /parameter/],
    [{ query, parameters: ['a'] }, /parameter/],
    [{ query, parameters: ['a', 1, 2] }, /parameter/],
    [{ query, parameters: ['a', 'b'] }, /LIMIT/],
    [{ query, parameters: [{}, 1] }, /"parameters/],
    [{ query, parameters: ['x'.repeat(300), 1] }, /query and its parameters are longer than 200/],
  ];
  for (const [body, message] of cases) {
    const refused = await ask(server, body);
    assert.equal(refused.status, 400, JSON.stringify(body).slice(0, 100));
    assert.match(JSON.stringify(refused.body).replaceAll('\\"', '"'), message);
  }
});

test('every route asks for the read key', async () => {
  const { server } = setup();
  for (const url of ['/query/execute', '/query/metadata']) {
    assert.equal((await ask(server, { query: 'SELECT 1' }, url, { read_key: '' })).status, 403);
    assert.equal((await ask(server, { query: 'SELECT 1' }, url, { read_key: 'master' })).status, 403);
  }
});

test('a watched query without the right key is told so by its result, which a page can read', async (t) => {
  const { server, engine } = setup();
  const port = await listening(t, server);
  for (const [parameters, message] of [
    ['', '`read_key` header or query parameter is missing.'],
    ['&read_key=master', '`read_key` is invalid'],
    ['&read_key=nobody', '`read_key` is invalid'],
  ] as const) {
    const reply = await fetch(`http://127.0.0.1:${port}/query/execute?data=${DATA}${parameters}`, {
      headers: { accept: 'text/event-stream', origin: 'https://a.example' },
    });
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('access-control-allow-origin'), 'https://a.example');
    const [, data = ''] = /^event:result\ndata: (.*)$/m.exec(await reply.text()) ?? [];
    const body = JSON.parse(data) as { success: boolean; error: { message: string } };
    assert.deepEqual([body.success, body.error.message], [false, message]);
  }
  assert.equal(engine.asked.length, 0);
});

test('the members of an answer stand in the order of the original', async (t) => {
  const { server } = setup({}, () => resultOf([['/a']]));
  const { body } = await ask(server, { query: 'SELECT url FROM pageview' });
  assert.deepEqual(Object.keys(body), ['metadata', 'result', 'properties']);
  const port = await listening(t, server);
  const [, data = ''] = /^event:result\ndata: (.*)$/m.exec(await events(port, DATA)) ?? [];
  const watched = JSON.parse(data) as object;
  assert.deepEqual(Object.keys(watched), ['success', 'query', 'properties', 'result', 'metadata']);
});

test('after: body, parameter and header; waits, and says when it was in vain', async () => {
  const { server, visibility, engine } = setup();
  const position = (offset: number) =>
    encodeProjectPosition({ projectId: PROJECT.id, collections: new Map([[1, [offset]]]) });
  await ask(server, { query: 'SELECT 1', after: position(1) }, `/query/execute?after=${position(2)}`);
  await ask(server, { query: 'SELECT 1' }, `/query/execute?after=${position(2)}`, {
    'x-millrace-after': position(3),
  });
  await ask(server, { query: 'SELECT 1' }, '/query/execute', { 'x-millrace-after': position(3) });
  assert.deepEqual(
    visibility.asked.map(({ collections }) => collections.get(1)),
    [[1], [2], [3]],
  );
  assert.equal(engine.asked.length, 3);
  visibility.visible = false;
  const reply = await ask(server, { query: 'SELECT 1', after: position(9) });
  assert.equal(reply.status, 503);
  assert.equal(reply.headers['retry-after'], '1');
  assert.equal((reply.body['error'] as { code: string }).code, 'POSITION_NOT_VISIBLE');
  assert.equal(engine.asked.length, 3);
});

test('metadata: the columns, and nothing is run', async () => {
  const { server, engine } = setup();
  const query = 'SELECT url AS page_url, count(*), 1.5 AS x, tags FROM pageview GROUP BY url, tags';
  const reply = await ask(server, { query }, '/query/metadata');
  assert.deepEqual(reply.body, [
    { name: 'page_url', type: 'STRING', descriptiveName: 'Page url' },
    { name: '_col1', type: 'LONG', descriptiveName: 'Col1' },
    { name: 'x', type: 'DECIMAL', descriptiveName: 'X' },
    { name: 'tags', type: 'ARRAY_STRING', descriptiveName: 'Tags' },
  ]);
  assert.equal(engine.asked.length, 0);
  assert.equal((await ask(server, { query: 'SELECT' }, '/query/metadata')).status, 400);
});

test('a project runs so many queries at a time', async () => {
  const { server, engine } = setup({ 'query.max-concurrent-per-project': 1 }, NEVER);
  const first = ask(server, { query: 'SELECT 1' });
  while (engine.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const second = await ask(server, { query: 'SELECT 2' });
  assert.equal(second.status, 429);
  assert.equal(second.headers['retry-after'], '1');
  engine.answer = () => resultOf([]);
  await server.close();
  void first.catch(() => {});
});

async function listening(t: TestContext, server: HttpServer): Promise<number> {
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  return (server.server.address() as AddressInfo).port;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

test('a client that goes away stops the work', async (t) => {
  const { server, engine } = setup({}, NEVER);
  const port = await listening(t, server);
  const going = new AbortController();
  const posted = fetch(`http://127.0.0.1:${port}/query/execute`, {
    method: 'POST',
    body: '{"query":"SELECT 1"}',
    headers: { read_key: 'read' },
    signal: going.signal,
  });
  await until(() => engine.asked.length === 1);
  going.abort();
  await assert.rejects(posted);
  await until(() => engine.cancelled === 1);
  const watched = new AbortController();
  const stream = await fetch(`http://127.0.0.1:${port}/query/execute?read_key=read&data=${DATA}`, {
    headers: { accept: 'text/event-stream' },
    signal: watched.signal,
  });
  assert.equal(stream.status, 200);
  await until(() => engine.asked.length === 2);
  watched.abort();
  await until(() => engine.cancelled === 2);
});

const DATA = encodeURIComponent('{"query":"SELECT url FROM pageview"}');

async function events(port: number, data: string, headers: Record<string, string> = {}): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}/query/execute?read_key=read&data=${data}`, {
    headers: { accept: 'text/event-stream', ...headers },
  });
  assert.equal(reply.status, 200);
  assert.match(reply.headers.get('content-type') ?? '', /^text\/event-stream/);
  if (headers['origin'] !== undefined) {
    assert.equal(reply.headers.get('access-control-allow-origin'), headers['origin']);
  }
  return reply.text();
}

test('a watched query: retry, progress, one result', async (t) => {
  const answer = Promise.withResolvers<EngineResult>();
  const { server, engine } = setup({ 'query.stats-interval': 10 }, () => answer.promise);
  const port = await listening(t, server);
  const text = events(port, DATA, { origin: 'https://shop.example' });
  await until(() => engine.asked.length === 1);
  await until(() => engine.statsAsked >= 2);
  const rows = Buffer.from('[["a"],\n["b"]]');
  answer.resolve({ ...resultOf([['a'], ['b']]), rowsJson: [rows] });
  const [retry, ...frames] = (await text).trimEnd().split('\n\n');
  assert.equal(retry, 'retry:600000');
  const result = frames.pop() ?? '';
  assert.ok(frames.length >= 1);
  assert.equal(
    frames.at(-1),
    'event:stats\ndata: {"percentage":42,"state":"RUNNING","node":1,"processedRows":10,"processedBytes":20,"userTime":30,"cpuTime":30,"wallTime":40}',
  );
  const [name, ...data] = result.split('\n');
  assert.equal(name, 'event:result');
  assert.equal(data.length, 2, 'a newline in the data begins a line of its own');
  const body = JSON.parse(data.map((line) => line.replace(/^data: /, '')).join('\n')) as Record<
    string,
    unknown
  >;
  assert.deepEqual(body['result'], [['a'], ['b']]);
  assert.equal(body['success'], true);
  assert.equal(body['query'], 'SELECT url FROM pageview');
  assert.ok('asOf' in (body['properties'] as object));
});

test('a watched query that fails says so in its result, with status 200', async (t) => {
  const { server, logged } = setup({}, () => {
    throw new TypeError('hush');
  });
  const port = await listening(t, server);
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      encodeURIComponent('{"query":"SELEC 1"}'),
      /"success":false,"query":"SELEC 1","error":\{"message":"line 1:1: unexpected/,
    ],
    [
      encodeURIComponent('{"query":1}'),
      /"success":false,"error":\{"message":"\\"data\\" query parameter is not a query"/,
    ],
    [encodeURIComponent('{'), /"data\\" query parameter is not valid JSON/],
    [encodeURIComponent('{"query":"SELECT 1","limit":999999999}'), /\\"limit\\" must be <=/],
    [DATA, /"message":"Error processing request\."/],
  ];
  for (const [data, message] of cases) {
    const text = await events(port, data);
    assert.match(text, /^retry:600000\n\nevent:result\ndata: /);
    assert.match(text, message);
    assert.doesNotMatch(text, /hush/);
  }
  assert.ok(logged.some(({ level, text }) => level === 'error' && text.includes('hush')));
});

test('a watched query wants a client that can watch', async () => {
  const { server } = setup();
  const reply = await server.inject({ url: `/query/execute?data=${DATA}`, headers: { read_key: 'read' } });
  assert.equal(reply.statusCode, 406);
  assert.match(String(reply.headers['content-type']), /^text\/plain/);
});

test('a client that takes nothing of its answer is cut off', async (t) => {
  const piece = Buffer.alloc(1 << 20, 0x20);
  const answer = (): EngineResult => ({
    ...resultOf([]),
    rowsJson: [Buffer.from('['), ...Array.from({ length: 64 }, () => piece), Buffer.from(']')],
  });
  const { server } = setup({ 'query.send-timeout': 100 }, answer);
  const port = await listening(t, server);
  let opened = 0;
  let closed = 0;
  server.server.on('connection', (socket) => {
    opened++;
    socket.once('close', () => closed++);
  });
  const requests = [
    'POST /query/execute HTTP/1.1\r\nHost: x\r\nread_key: read\r\nContent-Length: 20\r\n\r\n{"query":"SELECT 1"}',
    `GET /query/execute?data=${DATA} HTTP/1.1\r\nHost: x\r\nread_key: read\r\nAccept: text/event-stream\r\n\r\n`,
  ];
  for (const request of requests) {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(request);
    // Nothing is read until the server has closed its side.
    await once(socket, 'connect');
    await until(() => opened > 0 && closed === opened);
    socket.destroy();
  }
  assert.equal(closed, 2);
});

test('explain: what a text is made of, 200 whatever it is', async () => {
  const { server, engine } = setup({ 'query.max-length': 1000 });
  const found = await ask(server, { query: 'SELECT url FROM nowhere ORDER BY 1 LIMIT 5' }, '/query/explain');
  assert.deepEqual([found.status, found.body['limit']], [200, 5]);
  for (const query of ['SELEC', 'x'.repeat(1001)]) {
    const none = await ask(server, { query }, '/query/explain');
    assert.deepEqual([none.status, none.body['queryLocation'], none.body['orderBy']], [200, null, []]);
  }
  assert.equal(engine.asked.length, 0);
});

test('completion: what an editor may offer, of all tables or of one', async () => {
  const { server } = setup();
  const ask = async (url: string, key = 'read') => {
    const reply = await server.inject({ url, headers: { read_key: key } });
    return { status: reply.statusCode, body: reply.json() as { tables: { text: string }[]; hint?: string } };
  };
  const all = await ask('/query/completion');
  assert.ok(all.body.tables.some(({ text }) => text === '"never sent"'));
  const one = await ask('/query/completion?table=pageview');
  assert.deepEqual(
    one.body.tables.map(({ text }) => text),
    ['pageview'],
  );
  const none = await ask('/query/completion?table=pageviews');
  assert.equal(none.status, 400);
  assert.match(none.body.hint ?? '', /without "table"/);
  assert.equal((await ask('/query/completion', 'master')).status, 403);
});
