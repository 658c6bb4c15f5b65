/** What every attempt-based lake owes (src/lake/lake.ts, docs/protocol.md rules 2, 6, 7, 17). */
import assert from 'node:assert/strict';
import test from 'node:test';
import type {
  AttemptLake,
  LakeColumn,
  SegmentRef,
  VisibleSegment,
  WriteAttempt,
} from '../../src/lake/lake.ts';
import { BROKEN, collectionOf, PROJECT } from './lake-events.ts';

export interface AttemptLakeUnderTest {
  readonly lake: AttemptLake;
  /** What a reader sees. */
  rows(segments: readonly VisibleSegment[]): Promise<readonly AttemptPlace[]>;
}

export interface AttemptPlace {
  readonly partition: number;
  readonly offset: number;
  readonly batch: number;
}

const COLLECTION = collectionOf(1, 2);
const EVENTS: SegmentRef = { project: PROJECT, name: 'events_1_1' };
const DEAD: SegmentRef = { project: PROJECT, name: 'dead_letters_1_2' };
const ALL = Number.MAX_SAFE_INTEGER;

export function testAttemptLake(name: string, open: () => Promise<AttemptLakeUnderTest>): void {
  const contract = (title: string, body: (under: AttemptLakeUnderTest) => Promise<void>) => {
    test(`attempt lake, ${name}: ${title}`, async () => {
      const under = await open();
      await under.lake.createSegment(EVENTS, columns());
      await under.lake.createSegment(DEAD, []);
      await body(under);
      await under.lake.close();
    });
  };

  contract('every row bears its attempt and its place, and is counted', async ({ lake, rows }) => {
    const counts = await lake.write(attempt(5, 10, 20));
    assert.equal(counts.stored, 10);
    assert.equal(counts.deadLettered, 0);
    const seen = await rows([visible(EVENTS)]);
    assert.deepEqual(
      seen,
      Array.from({ length: 10 }, (_, i) => ({ partition: 0, offset: 10 + i, batch: 5 })),
    );
  });

  contract('an attempt runs at most once', async ({ lake, rows }) => {
    await lake.write(attempt(5, 10, 20));
    await assert.rejects(lake.write(attempt(5, 10, 20)));
    assert.equal((await rows([visible(EVENTS)])).length, 10);
  });

  contract('what cannot be decoded goes to the dead letters of the same attempt', async ({ lake, rows }) => {
    const counts = await lake.write(attempt(5, 0, 10));
    assert.deepEqual([counts.stored, counts.deadLettered], [9, 1]);
    assert.deepEqual(await rows([visible(DEAD)]), [{ partition: 0, offset: BROKEN, batch: 5 }]);
  });

  contract('what is to be skipped goes to the dead letters too', async ({ lake, rows }) => {
    const skip = [{ partition: 0, offset: 12, reason: 'refused' }];
    const counts = await lake.write({ ...attempt(5, 10, 20), skip });
    assert.deepEqual([counts.stored, counts.deadLettered], [9, 1]);
    assert.deepEqual(await rows([visible(DEAD)]), [{ partition: 0, offset: 12, batch: 5 }]);
    assert.ok((await rows([visible(EVENTS)])).every(({ offset }) => offset !== 12));
  });

  contract('a reader sees what is not above and not hidden', async ({ lake, rows }) => {
    for (const [id, from] of [
      [3, 10],
      [4, 20],
      [6, 30],
    ] as const)
      await lake.write(attempt(id, from, from + 5));
    const segment = { segment: EVENTS, upTo: 4, hidden: [3] };
    assert.deepEqual(new Set((await rows([segment])).map(({ batch }) => batch)), new Set([4]));
    assert.equal(await lake.count(segment), 5);
  });

  contract(
    'a rewrite keeps attempt and place of visible rows, and leaves the others out',
    async ({ lake, rows }) => {
      const second: SegmentRef = { project: PROJECT, name: 'events_1_3' };
      const target: SegmentRef = { project: PROJECT, name: 'events_1_4' };
      await lake.createSegment(second, columns());
      await lake.createSegment(target, columns());
      await lake.write(attempt(3, 10, 15));
      await lake.write(attempt(4, 10, 15));
      await lake.write({ ...attempt(6, 20, 25), segment: second });
      const sources = [EVENTS, second].map((segment) => ({ segment, upTo: 6, hidden: [3] }));
      const before = await rows(sources);
      assert.equal(await lake.rewrite(sources, target, columns()), 10);
      assert.deepEqual(await rows([visible(target)]), before);
      assert.equal((await rows([visible(EVENTS)])).length, 10, 'the sources are as they were');
    },
  );

  contract('a segment is created once and gets new columns', async ({ lake, rows }) => {
    const segment: SegmentRef = { project: PROJECT, name: 'events_1_5' };
    await lake.createSegment(segment, columns(1));
    await lake.createSegment(segment, columns(2));
    await lake.write({ ...attempt(3, 10, 15), segment });
    await lake.createSegment(segment, columns(1));
    await lake.write({ ...attempt(4, 15, 20), segment });
    assert.equal((await rows([visible(segment)])).length, 10);
  });

  contract('segments are listed by project and dropped', async ({ lake }) => {
    const other = { ...PROJECT, id: 2, physicalName: 'other' };
    await lake.createSegment({ project: other, name: 'events_9_9' }, []);
    assert.deepEqual([...(await lake.listSegments(PROJECT))].sort(), [DEAD.name, EVENTS.name]);
    await lake.dropSegment(EVENTS);
    await lake.dropSegment(EVENTS);
    assert.deepEqual(await lake.listSegments(PROJECT), [DEAD.name]);
    await assert.rejects(lake.count(visible(EVENTS)), { code: 'SEGMENT_NOT_FOUND' });
    await assert.rejects(lake.write(attempt(7, 10, 20)));
  });
}

function attempt(id: number, from: number, to: number): WriteAttempt {
  return {
    attempt: id,
    segment: EVENTS,
    deadLetters: DEAD,
    collection: COLLECTION,
    range: { from: [from], to: [to] },
    skip: [],
  };
}

function columns(version = 2): readonly LakeColumn[] {
  return collectionOf(1, version).schema.fields.map(({ physicalName, type }) => ({ physicalName, type }));
}

function visible(segment: SegmentRef): VisibleSegment {
  return { segment, upTo: ALL, hidden: [] };
}
