import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../platform/clock.ts';
import { systemTimers } from '../../platform/timers.ts';
import { type CommitOutcome, MemoryEventLog, MemoryLogStore } from './event-log.ts';

const platform = { clock: systemClock, timers: systemTimers };

function batch(text: string) {
  return { topic: 't', partition: 0, lengths: Uint32Array.of(text.length), bytes: Buffer.from(text) };
}

test('a crash loses what was not committed and keeps what was', async () => {
  const store = new MemoryLogStore();
  const log = new MemoryEventLog(platform, { store });
  await log.createTopic('t', 1);
  await log.append(1, [batch('kept')]);
  let settled = false;
  const settle = () => {
    settled = true;
  };
  void log.append(1, [batch('lost')]).then(settle, settle);
  log.crash();
  await assert.rejects(log.append(1, [batch('late')]), { code: 'LOG_CLOSED' });

  const reopened = new MemoryEventLog(platform, { store });
  assert.deepEqual(await reopened.latest('t'), [1]);
  await reopened.append(1, [batch('next')]);
  assert.equal(settled, false);
  const messages: string[] = [];
  for await (const block of reopened.read('t', 0, 0, 2)) messages.push(Buffer.from(block.bytes).toString());
  assert.deepEqual(messages, ['kept', 'next']);
});

test('commit outcomes: failed stores nothing, stored-but-failed stores and rejects', async () => {
  const outcomes: CommitOutcome[] = ['failed', 'stored-but-failed', 'stored'];
  const log = new MemoryEventLog(platform, { commitOutcome: () => outcomes.shift()! });
  await log.createTopic('t', 1);
  await assert.rejects(log.append(1, [batch('a')]), { code: 'LOG_APPEND_FAILED' });
  assert.deepEqual(await log.latest('t'), [0]);
  await assert.rejects(log.append(1, [batch('b')]), { code: 'LOG_APPEND_FAILED' });
  assert.deepEqual(await log.latest('t'), [1]);
  assert.deepEqual(await log.append(1, [batch('c')]), [2]);
});

test('the bound on stored bytes refuses, and trimming makes room', async () => {
  const log = new MemoryEventLog(platform, { limitBytes: 8 });
  await log.createTopic('t', 1);
  await log.append(1, [batch('12345678')]);
  await assert.rejects(log.append(1, [batch('9')]), { code: 'LOG_FULL', retryAfterMs: 10_000 });
  await log.trim('t', [1]);
  assert.deepEqual(await log.append(1, [batch('9')]), [2]);
});
