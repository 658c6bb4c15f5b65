/** Answers each request of its parent with what it finds in the log, from a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openEmbeddedEventLogReader } from '../../src/adapters/embedded-log/index.ts';
import { systemTimers } from '../../src/platform/timers.ts';
import { readAll } from './event-log.suite.ts';

const reader = openEmbeddedEventLogReader(systemTimers, { dataDirectory: workerData as string });
const port = parentPort!;

interface Range {
  readonly from: number;
  readonly to: number;
}

async function answer({ from, to }: Range): Promise<void> {
  if (from < 0) {
    await reader.close();
    port.close();
    return;
  }
  const waited = await reader.waitForAppend('t', [from], 10_000);
  const latest = await reader.latest('t');
  port.postMessage({ waited, latest, messages: await readAll(reader, 't', 0, from, to) });
}
port.on('message', (range: Range) => void answer(range));
port.postMessage('ready');
