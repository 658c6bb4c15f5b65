/**
 * Runs the tests: `npm test`, or `npm test -- PATH…` for some. Two files at a time: machines have two cores.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import process from 'node:process';

const SUITES = ['src/**/*.test.ts', 'test/**/*.test.ts'];
const named = process.argv.slice(2);
const files = (
  named.length > 0
    ? named.flatMap((path) => globSync(path.endsWith('.ts') ? path : `${path}/**/*.test.ts`))
    : SUITES.flatMap((glob) => globSync(glob))
).sort();
if (files.length === 0) {
  console.error('no test files found');
  process.exit(2);
}
const run = spawnSync(
  process.execPath,
  ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files],
  {
    stdio: 'inherit',
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  },
);
process.exit(run.status ?? 1);
