/**
 * Single events: 64 connections, one event a request, durable acknowledgement. Throughput in a closed loop; the
 * acknowledgement times at the rate of the aim, against bare node:http with a group-committed write at the same rate.
 */
import { untilStored } from './support/lake-watch.ts';
import { load, startBareServer, startMillrace } from './support/processes.ts';
import { report, say } from './support/report.ts';

const BENCH = 'ingest-single';
const AIM_EVENTS_PER_SECOND = 15_000;
const CONNECTIONS = 64;

export async function ingestSingle(seconds: number): Promise<void> {
  const plan = { path: '/event/collect', writeKey: 'none', perRequest: 1, connections: CONNECTIONS };
  const bare = await startBareServer('commit');
  const bareFast = await load({ ...plan, port: bare.port, seconds: Math.min(10, seconds) });
  const barePaced = await load({
    ...plan,
    port: bare.port,
    seconds: Math.min(10, seconds),
    rate: AIM_EVENTS_PER_SECOND,
  });
  await bare.stop();
  const server = await startMillrace();
  try {
    const target = { ...plan, port: server.port, writeKey: server.writeKey };
    say('warm-up');
    await load({ ...target, seconds: Math.min(5, seconds) });
    await untilStored(server);
    say(`closed loop, ${CONNECTIONS} connections, ${seconds} s`);
    const fast = await load({ ...target, seconds });
    await untilStored(server);
    say(`open loop at ${AIM_EVENTS_PER_SECOND} events/s, ${seconds} s`);
    const paced = await load({ ...target, seconds, rate: AIM_EVENTS_PER_SECOND });
    await untilStored(server);
    report(BENCH, { figure: 'failed_requests', value: fast.failed + paced.failed, unit: 'requests' });
    report(BENCH, {
      figure: 'events_per_second',
      value: fast.eventsPerSecond,
      unit: 'events/s',
      limit: bareFast.eventsPerSecond,
      limitName: 'bare node:http + group-committed write',
    });
    report(BENCH, {
      figure: 'events_per_second_vs_aim',
      value: fast.eventsPerSecond,
      unit: 'events/s',
      limit: AIM_EVENTS_PER_SECOND,
      limitName: 'the aim',
    });
    report(BENCH, {
      figure: 'ack_p99_closed_loop',
      value: fast.p99Ms,
      unit: 'ms',
      limit: bareFast.p99Ms,
      limitName: 'the same of bare node:http',
    });
    report(BENCH, {
      figure: 'paced_events_per_second',
      value: paced.eventsPerSecond,
      unit: 'events/s',
      limit: AIM_EVENTS_PER_SECOND,
      limitName: 'offered rate',
    });
    report(BENCH, {
      figure: 'ack_p50',
      value: paced.p50Ms,
      unit: 'ms',
      limit: barePaced.p50Ms,
      limitName: 'the same of bare node:http, same rate',
    });
    report(BENCH, {
      figure: 'ack_p99',
      value: paced.p99Ms,
      unit: 'ms',
      limit: barePaced.p99Ms,
      limitName: 'the same of bare node:http, same rate',
    });
  } finally {
    await server.stop();
  }
}
