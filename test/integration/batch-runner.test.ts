/** What the runner promises beside moving events: isolation, stopping, waiting, pausing, retention, retry. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { AttemptLake, Lake, TransactionalLake } from '../../src/lake/lake.ts';
import { MillraceError, resourceError } from '../../src/platform/errors.ts';
import { type BatchHarness, intercepted, oneTo, withBatches } from './batch-harness.ts';

const KINDS = ['transactional', 'attempt'] as const;

/** A lake that fails whatever brings rows of one collection. */
function breaking(collection: string, isBroken: () => boolean): (lake: Lake) => Lake {
  const failure = () => new Error('these data break the round');
  return (lake) =>
    lake.kind === 'transactional'
      ? intercepted(lake, 'commitRound', async (project, round) => {
          if (isBroken() && round.ranges.some((range) => range.collection.name === collection))
            throw failure();
          return lake.commitRound(project, round);
        })
      : intercepted(lake, 'write', async (attempt) => {
          if (isBroken() && attempt.collection.name === collection) throw failure();
          return lake.write(attempt);
        });
}

for (const kind of KINDS) {
  test(`a collection whose data break the round is moved alone, the others go on, ${kind}`, async () => {
    let isBroken = true;
    await withBatches({ kind, through: breaking('bad', () => isBroken) }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      for (const name of ['good', 'bad', 'fine', 'better']) await h.send('shop', name, 5);
      await h.sleep(2000);
      for (const name of ['good', 'fine', 'better'])
        assert.deepEqual(await h.numbers(project, name), oneTo(5));
      assert.deepEqual(await h.numbers(project, 'bad'), []);
      const [status] = runner.status();
      assert.deepEqual(
        status?.failingCollections.map(({ collection }) => collection),
        ['bad'],
      );
      isBroken = false;
      await runner.flush(project);
      assert.deepEqual(await h.numbers(project, 'bad'), oneTo(5));
      assert.deepEqual(runner.status()[0]?.failingCollections, []);
    });
  });

  test(`a project without room backs off, and recovers by itself, ${kind}`, async () => {
    let calls = 0;
    const through = (lake: Lake): Lake => {
      const noRoom = () => {
        calls++;
        if (calls < 6) throw resourceError('NO_SPACE', 'no space left on device');
      };
      return lake.kind === 'transactional'
        ? intercepted(lake, 'commitRound', async (...round) => {
            noRoom();
            return lake.commitRound(...round);
          })
        : intercepted(lake, 'write', async (attempt) => {
            noRoom();
            return lake.write(attempt);
          });
    };
    await withBatches({ kind, through }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await h.send('shop', 'sale', 5);
      const before = h.time.nowMs;
      await runner.flush(project);
      // 100, 200, 400, … ms, each at least halved by the jitter.
      assert.ok(h.time.nowMs - before > (100 + 200 + 400 + 800 + 1600) / 2);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(5));
    });
  });

  test(`a log that ends before what is in the table stops the project and no other, ${kind}`, async () => {
    await withBatches({ kind }, async (h) => {
      const { broken, whole } = await twoProjects(h);
      const topic = (await h.collection(broken, 'sale')).topic;
      h.logStore.topics.get(topic)!.partitions[0]!.next = 2;
      await expectStopped(h, 'LOG_BEHIND_LAKE');
      await h.send('whole', 'sale', 3, 6);
      await h.runner!.flush(whole);
      assert.deepEqual(await h.numbers(whole, 'sale'), oneTo(8));
    });
  });

  test(`a log that lost what is not in the table stops the project and no other, ${kind}`, async () => {
    await withBatches({ kind }, async (h) => {
      const { broken, whole } = await twoProjects(h);
      await h.runner!.close();
      await h.send('broken', 'sale', 5, 6);
      const { topic } = await h.collection(broken, 'sale');
      await h.log.trim(topic, await h.log.latest(topic));
      await expectStopped(h, 'LOG_TRIMMED');
      await h.send('whole', 'sale', 3, 6);
      await h.runner!.flush(whole);
      assert.deepEqual(await h.numbers(whole, 'sale'), oneTo(8));
    });
  });

  test(`who waits for a position sees it, at once when it is there and not for ever, ${kind}`, async () => {
    await withBatches({ kind, config: { 'batch.interval': 60_000, 'batch.max-age': 60_000 } }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await h.send('shop', 'sale', 1);
      await runner.flush(project);
      const position = await h.send('shop', 'sale', 4, 2);
      const before = h.time.nowMs;
      assert.equal(await runner.waitUntilVisible(position, 1000), true);
      assert.ok(h.time.nowMs - before < 100, 'whoever waits is not kept waiting for company');
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(5));
      const beyond = { ...position, collections: new Map([[1, [1000]]]) };
      assert.equal(await runner.waitUntilVisible(beyond, 300), false);
      const aborted = AbortSignal.abort(new Error('gone'));
      await assert.rejects(runner.waitUntilVisible(beyond, 300, aborted), /gone/);
      assert.equal(await runner.waitUntilVisible({ ...position, projectId: 99 }, 300), false);
    });
  });

  test(`while paused nothing moves; afterwards everything does, ${kind}`, async () => {
    await withBatches({ kind }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await h.send('shop', 'sale', 5);
      await runner.flush(project);
      await runner.pause();
      await h.send('shop', 'sale', 5, 6);
      await h.sleep(60_000);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(5));
      assert.equal(runner.projectStatus(project.id)?.state, 'paused');
      runner.resume();
      await runner.flush(project);
      assert.deepEqual(await h.numbers(project, 'sale'), oneTo(10));
    });
  });

  test(`the log forgets what is in the tables long enough, and nothing before, ${kind}`, async () => {
    const config = { 'log.retention': 60_000, 'batch.upkeep-interval': 1000 };
    await withBatches({ kind, config }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await h.send('shop', 'sale', 5);
      await runner.flush(project);
      const { topic } = await h.collection(project, 'sale');
      await h.sleep(50_000);
      assert.deepEqual(await h.log.earliest(topic), [0]);
      const release = runner.holdRetention();
      await h.sleep(60_000);
      assert.deepEqual(await h.log.earliest(topic), [0]);
      release();
      await h.sleep(2000);
      assert.deepEqual(await h.log.earliest(topic), [5]);
      await runner.pause();
      await h.send('shop', 'sale', 5, 6);
      await h.sleep(200_000);
      runner.resume();
      await runner.flush(project);
      const { total } = await h.ledger(project);
      assert.deepEqual([total.accepted, total.stored, total.inFlight, total.balanced], [10, 10, 0, true]);
    });
  });

  test(`the ledger balances while events are on the way, ${kind}`, async () => {
    await withBatches({ kind }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await h.send('shop', 'sale', 5);
      await runner.flush(project);
      await runner.pause();
      await h.send('shop', 'sale', 7, 6);
      await h.send('shop', 'view', 2);
      await h.sleep(3000);
      const { total, collections } = await h.ledger(project);
      const { accepted, stored, inFlight, balanced } = total;
      assert.deepEqual(
        { accepted, stored, inFlight, balanced },
        { accepted: 14, stored: 5, inFlight: 9, balanced: true },
      );
      assert.equal(total.lagSeconds, 3);
      assert.equal(collections.length, 2);
      runner.resume();
    });
  });
}

