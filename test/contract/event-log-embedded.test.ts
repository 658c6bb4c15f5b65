import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Value } from 'typebox/value';
import { openEmbeddedEventLog } from '../../src/adapters/embedded-log/index.ts';
import { type LogConfig, logConfig } from '../../src/log/config.ts';
import { createLogTelemetry } from '../../src/log/telemetry.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { systemTimers } from '../../src/platform/timers.ts';
import { eventLogSuite } from './event-log.suite.ts';

eventLogSuite('embedded event log', async (t, limits) => {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'millrace-log-'));
  const defaults = Value.Create(logConfig) as LogConfig;
  const config: LogConfig = {
    ...defaults,
    'log.disk-limit': limits.diskBytes ?? defaults['log.disk-limit'],
    'log.pending-limit': limits.pendingBytes ?? defaults['log.pending-limit'],
    'log.pending-limit-per-project': limits.ownerPendingBytes ?? defaults['log.pending-limit-per-project'],
    'log.commit-limit': limits.commitBytes ?? defaults['log.commit-limit'],
  };
  const metrics = createMetrics();
  const platform = {
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    logger: silentLogger,
    metrics,
  };
  const open = () =>
    openEmbeddedEventLog(platform, { dataDirectory, config, telemetry: createLogTelemetry(createMetrics()) });
  let log = await open();
  t.after(async () => {
    await log.close();
    await rm(dataDirectory, { recursive: true });
  });
  return {
    log,
    async reopen() {
      await log.close();
      log = await open();
      return log;
    },
  };
});
