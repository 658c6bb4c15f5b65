import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeProjectPosition, encodeProjectPosition } from '../model/position.ts';
import { sendEvents } from './event-sender.ts';
import { SentSoFar } from './sent-so-far.ts';
import type { ClientResponse, ServerClient } from './server-client.ts';

type Answer = (events: readonly unknown[], request: number) => Partial<ClientResponse> & { status: number };

/** A server that keeps what it answers with 200. */
function fakeServer(
  answer: Answer,
): ServerClient & { readonly kept: unknown[]; requests: number; mostAtOnce: number } {
  let atOnce = 0;
  return {
    place: 'here',
    kept: [],
    requests: 0,
    mostAtOnce: 0,
    async request({ body }) {
      this.mostAtOnce = Math.max(this.mostAtOnce, ++atOnce);
      const { events, api } = JSON.parse(String(body)) as { events: unknown[]; api: { api_key: string } };
      assert.equal(api.api_key, 'k"ey');
      const reply = answer(events, this.requests++);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce--;
      if (reply.status === 200) this.kept.push(...events);
      return { headers: {}, body: Buffer.from('1'), ...reply };
    },
    close: async () => {},
  };
}

async function* events(count: number): AsyncGenerator<string> {
  for (let i = 0; i < count; i++) yield `{"n":${i}}`;
}

function send(
  client: ServerClient,
  source: AsyncIterable<string>,
  signal = new AbortController().signal,
  sent = new SentSoFar(),
) {
  return sendEvents(source, { client, key: 'k"ey', signal, sent, onAcknowledged: () => {} });
}

test('every event is sent once, over a few connections, and the furthest position is told', async () => {
  const server = fakeServer((_, request) => ({
    status: 200,
    headers: {
      'x-millrace-position': encodeProjectPosition({
        projectId: 7,
        collections: new Map([[request % 2, [request, 10 - request]]]),
      }),
    },
  }));
  const sent = await send(server, events(4321));
  assert.equal(sent.count, 4321);
  const kept = server.kept.map((event) => (event as { n: number }).n).sort((a, b) => a - b);
  assert.deepEqual(
    kept,
    Array.from({ length: 4321 }, (_, i) => i),
  );
  assert.equal(server.mostAtOnce, 4);
  const position = decodeProjectPosition(sent.position ?? '');
  assert.equal(server.requests, 9);
  assert.deepEqual(position?.collections.get(0), [8, 10]);
  assert.deepEqual(position?.collections.get(1), [7, 9]);
});

test('nothing to send is no request', async () => {
  const server = fakeServer(() => ({ status: 200 }));
  assert.deepEqual(await send(server, events(0)), { count: 0, position: undefined });
  assert.equal(server.requests, 0);
});

test('what is too much is halved, what is turned away is sent again', async () => {
  const server = fakeServer((batch, request) => {
    if (batch.length > 50) return { status: 413 };
    return request % 5 === 4 ? { status: 503, headers: { 'retry-after': '0' } } : { status: 200 };
  });
  assert.equal((await send(server, events(600))).count, 600);
  assert.equal(new Set(server.kept.map((event) => JSON.stringify(event))).size, 600);
  assert.equal(server.kept.length, 600);
});

test('a refusal ends it with the words of the server', async () => {
  const server = fakeServer(() => ({ status: 403, body: Buffer.from('{"error":"api_key is invalid"}') }));
  await assert.rejects(send(server, events(5000)), { exitCode: 4, message: 'api_key is invalid' });
  assert.ok(server.requests <= 4, `${server.requests} requests after the first refusal`);
});

test('an abort ends it when the requests under way are answered, so that what is stored is known', async () => {
  const controller = new AbortController();
  const server = fakeServer(() => {
    controller.abort(new Error('enough'));
    return { status: 200 };
  });
  const sent = new SentSoFar();
  await assert.rejects(send(server, events(100_000), controller.signal, sent), /enough/);
  assert.ok(server.requests <= 4);
  assert.ok(sent.first > 0);
  assert.deepEqual([sent.first, sent.reached], [server.kept.length, server.kept.length]);
});

test('an abort ends it while events are waited for that do not come', async () => {
  const controller = new AbortController();
  async function* silent(): AsyncGenerator<string> {
    await new Promise(() => {});
    yield '';
  }
  const sending = send(
    fakeServer(() => ({ status: 200 })),
    silent(),
    controller.signal,
  );
  controller.abort(new Error('enough'));
  await assert.rejects(sending, /enough/);
});

test('a request that breaks off is not sent again, and its events are in doubt', async () => {
  const server = fakeServer((_, request) => {
    if (request === 1) throw new Error('broken off');
    return { status: 200 };
  });
  const sent = new SentSoFar();
  await assert.rejects(send(server, events(500 * 20), undefined, sent), /broken off/);
  assert.equal(sent.first, 500);
  assert.equal(sent.count, server.kept.length);
  assert.equal(new Set(server.kept.map((event) => JSON.stringify(event))).size, server.kept.length);
  assert.ok(sent.reached >= 1000);
});

test('one event that is too large is named by its place', async () => {
  const server = fakeServer((batch) => {
    return { status: batch.some((event) => (event as { n: number }).n === 7) ? 413 : 200 };
  });
  const sent = new SentSoFar();
  await assert.rejects(send(server, events(20), undefined, sent), {
    message: 'event 8 has 7 bytes, more than the server takes',
  });
  assert.equal(sent.first, 7);
});
