/**
 * Goal: each acknowledgement comes after the sync of its bytes, in the order of system calls.
 *
 * Method: the server runs under strace. Events with a unique marker are sent one after the other; for each the trace
 * must show, in this order: the write of the marker to the log's file; an fdatasync or fsync of that file that begins
 * after that write and ends without error; only then the write of the answer to the client's socket.
 *
 * Not part of `npm test`, because it needs strace: `npm run test:trace`.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { portOf, post, removeDirectory, spawnMillrace, stop, untilReady } from '../support/server-process.ts';

const EVENTS = 10;
const SYSTEM_CALLS = 'pwrite64,pwritev,pwritev2,write,writev,fdatasync,fsync,msync,sendto,sendmsg';

interface Line {
  readonly pid: string;
  readonly call: string;
}

test('each acknowledgement comes after the sync of its bytes', async (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-trace-'));
  const data = path.join(directory, 'data');
  const trace = path.join(directory, 'trace.txt');
  const child = spawnMillrace(data, {
    wrapper: ['strace', '-f', '-y', '-s', '100000', '-o', trace, '-e', `trace=${SYSTEM_CALLS}`],
  });
  t.after(() => removeDirectory(directory));
  // Under strace the announced process is the tracer's child.
  const port = await portOf(data, {
    ...child,
    pid: undefined,
    exitCode: null,
    signalCode: null,
  } as unknown as typeof child);
  await untilReady(port);
  const keys = (await post(port, '/project/create', { name: 'trace' })) as Record<string, string>;
  for (let i = 0; i < EVENTS; i++) {
    await post(port, '/event/collect', {
      collection: 'traced',
      api: { api_key: keys['write_key'] },
      properties: { marker: marker(i), reply_marker: i },
    });
  }
  const announced = JSON.parse(readFileSync(path.join(data, 'server.json'), 'utf8')) as { pid: number };
  process.kill(announced.pid, 'SIGTERM');
  await stop(child);

  const lines = readFileSync(trace, 'latin1').split('\n').map(parseLine);
  let searchFrom = 0;
  for (let i = 0; i < EVENTS; i++) {
    const written = lines.findIndex(
      (line, at) =>
        at >= searchFrom &&
        /^pwrite|^write/.test(line.call) &&
        /\/log\/[^>]*>/.test(line.call) &&
        line.call.includes(marker(i)),
    );
    assert.ok(written >= 0, `event ${i}: no write of its bytes to the log was traced`);
    const synced = endOfSync(lines, written);
    assert.ok(synced > written, `event ${i}: its bytes were not synced`);
    const answered = lines.findIndex(
      (line, at) =>
        at > written &&
        /^(write|writev|sendto|sendmsg)\(\d+<(TCP|socket)/.test(line.call) &&
        line.call.includes('HTTP/1.1 200'),
    );
    assert.ok(answered > 0, `event ${i}: no answer was traced`);
    assert.ok(
      answered > synced,
      `event ${i}: the answer (line ${answered}) came before the sync ended (line ${synced})`,
    );
    searchFrom = answered;
  }
  t.diagnostic(
    `${EVENTS} acknowledgements, each after the sync of its bytes, in ${lines.length} traced calls`,
  );
});

function marker(i: number): string {
  return `marker-${i}-of-the-traced-event`;
}

function parseLine(line: string): Line {
  const [, pid = '', call = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
  return { pid, call };
}

/** The line on which the first sync of the log that began after `written` ended well. */
function endOfSync(lines: readonly Line[], written: number): number {
  for (let at = written + 1; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || !/^(fdatasync|fsync)\(\d+<[^>]*\/log\//.test(line.call)) continue;
    if (/= 0$/.test(line.call)) return at;
    if (!line.call.includes('<unfinished')) continue;
    const end = lines.findIndex(
      (other, index) =>
        index > at && other.pid === line.pid && /^<\.\.\. (fdatasync|fsync) resumed>.*= 0$/.test(other.call),
    );
    if (end > 0) return end;
  }
  return -1;
}
