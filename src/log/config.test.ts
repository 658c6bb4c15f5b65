import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { logConfig } from './config.ts';

test('defaults', () => {
  assert.deepEqual(Value.Create(logConfig), {
    'log.disk-limit': 21_474_836_480,
    'log.min-free-disk': 536_870_912,
    'log.retention': 3_600_000,
    'log.pending-limit': 134_217_728,
    'log.pending-limit-per-project': 33_554_432,
    'log.commit-limit': 8_388_608,
  });
});
