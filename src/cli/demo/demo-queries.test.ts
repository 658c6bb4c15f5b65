import assert from 'node:assert/strict';
import test from 'node:test';
import { DEMO_QUERIES } from './demo-queries.ts';

test('the questions, indented by two, stand unbroken in a terminal of 80 columns', () => {
  assert.equal(DEMO_QUERIES.length, 5);
  for (const { question, sql } of DEMO_QUERIES) {
    for (const line of [question, ...sql.split('\n')]) assert.ok(line.length <= 77, line);
  }
});
