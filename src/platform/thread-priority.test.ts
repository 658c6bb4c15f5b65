import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import test from 'node:test';
import { Worker } from 'node:worker_threads';

/** Niceness of every thread of this process, by name. */
function niceness(): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const id of readdirSync('/proc/self/task')) {
    const name = readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim();
    const fields = readFileSync(`/proc/self/task/${id}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    found.set(name, [...(found.get(name) ?? []), Number(fields[16])]);
  }
  return found;
}

test('the pool steps back, the thread half as far, the main thread not at all', async () => {
  const url = new URL('./thread-priority.ts', import.meta.url).href;
  const worker = new Worker(
    `import(${JSON.stringify(url)}).then(({ stepBack }) => stepBack(7)).then(() => require('node:worker_threads').parentPort.postMessage('done'));
     setInterval(() => {}, 1000);`,
    { eval: true, name: 'stepping' },
  );
  await new Promise((resolve) => worker.once('message', resolve));
  const found = niceness();
  await worker.terminate();
  if (process.platform !== 'linux') return;
  assert.deepEqual(new Set(found.get('libuv-worker')), new Set([7]));
  assert.deepEqual(found.get('stepping'), [3]);
  const main = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  assert.equal(Number(main[16]), 0);
});
