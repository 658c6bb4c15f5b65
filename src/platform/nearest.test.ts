import assert from 'node:assert/strict';
import test from 'node:test';
import { nearest } from './nearest.ts';

test('the nearest word, when one is near', () => {
  const words = ['query.max-rows', 'query.timeout', 'log.retention'];
  assert.equal(nearest('query.max-row', words), 'query.max-rows');
  assert.equal(nearest('QUERY.TIMEOUT', words), 'query.timeout');
  assert.equal(nearest('log.retentoin', words), 'log.retention');
  assert.equal(nearest('http.server.address', words), undefined);
  assert.equal(nearest('ab', ['cd', 'abcdef']), 'cd', 'short words may be wrong in two letters');
  assert.equal(nearest('x', []), undefined);
  assert.equal(nearest('same', ['sane', 'same']), 'same');
});
