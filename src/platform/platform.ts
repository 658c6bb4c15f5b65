import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { Logger } from './logger.ts';
import { createLogger, type LogLevel } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Random } from './random.ts';
import { systemRandom } from './random.ts';
import type { Timers } from './timers.ts';
import { systemTimers } from './timers.ts';

/** The world as every part of the program receives it. */
export interface Platform {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export function systemPlatform(level: LogLevel): Platform {
  return {
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    logger: createLogger(level),
    metrics: createMetrics(),
  };
}
