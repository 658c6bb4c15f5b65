import assert from 'node:assert/strict';
import { readLedger } from '../../src/batch/ledger.ts';
import type { Collection } from '../../src/model/collection.ts';
import { offsetAt } from '../../src/model/position.ts';
import type { SentEvent } from './history.ts';
import type { Seen, SeenRow } from './lake-view.ts';
import type { World } from './world.ts';

/**
 * What must hold at every moment: positions and rows say the same, so that reads are prefixes, nothing of abandoned
 * attempts is seen, nothing is there twice, and no position passes what is not there; and the ledger balances.
 */
export async function checkNow(world: World): Promise<void> {
  world.history.counts.checks++;
  assert.deepEqual(world.history.staleWrites, [], 'a deposed master wrote');
  for (const { project, collection } of await world.collections())
    checkSeen(world, collection, await world.view.see(project, collection));
  await checkLedgers(world);
}

/** A reader that begins now and ends later, within the time that dropped tables are kept for it. */
export async function checkSlowRead(world: World, durationMs: number): Promise<void> {
  const { project, collection } = world.dice.pick(await world.collections());
  const seen = await world.view.see(project, collection);
  const before = placesOf(seen.rows).sort();
  await world.time.timers.sleep(durationMs);
  assert.deepEqual(placesOf(seen.again()).sort(), before, 'a read of one snapshot changed while it ran');
}

/** At the end, when everything that was accepted must have arrived. */
export async function checkEnd(world: World): Promise<void> {
  await checkNow(world);
  const seen = new Map<number, number>();
  let deadLetters = 0;
  for (const { project, collection } of await world.collections()) {
    const view = await world.view.see(project, collection);
    deadLetters += view.deadLetters.length;
    checkOrder(world, collection, view.rows);
    for (const row of view.rows) {
      const event = eventOf(world, collection, row);
      seen.set(event.number, (seen.get(event.number) ?? 0) + 1);
      checkValues(collection, event, row);
    }
    checkLog(view, await world.logReader.latest(collection.topic));
    const earliest = await world.logReader.earliest(collection.topic);
    if (earliest.some((offset) => offset > 0)) world.history.counts.trimmed++;
  }
  world.history.counts.deadLetters += deadLetters;
  for (const project of await world.projects())
    for (const { listed, commits, rows } of await world.store.listSegments(project.id))
      if (listed && commits === 0 && rows > 0) world.history.counts.compacted++;
  let poison = 0;
  let acknowledgedPoison = 0;
  for (const event of world.history.events.values()) {
    const times = seen.get(event.number) ?? 0;
    assert.ok(times <= 1, `event ${event.number} is there ${times} times`);
    if (event.isPoison) {
      poison++;
      if (event.acknowledged) acknowledgedPoison++;
      assert.equal(times, 0, `event ${event.number}, which the engine refuses, is there`);
    } else if (event.acknowledged) {
      assert.equal(
        times,
        1,
        `event ${event.number} of "${event.collection}" was acknowledged and is missing`,
      );
    }
  }
  const { garbage } = world.history;
  assert.ok(deadLetters >= garbage.acknowledged + acknowledgedPoison, 'a dead letter is missing');
  assert.ok(deadLetters <= garbage.sent + poison, 'there are more dead letters than bad messages');
}

function checkSeen(world: World, collection: Collection, { position, rows, deadLetters }: Seen): void {
  const places = [...placesOf(rows), ...placesOf(deadLetters)];
  assert.equal(new Set(places).size, places.length, `a place of "${collection.topic}" is there twice`);
  for (const row of [...rows, ...deadLetters])
    assert.ok(
      row.offset < offsetAt(position, row.partition),
      `place ${row.partition}/${row.offset} of "${collection.topic}" is beyond the position ${position}`,
    );
  // Every place is there once and none lies beyond, so equal numbers make it a prefix without a hole.
  const before = position.reduce((sum, offset) => sum + offset, 0);
  assert.equal(places.length, before, `"${collection.topic}" lacks places before ${position}`);
  for (const row of rows) eventOf(world, collection, row);
}

async function checkLedgers(world: World): Promise<void> {
  for (const project of await world.projects()) {
    const verify = world.dice.chance(0.3);
    const ledger = await readLedger(world.ledger, project, { verify }).catch((error: { code?: string }) => {
      // A slow ledger cannot keep up with a log that keeps nothing; at rest it must answer.
      if (error.code === 'LEDGER_OVERTAKEN' && !world.isQuiet) return undefined;
      throw error;
    });
    if (ledger === undefined) continue;
    for (const entry of ledger.collections)
      assert.ok(entry.balanced, `the ledger of "${entry.collection.topic}" does not balance: ${text(entry)}`);
    assert.ok(ledger.total.balanced, 'the total of the ledger does not balance');
  }
}

function checkLog({ position }: Seen, latest: readonly number[]): void {
  assert.deepEqual(
    latest.map((_, partition) => offsetAt(position, partition)),
    latest,
    'the table is not at the end of the log',
  );
}

/** One device's acknowledged events lie in the log in the order in which they were sent. */
function checkOrder(world: World, collection: Collection, rows: readonly SeenRow[]): void {
  const last = new Map<string, { readonly place: number; readonly partition: number }>();
  for (const row of [...rows].sort((a, b) => a.partition - b.partition || a.offset - b.offset)) {
    const event = eventOf(world, collection, row);
    if (!event.acknowledged) continue;
    const before = last.get(event.device);
    if (before !== undefined) {
      assert.equal(row.partition, before.partition, `device "${event.device}" is in two partitions`);
      assert.ok(event.place > before.place, `the order of device "${event.device}" was not kept`);
    }
    last.set(event.device, { place: event.place, partition: row.partition });
  }
}

function eventOf(world: World, collection: Collection, row: SeenRow): SentEvent {
  const number = Number(row.values.get(columnOf(collection, 'n')));
  const event = world.history.events.get(number);
  assert.ok(event !== undefined, `row with number ${number} was never sent`);
  assert.equal(event.collection, collection.name, `event ${number} is in the wrong table`);
  return event;
}

function checkValues(collection: Collection, event: SentEvent, row: SeenRow): void {
  for (const [name, value] of Object.entries(event.properties)) {
    const stored = row.values.get(columnOf(collection, name)) ?? null;
    if (stored === null) {
      const extra = String(row.values.get('_extra'));
      assert.ok(extra.includes(`"${name}"`), `event ${event.number} has lost its "${name}"`);
    } else
      assert.equal(
        stored,
        typeof stored === 'string' ? String(value) : value,
        `event ${event.number} has another "${name}"`,
      );
  }
}

function columnOf(collection: Collection, name: string): string {
  return collection.schema.fields.find((field) => field.name === name)?.physicalName ?? name;
}

function placesOf(
  rows: readonly { readonly partition: number; readonly offset: number }[],
): readonly string[] & string[] {
  return rows.map(({ partition, offset }) => `${partition}/${offset}`);
}

function text(entry: object): string {
  return JSON.stringify(entry, (key, value: unknown) => (key === 'collection' ? undefined : value));
}
