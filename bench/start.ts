/** Cold start to the first answer of a query, on a data directory with a project and some events; idle memory. */

import { rmSync } from 'node:fs';
import { portOf, post, sleep, spawnMillrace, untilReady } from '../test/support/server-process.ts';
import { untilStored } from './support/lake-watch.ts';
import { load, memoryOf, startMillrace } from './support/processes.ts';
import { report } from './support/report.ts';

const BENCH = 'start';
const RUNS = 5;
/** The server gives the memory of start-up back after ten seconds without work. */
const IDLE_MS = 20_000;

export async function start(): Promise<void> {
  const first = await startMillrace();
  await load({
    port: first.port,
    path: '/event/batch',
    writeKey: first.writeKey,
    perRequest: 100,
    connections: 4,
    seconds: 2,
    rate: 50,
  });
  await untilStored(first);
  await first.stopAndKeep();
  const data = first.dataDirectory;
  const times: number[] = [];
  const firstQueries: number[] = [];
  let startedBytes = 0;
  let idleBytes = 0;
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    const child = spawnMillrace(data);
    const port = await portOf(data, child);
    await untilReady(port);
    const readyAt = performance.now();
    await post(
      port,
      '/query/execute',
      { query: 'SELECT count(*) FROM pageview' },
      { read_key: first.readKey },
    );
    times.push(performance.now() - startedAt);
    firstQueries.push(performance.now() - readyAt);
    await sleep(3000);
    startedBytes = Math.max(startedBytes, memoryOf(child.pid ?? 0).resident);
    if (run === RUNS - 1) {
      await sleep(IDLE_MS);
      idleBytes = memoryOf(child.pid ?? 0).resident;
    }
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  rmSync(data, { recursive: true, force: true });
  report(BENCH, {
    figure: 'first_answer_median',
    value: times.sort((a, b) => a - b)[RUNS >> 1] ?? 0,
    unit: 'ms',
    limit: 2000,
    limitName: 'the aim',
  });
  report(BENCH, {
    figure: 'first_query_median',
    value: firstQueries.sort((a, b) => a - b)[RUNS >> 1] ?? 0,
    unit: 'ms',
    limit: 1000,
    limitName: 'the aim',
  });
  report(BENCH, { figure: 'resident_after_3_seconds', value: startedBytes, unit: 'bytes' });
  report(BENCH, {
    figure: 'idle_resident',
    value: idleBytes,
    unit: 'bytes',
    limit: 250 * 1024 ** 2,
    limitName: 'the aim',
  });
}
