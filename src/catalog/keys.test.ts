import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../platform/random.ts';
import { createKeys, hashesOf, hashKey, isKeyShaped, maskKey } from './keys.ts';

test('keys are 64 characters, all different, and every character occurs', () => {
  const all = Array.from({ length: 50 }, () => createKeys(systemRandom));
  const keys = all.flatMap((set) => [set.master_key, set.read_key, set.write_key]);
  assert.equal(new Set(keys).size, 150);
  for (const key of keys) assert.ok(isKeyShaped(key), maskKey(key));
  assert.equal(new Set(keys.join('')).size, 36);
});

test('no character is likelier because of the remainder', () => {
  // Every byte once: 252 of them fall 7 times on each of 36 characters, the last 4 must be left out.
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  let at = 192;
  const random = {
    next: () => 0,
    bytes: (count: number) => {
      const given = bytes.slice(at, at + count);
      at = (at + count) % 256;
      return given;
    },
  };
  const { master_key: key } = createKeys(random);
  // Bytes 192 to 251 give 60 characters, 252 to 255 none, then the next 4 come from byte 0 on.
  assert.equal(key.slice(-4), '0123');
});

test('keys are stored as SHA-256 and shown masked', () => {
  const keys = createKeys(systemRandom);
  assert.match(hashesOf(keys).read, /^[0-9a-f]{64}$/);
  assert.equal(hashesOf(keys).read, hashKey(keys.read_key));
  assert.equal(hashKey('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(maskKey('abcdefghijklm'), 'abcdef…');
});

test('only what looks like a key is one', () => {
  assert.equal(isKeyShaped('a'.repeat(64)), true);
  for (const text of ['', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), `${'a'.repeat(63)}\n`]) {
    assert.equal(isKeyShaped(text), false);
  }
});
