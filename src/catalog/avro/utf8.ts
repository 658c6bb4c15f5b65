/**
 * Copies `length` bytes and tells whether they are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF). One pass for plain ASCII, which most values are.
 */
export function copyUtf8(
  source: Uint8Array,
  from: number,
  target: Uint8Array,
  at: number,
  length: number,
): boolean {
  let seen = 0;
  if (length > BULK_BYTES) {
    target.set(source.subarray(from, from + length), at);
    for (let i = 0; i < length; i++) seen |= target[at + i]!;
  } else {
    for (let i = 0; i < length; i++) {
      const byte = source[from + i]!;
      seen |= byte;
      target[at + i] = byte;
    }
  }
  return seen < 0x80 || isUtf8(target, at, at + length);
}

/** From here on one call to the engine's copy is cheaper than a loop. */
const BULK_BYTES = 64;

/** Whether `bytes[from … to)` is well-formed UTF-8. */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const first = bytes[at++]!;
    if (first < 0x80) continue;
    const following = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    if (following === 0 || at + following > to) return false;
    const second = bytes[at]!;
    if (second < lowestSecond(first) || second > highestSecond(first)) return false;
    for (let i = 1; i < following; i++) {
      if ((bytes[at + i]! & 0xc0) !== 0x80) return false;
    }
    at += following;
  }
  return true;
}

/** Excludes overlong forms. */
function lowestSecond(first: number): number {
  return first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
}

/** Excludes surrogates and what lies above U+10FFFF. */
function highestSecond(first: number): number {
  return first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
}
