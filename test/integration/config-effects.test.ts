/**
 * Effects of configuration keys that no test of a feature happens to need. Which test shows the effect of which key is
 * listed in `test/tidy/config-effects.test.ts`.
 */
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { Value } from 'typebox/value';
import { Instance } from '../../src/adapters/duckdb/instance.ts';
import { readRows } from '../../src/adapters/duckdb/native.ts';
import { lakeWorkerData } from '../../src/app/lake-worker-data.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { HttpConfig } from '../../src/http/config.ts';
import type { AttemptLake, Lake, TransactionalLake } from '../../src/lake/lake.ts';
import { encodeProjectPosition } from '../../src/model/position.ts';
import { queryConfig } from '../../src/query/config.ts';
import { createQueryApi } from '../../src/query/query-routes.ts';
import type { Visibility } from '../../src/query/visibility.ts';
import { temporaryDirectory } from '../contract/duckdb-lake.ts';
import { CollectServer } from '../support/collect-server.ts';
import { type OpenedMillrace, openTestMillrace } from '../support/open-millrace.ts';
import { FakeEngine, fakeCatalog, keptPlatform, PROJECT, testServer } from '../support/query-fakes.ts';
import { portOf, spawnMillrace, stop } from '../support/server-process.ts';
import { type HarnessOptions, intercepted, oneTo, withBatches } from './batch-harness.ts';

/** Rows of each round that moves `count` events, and when it began. */
async function roundsOf(config: HarnessOptions['config'], count: number, failures = 0) {
  const rounds: { readonly rows: number; readonly atMs: number }[] = [];
  let left = failures;
  const through: HarnessOptions['through'] = (lake, h) =>
    intercepted(lake as TransactionalLake, 'commitRound', async (project, round) => {
      const [range] = round.ranges;
      const rows = (range?.range.to[0] ?? 0) - (range?.range.from[0] ?? 0);
      rounds.push({ rows, atMs: h.time.nowMs });
      if (left-- > 0) throw new Error('not now');
      return (lake as TransactionalLake).commitRound(project, round);
    }) as Lake;
  await withBatches({ through, config: config ?? {} }, async (h) => {
    const project = await h.createProject('shop');
    const runner = await h.start();
    await h.send('shop', 'sale', count);
    await runner.flush(project);
    assert.deepEqual(await h.numbers(project, 'sale'), oneTo(count));
  });
  return rounds;
}

test('batch.max-bytes: rounds are smaller', async () => {
  assert.deepEqual(
    (await roundsOf({}, 50)).map(({ rows }) => rows),
    [50],
  );
  const small = await roundsOf({ 'batch.max-bytes': 1100 }, 50);
  assert.ok(small.length > 3 && small.every(({ rows }) => rows < 20), JSON.stringify(small));
});

test('batch.min-back-off and batch.max-back-off: pauses after failures', async () => {
  const gaps = async (config: HarnessOptions['config']) => {
    const rounds = await roundsOf(config, 5, 6);
    return rounds.slice(1).map(({ atMs }, i) => atMs - rounds[i]!.atMs);
  };
  const patient = await gaps({ 'batch.min-back-off': 4000, 'batch.max-back-off': 5000 });
  assert.ok(patient.length >= 6 && patient.every((gap) => gap >= 2000 && gap <= 5100), String(patient));
  const usual = await gaps({});
  assert.ok(usual[0]! <= 101, String(usual));
});

test('batch.poll-interval: how soon events are seen that nobody announced', async () => {
  const seenAfterMs = async (config: HarnessOptions['config']) =>
    withBatches({ config: config ?? {} }, async (h) => {
      const project = await h.createProject('shop');
      await h.send('shop', 'sale', 1);
      Object.defineProperty(h.log, 'onAppend', { value: undefined });
      const runner = await h.start();
      await runner.flush(project);
      const sentAtMs = h.time.nowMs;
      await h.send('shop', 'sale', 1, 2);
      while ((await h.numbers(project, 'sale')).length < 2) await h.sleep(10);
      return h.time.nowMs - sentAtMs;
    });
  assert.ok((await seenAfterMs({ 'batch.poll-interval': 100 })) <= 300);
  assert.ok((await seenAfterMs({ 'batch.poll-interval': 50_000 })) >= 10_000);
});

