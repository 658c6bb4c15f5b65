/**
 * The partition of an event: by its device, else by its user, so that one device's events keep their order, through a
 * login too; events that name neither are spread by their sequence.
 */
export function partitionOf(
  properties: Readonly<Record<string, unknown>>,
  sequence: number,
  partitionCount: number,
): number {
  if (partitionCount === 1) return 0;
  const key = keyText(properties['_device_id']) ?? keyText(properties['_user']);
  return key === undefined ? sequence % partitionCount : hash(key) % partitionCount;
}

function keyText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : value;
    case 'number':
    case 'bigint':
      return String(value);
    default:
      return undefined;
  }
}

/** FNV-1a over UTF-16 units, mixed at the end because its low bits alone are weak. The first 256 units are enough. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  const length = Math.min(text.length, 256);
  for (let i = 0; i < length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return (state ^ (state >>> 13)) >>> 0;
}
