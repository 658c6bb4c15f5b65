import { MillraceError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';

export interface QueryTelemetry {
  started(): void;
  succeeded(durationMs: number, rows: number): void;
  failed(error: unknown, durationMs: number): void;
  /** What was to be run is not what was authorised: `sql` is the engine's text. */
  notAuthorised(error: unknown, projectId: number, sql: string): void;
}

export function queryTelemetry({ metrics, logger }: Pick<Platform, 'metrics' | 'logger'>): QueryTelemetry {
  const seconds = metrics.histogram(
    'millrace_query_duration_seconds',
    'Time from a query to its whole result, waiting included, by outcome.',
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    ['outcome'],
  );
  const rows = metrics.counter('millrace_query_rows_total', 'Rows that queries answered with.');
  const refused = metrics.counter(
    'millrace_query_not_authorised_total',
    'Queries that the engine says would read what was not authorised: each is a fault of the server.',
  );
  const running = metrics.gauge('millrace_query_running_queries', 'Queries that run or wait now.');
  return {
    started: () => running.inc(),
    notAuthorised(error, projectId, sql) {
      refused.inc();
      logger.error({ security: true, projectId, sql, error }, 'refused to run what was not authorised');
    },
    succeeded(durationMs, rowCount) {
      running.dec();
      rows.inc(rowCount);
      seconds.observe({ outcome: 'success' }, durationMs / 1000);
    },
    failed(error, durationMs) {
      running.dec();
      const outcome = error instanceof MillraceError ? error.class : 'internal';
      seconds.observe({ outcome }, durationMs / 1000);
      if (error instanceof MillraceError && error.class === 'user') {
        logger.debug({ code: error.code, durationMs }, 'query refused');
      } else {
        logger.warn({ error, durationMs }, 'query failed');
      }
    },
  };
}
