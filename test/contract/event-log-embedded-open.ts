import { Value } from 'typebox/value';
import { type EmbeddedEventLog, openEmbeddedEventLog } from '../../src/adapters/embedded-log/index.ts';
import { type LogConfig, logConfig } from '../../src/log/config.ts';
import { createLogTelemetry } from '../../src/log/telemetry.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { systemTimers } from '../../src/platform/timers.ts';

/** Opens the embedded log with the default configuration, save what is given. */
export async function openLog(
  dataDirectory: string,
  config: Partial<LogConfig> = {},
  metrics = createMetrics(),
): Promise<EmbeddedEventLog> {
  const platform: Platform = {
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    logger: silentLogger,
    metrics,
  };
  return openEmbeddedEventLog(platform, {
    dataDirectory,
    config: { ...(Value.Create(logConfig) as LogConfig), ...config },
    telemetry: createLogTelemetry(metrics),
    onFailure: (error) => void Promise.reject(error),
  });
}
