/**
 * A seeded simulation of clients → collect → log → batch → lake in one thread, on a virtual clock, over the memory
 * adapters. Goal: find interleavings of crashes, lost replies, late rows and the rest that break a guarantee. Method:
 * everything random is drawn from one seed, so the seed alone replays a run; checkers read the tables as queries do,
 * during the run and after it.
 */
import { offsetAt } from '../../src/model/position.ts';
import { checkEnd, checkNow, checkSlowRead } from './checker.ts';
import { runClient } from './clients.ts';
import { Cluster } from './cluster.ts';
import type { History } from './history.ts';
import type { Mutation } from './mutations.ts';
import { runOperator } from './operator.ts';
import { type Mode, World } from './world.ts';

const LIMITS = { untilMs: 300_000, steps: 300_000 };

/** How long events may need to arrive once nothing fails any more, in virtual time. */
const SETTLE_MS = 120_000;

export interface Outcome {
  readonly history: History;
  readonly steps: number;
  readonly endedMs: number;
}

/** Rejects with what a checker found. */
export async function simulate(mode: Mode, seed: number, mutation?: Mutation): Promise<Outcome> {
  const world = new World(mode, seed, mutation);
  await world.time.run(scenario(world), LIMITS);
  return { history: world.history, steps: world.time.steps, endedMs: world.time.nowMs };
}

async function scenario(world: World): Promise<void> {
  const { dice, time } = world;
  for (let i = dice.between(1, 2); i > 0; i--) {
    await world.createProject(`project_${i}`);
  }
  const cluster = new Cluster(world);
  cluster.start();
  let isOver = false;
  const requests = dice.between(3, 15);
  const clients = Array.from({ length: dice.between(1, 4) }, (_, i) =>
    runClient(world, cluster, `device-${i}`, requests),
  );
  const work = Promise.all(clients).finally(() => {
    isOver = true;
  });
  await Promise.all([work, runOperator(world, cluster, () => isOver), check(world, () => isOver)]);
  world.quiet();
  await settled(world, cluster);
  // Rows that an engine still owes, and the dropping of what was replaced.
  await time.timers.sleep(10_000);
  await checkEnd(world);
  await cluster.close();
}

async function check(world: World, isOver: () => boolean): Promise<void> {
  const { dice, time } = world;
  while (!isOver()) {
    await time.timers.sleep(dice.next() * 2000);
    if ((await world.collections()).length === 0) continue;
    await checkNow(world);
    await checkSlowRead(world, dice.next() * world.graceMs);
  }
}

async function settled(world: World, cluster: Cluster): Promise<void> {
  const untilMs = world.time.nowMs + SETTLE_MS;
  for (;;) {
    const behind = [];
    for (const { project, collection } of await world.collections()) {
      const { position } = await world.view.see(project, collection);
      const latest = await world.logReader.latest(collection.topic);
      if (latest.some((end, partition) => end > offsetAt(position, partition))) behind.push(collection.topic);
    }
    if (behind.length === 0) return;
    if (world.time.nowMs > untilMs)
      throw new Error(`events of ${behind.join(', ')} never arrived: ${cluster.describe()}`);
    await world.time.timers.sleep(200);
  }
}
