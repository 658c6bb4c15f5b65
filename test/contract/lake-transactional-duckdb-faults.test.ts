/**
 * What the world does to DuckDB's stores: values that only the engine refuses, kills, full disks, workers that die,
 * starved memory, backups under load. Method: real files, real processes; after each the tables themselves are counted.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { StoreOptions } from '../../src/adapters/duckdb/instance.ts';
import { closeDatabase, connect, disconnect, openDatabase, run } from '../../src/adapters/duckdb/native.ts';
import { ProjectStore } from '../../src/adapters/duckdb/project-store.ts';
import { createTableSql } from '../../src/adapters/duckdb/table-layout.ts';
import { NO_ROWS, type RowSource } from '../../src/lake/lake.ts';
import { reduceMemory } from '../../src/platform/reduce-memory.ts';
import { BIGINT, INTEGER } from '../../src/sql/types/types.ts';
import { openLake, storeOptions, temporaryDirectory } from './duckdb-lake.ts';
import { collectionOf, PROJECT, syntheticSource } from './lake-events.ts';
import { readFile } from './read-store.ts';

const VISITS = collectionOf(1, 2);

async function openStore(
  t: TestContext,
  directory: string,
  source = syntheticSource(),
  onStop = () => {},
  options: Partial<StoreOptions> = {},
) {
  const store = await ProjectStore.open(PROJECT, { ...storeOptions(directory), ...options }, source, {
    stop: async (_project, reason) => {
      if (reason === 'memory') onStop();
    },
  });
  t.after(() => store.close().catch(() => undefined));
  return store;
}

const visits = (from: readonly number[], to: readonly number[]) => ({
  ranges: [{ collection: VISITS, range: { from, to } }],
});

async function countsOf(directory: string): Promise<readonly (readonly unknown[])[]> {
  return readFile(
    path.join(directory, 'shop.duckdb'),
    'SELECT count(*), count(DISTINCT (_partition, _offset)) FROM data.visits_1',
  );
}

test('messages that only the engine refuses are found by halving and become dead letters', async (t) => {
  const directory = await temporaryDirectory(t);
  await (await openStore(t, directory)).close();
  // A rule that the adapter knows nothing of.
  const database = await openDatabase(path.join(directory, 'shop.duckdb'), new Map());
  const connection = await connect(database);
  const refusing = "CHECK (u_user <> 'user 42'), CHECK (_offset <> 1500))";
  await run(connection, createTableSql(VISITS).replace(/\)$/, `, ${refusing}`));
  disconnect(connection);
  closeDatabase(database);

  const store = await openStore(t, directory);
  const { added } = await store.commitRound(visits([], [1600, 50]));
  // Offsets 42, 142, … 1542 and 1500 of partition 0, 42 of partition 1, and two undecodable or unfit in each.
  const dead = 16 + 1 + 1 + 4;
  assert.equal(added.get(1)?.deadLettered, dead);
  assert.equal(added.get(1)?.stored, 1650 - dead);
  await store.commitRound(visits([1600, 50], [1601, 51]));
  const state = await store.state();
  assert.deepEqual(await store.verify(), state);
  await store.close();
  const letters = await readFile(
    path.join(directory, 'shop.duckdb'),
    `SELECT reason, octet_length(message) > 50 FROM meta.dead_letters WHERE "offset" IN (1500, 1542) ORDER BY "offset"`,
  );
  assert.equal(letters.length, 2);
  for (const [reason, whole] of letters) {
    assert.match(String(reason), /the table refused it: .*CHECK constraint failed/);
    assert.equal(whole, true);
  }
});

test('after kill -9 positions and rows agree, and nothing acknowledged is missing', async (t) => {
  const directory = await temporaryDirectory(t);
  let acknowledged = 0;
  for (const acks of [1, 6, 3]) {
    acknowledged = Math.max(acknowledged, await commitUntilKilled(directory, acks));
    const store = await ProjectStore.open(PROJECT, storeOptions(directory), syntheticSource(), {
      stop: async () => {},
    });
    const state = await store.state();
    assert.deepEqual(await store.verify(), state);
    for (const id of [1, 2]) {
      const { position, counts } = state.collections.get(id) ?? { position: [], counts: NO_ROWS };
      assert.ok((position[0] ?? 0) >= acknowledged, `${position[0]} after ${acknowledged} was acknowledged`);
      assert.equal(counts.stored + counts.deadLettered, position[0]);
    }
    await store.close();
    const [[rows, places] = []] = await countsOf(directory);
    assert.equal(rows, places);
  }
  assert.ok(acknowledged > 2000);
});

/** Kills a committing process right after its n-th acknowledgement; answers with the position of that. */
function commitUntilKilled(directory: string, acks: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'lake-commit-child.ts'), directory],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.split('\n').length > acks) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      const last = [...text.matchAll(/committed (\d+)\n/g)].at(-1)?.[1];
      if (signal === 'SIGKILL' && last !== undefined) resolve(Number(last));
      else reject(new Error(`the child said ${text}`));
    });
  });
}

