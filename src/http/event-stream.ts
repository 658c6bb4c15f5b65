import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

const NEWLINE = 0x0a;

/**
 * Server-sent events to one client, in the original's framing: `event:NAME`, then the data on `data: ` lines. The client is told to wait
 * ten minutes before it connects anew, since a query must not run again because its connection broke.
 */
export class EventStream {
  readonly #response: ServerResponse;
  #isOpen = true;

  /**
   * Takes the reply over from the framework; headers set before (CORS) are sent along. A client that takes nothing for
   * `sendTimeoutMs` is cut off.
   */
  constructor(reply: FastifyReply, sendTimeoutMs: number) {
    reply.hijack();
    this.#response = reply.raw;
    this.#response.once('close', () => {
      this.#isOpen = false;
    });
    // Without a listener, a write to a connection that broke would end the process.
    this.#response.on('error', () => this.#response.destroy());
    this.#response.setTimeout(sendTimeoutMs, () => this.#response.destroy());
    this.#response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    this.#response.write('retry:600000\n\n');
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Called once, when the client went away or the stream ended. */
  onClose(listener: () => void): void {
    if (this.#isOpen) this.#response.once('close', listener);
    else listener();
  }

  /** Sends an event that may be left out when the client is behind. */
  report(name: string, data: unknown): void {
    if (this.#isOpen && !this.#response.writableNeedDrain) {
      this.#response.write(`event:${name}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  }

  /** Sends an event whose data come in pieces, no faster than the client takes them. */
  async send(name: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
    await this.#write(`event:${name}\ndata: `);
    for (const piece of pieces) await this.#write(withDataLines(piece));
    await this.#write('\n\n');
  }

  end(): void {
    this.#response.end();
  }

  async #write(chunk: string | Uint8Array): Promise<void> {
    if (!this.#isOpen || this.#response.write(chunk)) return;
    await new Promise<void>((resolve) => {
      const proceed = () => {
        this.#response.off('drain', proceed);
        this.#response.off('close', proceed);
        resolve();
      };
      this.#response.once('drain', proceed);
      this.#response.once('close', proceed);
    });
  }
}

/** A newline within data ends its line: the next begins with `data: ` again. */
function withDataLines(piece: string | Uint8Array): string | Uint8Array {
  if (typeof piece === 'string') return piece.replaceAll('\n', '\ndata: ');
  return piece.includes(NEWLINE) ? Buffer.from(piece).toString().replaceAll('\n', '\ndata: ') : piece;
}