test('batch.max-concurrent-attempts: how many INSERTs of a project run at the same time', async () => {
  const mostAtOnce = async (limit: number) => {
    let running = 0;
    let most = 0;
    const through: HarnessOptions['through'] = (lake, h) =>
      intercepted(lake as AttemptLake, 'write', async (attempt) => {
        most = Math.max(most, ++running);
        await h.sleep(100);
        running--;
        return (lake as AttemptLake).write(attempt);
      }) as Lake;
    const config = { 'batch.max-concurrent-attempts': limit };
    await withBatches({ kind: 'attempt', through, config }, async (h) => {
      const project = await h.createProject('shop');
      const runner = await h.start();
      await runner.pause();
      for (const name of ['a', 'b', 'c', 'd', 'e']) await h.send('shop', name, 1);
      runner.resume();
      await runner.flush(project);
    });
    return most;
  };
  assert.equal(await mostAtOnce(1), 1);
  assert.equal(await mostAtOnce(3), 3);
});

async function listening(t: TestContext, config: Partial<HttpConfig>) {
  const server = testServer(keptPlatform().platform, config);
  server.post('/echo', async (request) => ({ ip: request.ip, body: request.body }));
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  return { server, port: (server.server.address() as AddressInfo).port };
}

test('http.server.keep-alive-timeout: what clients are told', async (t) => {
  const { port } = await listening(t, { 'http.server.keep-alive-timeout': 5000 });
  const reply = await fetch(`http://127.0.0.1:${port}/openapi.json`);
  assert.equal(reply.headers.get('keep-alive'), 'timeout=5');
  await reply.arrayBuffer();
});

test('http.server.proxy-protocol: whose word is taken for the address of the client', async (t) => {
  for (const isTrusted of [false, true]) {
    const { port } = await listening(t, { 'http.server.proxy-protocol': isTrusted });
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const reply = await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', headers, body: '{}' });
    const { ip } = (await reply.json()) as { ip: string };
    assert.equal(ip, isTrusted ? '203.0.113.9' : '127.0.0.1');
  }
});

test('http.server.max-inflight-bytes: bodies of all routes being received', async (t) => {
  const { port } = await listening(t, { 'http.server.max-inflight-bytes': 2000 });
  const slow = net.connect(port, '127.0.0.1');
  t.after(() => slow.destroy());
  slow.write(`POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1600\r\n\r\n"${'x'.repeat(1500)}`);
  const send = async () => {
    const body = JSON.stringify('x'.repeat(1000));
    const reply = await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body });
    await reply.arrayBuffer();
    return reply;
  };
  let refused = await send();
  while (refused.status === 200) refused = await send();
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get('retry-after'), '1');
  slow.destroy();
  while ((await send()).status !== 200);
});

test('http.server.address: where the server listens', async (t) => {
  const millrace = await opened(t, { MILLRACE_HTTP_SERVER_ADDRESS: '127.0.0.1:0' });
  const { address } = await millrace.listen();
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.notEqual(new URL(address).port, '9999');
  assert.equal((await fetch(`${address}/health/live`)).status, 200);
});

test('collect.max-values: values in one request, at the limit and one above', async () => {
  // Three for the request, its key and the list; of each event itself, its collection, its properties, one value.
  const server = new CollectServer({ config: { 'collect.max-values': 4 + 2 * 4 } });
  const event = { collection: 'c', properties: { a: 1 } };
  assert.equal((await server.batch([event, event])).status, 200);
  const many = await server.batch([event, { collection: 'c', properties: { a: 1, b: 2 } }]);
  assert.equal(many.status, 413);
  assert.match(many.body, /"TOO_MANY_VALUES".*smaller batches/);
});

test('query.timeout, query.after-timeout: how long a query may take, and may wait for events', async () => {
  const { platform } = keptPlatform();
  const engine = new FakeEngine();
  const waits: number[] = [];
  const visibility: Visibility = {
    waitUntilVisible: async (_position, timeoutMs) => {
      waits.push(timeoutMs);
      return true;
    },
  };
  const config = {
    ...Value.Create(queryConfig),
    'query.timeout': 7000,
    'query.after-timeout': 1234,
  };
  const server = testServer(platform);
  const deps = { platform, config, catalog: fakeCatalog(), engine, visibility };
  void server.register(createQueryApi(deps).routes);
  const after = encodeProjectPosition({ projectId: PROJECT.id, collections: new Map([[1, [5]]]) });
  const reply = await server.inject({
    method: 'POST',
    url: '/query/execute',
    payload: { query: 'SELECT 1', after },
    headers: { read_key: 'read' },
  });
  assert.equal(reply.statusCode, 200);
  assert.deepEqual(waits, [1234]);
  const timeoutMs = engine.asked[0]?.timeoutMs ?? 0;
  assert.ok(timeoutMs > 0 && timeoutMs <= 7000, String(timeoutMs));
});

async function opened(t: TestContext, environment: Record<string, string>): Promise<OpenedMillrace> {
  const millrace = await openTestMillrace(environment);
  t.after(() => millrace.dispose());
  return millrace;
}