test('on a full disk the round fails as a whole, and goes on when there is room', async (t) => {
  const directory = await temporaryDirectory(t);
  const child = path.join(import.meta.dirname, 'lake-commit-child.ts');
  // Files may grow to 3,000 blocks of 1 kB.
  const full = await output('bash', [
    '-c',
    `ulimit -f 3000; exec "$0" "$@"`,
    process.execPath,
    child,
    directory,
    '200',
  ]);
  assert.match(full, /\nfailed LAKE_FULL /);
  const reached = Number(/state (\d+)/.exec(full)?.[1]);
  assert.ok(reached >= Number([...full.matchAll(/committed (\d+)/g)].at(-1)?.[1]));
  const more = await output(process.execPath, [child, directory, '3']);
  assert.equal([...more.matchAll(/committed \d+/g)].length, 3, more);
  assert.ok(Number(/state (\d+)/.exec(more)?.[1]) > reached);
  const [[rows, places] = []] = await countsOf(directory);
  assert.equal(rows, places);
});

function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

test('a round that finds no memory stops the queries and runs again', async (t) => {
  const directory = await temporaryDirectory(t);
  const source = syntheticSource();
  let stops = 0;
  const starving: RowSource = {
    ...source,
    async *read(collection, range) {
      if (stops === 0) throw new Error('Out of Memory Error: could not allocate block');
      yield* source.read(collection, range);
    },
  };
  const store = await openStore(t, directory, starving, () => {
    stops++;
  });
  await store.commitRound(visits([], [10]));
  assert.equal(stops, 1);
  assert.deepEqual(await store.verify(), await store.state());
});

test('many wide tables with few rows do not use up the memory for ever', async (t) => {
  const directory = await temporaryDirectory(t);
  let stops = 0;
  const options = { memoryLimitBytes: 128 * 1024 * 1024, checkpointThresholdBytes: 64 * 1024 * 1024 };
  const onStop = () => {
    stops++;
  };
  const store = await openStore(t, directory, syntheticSource(), onStop, options);
  // Each of them takes some 40 MB until it is moved into the file.
  for (let id = 1; id <= 8; id++) {
    const { schema, ...collection } = collectionOf(id, 2);
    const more = Array.from({ length: 1000 }, (_, i) => `wide_${i}`);
    const fields = more.map((name) => ({ name, physicalName: name, type: 'DOUBLE' as const }));
    const wide = { ...collection, schema: { ...schema, id: 99_999, fields: [...schema.fields, ...fields] } };
    await store.commitRound({ ranges: [{ collection: wide, range: { from: [], to: [3] } }] });
  }
  assert.ok(stops > 0, 'the memory was scarce');
  const state = await store.state();
  assert.equal(state.collections.size, 8);
  assert.deepEqual(await store.verify(), state);
});

test('a failed round leaves nothing in an appender for later', async (t) => {
  const directory = await temporaryDirectory(t);
  const source = syntheticSource();
  let fail = true;
  const failing: RowSource = {
    ...source,
    async *read(collection, range) {
      yield* source.read(collection, range);
      if (fail) throw new Error('the log is gone');
    },
  };
  const store = await openStore(t, directory, failing);
  await store.prepareTables([VISITS]);
  for (let times = 0; times < 5; times++) await assert.rejects(store.commitRound(visits([], [3000])));
  // The engine flushes an appender that is forgotten, when it is collected.
  for (let times = 0; times < 5; times++) {
    reduceMemory();
    await setImmediate();
  }
  fail = false;
  await store.commitRound(visits([], [3000]));
  assert.deepEqual(await store.verify(), await store.state());
});

test('readers see the old columns or the new ones while a round adds them', async (t) => {
  const directory = await temporaryDirectory(t);
  const { lake, engine } = await openLake({ directory });
  t.after(async () => {
    await engine.close();
    await lake.close();
  });
  await lake.openProject(PROJECT);
  await lake.commitRound(PROJECT, {
    ranges: [{ collection: collectionOf(1, 1), range: { from: [], to: [7] } }],
  });
  let done = false;
  const rounds = (async () => {
    await lake.commitRound(PROJECT, visits([7], [4000]));
    await lake.commitRound(PROJECT, visits([4000], [4100]));
    done = true;
  })();
  const seen: number[] = [];
  const sql = 'SELECT count(*), count(DISTINCT _offset) FROM data.visits_1, range(5000)';
  while (!done) {
    const query = {
      project: PROJECT,
      collections: [collectionOf(1, 1)],
      sql,
      columnTypes: [BIGINT, BIGINT],
      tables: ['visits_1'],
      maxRows: 10,
      timeoutMs: 60_000,
    };
    const { rowsJson, asOf } = await engine.start(query).result;
    const end = asOf.get(1)?.[0] ?? 0;
    const rows = end === 7 ? 7 : end - 2;
    assert.deepEqual(JSON.parse(Buffer.concat(rowsJson).toString()), [[rows * 5000, rows]]);
    seen.push(end);
  }
  await rounds;
  assert.equal(seen[0], 7);
});

