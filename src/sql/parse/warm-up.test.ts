import assert from 'node:assert/strict';
import test from 'node:test';
import { parseQuery, warmUp } from './parse-query.ts';

test('warming up parses a valid query and leaves nothing behind', () => {
  assert.doesNotThrow(warmUp);
  const query = parseQuery('SELECT ?');
  assert.ok(query.body.kind === 'select' && query.body.items[0]?.kind === 'select-expression');
  assert.deepEqual(query.body.items[0].expression, {
    kind: 'parameter',
    index: 0,
    position: { start: 7, end: 8 },
  });
});
