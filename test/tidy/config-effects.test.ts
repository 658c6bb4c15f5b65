/**
 * Goal: no configuration key without a test that setting it has an effect (its default is checked in
 * `src/config/load-config.test.ts`, for all keys at once). Method: the table names the test of each key; that test must
 * set the key, to something else than its default.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { CONFIG_KEYS, type ConfigKey, variableOf } from '../../src/config/keys.ts';
import { nearest } from '../../src/platform/nearest.ts';

const EFFECTS = 'test/integration/config-effects.test.ts';
const BATCHES = 'test/integration/batch-runner.test.ts';
const FAULTS = 'test/integration/batch-faults-of-the-original.test.ts';
const COLLECT = 'test/integration/collect.test.ts';
const HAZARDS = 'test/integration/collect-hazards.test.ts';
const VALUES = 'test/integration/collect-values.test.ts';
const HTTP = 'test/integration/http-server.test.ts';
const CATALOG = 'src/catalog/cached-catalog.test.ts';
const LOG = 'test/contract/event-log-embedded.test.ts';
const DURABLE_LOG = 'test/contract/event-log-embedded-durability.test.ts';
const QUERY = 'test/integration/query-http.test.ts';

const TEST_OF: Readonly<Record<string, string>> = {
  'log.level': EFFECTS,
  'http.server.address': EFFECTS,
  'http.server.proxy-protocol': EFFECTS,
  'http.server.debug': HTTP,
  'http.server.max-body-size': HTTP,
  'http.server.max-inflight-bytes': EFFECTS,
  'http.server.max-connections': HTTP,
  'http.server.max-requests-in-flight': HTTP,
  'http.server.header-timeout': HTTP,
  'http.server.request-timeout': HTTP,
  'http.server.keep-alive-timeout': EFFECTS,
  'collect.max-body-size': COLLECT,
  'collect.max-inflight-bytes': COLLECT,
  'collect.max-events-per-batch': COLLECT,
  'collect.max-values': EFFECTS,
  'collect.max-new-collections': HAZARDS,
  'collect.max-depth': HAZARDS,
  'collect.max-name-length': HAZARDS,
  'collection.max-string-length': VALUES,
  'collect.clock-skew-threshold': VALUES,
  'event.schema.enable-dynamic': HAZARDS,
  'catalog.key-cache-ttl': CATALOG,
  'catalog.key-cache-size': CATALOG,
  'catalog.max-key-lookups-per-second': CATALOG,
  'catalog.max-collections': CATALOG,
  'catalog.max-fields': CATALOG,
  'catalog.max-fields-per-project': CATALOG,
  'catalog.partitions': CATALOG,
  'log.disk-limit': LOG,
  'log.min-free-disk': DURABLE_LOG,
  'log.retention': BATCHES,
  'log.pending-limit': LOG,
  'log.pending-limit-per-project': LOG,
  'log.commit-limit': LOG,
  'batch.max-rows': FAULTS,
  'batch.max-bytes': EFFECTS,
  'batch.max-age': BATCHES,
  'batch.interval': BATCHES,
  'batch.max-concurrent-rounds': FAULTS,
  'batch.max-concurrent-attempts': EFFECTS,
  'batch.slow-round': FAULTS,
  'batch.min-back-off': EFFECTS,
  'batch.max-back-off': EFFECTS,
  'batch.poll-interval': EFFECTS,
  'batch.rotate-commits': BATCHES,
  'batch.compact-segments': BATCHES,
  'batch.upkeep-interval': BATCHES,
  'batch.drop-grace': BATCHES,
  'batch.close-timeout': FAULTS,
  'lake.workers': EFFECTS,
  'lake.threads': EFFECTS,
  'lake.niceness': EFFECTS,
  'lake.memory-limit': EFFECTS,
  'lake.temporary-limit': EFFECTS,
  'lake.checkpoint-threshold': EFFECTS,
  'lake.concurrent-queries': EFFECTS,
  'lake.max-result-size': EFFECTS,
  'lake.process-memory-limit': EFFECTS,
  'lake.min-free-disk': 'test/crash/full-disk.test.ts',
  'query.max-rows': QUERY,
  'query.timeout': EFFECTS,
  'query.after-timeout': EFFECTS,
  'query.max-length': QUERY,
  'query.max-concurrent-per-project': QUERY,
  'query.send-timeout': QUERY,
  'query.stats-interval': QUERY,
  'lock-key': 'test/integration/project-http.test.ts',
};

/** Why the file cannot be the test of the key's effect; `undefined` when it can. */
function problemOf(key: ConfigKey, file: string): string | undefined {
  if (!file.endsWith('.test.ts') || !existsSync(file)) return `${key.name}: there is no test ${file}`;
  return problemOfText(key, readFileSync(file, 'utf8')) && `${file} ${problemOfText(key, '')} "${key.name}"`;
}

function problemOfText(key: ConfigKey, text: string): string | undefined {
  const inCode = new RegExp(`'${key.name.replaceAll('.', '\\.')}': ([^,}\\n]+)`, 'g');
  const inEnvironment = new RegExp(`\\b${variableOf(key.name)}: ([^,}\\n]+)`, 'g');
  const values = [...text.matchAll(inCode), ...text.matchAll(inEnvironment)].map(([, value = '']) =>
    value.trim().replaceAll(/(?<=\d)_(?=\d)/g, ''),
  );
  const isDefault = (value: string) => value === String(key.default) || value === `'${String(key.default)}'`;
  return values.some((value) => !isDefault(value)) ? undefined : 'never sets';
}

test('every key names the test of its effect, and that test sets it', () => {
  const problems = [...CONFIG_KEYS.values()].flatMap((key) => {
    const file = TEST_OF[key.name];
    return file === undefined ? `${key.name}: no test of its effect is named` : (problemOf(key, file) ?? []);
  });
  assert.deepEqual(problems, []);
  const unknown = Object.keys(TEST_OF).filter((name) => !CONFIG_KEYS.has(name));
  assert.deepEqual(
    unknown.map((name) => `${name} is no key; ${nearest(name, CONFIG_KEYS.keys()) ?? 'none'} is the nearest`),
    [],
  );
});

test('a test that does not set the key, or only to its default, is not taken', () => {
  const key = CONFIG_KEYS.get('query.max-rows')!;
  assert.equal(problemOfText(key, "config: { 'query.max-rows': 100 }"), undefined);
  assert.equal(problemOfText(key, "{ MILLRACE_QUERY_MAX_ROWS: '5' }"), undefined);
  assert.equal(problemOfText(key, "assert.equal(config['query.max-rows'], 5)"), 'never sets');
  assert.equal(
    problemOfText(key, "Value.Create(queryConfig), { 'query.max-rows': 500_000, })"),
    'never sets',
  );
  assert.match(problemOf(key, 'test/nowhere.test.ts') ?? '', /there is no test/);
});
