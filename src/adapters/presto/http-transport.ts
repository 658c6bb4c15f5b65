import http from 'node:http';
import https from 'node:https';
import type { Timers } from '../../platform/timers.ts';
import type { RequestHeaders } from './session.ts';

export interface HttpReply {
  readonly status: number;
  readonly body: Buffer;
}

export interface HttpSend {
  /** From the origin's root, query included. */
  readonly path: string;
  readonly headers: RequestHeaders;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface TransportOptions {
  readonly timers: Timers;
  readonly origin: URL;
  /** For one request, from its first byte sent to the last received. */
  readonly requestTimeoutMs: number;
  readonly maxReplyBytes: number;
}

/** No whole reply came: connection refused, reset or cut, or too slow. Whether the server acted is not known. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
}

/**
 * Sends one request to the engine, once. A POST has a connection of its own: on a kept one that the server is just
 * closing it would fail, and it must not be sent again.
 */
export class HttpTransport {
  readonly #options: TransportOptions;
  readonly #module: typeof http | typeof https;
  readonly #agent: http.Agent;
  #closed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#module = options.origin.protocol === 'https:' ? https : http;
    this.#agent = new this.#module.Agent({ keepAlive: true });
  }

  /** Errors: {@link TransportFailure}, {@link ReplyTooLarge}; the reason of the signal when that was aborted. */
  send(method: 'GET' | 'POST' | 'DELETE', send: HttpSend): Promise<HttpReply> {
    const { timers, origin, requestTimeoutMs, maxReplyBytes } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
    if (send.signal?.aborted) return Promise.reject(send.signal.reason);
    if (this.#closed) return Promise.reject(new TransportFailure('the client is closed'));
    const fail = (cause: unknown) => {
      if (send.signal?.aborted) reject(send.signal.reason);
      else if (cause instanceof TransportFailure || cause instanceof ReplyTooLarge) reject(cause);
      else reject(new TransportFailure((cause as Error).message, { cause }));
    };
    const request = this.#module.request(new URL(send.path, origin), {
      method,
      headers: send.headers,
      agent: method === 'POST' ? false : this.#agent,
      ...(send.signal === undefined ? {} : { signal: send.signal }),
    });
    const timer = timers.after(requestTimeoutMs, () => {
      request.destroy(new TransportFailure(`no whole reply within ${requestTimeoutMs} ms`));
    });
    request.once('close', () => timer.cancel());
    request.once('error', fail);
    request.once('response', (response) => {
      readWhole(response, maxReplyBytes).then(
        (body) => resolve({ status: response.statusCode ?? 0, body }),
        (error: unknown) => {
          request.destroy();
          fail(error);
        },
      );
    });
    request.end(send.body);
    return promise;
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.#agent.destroy();
  }
}

async function readWhole(response: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > maxBytes) throw new ReplyTooLarge(`a reply has more than ${maxBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

/** Asking again would not help. */
export class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge';
}
