import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';

const PARSER = path.join(import.meta.dirname, 'generated/query-parser.ts');

test('the committed parser is what the grammar gives', () => {
  const script = path.resolve(import.meta.dirname, '../../../scripts/grammar.ts');
  const run = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
});

test('every decision is made on one token, so that parsing is linear and caches nothing', () => {
  const generated = readFileSync(PARSER, 'utf8');
  assert.ok(generated.includes('this.errorHandler.sync(this)'), 'the generated parser looks unlike one');
  assert.ok(!generated.includes('adaptivePredict'));
});
