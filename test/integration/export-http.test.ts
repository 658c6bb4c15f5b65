/** `/query/export` over HTTP, with the real compiler and an engine by hand. */
import assert from 'node:assert/strict';
import http, { type IncomingMessage } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { Value } from 'typebox/value';
import { userError } from '../../src/platform/errors.ts';
import { type QueryConfig, queryConfig } from '../../src/query/config.ts';
import { createQueryApi } from '../../src/query/query-routes.ts';
import { FakeEngine, FakeVisibility, fakeCatalog, keptPlatform, testServer } from '../support/query-fakes.ts';
import { sleep, until } from '../support/server-process.ts';

async function setup(t: TestContext, file: FakeEngine['file'], config: Partial<QueryConfig> = {}) {
  const { platform, logged } = keptPlatform();
  const engine = new FakeEngine();
  engine.file = file;
  const server = testServer(platform);
  const api = createQueryApi({
    platform,
    config: { ...Value.Create(queryConfig), ...config },
    catalog: fakeCatalog(),
    engine,
    visibility: new FakeVisibility(),
  });
  void server.register(api.routes);
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => {
    server.server.closeAllConnections();
    return server.close();
  });
  return { engine, api, logged, server, port: (server.server.address() as AddressInfo).port };
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly trailers: IncomingMessage['trailers'];
  readonly body: string;
}

