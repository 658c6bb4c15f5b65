/**
 * What every transactional lake owes: the MUSTs of `TransactionalLake` (src/lake/lake.ts), one by one, over events that
 * are made from their number, with undecodable and unfit ones among them.
 */
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { LakeState, RoundRange, TransactionalLake } from '../../src/lake/lake.ts';
import { NO_ROWS } from '../../src/lake/lake.ts';
import { collectionOf, PROJECT } from './lake-events.ts';

/** A row as a lake shows it to the suite. */
export interface StoredRow {
  readonly partition: number;
  readonly offset: number;
  readonly batch: number;
  readonly user: unknown;
}

export interface LakeUnderTest {
  readonly lake: TransactionalLake;
  /** The rows of a collection's table, by place. */
  rows(collectionId: number): Promise<readonly StoredRow[]>;
  /** The dead letters of a collection: offsets with the length of their message. */
  deadLetters(collectionId: number): Promise<readonly (readonly [number, number])[]>;
  /** Whether values that the engine cannot hold become dead letters. */
  readonly refusesValues: boolean;
}

export type OpenLakeUnderTest = (t: TestContext) => Promise<LakeUnderTest>;

export function testTransactionalLake(name: string, open: OpenLakeUnderTest): void {
  const range = (id: number, from: readonly number[], to: readonly number[], version = 2): RoundRange => ({
    collection: collectionOf(id, version),
    range: { from, to },
  });

  test(`${name}: a round stores rows, dead letters, counts and positions together`, async (t) => {
    const { lake, rows, deadLetters, refusesValues } = await open(t);
    await lake.openProject(PROJECT);
    const first = await lake.state(PROJECT);
    assert.deepEqual([first.batch, first.collections.size], [0, 0]);
    const round = { ranges: [range(1, [], [30, 20]), range(2, [], [5])] };
    const { batch, added } = await lake.commitRound(PROJECT, round);
    assert.equal(batch, 1);
    const dead = refusesValues ? 4 : 2;
    // Every tenth event, from 4 on, has two values in _extra.
    const expected = { ...NO_ROWS, stored: 50 - dead, deadLettered: dead, unfitValues: 10 };
    assert.deepEqual(added.get(1), expected);
    assert.deepEqual(added.get(2), { ...NO_ROWS, stored: 5, unfitValues: 2 });
    const state = await lake.state(PROJECT);
    assert.equal(state.batch, 1);
    assert.deepEqual(state.collections.get(1), { position: [30, 20], counts: expected });
    assert.deepEqual(state.collections.get(2)?.position, [5]);
    assert.equal((await rows(1)).length, 50 - dead);
    const letters = await deadLetters(1);
    assert.equal(letters.length, dead);
    assert.ok(letters.every(([, bytes]) => bytes >= 13));
    assert.deepEqual(plain(await lake.verify(PROJECT)), plain(state));
  });

  test(`${name}: every event is there once, under its place and batch`, async (t) => {
    const { lake, rows } = await open(t);
    await lake.openProject(PROJECT);
    let position: number[] = [];
    for (const to of [[10], [10, 4000], [5000, 4001], [5000, 4001]]) {
      await lake.commitRound(PROJECT, { ranges: [range(1, position, to)] });
      position = to;
    }
    const stored = await rows(1);
    const places = new Set(stored.map(({ partition, offset }) => `${partition}/${offset}`));
    assert.equal(places.size, stored.length);
    const state = await lake.state(PROJECT);
    assert.equal(state.batch, 4);
    const counts = state.collections.get(1)?.counts;
    assert.equal(counts?.stored, stored.length);
    assert.equal(stored.length + (counts?.deadLettered ?? 0), 9001);
    for (const { partition, offset, batch, user } of stored) {
      assert.equal(user, `user ${offset % 100}`);
      assert.equal(batch, partition === 0 ? (offset < 10 ? 1 : 3) : offset < 4000 ? 2 : 3);
    }
    assert.deepEqual(plain(await lake.verify(PROJECT)), plain(state));
  });

  test(`${name}: a range that does not begin at the position changes nothing`, async (t) => {
    const { lake, rows } = await open(t);
    await lake.openProject(PROJECT);
    await lake.commitRound(PROJECT, { ranges: [range(1, [], [10])] });
    const before = plain(await lake.state(PROJECT));
    const wrong: readonly (readonly RoundRange[])[] = [
      [range(1, [], [10])],
      [range(1, [9], [20])],
      [range(1, [11], [20])],
      [range(2, [], [10]), range(1, [10, 1], [20, 2])],
      [range(1, [10], [9])],
      [range(1, [10], [20]), range(1, [10], [20])],
    ];
    for (const ranges of wrong) {
      await assert.rejects(lake.commitRound(PROJECT, { ranges }), { code: 'LAKE_POSITION_MISMATCH' });
    }
    assert.deepEqual(plain(await lake.state(PROJECT)), before);
    assert.equal((await rows(2)).length, 0);
    // A position that names a partition at 0 is the same position.
    await lake.commitRound(PROJECT, { ranges: [range(1, [10, 0], [11, 0])] });
  });

  test(`${name}: of two rounds over the same range only one is stored`, async (t) => {
    const { lake, rows } = await open(t);
    await lake.openProject(PROJECT);
    const round = { ranges: [range(1, [], [6])] };
    const outcomes = await Promise.allSettled([
      lake.commitRound(PROJECT, round),
      lake.commitRound(PROJECT, round),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await rows(1)).length, 6);
  });

  test(`${name}: a source that fails leaves nothing behind`, async (t) => {
    const { lake, rows } = await open(t);
    await lake.openProject(PROJECT);
    const foreign = { ...range(2, [], [5]), collection: { ...collectionOf(2, 1) } };
    // Messages from offset 1,000 on are of version 2: reading them under version 1 is the caller's mistake.
    const broken = { ranges: [range(1, [], [10]), foreign, range(3, [], [2000], 1)] };
    await assert.rejects(lake.commitRound(PROJECT, broken));
    const state = await lake.state(PROJECT);
    assert.deepEqual([state.batch, state.collections.size], [0, 0]);
    for (const id of [1, 2, 3]) assert.equal((await rows(id)).length, 0);
    await lake.commitRound(PROJECT, { ranges: [range(3, [], [2000])] });
    const { stored = 0, deadLettered = 0 } =
      (await lake.state(PROJECT)).collections.get(3)?.counts ?? NO_ROWS;
    assert.equal(stored + deadLettered, 2000);
  });

  test(`${name}: columns are added in the round that needs them`, async (t) => {
    const { lake, rows } = await open(t);
    await lake.openProject(PROJECT);
    await lake.commitRound(PROJECT, { ranges: [range(1, [], [5], 1)] });
    await lake.commitRound(PROJECT, { ranges: [range(1, [5], [1200])] });
    const stored = await rows(1);
    assert.ok(stored.some(({ offset }) => offset === 4) && stored.some(({ offset }) => offset === 1199));
  });

  test(`${name}: projects are apart, and a deleted one is gone`, async (t) => {
    const { lake } = await open(t);
    const other = { id: 2, name: 'other', physicalName: 'other' };
    await lake.openProject(PROJECT);
    await lake.openProject(PROJECT);
    await lake.openProject(other);
    await lake.commitRound(PROJECT, { ranges: [range(1, [], [5])] });
    assert.equal((await lake.state(other)).batch, 0);
    await lake.deleteProject(PROJECT);
    await lake.deleteProject(PROJECT);
    await assert.rejects(lake.state(PROJECT), { code: 'LAKE_PROJECT_NOT_OPEN' });
    // A request that was under way must not bring it back.
    await assert.rejects(lake.openProject(PROJECT), { code: 'PROJECT_NOT_FOUND' });
    assert.equal((await lake.state(other)).batch, 0);
  });
}

function plain(state: LakeState): unknown {
  return { batch: state.batch, collections: [...state.collections].sort(([a], [b]) => a - b) };
}