test('a worker that dies fails every call and is reported', async (t) => {
  const directory = await temporaryDirectory(t);
  const { promise: failure, resolve } = Promise.withResolvers<Error>();
  const { lake, engine } = await openLake({ directory, dieOnRead: true, onFailure: resolve });
  await lake.openProject(PROJECT);
  const limits = { maxRows: 1, timeoutMs: 60_000 };
  const one = {
    project: PROJECT,
    collections: [],
    sql: 'SELECT 1',
    columnTypes: [INTEGER],
    tables: [],
    ...limits,
  };
  await engine.start(one).result;
  await assert.rejects(lake.commitRound(PROJECT, visits([], [10])), {
    class: 'internal',
    code: 'LAKE_WORKER_FAILED',
  });
  assert.match((await failure).message, /worker of the lake/);
  await assert.rejects(lake.state(PROJECT), { code: 'LAKE_WORKER_FAILED' });
  await assert.rejects(engine.start(one).result, { code: 'LAKE_WORKER_FAILED' });
  await engine.close();
  await lake.close();
});

test('while rounds are paused a backup of every project is of one point', async (t) => {
  const directory = await temporaryDirectory(t);
  const { lake, engine } = await openLake({ directory, workers: 2 });
  t.after(async () => {
    await engine.close();
    await lake.close();
  });
  const other = { id: 2, name: 'other', physicalName: 'other' };
  await lake.openProject(PROJECT);
  await lake.openProject(other);
  await lake.commitRound(PROJECT, visits([], [100]));
  await lake.commitRound(other, visits([], [100]));
  const running = lake.commitRound(PROJECT, visits([100], [3000]));
  await lake.pause();
  await running;
  let late = false;
  const waiting = lake.commitRound(PROJECT, visits([3000], [3010])).then(() => {
    late = true;
  });
  const files = [path.join(directory, 'a.copy'), path.join(directory, 'b.copy')] as const;
  await lake.backup(PROJECT, files[0]);
  await lake.backup(other, files[1]);
  assert.equal((await lake.state(PROJECT)).collections.get(1)?.position[0], 3000);
  assert.equal(late, false);
  await lake.resume();
  await waiting;
  const sql = 'SELECT next_offset, (SELECT count(*) FROM data.visits_1) FROM meta.positions';
  assert.deepEqual(await readFile(files[0], sql), [[3000, 2998]]);
  assert.deepEqual(await readFile(files[1], sql), [[100, 98]]);
});

/** Files of this process whose name contains the text (Linux). */
function openFiles(text: string): readonly string[] {
  const names = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return names.filter((name) => name.includes(text));
}

test('another project’s store is refused', async (t) => {
  const directory = await temporaryDirectory(t);
  await (await openStore(t, directory)).close();
  const control = { stop: async () => {} };
  const opening = ProjectStore.open(
    { ...PROJECT, id: 9 },
    storeOptions(directory),
    syntheticSource(),
    control,
  );
  await assert.rejects(opening, { code: 'LAKE_STORE_FOREIGN' });
  assert.deepEqual(openFiles('shop.duckdb'), [], 'the refused store was left open, at every try once more');
});

test('a store that is opened again knows the columns that its tables have', async (t) => {
  const directory = await temporaryDirectory(t);
  const first = await openStore(t, directory);
  await first.commitRound({ ranges: [{ collection: collectionOf(1, 1), range: { from: [], to: [7] } }] });
  await first.close();
  const second = await openStore(t, directory);
  const both = {
    ranges: [...visits([7], [20]).ranges, { collection: collectionOf(2, 1), range: { from: [], to: [7] } }],
  };
  await second.commitRound(both);
  assert.deepEqual(await second.verify(), await second.state());
});

test('a backup has the newest round, also while a query reads an older state', async (t) => {
  const directory = await temporaryDirectory(t);
  const { lake, engine } = await openLake({ directory });
  t.after(async () => {
    await engine.close();
    await lake.close();
  });
  await lake.openProject(PROJECT);
  await lake.commitRound(PROJECT, visits([], [100]));
  const sql = 'SELECT sum(hash(v._offset, r.range) % 9)::BIGINT FROM data.visits_1 v, range(1000000000) r';
  const query = engine.start({
    project: PROJECT,
    collections: [VISITS],
    sql,
    columnTypes: [BIGINT],
    tables: ['visits_1'],
    maxRows: 10,
    timeoutMs: 60_000,
  });
  t.after(() => query.cancel());
  await setTimeout(300);
  await lake.commitRound(PROJECT, visits([100], [3000]));
  await lake.commitRound(PROJECT, visits([3000], [6000]));
  const copy = path.join(directory, 'a.copy');
  await lake.backup(PROJECT, copy);
  assert.equal(query.stats().state, 'RUNNING', 'the query ended too early to prove anything');
  const state =
    'SELECT next_offset, (SELECT count(*) FROM data.visits_1), (SELECT batch FROM meta.store) FROM meta.positions';
  assert.deepEqual(await readFile(copy, state), [[6000, 5998, 3]]);
});
