import assert from 'node:assert/strict';
import { env } from 'node:process';
import { simulate } from './simulation.ts';
import type { Mode } from './world.ts';

/** Runs this many seeds, or the one that `SEED` names; a failure tells how to replay it. */
export async function runSeeds(mode: Mode, count: number): Promise<void> {
  const named = env['SEED'];
  const seeds = named === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(named)];
  const sums = { crashes: 0, acknowledged: 0, refused: 0, checks: 0, depositions: 0, deadLetters: 0 };
  let compacted = 0;
  let trimmed = 0;
  for (const seed of seeds) {
    let outcome: Awaited<ReturnType<typeof simulate>>;
    try {
      outcome = await simulate(mode, seed);
    } catch (error) {
      throw new Error(
        `seed ${seed} failed; replay it with: SEED=${seed} npm test -- test/simulation/${mode}.test.ts`,
        {
          cause: error,
        },
      );
    }
    const { counts } = outcome.history;
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += counts[name];
    compacted += counts.compacted;
    trimmed += counts.trimmed;
  }
  if (seeds.length === 1) return;
  // A simulation in which nothing goes wrong would prove nothing.
  assert.ok(sums.acknowledged > 10 * count, `only ${sums.acknowledged} events were acknowledged`);
  assert.ok(sums.refused > count, `only ${sums.refused} requests failed`);
  assert.ok(sums.crashes > count / 4, `only ${sums.crashes} crashes`);
  assert.ok(sums.checks > count, `only ${sums.checks} checks`);
  assert.ok(sums.deadLetters > 0 && trimmed > 0);
  if (mode === 'attempt') assert.ok(sums.depositions > count / 10 && compacted > 0);
}
