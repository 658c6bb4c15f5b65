import { connect } from 'node:net';

/** What a client does on one connection: bytes to send, pauses, and how it ends. */
export type Step = Buffer | string | { readonly pauseMs: number } | 'half-close' | 'reset';

export interface Exchange {
  /** The status of each answer that came, in order. */
  readonly statuses: readonly number[];
  /** Everything that came. */
  readonly text: string;
}

/** An answer takes at most so long; a server that neither answers nor closes is stuck. */
const STUCK_MS = 20_000;

/**
 * Does the steps and listens until the server closes, or `answers` answers have come. Errors of the connection are what
 * such clients deserve and end it. Rejects only when the server is stuck.
 */
export function exchange(port: number, steps: readonly Step[], answers = 1): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    let isDone = false;
    const stuck = setTimeout(() => {
      isDone = true;
      socket.destroy();
      reject(new Error(`the server neither answered nor closed; so far: ${text.slice(0, 500)}`));
    }, STUCK_MS);
    const done = () => {
      if (isDone) return;
      isDone = true;
      clearTimeout(stuck);
      socket.destroy();
      resolve({ statuses: statusesOf(text), text });
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
      if (statusesOf(text).length >= answers && isWhole(text)) done();
    });
    socket.on('end', done).on('error', done).on('close', done);
    void perform(steps);

    async function perform(all: readonly Step[]): Promise<void> {
      for (const step of all) {
        if (isDone) return;
        if (step === 'half-close') socket.end();
        else if (step === 'reset') {
          socket.resetAndDestroy();
          done();
        } else if (typeof step === 'object' && 'pauseMs' in step) {
          await new Promise((proceed) => setTimeout(proceed, step.pauseMs));
        } else if (!socket.write(step)) {
          await new Promise<void>((proceed) => {
            socket.once('drain', proceed).once('close', proceed);
          });
        }
      }
    }
  });
}

function statusesOf(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)]
    .map((match) => Number(match[1]))
    .filter((status) => status >= 200);
}

/** Whether the last answer has come whole: its length, or its last chunk. */
function isWhole(text: string): boolean {
  const last = text.slice(text.lastIndexOf('HTTP/1.1 '));
  const head = last.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /^content-length: (\d+)/im.exec(last.slice(0, head))?.[1];
  if (length !== undefined) return last.length - head - 4 >= Number(length);
  return !/^transfer-encoding: chunked/im.test(last.slice(0, head)) || last.endsWith('0\r\n\r\n');
}

export interface Head {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The head of a request, its blank line included. */
export function headText({ method, path, headers = {} }: Head): string {
  const lines = Object.entries({ host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** A whole request with a body. */
export function requestBytes(head: Head, body: Buffer | string): Buffer {
  const bytes = Buffer.from(body);
  const headers = { ...head.headers, 'content-length': String(bytes.length) };
  return Buffer.concat([Buffer.from(headText({ ...head, headers }), 'latin1'), bytes]);
}
