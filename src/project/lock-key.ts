import { createHash, timingSafeEqual } from 'node:crypto';
import { userError } from '../platform/errors.ts';

/**
 * Refuses whoever does not know the lock key. Where none is configured, none may be given either: a client that sends
 * one believes itself protected. Error: `LOCK_KEY_INVALID`.
 */
export function checkLockKey(configured: string, given: string | null | undefined): void {
  // Hashes have one length and are compared in constant time, so that the time says nothing of the key.
  if (!timingSafeEqual(digest(configured), digest(given ?? ''))) {
    throw userError('LOCK_KEY_INVALID', 'Lock key is invalid', {
      hint: 'send the value of "lock-key" in the configuration as member "lock_key"',
    });
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
