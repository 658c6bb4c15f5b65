/**
 * From acknowledgement to visible in SQL: one marked event at a time, found by polling with a plain count (not with
 * `after=`, which asks for a batch), idle and under half of the aimed load.
 */

import { post, sleep } from '../test/support/server-process.ts';
import { untilStored } from './support/lake-watch.ts';
import { load, type RunningMillrace, startMillrace } from './support/processes.ts';
import { percentile, report, say } from './support/report.ts';

const BENCH = 'freshness';
const POLL_EVERY_MS = 5;

async function probe(server: RunningMillrace, marker: string): Promise<number> {
  await post(server.port, '/event/collect', {
    collection: 'probe',
    api: { api_key: server.writeKey },
    properties: { marker },
  });
  const acknowledgedAt = performance.now();
  for (;;) {
    const answer = (await post(
      server.port,
      '/query/execute',
      { query: `SELECT count(*) FROM probe WHERE marker = '${marker}'` },
      { read_key: server.readKey },
    )) as { result: [[number]] };
    if (Number(answer.result[0][0]) === 1) return performance.now() - acknowledgedAt;
    await sleep(POLL_EVERY_MS);
  }
}

async function probeFor(server: RunningMillrace, seconds: number, prefix: string): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  for (let i = 0; performance.now() < until; i++) {
    times.push(await probe(server, `${prefix}${i}`));
    await sleep(100);
  }
  return times.sort((a, b) => a - b);
}

export async function freshness(seconds: number): Promise<void> {
  const server = await startMillrace();
  try {
    await probeFor(server, 2, 'warm');
    say(`idle, ${seconds} s`);
    const idle = await probeFor(server, seconds, 'idle');
    report(BENCH, { figure: 'idle_p50', value: percentile(idle, 0.5), unit: 'ms' });
    report(BENCH, {
      figure: 'idle_p95',
      value: percentile(idle, 0.95),
      unit: 'ms',
      limit: 300,
      limitName: 'the aim',
    });
    say(`under 50,000 events/s, ${seconds} s`);
    const plan = {
      port: server.port,
      path: '/event/batch',
      writeKey: server.writeKey,
      perRequest: 100,
      connections: 32,
    };
    await load({ ...plan, seconds: 5, rate: 500 });
    const loading = load({ ...plan, seconds: seconds + 2, rate: 500 });
    await sleep(1000);
    const loaded = await probeFor(server, seconds, 'load');
    const result = await loading;
    await untilStored(server);
    report(BENCH, {
      figure: 'loaded_events_per_second',
      value: result.eventsPerSecond,
      unit: 'events/s',
      limit: 50_000,
      limitName: 'offered rate',
    });
    report(BENCH, { figure: 'loaded_p50', value: percentile(loaded, 0.5), unit: 'ms' });
    report(BENCH, {
      figure: 'loaded_p95',
      value: percentile(loaded, 0.95),
      unit: 'ms',
      limit: 1500,
      limitName: 'the aim',
    });
  } finally {
    await server.stop();
  }
}
