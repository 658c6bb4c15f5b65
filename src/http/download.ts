import type { FastifyReply } from 'fastify';

/**
 * A file to one client, whose size nobody knows before its end: sent in chunks, no faster than the client takes them,
 * with trailers at the end. A file that is not ended breaks the connection without the last chunk, which every client
 * takes for an error.
 */
export class Download {
  readonly #response: FastifyReply['raw'];
  readonly #sendTimeoutMs: number;

  /**
   * Takes the reply over from the framework; headers set before (CORS) are sent along. `trailers` are the names of those
   * that {@link end} sends. A client that takes nothing for `sendTimeoutMs` is cut off.
   */
  constructor(
    reply: FastifyReply,
    headers: Readonly<Record<string, string>>,
    trailers: readonly string[],
    sendTimeoutMs: number,
  ) {
    reply.hijack();
    this.#response = reply.raw;
    this.#sendTimeoutMs = sendTimeoutMs;
    // Without a listener, a write to a connection that broke would end the process.
    this.#response.on('error', () => this.abort());
    this.#response.on('timeout', () => this.abort());
    this.#response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      ...headers,
      'transfer-encoding': 'chunked',
      trailer: trailers.join(', '),
    });
  }

  /** Resolves when there is room for more, or the client is gone. */
  async send(piece: Uint8Array): Promise<void> {
    if (this.#response.destroyed || this.#response.write(piece)) return;
    // Only now: the time until there is a piece is not the client's.
    this.#response.setTimeout(this.#sendTimeoutMs);
    await new Promise<void>((resolve) => {
      const proceed = () => {
        this.#response.off('drain', proceed);
        this.#response.off('close', proceed);
        resolve();
      };
      this.#response.once('drain', proceed);
      this.#response.once('close', proceed);
    });
    this.#response.setTimeout(0);
  }

  end(trailers: Readonly<Record<string, string>>): void {
    this.#response.setTimeout(this.#sendTimeoutMs);
    this.#response.addTrailers(trailers);
    this.#response.end();
  }

  /** Idempotent; harmless after the end has been sent. */
  abort(): void {
    this.#response.destroy();
  }
}
