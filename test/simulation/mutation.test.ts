/**
 * Goal: the simulation can fail. Method: a fault is built into the system on purpose, and some of the first seeds must
 * find it; and one seed gives one run.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Mutation } from './mutations.ts';
import { simulate } from './simulation.ts';
import type { Mode } from './world.ts';

const SEEDS = 30;

const CASES: readonly { readonly mutation: Mutation; readonly modes: readonly Mode[] }[] = [
  { mutation: 'lake-drops-row', modes: ['transactional', 'attempt'] },
  // An attempt that tells of more rows than its range has is caught by the runner itself.
  { mutation: 'lake-repeats-row', modes: ['transactional'] },
  { mutation: 'runner-advances-on-failure', modes: ['transactional', 'attempt'] },
  { mutation: 'log-acknowledges-early', modes: ['transactional', 'attempt'] },
  { mutation: 'retention-passes-committed', modes: ['transactional', 'attempt'] },
  { mutation: 'reader-sees-abandoned', modes: ['attempt'] },
  { mutation: 'drop-without-grace', modes: ['attempt'] },
  { mutation: 'epoch-not-checked', modes: ['attempt'] },
];

async function isFound(mode: Mode, mutation: Mutation): Promise<boolean> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      await simulate(mode, seed, mutation);
    } catch {
      return true;
    }
  }
  return false;
}

for (const { mutation, modes } of CASES) {
  for (const mode of modes) {
    test(`the checkers find the fault "${mutation}", ${mode}`, async () => {
      assert.ok(await isFound(mode, mutation), `${SEEDS} seeds did not find it`);
    });
  }
}

for (const mode of ['transactional', 'attempt'] as const) {
  test(`a seed replays the same run, ${mode}`, async () => {
    const [first, second] = [await simulate(mode, 7), await simulate(mode, 7)];
    assert.deepEqual(second, first);
    assert.notEqual((await simulate(mode, 8)).steps, first.steps);
  });
}