test('an idle project moves an event at once; under load rounds wait for company, but not long', async () => {
  const begunAt: number[] = [];
  let h: BatchHarness | undefined;
  const through = (lake: Lake): Lake =>
    intercepted(lake as TransactionalLake, 'commitRound', async (...round) => {
      begunAt.push(h!.time.nowMs);
      await h!.sleep(20);
      return (lake as TransactionalLake).commitRound(...round);
    });
  await withBatches({ through, config: { 'batch.max-age': 250 } }, async (harness) => {
    h = harness;
    const project = await h.createProject('shop');
    const runner = await h.start();
    await h.sleep(1000);
    const sentAt = h.time.nowMs;
    await h.send('shop', 'sale', 1);
    await h.sleep(5);
    assert.deepEqual(begunAt, [sentAt]);
    for (let i = 0; i < 500; i++) {
      await h.send('shop', 'sale', 1);
      await h.sleep(2);
    }
    await runner.flush(project);
    const gaps = begunAt.slice(1).map((at, i) => at - begunAt[i]!);
    assert.ok(begunAt.length < 25, `${begunAt.length} rounds for a second of events`);
    assert.ok(Math.max(...gaps.slice(0, -1)) < 300);
    assert.equal((await h.numbers(project, 'sale')).length, 501);
  });
});

test('a message that the engine refuses goes to the dead letters, and only it', async () => {
  const refused = new Set([3, 4, 17]);
  const refuses = (values: ReadonlyMap<string, unknown>) =>
    refused.has(Number(values.get('n'))) ? 'out of range' : undefined;
  await withBatches({ kind: 'attempt', engine: { refuses }, partitions: 2 }, async (h) => {
    const project = await h.createProject('shop');
    const runner = await h.start();
    await h.send('shop', 'sale', 40);
    await runner.flush(project);
    const seen = await h.seen(project, 'sale');
    assert.deepEqual(
      await h.numbers(project, 'sale'),
      oneTo(40).filter((n) => !refused.has(n)),
    );
    assert.equal(seen.deadLetters.length, 3);
    const { total } = await h.ledger(project);
    assert.deepEqual([total.stored, total.deadLettered, total.balanced], [37, 3, true]);
  });
});

