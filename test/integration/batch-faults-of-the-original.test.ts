/**
 * The micro-batch loop of the system that this one follows had eight faults. Each test is named by the hazard and shows
 * that it is not ours. Method: the whole way from collector to table in memory on a virtual clock, with the fault's
 * trigger built in.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Lake, TransactionalLake } from '../../src/lake/lake.ts';
import { externalError } from '../../src/platform/errors.ts';
import { intercepted, oneTo, withBatches } from './batch-harness.ts';

const KINDS = ['transactional', 'attempt'] as const;

for (const kind of KINDS) {
  test(`1: messages at the boundaries of batches are neither lost nor repeated, ${kind}`, async () => {
    await withBatches({ kind, config: { 'batch.max-rows': 3 } }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      for (let from = 1; from <= 20; from += 4) await h.send('shop', 'sale', 4, from);
      await runner.flush(project);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(20));
    });
  });

  test(`2: a failed round does not advance the position, ${kind}`, async () => {
    let failures = 5;
    const fail = () => {
      if (failures-- > 0) throw externalError('ENGINE_DOWN', 'the engine is down');
    };
    const through = (lake: Lake): Lake =>
      lake.kind === 'transactional'
        ? intercepted(lake, 'commitRound', async (...round) => {
            fail();
            return lake.commitRound(...round);
          })
        : intercepted(lake, 'write', async (attempt) => {
            fail();
            return lake.write(attempt);
          });
    await withBatches({ kind, through }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await h.send('shop', 'sale', 10);
      await h.sleep(1);
      assert.deepEqual((await h.seen(project, 'sale')).position, []);
      await runner.flush(project);
      assert.ok(failures < 0);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(10));
    });
  });

  test(`3: a crash between the rows and the reply does not repeat them, ${kind}`, async () => {
    let isCrashing = true;
    // The work is done, its reply never comes: as when the process dies at that moment.
    const lost = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work;
      return isCrashing ? new Promise(() => {}) : result;
    };
    const through = (lake: Lake): Lake =>
      lake.kind === 'transactional'
        ? intercepted(lake, 'commitRound', (...round) => lost(lake.commitRound(...round)))
        : intercepted(lake, 'write', (attempt) => lost(lake.write(attempt)));
    await withBatches({ kind, through, config: { 'batch.close-timeout': 10 } }, async (h) => {
      const project = await h.createProject('shop');
      await h.start();
      await h.send('shop', 'sale', 10);
      await h.sleep(100);
      isCrashing = false;
      const runner = await h.restart();
      await h.send('shop', 'sale', 5, 11);
      await runner.flush(project);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(15));
      assert.ok((await h.ledger(project)).total.balanced);
    });
  });

  test(`4: a topic may have many partitions, ${kind}`, async () => {
    await withBatches({ kind, partitions: 4, config: { 'batch.max-rows': 7 } }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      for (let from = 1; from <= 60; from += 20) await h.send('shop', 'sale', 20, from);
      await runner.flush(project);
      const { rows } = await h.seen(project, 'sale');
      assert.ok(new Set(rows.map(({ partition }) => partition)).size > 1);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(60));
    });
  });

  test(`5: projects and collections with underscores never share a topic, ${kind}`, async () => {
    await withBatches({ kind }, async (h) => {
      const one = await h.createProject('a_b');
      const other = await h.createProject('a');
      const runner = await h.start();
      await h.send('a_b', 'c', 3);
      await h.send('a', 'b_c', 5);
      await runner.flush(one);
      await runner.flush(other);
      assert.notEqual((await h.collection(one, 'c')).topic, (await h.collection(other, 'b_c')).topic);
      assert.deepEqual(await h.numbers(one, 'c'), oneTo(3));
      assert.deepEqual(await h.numbers(other, 'b_c'), oneTo(5));
    });
  });

  test(`6: an exception within a round does not end the loop, ${kind}`, async () => {
    let throws = 3;
    const odd: readonly unknown[] = [undefined, 'a text', new TypeError('a defect')];
    const through = (lake: Lake): Lake => {
      const state = async (): Promise<never> => Promise.reject(odd[--throws]);
      return lake.kind === 'transactional'
        ? intercepted(lake, 'state', (project) => (throws > 0 ? state() : lake.state(project)))
        : intercepted(lake, 'createSegment', (...segment) =>
            throws > 0 ? state() : lake.createSegment(...segment),
          );
    };
    await withBatches({ kind, through }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await h.send('shop', 'sale', 4);
      await runner.flush(project);
      assert.equal(throws, 0);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(4));
      await h.send('shop', 'sale', 4, 5);
      await runner.flush(project);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(8));
    });
  });
}

test('6: a round that hangs holds up neither other projects nor the end', async () => {
  const through = (lake: Lake): Lake =>
    intercepted(lake as TransactionalLake, 'commitRound', (project, round) =>
      project.name === 'stuck'
        ? new Promise(() => {})
        : (lake as TransactionalLake).commitRound(project, round),
    );
  const config = { 'batch.max-concurrent-rounds': 1, 'batch.slow-round': 200, 'batch.close-timeout': 50 };
  await withBatches({ through, config }, async (h) => {
    await h.createProject('stuck');
    const other = await h.createProject('other');
    const runner = await h.start();
    await h.send('stuck', 'sale', 3);
    await h.sleep(10);
    await h.send('other', 'sale', 3);
    await runner.flush(other);
    assert.deepEqual(await h.numbers(other, 'sale'), oneTo(3));
    const before = h.time.nowMs;
    await runner.close();
    assert.ok(h.time.nowMs - before <= 50);
  });
});

test('7: two masters at once do not ingest twice, and the deposed one changes nothing', async () => {
  let release: (() => void) | undefined;
  // The old master's INSERT is under way while the new one takes over; it ends well, too late.
  const through = (lake: Lake): Lake => {
    if (lake.kind !== 'attempt') return lake;
    return intercepted(lake, 'write', async (attempt) => {
      if (release === undefined) await new Promise<void>((resolve) => (release = resolve));
      return lake.write(attempt);
    });
  };
  await withBatches({ kind: 'attempt', through }, async (h) => {
    const project = await h.createProject('shop');
    await h.start();
    await h.send('shop', 'sale', 10);
    await h.sleep(50);
    const old = h.runner!;
    const second = await h.start();
    await second.flush(project);
    assert.deepEqual(await h.numbers(project, 'sale'), oneTo(10));
    release!();
    await h.sleep(50);
    const { rows } = await h.seen(project, 'sale');
    assert.equal(rows.length, 10);
    assert.equal(new Set(rows.map(({ batch }) => batch)).size, 1);
    await old.close();
    assert.ok((await h.ledger(project)).total.balanced);
  });
});

test('8: a batch reaches the lake as calls of its port, one collection at a time where there is no transaction', async () => {
  const statements: string[] = [];
  const through = (lake: Lake): Lake => {
    if (lake.kind !== 'attempt') return lake;
    return intercepted(lake, 'write', (attempt) => {
      statements.push(`${attempt.collection.name} → ${attempt.segment.name}`);
      return lake.write(attempt);
    });
  };
  await withBatches({ kind: 'attempt', through }, async (h) => {
    const project = await h.createProject('shop');
    const runner = await h.start();
    await h.send('shop', 'sale', 2);
    await h.send('shop', 'view', 2);
    await runner.flush(project);
    assert.equal(new Set(statements).size, 2);
    assert.equal(statements.length, 2);
  });
});
