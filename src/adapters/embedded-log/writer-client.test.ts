import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { WriterClient } from './writer-client.ts';

async function openWriter(t: TestContext, onFailure: (error: Error) => void): Promise<WriterClient> {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-writer-'));
  t.after(() => rm(directory, { recursive: true }));
  return WriterClient.open({ directory, mapBytes: 16 * 1024 * 1024 }, onFailure);
}

test('a writer thread that dies fails every call and is reported once, so that no dead log seems to live', async (t) => {
  const reports: Error[] = [];
  const writer = await openWriter(t, (error) => reports.push(error));
  // Ends the thread: it has no handler for what is no command.
  const command = writer.execute(undefined as never);
  const behind = writer.execute({ kind: 'measure' });
  await assert.rejects(command);
  await assert.rejects(behind, { code: 'LOG_WRITER_FAILED' });
  await assert.rejects(writer.execute({ kind: 'measure' }), { code: 'LOG_WRITER_FAILED' });
  assert.deepEqual(
    reports.map((error) => (error as { code?: string }).code),
    ['LOG_WRITER_FAILED'],
  );
  await assert.rejects(writer.close(), { code: 'LOG_WRITER_FAILED' });
});

test('closing the writer is no failure', async (t) => {
  const reports: Error[] = [];
  const writer = await openWriter(t, (error) => reports.push(error));
  await writer.execute({ kind: 'measure' });
  await writer.close();
  await assert.rejects(writer.execute({ kind: 'measure' }), { code: 'LOG_WRITER_FAILED' });
  assert.deepEqual(reports, []);
});