/** Rejects when the answer is cut. */
function ask(port: number, body: object, headers: Record<string, string> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, method: 'POST', path: '/query/export', headers: { read_key: 'read', ...headers } },
      (reply) => {
        const pieces: Buffer[] = [];
        reply.on('data', (piece: Buffer) => pieces.push(piece));
        reply.on('error', reject);
        reply.on('end', () => {
          const { statusCode: status = 0, headers: sent, trailers } = reply;
          resolve({ status, headers: sent, trailers, body: Buffer.concat(pieces).toString() });
        });
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

const QUERY = { query: 'SELECT url FROM pageview', export_type: 'csv' };

async function* texts(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

test('a file comes with its type and name, and at its end with rows and checksum', async (t) => {
  const { engine, port } = await setup(t, () => texts('url\r\n', '/a\r\n'));
  engine.fileEnd = { rowCount: 1, sha256: 'abc' };
  const reply = await ask(port, QUERY);
  assert.equal(reply.status, 200);
  assert.equal(reply.body, 'url\r\n/a\r\n');
  assert.equal(reply.headers['content-type'], 'text/csv; charset=utf-8; header=present');
  assert.equal(reply.headers['content-disposition'], 'attachment; filename="export.csv"');
  assert.equal(reply.headers['transfer-encoding'], 'chunked');
  assert.equal(reply.headers['trailer'], 'X-Millrace-Rows, X-Millrace-Sha256');
  assert.match(reply.headers['x-millrace-as-of'] as string, /^[\w-]+$/);
  assert.deepEqual(reply.trailers, { 'x-millrace-rows': '1', 'x-millrace-sha256': 'abc' });
});

test('an answer without a byte is a file too', async (t) => {
  const { port } = await setup(t, () => texts());
  const reply = await ask(port, { ...QUERY, export_type: 'json' });
  assert.equal(reply.status, 200);
  assert.equal(reply.trailers['x-millrace-rows'], '0');
  assert.match(reply.headers['content-disposition'] ?? '', /export\.jsonl/);
});

test('names that are double or missing become names of their own', async (t) => {
  const { engine, port } = await setup(t, () => texts());
  const query = 'SELECT url, URL, 1, url AS url_2, url AS x, 2 FROM pageview';
  assert.equal((await ask(port, { ...QUERY, query })).status, 200);
  const [asked] = engine.asked as unknown as readonly { columnNames: readonly string[] }[];
  const lower = asked?.columnNames.map((name) => name.toLowerCase());
  assert.deepEqual(lower, ['url', 'url_3', '_col2', 'url_2', 'x', '_col5']);
});

test('what fails before the first byte is an error like any other', async (t) => {
  const { port, engine } = await setup(t, async function* () {
    yield* texts();
    throw userError('QUERY_FAILED', "Could not convert string '«division by zero»' to INT32");
  });
  const reply = await ask(port, QUERY);
  assert.equal(reply.status, 400);
  assert.deepEqual(JSON.parse(reply.body), { error: { message: 'division by zero', code: 'QUERY_FAILED' } });
  assert.equal(reply.headers['trailer'], undefined);
  const before = engine.asked.length;
  const wrong = [
    [{ query: 'SELECT 1' }, /export_type/],
    [{ ...QUERY, export_type: 'excel' }, /must be one of: csv, json, jsonl, avro, parquet/],
    [{ ...QUERY, query: 'SELECT nothing FROM pageview' }, /nothing/],
    [{ ...QUERY, limit: 100_000_001 }, /"limit" must be <= 100000000/],
  ] as const;
  for (const [body, message] of wrong) {
    const refused = await ask(port, body);
    assert.equal(refused.status, 400);
    assert.match(refused.body.replaceAll('\\"', '"'), message);
  }
  assert.equal((await ask(port, QUERY, { read_key: 'master' })).status, 403);
  assert.equal((await ask(port, QUERY, { read_key: '' })).status, 403);
  assert.equal(engine.asked.length, before);
});

test('what fails later breaks the connection, so that no client takes the file for whole', async (t) => {
  const { port, logged } = await setup(t, async function* () {
    yield* texts('url\r\n');
    throw userError('QUERY_FAILED', 'too late');
  });
  await assert.rejects(ask(port, QUERY), { code: 'ECONNRESET' });
  await until('it is logged', () => logged.some(({ text }) => /export was cut off.*too late/s.test(text)));
  const fetched = async () => {
    const url = `http://127.0.0.1:${port}/query/export`;
    const reply = await fetch(url, {
      method: 'POST',
      headers: { read_key: 'read' },
      body: JSON.stringify(QUERY),
    });
    return reply.text();
  };
  await assert.rejects(fetched());
});

test('HTTP/1.0, which has no chunks, gets no file that could be cut unseen', async (t) => {
  const { port } = await setup(t, () => texts('url\r\n'));
  const body = JSON.stringify(QUERY);
  const socket = net.connect(port, '127.0.0.1');
  socket.end(
    `POST /query/export HTTP/1.0\r\nread_key: read\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  let text = '';
  for await (const piece of socket) text += String(piece);
  assert.match(text, /^HTTP\/1\.1 400 /);
  assert.match(text, /cannot be sent over HTTP\/1\.0/);
});

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield Buffer.alloc(256 * 1024, 'x');
}

test('a client that goes away stops the work', async (t) => {
  const { engine, port } = await setup(t, endless);
  const going = new AbortController();
  const reply = await fetch(`http://127.0.0.1:${port}/query/export`, {
    method: 'POST',
    headers: { read_key: 'read' },
    body: JSON.stringify(QUERY),
    signal: going.signal,
  });
  await reply.body?.getReader().read();
  assert.equal(engine.cancelled, 0);
  going.abort();
  await until('cancelled', () => engine.cancelled > 0);
});

test('query.send-timeout: a client that takes nothing is cut off and holds nothing, a slow engine is not', async (t) => {
  let made = 0;
  const { engine, port } = await setup(
    t,
    async function* () {
      for await (const piece of endless()) {
        made += piece.length;
        yield piece;
      }
    },
    { 'query.send-timeout': 300 },
  );
  const body = JSON.stringify(QUERY);
  const socket = net.connect({ port, host: '127.0.0.1' });
  t.after(() => socket.destroy());
  socket.write(
    `POST /query/export HTTP/1.1\r\nhost: x\r\nread_key: read\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  socket.pause();
  await until('cut off', () => engine.cancelled > 0);
  // Most of it is in the buffers of the system.
  assert.ok(made < 32 * 1024 * 1024, `${made} bytes were made for a client that takes none`);

  engine.file = async function* () {
    for (let piece = 0; piece < 3; piece++) {
      yield Buffer.alloc(256 * 1024, 'x');
      await sleep(700);
    }
  };
  assert.equal((await ask(port, QUERY)).body.length, 3 * 256 * 1024);
});

test('query.max-concurrent-per-project counts exports until their end', async (t) => {
  let proceed: (() => void) | undefined;
  const { port } = await setup(
    t,
    async function* () {
      yield* texts('url\r\n');
      await new Promise<void>((resolve) => {
        proceed = resolve;
      });
    },
    { 'query.max-concurrent-per-project': 1 },
  );
  const first = ask(port, QUERY);
  await until('it waits', () => proceed !== undefined);
  const second = await ask(port, QUERY);
  assert.equal(second.status, 429);
  assert.equal(second.headers['retry-after'], '1');
  proceed?.();
  assert.equal((await first).status, 200);
});

test('query.export-max-rows, query.export-timeout: bounds of an export, not those of a query', async (t) => {
  const { engine, port } = await setup(
    t,
    async function* () {
      yield* texts();
      throw userError('TOO_MANY_ROWS', 'too many');
    },
    { 'query.export-max-rows': 700_000, 'query.export-timeout': 5000, 'query.max-rows': 10 },
  );
  const limit = await ask(port, { ...QUERY, query: 'SELECT url FROM pageview LIMIT 700001' });
  assert.match(limit.body, /above the largest allowed, 700000/);
  const reply = await ask(port, { ...QUERY, query: 'SELECT url FROM pageview LIMIT 700000' });
  assert.equal(engine.asked[0]?.maxRows, 700_000);
  const timeoutMs = engine.asked[0]?.timeoutMs ?? 0;
  assert.ok(timeoutMs > 0 && timeoutMs <= 5000, String(timeoutMs));
  assert.match(reply.body, /more than 700000 rows.*query\.export-max-rows/);
});

test('a server that stops cuts exports at once, whatever their clients do', async (t) => {
  const { api, port, engine } = await setup(t, endless);
  const body = JSON.stringify(QUERY);
  const socket = net.connect({ port, host: '127.0.0.1' });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  socket.write(
    `POST /query/export HTTP/1.1\r\nhost: x\r\nread_key: read\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await new Promise((resolve) => socket.once('readable', resolve));
  api.close();
  socket.resume();
  await closed;
  await until('cancelled', () => engine.cancelled > 0);
});
