import assert from 'node:assert/strict';
import type { ProjectPosition } from '../../src/model/position.ts';
import type { Cluster } from './cluster.ts';
import type { Dice } from './dice.ts';
import type { SentEvent } from './history.ts';
import type { World } from './world.ts';

const COLLECTIONS = ['pageview', 'Sale', 'a b'];

/** A client with one device: one request after the other, never the same event twice. */
export async function runClient(
  world: World,
  cluster: Cluster,
  device: string,
  requests: number,
): Promise<void> {
  const { dice, time, history } = world;
  let place = 0;
  for (let request = 0; request < requests; request++) {
    await time.timers.sleep(dice.next() * dice.pick([5, 100, 1500]));
    const node = cluster.collecting();
    const collector = node?.collector;
    if (node === undefined || collector === undefined) continue;
    const project = dice.pick(await world.projects()).name;
    const events = Array.from({ length: dice.between(1, 6) }, () =>
      history.add(newEvent(world, project, device, place++)),
    );
    let position: ProjectPosition;
    try {
      const receivedMs = node.process.platform.clock.now();
      const uploadTime = dice.chance(0.2) ? receivedMs - dice.between(-20_000, 20_000) : undefined;
      const body = {
        apiKey: world.keys.get(project)!,
        uploadTime,
        events: events.map(onTheWire),
        isSingle: false,
      };
      ({ position } = await node.call(collector.collect(body, receivedMs)));
    } catch {
      history.counts.refused++;
      continue;
    }
    history.acknowledge(events);
    if (dice.chance(0.2)) await seeOwnEvents(world, cluster, events, position);
  }
}

/** Rule 12: whoever waits for its own events sees them, if the answer is yes. */
async function seeOwnEvents(
  world: World,
  cluster: Cluster,
  events: readonly SentEvent[],
  position: ProjectPosition,
): Promise<void> {
  const node = cluster.master();
  if (node?.runner === undefined) return;
  let isVisible: boolean;
  try {
    isVisible = await node.call(node.runner.waitUntilVisible(position, 2000));
  } catch {
    return;
  }
  if (!isVisible) return;
  const numbers = new Set<unknown>();
  for (const { project, collection } of await world.collections())
    for (const { values } of (await world.view.see(project, collection)).rows) numbers.add(values.get('n'));
  for (const { number, isPoison } of events)
    if (!isPoison) assert.ok(numbers.has(number), `event ${number} is said to be visible and is not`);
}

function newEvent(
  world: World,
  project: string,
  device: string,
  place: number,
): Omit<SentEvent, 'number' | 'acknowledged'> {
  const { dice, mode } = world;
  const isPoison = mode === 'attempt' && dice.chance(0.01);
  const collection = dice.pick(COLLECTIONS);
  const properties = { ...someProperties(dice), ...(isPoison ? { poison: true } : {}) };
  return { project, collection: nameOf(collection), device, place, properties, isPoison };
}

/** Ever new fields, so that schemas grow during everything; now and then a value that does not fit its column. */
function someProperties(dice: Dice): Readonly<Record<string, unknown>> {
  const properties: Record<string, unknown> = {};
  for (let i = dice.below(4); i > 0; i--) {
    const field = dice.below(12);
    if (field < 6) properties[`amount_${field}`] = dice.chance(0.1) ? 'many' : dice.between(1, 1000);
    else properties[`label_${field}`] = `text ${dice.below(100)}`;
  }
  return properties;
}

function onTheWire({ number, collection, device, place, properties }: SentEvent): object {
  return { collection, properties: { n: number, place, _device_id: device, ...properties } };
}

function nameOf(collection: string): string {
  return collection.toLowerCase();
}
