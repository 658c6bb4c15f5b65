import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import type { Component } from '../platform/lifecycle.ts';
import type { Metrics } from '../platform/metrics.ts';

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
const QUANTILES = [50, 90, 99] as const;

/** How often the event loop is probed: what is shorter than this does not show. */
const PROBE_INTERVAL_MS = 10;

/** What the process costs, and how long its event loop keeps requests waiting since the last reading. */
export function watchProcess(metrics: Metrics): Component {
  const delay = monitorEventLoopDelay({ resolution: PROBE_INTERVAL_MS });
  delay.enable();
  const lag = metrics.gauge(
    'millrace_process_event_loop_delay_seconds',
    'Delay of the event loop since the metrics were read last, by quantile.',
    ['quantile'],
  );
  const resident = metrics.gauge(
    'millrace_process_resident_memory_bytes',
    'Memory in use, native parts included.',
  );
  const heap = metrics.gauge('millrace_process_heap_bytes', 'Memory of JavaScript objects in use.');
  const external = metrics.gauge('millrace_process_external_memory_bytes', 'Memory of buffers in use.');
  const cpu = metrics.counter('millrace_process_cpu_seconds_total', 'Processor time used, all threads.');
  const uptime = metrics.gauge('millrace_process_uptime_seconds', 'Time since the process started.');
  let cpuBefore = process.cpuUsage({ user: 0, system: 0 });
  cpu.inc((cpuBefore.user + cpuBefore.system) / MICROSECONDS);

  metrics.onCollect(() => {
    for (const quantile of QUANTILES) {
      const nanoseconds = delay.count === 0 ? 0 : delay.percentile(quantile);
      // The probe itself comes one interval after the last: only what is over it is delay.
      const seconds = Math.max(0, nanoseconds / NANOSECONDS - PROBE_INTERVAL_MS / 1000);
      lag.set({ quantile: String(quantile / 100) }, seconds);
    }
    lag.set(
      { quantile: '1' },
      delay.count === 0 ? 0 : Math.max(0, delay.max / NANOSECONDS - PROBE_INTERVAL_MS / 1000),
    );
    delay.reset();
    const memory = process.memoryUsage();
    resident.set(memory.rss);
    heap.set(memory.heapUsed);
    external.set(memory.external);
    const used = process.cpuUsage();
    cpu.inc(Math.max(0, used.user + used.system - cpuBefore.user - cpuBefore.system) / MICROSECONDS);
    cpuBefore = used;
    uptime.set(process.uptime());
  });
  return {
    name: 'process metrics',
    close: async () => {
      delay.disable();
    },
  };
}
