/**
 * Sustained ingest: 100 events a request, 15 fields, durable acknowledgement, everything through to the table, the load
 * generator on the same machine. First as fast as it goes (closed loop), then at the rate of the aim (open loop), whose
 * acknowledgement times are compared with those of bare group commit at the same rate.
 */
import { duckdbAppendRate } from './support/duckdb-append.ts';
import { ledger, mean, untilStored, watch } from './support/lake-watch.ts';
import { load, startBareServer, startMillrace } from './support/processes.ts';
import { report, say } from './support/report.ts';

const BENCH = 'ingest-batch';
const AIM_EVENTS_PER_SECOND = 100_000;
const PER_REQUEST = 100;
const CONNECTIONS = 16;
const OPEN_LOOP_CONNECTIONS = 64;
/** The bound on the server's own memory that the README states. */
const MEMORY_BOUND_BYTES = 2 * 1024 ** 3;

export async function ingestBatch(seconds: number): Promise<void> {
  const limitSeconds = Math.min(10, seconds);
  const plan = { path: '/event/batch', writeKey: 'none', perRequest: PER_REQUEST, connections: CONNECTIONS };
  say('limits: bare node:http with JSON.parse; bare group commit; DuckDB appender alone');
  const parse = await startBareServer('parse');
  const parsed = await load({ ...plan, port: parse.port, seconds: limitSeconds });
  await parse.stop();
  const commit = await startBareServer('commit');
  const committed = await load({
    ...plan,
    port: commit.port,
    seconds: limitSeconds,
    connections: OPEN_LOOP_CONNECTIONS,
    rate: AIM_EVENTS_PER_SECOND / PER_REQUEST,
  });
  await commit.stop();
  const appendRate = await duckdbAppendRate();

  const server = await startMillrace();
  try {
    const target = { ...plan, port: server.port, writeKey: server.writeKey };
    say('warm-up');
    await load({ ...target, seconds: Math.min(10, seconds) });
    await untilStored(server);

    say(`closed loop, ${CONNECTIONS} connections, ${seconds} s`);
    const before = await ledger(server);
    const startedAt = performance.now();
    const { result, watched } = await watch(server, load({ ...target, seconds }));
    const drainMs = await untilStored(server);
    const stored = (await ledger(server)).stored - before.stored;
    const throughRate = stored / ((performance.now() - startedAt) / 1000);
    report(BENCH, { figure: 'failed_requests', value: result.failed, unit: 'requests' });
    report(BENCH, {
      figure: 'events_per_second',
      value: result.eventsPerSecond,
      unit: 'events/s',
      limit: parsed.eventsPerSecond,
      limitName: 'bare node:http + JSON.parse',
    });
    report(BENCH, {
      figure: 'events_per_second_vs_aim',
      value: result.eventsPerSecond,
      unit: 'events/s',
      limit: AIM_EVENTS_PER_SECOND,
      limitName: 'the aim',
    });
    report(BENCH, {
      figure: 'events_per_second_into_table',
      value: throughRate,
      unit: 'events/s',
      limit: appendRate,
      limitName: 'DuckDB appender alone, same columns, one process',
    });
    report(BENCH, { figure: 'drain_after_load', value: drainMs, unit: 'ms' });
    const half = Math.floor(watched.inFlight.length / 2);
    report(BENCH, {
      figure: 'in_flight_second_half',
      value: mean(watched.inFlight.slice(half)),
      unit: 'events',
      limit: mean(watched.inFlight.slice(0, half)),
      limitName: 'mean of the first half',
    });
    report(BENCH, {
      figure: 'server_cpu_per_event',
      value: (watched.cpuSeconds * 1e6) / result.events,
      unit: 'µs',
    });
    report(BENCH, { figure: 'load_generator_cpu_per_event', value: result.cpuMicrosPerEvent, unit: 'µs' });
    report(BENCH, {
      figure: 'peak_memory',
      value: Math.max(...watched.anonymousBytes),
      unit: 'bytes',
      limit: MEMORY_BOUND_BYTES,
      limitName: 'stated bound (anonymous memory)',
    });
    report(BENCH, { figure: 'peak_resident', value: Math.max(...watched.residentBytes), unit: 'bytes' });
    report(BENCH, { figure: 'ack_p99_closed_loop', value: result.p99Ms, unit: 'ms' });

    say(`open loop at ${AIM_EVENTS_PER_SECOND} events/s, ${seconds} s`);
    const { result: paced, watched: pacedWatch } = await watch(
      server,
      load({
        ...target,
        seconds,
        connections: OPEN_LOOP_CONNECTIONS,
        rate: AIM_EVENTS_PER_SECOND / PER_REQUEST,
      }),
    );
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
      limit: committed.p50Ms,
      limitName: 'bare node:http + group commit, same rate',
    });
    report(BENCH, {
      figure: 'ack_p99',
      value: paced.p99Ms,
      unit: 'ms',
      limit: committed.p99Ms,
      limitName: 'bare node:http + group commit, same rate',
    });
    const middle = Math.floor(pacedWatch.inFlight.length / 2);
    report(BENCH, {
      figure: 'paced_in_flight_second_half',
      value: mean(pacedWatch.inFlight.slice(middle)),
      unit: 'events',
      limit: mean(pacedWatch.inFlight.slice(0, middle)),
      limitName: 'mean of the first half',
    });
  } finally {
    await server.stop();
  }
}