test('segments are rotated, compacted and dropped, and readers notice nothing', async () => {
  const config = {
    'batch.max-rows': 2,
    'batch.rotate-commits': 2,
    'batch.compact-segments': 2,
    'batch.upkeep-interval': 100,
    'batch.drop-grace': 1000,
  };
  await withBatches({ kind: 'attempt', config }, async (h) => {
    const project = await h.createProject('shop');
    const runner = await h.start();
    await h.send('shop', 'sale', 40);
    await runner.flush(project);
    await h.sleep(10_000);
    const lake = h.memoryLake as unknown as AttemptLake;
    const tables = (await lake.listSegments(project)).filter((name) => name.startsWith('events'));
    assert.ok(tables.length < 6, `${tables.length} tables are left of 10`);
    assert.deepEqual(await h.numbers(project, 'sale'), oneTo(40));
    assert.ok((await h.ledger(project)).total.balanced);
  });
});

test('projects created and deleted while it runs are taken up and let go', async () => {
  await withBatches({}, async (h) => {
    const runner = await h.start();
    const project = await h.createProject('late');
    h.catalog.projectCreated(project);
    await h.send('late', 'sale', 3);
    await runner.flush(project);
    assert.deepEqual(await h.numbers(project, 'sale'), oneTo(3));
    await runner.release(project.id);
    assert.deepEqual(runner.status(), []);
  });
});

test('a project that another node deleted, or that was taken up by a stale list, is let go', async () => {
  await withBatches({}, async (h) => {
    const project = await h.createProject('gone');
    const stays = await h.createProject('stays');
    const runner = await h.start();
    assert.equal(runner.status().length, 2);
    await h.store.setProjectState(project.id, 'deleting');
    await h.store.removeProject(project.id);
    await h.sleep(120_000);
    assert.deepEqual(
      runner.status().map((status) => status.project.id),
      [stays.id],
    );
  });
});

test('no event is taken before it is known that the log reaches as far as the tables', async () => {
  let failures = 0;
  const through = (lake: Lake) =>
    intercepted(lake as TransactionalLake, 'state', async (project) => {
      if (failures-- > 0) throw resourceError('LAKE_BUSY', 'not now');
      return (lake as TransactionalLake).state(project);
    });
  await withBatches({ through }, async (h) => {
    const project = await h.createProject('shop');
    const runner = await h.start();
    assert.equal(await runner.refusal(project.id), undefined);
    await h.send('shop', 'sale', 5);
    await runner.flush(project);
    h.logStore.topics.get((await h.collection(project, 'sale')).topic)!.partitions[0]!.next = 2;
    failures = 1;
    const again = await h.restart();
    assert.equal((await again.refusal(project.id))?.code, 'PROJECT_STARTING');
    await h.sleep(5000);
    assert.equal((await again.refusal(project.id))?.code, 'LOG_BEHIND_LAKE');
  });
});

test('whoever asks for a release waits for the running round, also when another asked before', async () => {
  const round = Promise.withResolvers<void>();
  let isMoving = false;
  const through = (lake: Lake) =>
    intercepted(lake as TransactionalLake, 'commitRound', async (...args) => {
      isMoving = true;
      await round.promise;
      return (lake as TransactionalLake).commitRound(...args);
    });
  await withBatches({ through }, async (h) => {
    const project = await h.createProject('shop');
    const runner = await h.start();
    await h.send('shop', 'sale', 3);
    await h.sleep(100);
    assert.ok(isMoving);
    const first = runner.release(project.id);
    let isSecondDone = false;
    const second = runner.release(project.id).then(() => {
      isSecondDone = true;
    });
    await h.sleep(100);
    assert.equal(isSecondDone, false, 'the second was told that nothing runs');
    round.resolve();
    await Promise.all([first, second]);
  });
});

async function twoProjects(h: BatchHarness) {
  const broken = await h.createProject('broken');
  const whole = await h.createProject('whole');
  const runner = await h.start();
  for (const project of [broken, whole]) {
    await h.send(project.name, 'sale', 5);
    await runner.flush(project);
  }
  return { broken, whole };
}

async function expectStopped(h: BatchHarness, code: string): Promise<void> {
  const runner = await h.restart();
  await h.sleep(5000);
  const [stopped, ...others] = runner.status().filter(({ state }) => state === 'stopped');
  assert.deepEqual(others, []);
  assert.equal(stopped?.project.name, 'broken');
  assert.equal(stopped.stopped?.code, code);
  assert.match(stopped.stopped.message, /"sale"/);
  assert.match(stopped.stopped.detail ?? '', /committed \[5\]/);
  await assert.rejects(
    runner.flush(stopped.project),
    (error) => error instanceof MillraceError && error.code === code,
  );
}
