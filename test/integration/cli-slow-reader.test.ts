/** Hazard: a command that exits while the reader of its pipe is slow loses the end of its answer. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { millrace, spawnCommand } from '../support/command-line.ts';

test('a slow reader gets the whole answer', { timeout: 30_000 }, async () => {
  const whole = (await millrace(['config'])).out;
  const child = spawnCommand(['config']);
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.stdin?.end();
  child.stderr?.resume();
  let read = '';
  child.stdout?.pause();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.stdout?.on('data', (piece: Buffer) => {
    read += piece.toString();
  });
  child.stdout?.resume();
  await closed;
  assert.equal(read, whole);
  assert.match(whole, /lock-key=\s*$/);
});
