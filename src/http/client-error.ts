import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** What went wrong below HTTP, where there is no request to answer yet. */
const STATUS_BY_CODE: ReadonlyMap<string | undefined, readonly [status: number, message: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'request headers are too large']],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', [413, 'request body is too large']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'request took too long to arrive']],
]);

/** Answers a request that is not HTTP, or too slow, in the same shape as every error, and closes the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  // Nobody is there to read an answer after a reset.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = STATUS_BY_CODE.get(error.code) ?? [400, 'request is not valid HTTP'];
  const body = JSON.stringify({ error: message, error_code: status });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
