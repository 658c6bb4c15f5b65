import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '../platform/errors.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { formatCount } from './progress.ts';
import { type ClientStream, failureOf } from './server-client.ts';

export interface ReceivedExport {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Hands on the bytes of an export as they come. Resolves when all of them came, as the server's checksum says; everything
 * else is a `CommandFailure`, and what was handed on is not to be kept.
 */
export async function receiveExport(
  stream: ClientStream,
  write: (piece: Buffer) => Promise<void>,
  onProgress: (bytes: number) => void,
): Promise<ReceivedExport> {
  if (stream.status >= 300) {
    throw failureOf({ status: stream.status, body: await buffer(stream.body) });
  }
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of unlessCut(stream.body, () => bytes)) {
    hash.update(piece);
    bytes += piece.length;
    await write(piece);
    onProgress(bytes);
  }
  const rows = stream.trailers['x-millrace-rows'];
  const sha256 = stream.trailers['x-millrace-sha256'];
  if (rows === undefined || sha256 === undefined) {
    throw new CommandFailure(EXIT.failed, 'whether the export is whole cannot be told', {
      detail: 'its row count and checksum did not come',
      hint: 'a proxy on the way may drop HTTP trailers: ask the server itself',
    });
  }
  if (sha256 !== hash.digest('hex') || !/^\d+$/.test(rows)) {
    throw new CommandFailure(EXIT.failed, 'the export changed on its way: its checksum is another', {
      hint: 'export it again',
    });
  }
  return { rows: Number(rows), bytes };
}

async function* unlessCut(body: AsyncIterable<Buffer>, soFar: () => number): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (cause) {
    throw new CommandFailure(EXIT.failed, `the export was cut off after ${formatCount(soFar())} bytes`, {
      detail: cause instanceof CommandFailure ? cause.detail : messageOf(cause),
      hint: 'the log of the server says why, unless the connection or the server itself failed',
      cause,
    });
  }
}
