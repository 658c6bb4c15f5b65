import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { collectConfig } from './config.ts';

test('the defaults are those that the documents name', () => {
  assert.deepEqual(Value.Default(collectConfig, {}), {
    'collect.max-body-size': 8_388_608,
    'collect.max-inflight-bytes': 67_108_864,
    'collect.max-events-per-batch': 10_000,
    'collect.max-values': 500_000,
    'collect.max-new-collections': 100,
    'collect.max-depth': 64,
    'collect.max-name-length': 250,
    'collection.max-string-length': 65_536,
    'collect.clock-skew-threshold': 10_000,
    'event.schema.enable-dynamic': true,
  });
});
