import { FRAME_BYTES } from '../../src/model/messages.ts';
import type { Cluster } from './cluster.ts';
import type { World } from './world.ts';

/** What people and machines do to a running system: kill it, set its clock, elect another master, back it up. */
export async function runOperator(world: World, cluster: Cluster, isOver: () => boolean): Promise<void> {
  const { dice, time } = world;
  while (!isOver()) {
    await time.timers.sleep(dice.next() * 3000);
    const node = dice.pick(cluster.nodes().length > 0 ? cluster.nodes() : [undefined]);
    const runner = cluster.master()?.runner;
    switch (dice.below(7)) {
      case 0:
        node?.process.crash();
        break;
      case 1:
        if (node !== undefined) node.process.skewMs = dice.between(-3_600_000, 3_600_000);
        break;
      case 2:
        cluster.depose();
        break;
      case 3: {
        const master = cluster.master();
        if (master === undefined || runner === undefined) break;
        const release = runner.holdRetention();
        await Promise.race([runner.pause(), master.process.crashed]);
        await time.timers.sleep(dice.next() * 1000);
        if (master.process.alive) runner.resume();
        release();
        break;
      }
      case 4:
        await appendGarbage(world, cluster);
        break;
      case 5: {
        const project = dice.pick(await world.projects());
        runner?.flush(project, AbortSignal.abort()).catch(() => {});
        break;
      }
      default:
    }
  }
}

/** Bytes that are no event, as another program might put them into the log. */
async function appendGarbage(world: World, cluster: Cluster): Promise<void> {
  const { dice, history } = world;
  const node = cluster.collecting();
  const targets = await world.collections();
  if (node?.log === undefined || targets.length === 0) return;
  const { topic, schema } = dice.pick(targets).collection;
  const bytes = dice.bytes(dice.between(1, 20));
  // Some look like events up to a point.
  if (bytes.length > FRAME_BYTES && dice.chance(0.5))
    bytes.set([0, 0, 0, 0, dice.chance(0.5) ? schema.id : 255]);
  history.garbage.sent++;
  try {
    await node.call(
      node.log.append(0, [{ topic, partition: 0, lengths: Uint32Array.of(bytes.length), bytes }]),
    );
    history.garbage.acknowledged++;
  } catch {
    // Whether it is stored is not known, as with any request that failed.
  }
}
