import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { userError } from '../platform/errors.ts';
import type { BodyShare, InflightBytes } from './inflight-bytes.ts';

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
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  inflight: InflightBytes,
): Promise<Body> {
  const encoding = encodingOf(request);
  const { promise: gaveWay, reject } = Promise.withResolvers<never>();
  gaveWay.catch(() => {});
  const share = inflight.open((error) => {
    share.release();
    reject(error);
  });
  const release = () => share.release();
  try {
    const received = await receive(request, maxBytes, share, gaveWay);
    share.received();
    if (encoding === 'identity') return { bytes: received, release };
    const bytes = inflate(received, maxBytes);
    share.take(bytes.length);
    return { bytes, release };
  } catch (error) {
    release();
    throw error;
  }
}

function encodingOf(request: IncomingMessage): 'identity' | 'gzip' {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  throw userError('BODY_INVALID', 'the Content-Encoding is not supported', {
    hint: 'send the body as it is, or with gzip',
  });
}

function receive(
  request: IncomingMessage,
  maxBytes: number,
  share: BodyShare,
  gaveWay: Promise<never>,
): Promise<Buffer> {
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
        share.take(chunk.length);
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
    gaveWay.catch((error: unknown) => settle(() => reject(error as Error)));
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
    hint: 'send less at a time, such as events in smaller batches',
  });
}
