import { createHash } from 'node:crypto';
import type { Random } from '../platform/random.ts';
import type { KeyHashes } from './catalog-store.ts';

/** One triple of keys, in clear: shown once when it is made, stored only as {@link hashesOf}. */
export interface ApiKeys {
  readonly master_key: string;
  readonly read_key: string;
  readonly write_key: string;
}

const KEY_LENGTH = 64;
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
/** The bytes that fall evenly on the alphabet; others are thrown away, or the first characters would be likelier. */
const FAIR_BYTES = 256 - (256 % ALPHABET.length);

export function createKeys(random: Random): ApiKeys {
  return { master_key: createKey(random), read_key: createKey(random), write_key: createKey(random) };
}

function createKey(random: Random): string {
  let key = '';
  while (key.length < KEY_LENGTH) {
    for (const byte of random.bytes(KEY_LENGTH)) {
      if (byte < FAIR_BYTES && key.length < KEY_LENGTH) key += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return key;
}

/** Whether the text could be a key at all: what cannot is not looked up. */
export function isKeyShaped(text: string): boolean {
  return /^[0-9a-z]{64}$/.test(text);
}

/**
 * What the store has of a key. A plain SHA-256 is enough: a key has 330 random bits, so there is no dictionary that a
 * slow or salted hash would have to resist, and it is computed on the way of a request.
 */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export function hashesOf(keys: ApiKeys): KeyHashes {
  return {
    master: hashKey(keys.master_key),
    read: hashKey(keys.read_key),
    write: hashKey(keys.write_key),
  };
}

/** The only form in which a key may stand in a log or a message. */
export function maskKey(key: string): string {
  return `${key.slice(0, 6)}…`;
}
