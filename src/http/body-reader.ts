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
 * Errors: `BODY_TOO_LARGE`, `BODIES_BUSY`, `BODY_INVALID` (also for a client that went away).
 */
export function readBody(request: IncomingMessage, maxBytes: number, inflight: InflightBytes): Promise<Body> {
  return new Promise((resolve, reject) => {
    const isGzip = encodingOf(request) === 'gzip';
    const announced = Number(request.headers['content-length']);
    if (announced > maxBytes) throw tooLarge(maxBytes);
    const chunks: Buffer[] = [];
    let length = 0;
    let isSettled = false;
    const fail = (error: unknown) => {
      if (isSettled) return;
      isSettled = true;
      chunks.length = 0;
      share.release();
      reject(error as Error);
    };
    const share = inflight.open(fail);
    request.on('data', (chunk: Buffer) => {
      // What still comes of a refused body is dropped.
      if (isSettled) return;
      length += chunk.length;
      try {
        if (length > maxBytes) throw tooLarge(maxBytes);
        if (length === announced) share.received();
        share.take(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        fail(error);
      }
    });
    request.on('end', () => {
      if (isSettled) return;
      try {
        const received = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
        share.received();
        const bytes = isGzip ? inflate(received, maxBytes) : received;
        if (isGzip) share.take(bytes.length);
        isSettled = true;
        resolve({ bytes, release: () => share.release() });
      } catch (error) {
        fail(error);
      }
    });
    const onLost = () => {
      if (!isSettled) fail(wentAway());
    };
    request.on('error', onLost);
    request.on('close', onLost);
  });
}

function encodingOf(request: IncomingMessage): 'identity' | 'gzip' {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  throw userError('BODY_INVALID', 'the Content-Encoding is not supported', {
    hint: 'send the body as it is, or with gzip',
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
    hint: 'send less at a time, such as events in smaller batches',
  });
}

function wentAway(): Error {
  return userError('BODY_INVALID', 'the client went away before it had sent the whole body');
}
