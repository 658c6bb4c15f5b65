import { randomBytes } from 'node:crypto';

/** A source of random numbers; seeded in simulations, the operating system's otherwise. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** `count` bytes fit for keys and tokens (in a simulation: reproducible instead). */
  bytes(count: number): Uint8Array;
}

export const systemRandom: Random = {
  next: () => Math.random(),
  bytes: (count) => randomBytes(count),
};
