import assert from 'node:assert/strict';
import test from 'node:test';
import type { ProjectStatus } from '../batch/status.ts';
import { resourceError } from '../platform/errors.ts';
import { healthChecks } from './health-checks.ts';

const MEGABYTE = 1024 * 1024;
const GOOD: ProjectStatus = {
  project: { id: 1, name: 'secret', physicalName: 'secret' },
  state: 'running',
  positions: new Map(),
  pendingEvents: 0,
  pendingForMs: 0,
  failures: 0,
  failingCollections: [],
  lastRound: undefined,
  lastError: undefined,
  stopped: undefined,
};

async function troubles(parts: { limitBytes?: number; status?: readonly ProjectStatus[] }) {
  const checks = healthChecks({
    log: { usage: async () => ({ bytes: 10 * MEGABYTE, limitBytes: parts.limitBytes }) },
    store: { currentEpoch: async () => 1 },
    runner: { status: () => parts.status ?? [GOOD] },
  });
  const answers = await Promise.all(checks.map(({ check }) => check()));
  return answers.filter((answer) => answer !== undefined);
}

test('a log without room is told of', async () => {
  assert.deepEqual(await troubles({}), []);
  assert.deepEqual(await troubles({ limitBytes: 12 * MEGABYTE }), []);
  for (const limitBytes of [10.5 * MEGABYTE, 9 * MEGABYTE]) {
    assert.match((await troubles({ limitBytes })).join(), /the event log is full/);
  }
});

test('events that do not get into their tables are told of, without the name of a project', async () => {
  const error = resourceError('LAKE_FULL', 'no space is left for the tables of project "secret"');
  const failing = { ...GOOD, failures: 2, lastError: { atMs: 1, error } };
  const [trouble = ''] = await troubles({ status: [GOOD, failing] });
  assert.match(trouble, /1 project \(LAKE_FULL\)/);
  assert.doesNotMatch(trouble, /secret/);
  assert.match((await troubles({ status: [{ ...GOOD, stopped: error }] })).join(), /LAKE_FULL/);
  // A failure that was overcome is history.
  assert.deepEqual(await troubles({ status: [{ ...failing, failures: 0 }] }), []);
});