test('log.level: what a server writes on its way', async (t) => {
  const logged = async (environment: Record<string, string>) => {
    const directory = await temporaryDirectory(t);
    const child = spawnMillrace(directory, { env: environment, stderr: 'pipe' });
    t.after(() => stop(child, 'SIGKILL'));
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    await portOf(directory, child);
    await stop(child, 'SIGTERM');
    return text;
  };
  assert.doesNotMatch(await logged({ MILLRACE_LOG_LEVEL: 'error' }), /"level":"info"/);
  assert.match(await logged({ MILLRACE_LOG_LEVEL: 'info' }), /"level":"info"/);
});

test('lake.workers, lake.niceness, lake.max-result-size: threads, how they step back, size of an answer', async (t) => {
  let workers = 0;
  const count = () => {
    workers++;
  };
  const threadsOf = async (environment: Record<string, string>) => {
    workers = 0;
    subscribe('worker_threads', count);
    const millrace = await opened(t, environment);
    unsubscribe('worker_threads', count);
    return { millrace, threads: workers };
  };
  const usual = await threadsOf({});
  const settings = {
    MILLRACE_LAKE_WORKERS: '3',
    MILLRACE_LAKE_NICENESS: '7',
    MILLRACE_LAKE_MAX_RESULT_SIZE: '1MB',
  };
  const { millrace, threads } = await threadsOf(settings);
  assert.equal(threads, usual.threads + 2);
  const inject = (url: string, payload: object, headers = {}) =>
    millrace.server.inject({ method: 'POST', url, payload, headers });
  const { read_key: key } = (await inject('/project/create', { name: 'shop' })).json() as {
    read_key: string;
  };
  const ask = (length: number) =>
    inject(
      '/query/execute',
      {
        query: `SELECT x, x FROM (SELECT array_join(repeat(lpad('x', 1000, 'x'), ${length / 2000}), '') AS x)`,
      },
      { read_key: key },
    );
  assert.equal((await ask(900_000)).statusCode, 200);
  assert.match((await ask(1_100_000)).body, /RESULT_TOO_LARGE/);
  if (existsSync('/proc/self/task')) assert.ok(nicenesses().includes(7), nicenesses().join(' '));
});

test('lake.process-memory-limit: the server is above it, so queries are stopped once they take time', async (t) => {
  const millrace = await opened(t, { MILLRACE_LAKE_PROCESS_MEMORY_LIMIT: '1MB' });
  const inject = (url: string, payload: object, headers = {}) =>
    millrace.server.inject({ method: 'POST', url, payload, headers });
  const { read_key: key } = (await inject('/project/create', { name: 'shop' })).json() as {
    read_key: string;
  };
  const many = 'UNNEST(sequence(1, 10000))';
  const slow = `SELECT max(x * y % 1009 * z) FROM ${many} a(x) CROSS JOIN ${many} b(y) CROSS JOIN ${many} c(z)`;
  assert.match((await inject('/query/execute', { query: slow }, { read_key: key })).body, /QUERY_MEMORY/);
});

/** Of this process's threads, as Linux tells them. */
function nicenesses(): readonly number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(path.join('/proc/self/task', thread, 'stat'), 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });
}

test('lake.threads, .memory-limit, .temporary-limit, .checkpoint-threshold, .concurrent-queries: the engine’s settings', async (t) => {
  const directory = await temporaryDirectory(t);
  const { config } = loadConfig({
    environment: {
      MILLRACE_LAKE_THREADS: '3',
      MILLRACE_LAKE_MEMORY_LIMIT: '256MB',
      MILLRACE_LAKE_TEMPORARY_LIMIT: '2MB',
      MILLRACE_LAKE_CHECKPOINT_THRESHOLD: '8MB',
      MILLRACE_LAKE_CONCURRENT_QUERIES: '2',
    },
  });
  const { lake } = lakeWorkerData(directory, config);
  const project = { id: 1, name: 'shop', physicalName: 'shop' };
  const instance = await Instance.open(project, { ...lake.store, directory });
  t.after(() => instance.close());
  const names = ['threads', 'memory_limit', 'max_temp_directory_size', 'checkpoint_threshold'];
  const [values] = await readRows(
    instance.writer,
    `SELECT ${names.map((name) => `current_setting('${name}')::VARCHAR`).join(', ')}`,
  );
  assert.deepEqual(values, ['3', '256.0 MiB', '2.0 MiB', '8.0 MiB']);
  const taken = [instance.take(), instance.take(), instance.take()];
  assert.deepEqual(
    taken.map((connection) => connection !== undefined),
    [true, true, false],
  );
});
