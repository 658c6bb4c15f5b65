/** Health, metrics and the ledger over HTTP. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Ledger } from '../../src/batch/ledger.ts';
import { encodeProjectPosition } from '../../src/model/position.ts';
import { type HealthCheck, healthRoutes, Readiness } from '../../src/operation/health-routes.ts';
import { ledgerRoutes } from '../../src/operation/ledger-routes.ts';
import { metricsRoutes } from '../../src/operation/metrics-routes.ts';
import { watchProcess } from '../../src/operation/process-metrics.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { COLLECTIONS, fakeCatalog, keptPlatform, PROJECT, testServer } from '../support/query-fakes.ts';

function healthServer(checks: readonly HealthCheck[], platform: Platform = keptPlatform().platform) {
  const readiness = new Readiness();
  const server = testServer(platform);
  void server.register(healthRoutes({ platform, readiness, checks }));
  const ask = async (url: string) => {
    const reply = await server.inject(url);
    return [reply.statusCode, reply.json()];
  };
  return { readiness, ask };
}

test('ready only when everything is open and works', async () => {
  let broken: Error | undefined;
  let trouble: string | undefined;
  const check = async () => {
    if (broken !== undefined) throw broken;
    return trouble;
  };
  const { readiness, ask } = healthServer([
    { name: 'catalog', check: async () => undefined },
    { name: 'event log', check },
  ]);
  assert.deepEqual(await ask('/health/live'), [200, { status: 'ok' }]);
  assert.deepEqual(await ask('/health/ready'), [503, { status: 'unavailable', reason: 'starting' }]);
  readiness.notReady('recovering');
  assert.deepEqual(await ask('/health/ready'), [503, { status: 'unavailable', reason: 'recovering' }]);
  readiness.ready();
  assert.deepEqual(await ask('/health/ready'), [200, { status: 'ok' }]);
  trouble = 'it is full';
  const degraded = { status: 'degraded', reason: 'event log: it is full' };
  assert.deepEqual(await ask('/health/ready'), [200, degraded]);
  broken = new Error('disk is gone');
  const reason = 'event log: disk is gone';
  assert.deepEqual(await ask('/health/ready'), [503, { status: 'unavailable', reason }]);
  assert.deepEqual(await ask('/health/live'), [200, { status: 'ok' }]);
  broken = undefined;
  readiness.notReady('closing');
  assert.equal((await ask('/health/ready'))[0], 503);
});

test('a check that does not answer has failed', async () => {
  const { platform } = keptPlatform();
  // The timer of the check fires at once; every other one of the server is the real one.
  const impatient: Platform = { ...platform, timers: { ...platform.timers, sleep: async () => {} } };
  const { readiness, ask } = healthServer([{ name: 'lake', check: () => new Promise(() => {}) }], impatient);
  readiness.ready();
  const [status, body] = await ask('/health/ready');
  assert.equal(status, 503);
  assert.match((body as { reason: string }).reason, /^lake: no answer within/);
});

test('metrics in the text format, with the cost of the process', async () => {
  const { platform } = keptPlatform();
  const watching = watchProcess(platform.metrics);
  const server = testServer(platform);
  void server.register(metricsRoutes(platform.metrics));
  await server.inject('/nowhere');
  const reply = await server.inject('/metrics');
  await watching.close();
  assert.equal(reply.statusCode, 200);
  assert.match(String(reply.headers['content-type']), /^text\/plain; version=0\.0\.4/);
  assert.match(reply.body, /millrace_http_request_duration_seconds_count\{.*status="4xx"\} 1\n/);
  assert.match(reply.body, /millrace_process_resident_memory_bytes [1-9]\d+\n/);
  assert.match(reply.body, /millrace_process_cpu_seconds_total 0?\.?\d/);
  assert.match(reply.body, /millrace_process_event_loop_delay_seconds\{quantile="0\.99"\} \d/);
});

test('the ledger: per collection and in total, recounted on demand', async () => {
  const figures = {
    accepted: 10,
    stored: 6,
    deadLettered: 1,
    deduplicated: 2,
    inFlight: 1,
    unfitValues: 3,
    retired: 4,
    lagSeconds: 0.5,
    balanced: true,
  };
  const [collection] = COLLECTIONS;
  assert.ok(collection !== undefined);
  const asked: boolean[] = [];
  const readLedger = async (
    project: typeof PROJECT,
    { verify }: { readonly verify: boolean },
  ): Promise<Ledger> => {
    asked.push(verify);
    const recounted = verify ? { stored: 5, deadLettered: 1 } : undefined;
    const entry = { ...figures, collection, position: [9], recounted, balanced: !verify };
    return { project, total: figures, collections: [entry] };
  };
  const server = testServer(keptPlatform().platform);
  void server.register(ledgerRoutes({ catalog: fakeCatalog(), readLedger }));
  const ask = async (url: string) => (await server.inject({ url, headers: { read_key: 'read' } })).json();
  const wire = {
    balanced: true,
    accepted: 10,
    stored: 6,
    dead_lettered: 1,
    deduplicated: 2,
    in_flight: 1,
    lag_seconds: 0.5,
    unfit_values: 3,
    retired: 4,
  };
  const position = encodeProjectPosition({
    projectId: PROJECT.id,
    collections: new Map([[collection.id, [9]]]),
  });
  assert.deepEqual(await ask('/ingest/ledger'), {
    project: 'shop',
    balanced: true,
    total: wire,
    collections: [{ collection: 'pageview', ...wire, position }],
  });
  const verified = { collection: 'pageview', ...wire, position, recounted: { stored: 5, dead_lettered: 1 } };
  assert.deepEqual(await ask('/ingest/ledger?verify'), {
    project: 'shop',
    balanced: false,
    total: wire,
    collections: [{ ...verified, balanced: false }],
  });
  await ask('/ingest/ledger?verify=false');
  assert.deepEqual(asked, [false, true, false]);
  assert.equal((await server.inject('/ingest/ledger')).statusCode, 403);
});
