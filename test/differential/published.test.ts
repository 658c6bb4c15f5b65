import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from '../support/server-process.ts';
import { NOT_ON_PRESTO } from './not-on-presto.ts';

test('what PrestoDB does not answer is published', () => {
  const page = readFileSync(path.join(ROOT, 'docs/sql-engines.md'), 'utf8');
  const missing = NOT_ON_PRESTO.filter(([, reason]) => !page.includes(`\n- ${reason}`));
  assert.deepEqual(missing, []);
});
