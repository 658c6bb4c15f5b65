import { readInt64 } from '../vector-values.ts';

/** An instant, which the engine keeps in microseconds, cut to milliseconds, as instants are everywhere outside of it. */
export function readMillis(view: DataView, at: number): number {
  const micros = readInt64(view, at);
  if (typeof micros === 'number') return Math.floor(micros / 1000);
  // BigInt division cuts towards zero; an instant before the epoch must go down.
  return Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n);
}
