import process from 'node:process';

/** `SEED` of the environment, so that a run can be repeated, else one from the clock. */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** Numbers in `[0, 1)`, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
