import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { userError } from '../platform/errors.ts';
import type { InflightBytes } from './inflight-bytes.ts';

/** A body that was received whole; `release` gives its share of the bound back, once, when it is not needed any more. */
export interface Body {
  readonly bytes: Buffer;
  release(): void;
}

/**
 * Reads a request's body, inflates it, and holds both to their bounds: each body to `maxBytes`, all together to
 * `inflight`, by the bytes that have really come, so that slow clients hold only what they sent.
 *
 * Errors: `BODY_TOO_LARGE`, `COLLECT_BUSY`, `BODY_INVALID` (also for a client that went away).
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  inflight: InflightBytes,
): Promise<Body> {
  const encoding = encodingOf(request);
  let taken = 0;
  const take = (bytes: number) => {
    inflight.take(bytes);
    taken += bytes;
  };
  const release = () => {
    inflight.give(taken);
    taken = 0;
  };
  try {
    const received = await receive(request, maxBytes, take);
    if (encoding === 'identity') return { bytes: received, release };
    const bytes = inflate(received, maxBytes);
    take(bytes.length);
    return { bytes, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** A refused body up to so many times the largest is let through to its end. */
const DISCARDED_BODIES = 8;

/**
 * Whether the rest of a refused body should be read and thrown away rather than the connection closed: a connection
 * that is closed with bytes unread is reset, and a client that is still sending sees that instead of the answer. The
 * original's browser client needs it, because it answers 413 by sending less at a time.
 */
export function discardsRest(request: IncomingMessage, maxBytes: number): boolean {
  return Number(request.headers['content-length']) <= maxBytes * DISCARDED_BODIES;
}

function encodingOf(request: IncomingMessage): 'identity' | 'gzip' {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  throw userError('BODY_INVALID', 'the Content-Encoding is not supported', {
    hint: 'send the body as it is, or with gzip',
  });
}

function receive(request: IncomingMessage, maxBytes: number, take: (bytes: number) => void): Promise<Buffer> {
  if (Number(request.headers['content-length']) > maxBytes) return Promise.reject(tooLarge(maxBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (settleWith: () => void) => {
      request.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost);
      settleWith();
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      try {
        if (length > maxBytes) throw tooLarge(maxBytes);
        take(chunk.length);
      } catch (error) {
        settle(() => reject(error as Error));
        return;
      }
      chunks.push(chunk);
    };
    const onEnd = () =>
      settle(() => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length)));
    const onLost = () =>
      settle(() =>
        reject(userError('BODY_INVALID', 'the client went away before it had sent the whole body')),
      );
    request.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}

/** Done at once rather than in the pool: so at most one inflated body is not counted yet. */
function inflate(bytes: Buffer, maxBytes: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    throw userError('BODY_INVALID', 'the body is not valid gzip', { cause });
  }
}

function tooLarge(maxBytes: number): Error {
  return userError('BODY_TOO_LARGE', `the body must not be larger than ${maxBytes} bytes`, {
    hint: 'send the events in smaller batches',
  });
}
