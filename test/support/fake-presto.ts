/** A statement API whose every reply the test decides: for what a real engine does once in a blue moon. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** How many requests came with this method and path, this one included. */
  readonly count: number;
}

/** What happens to a request: a reply (200 with JSON unless said otherwise), a cut connection, half a body, or nothing. */
export type FakeReply =
  | { readonly status?: number; readonly json?: unknown; readonly text?: string; readonly afterMs?: number }
  | 'reset'
  | 'half'
  | 'silence';

export interface FakePresto extends AsyncDisposable {
  readonly address: string;
  readonly requests: readonly FakeRequest[];
  /** `GET /v1/statement/executing/q/1` and the like, in order. */
  log(): readonly string[];
}

export async function startFakePresto(answer: (request: FakeRequest) => FakeReply): Promise<FakePresto> {
  const requests: FakeRequest[] = [];
  const server = http.createServer((incoming, outgoing) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const count = 1 + requests.filter((each) => each.method === method && each.path === path).length;
      const request = { method, path, headers, body: Buffer.concat(pieces).toString(), count };
      requests.push(request);
      reply(outgoing, answer(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    log: () => requests.map(({ method, path }) => `${method} ${path}`),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function reply(outgoing: http.ServerResponse, decided: FakeReply): void {
  if (decided === 'silence') return;
  if (decided === 'reset') {
    outgoing.destroy();
    return;
  }
  if (decided === 'half') {
    outgoing.writeHead(200, { 'content-length': 1000 });
    outgoing.write('{"id":"q","da', () => outgoing.destroy());
    return;
  }
  const { status = 200, json, text = JSON.stringify(json) ?? '', afterMs = 0 } = decided;
  setTimeout(() => {
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(text);
  }, afterMs);
}

/** The signature of a type without parameters. */
export function simpleType(rawType: string): object {
  return { rawType, typeArguments: [], literalArguments: [], arguments: [] };
}

export function fakeColumn(name: string, rawType: string): object {
  return { name, type: rawType, typeSignature: simpleType(rawType) };
}

/** A reply with the next page `next`, or the last one. */
export function fakePage(next: number | undefined, more: object = {}): FakeReply {
  // Another host than the request's: as behind a proxy that rewrites it.
  const nextUri = `http://coordinator.internal:9/v1/statement/executing/q/${next}?slug=x`;
  return {
    json: { id: 'q', stats: { state: 'RUNNING' }, ...(next === undefined ? {} : { nextUri }), ...more },
  };
}
