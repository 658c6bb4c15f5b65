import type { RowCounts } from '../lake/lake.ts';
import type { Project } from '../model/collection.ts';
import type { MillraceError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';

export interface RoundFigures {
  readonly collections: number;
  readonly added: readonly RowCounts[];
  readonly durationMs: number;
}

/** What is told about micro-batches: each fact is counted and logged by one function. */
export interface BatchTelemetry {
  roundFinished(project: Project, figures: RoundFigures): void;
  roundFailed(project: Project, error: unknown, retryInMs: number): void;
  collectionFailed(project: Project, collection: string, error: unknown, retryInMs: number): void;
  projectStopped(project: Project, error: MillraceError): void;
  upkeepFailed(project: Project | undefined, error: unknown): void;
}

/** Read at each rendering of the metrics. */
export interface BatchGauges {
  /** Events that are in the log and not yet in the tables, at most. */
  lagEvents(): number;
  /** For how long the oldest of them has been known. */
  lagSeconds(): number;
  stoppedProjects(): number;
}

const ROUND_SECONDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

export function createBatchTelemetry({ metrics, logger }: Platform, gauges: BatchGauges): BatchTelemetry {
  const rounds = metrics.counter('millrace_batch_rounds_total', 'Micro-batches by outcome.', ['outcome']);
  const rows = metrics.counter('millrace_batch_rows_total', 'Events moved, by where they went.', ['to']);
  const unfit = metrics.counter(
    'millrace_batch_unfit_values_total',
    'Values that found no column or did not fit it.',
  );
  const failures = metrics.counter(
    'millrace_batch_collection_failures_total',
    'Failures that concerned one collection alone.',
  );
  const upkeepFailures = metrics.counter('millrace_batch_upkeep_failures_total', 'Failed runs of upkeep.');
  const seconds = metrics.histogram(
    'millrace_batch_round_seconds',
    'Duration of successful micro-batches.',
    ROUND_SECONDS,
  );
  const lagEvents = metrics.gauge('millrace_batch_lag_events', 'Events that are not yet in the tables.');
  const lagSeconds = metrics.gauge('millrace_batch_lag_seconds', 'Age of the oldest of them.');
  const stopped = metrics.gauge('millrace_batch_stopped_projects', 'Projects that need an operator.');
  metrics.onCollect(() => {
    lagEvents.set(gauges.lagEvents());
    lagSeconds.set(gauges.lagSeconds());
    stopped.set(gauges.stoppedProjects());
  });

  return {
    roundFinished(project, { collections, added, durationMs }) {
      rounds.inc({ outcome: 'committed' });
      seconds.observe(durationMs / 1000);
      for (const counts of added) {
        rows.inc({ to: 'tables' }, counts.stored);
        rows.inc({ to: 'dead_letters' }, counts.deadLettered);
        rows.inc({ to: 'duplicates' }, counts.deduplicated);
        unfit.inc(counts.unfitValues);
      }
      logger.debug({ project: project.name, collections, durationMs }, 'micro-batch committed');
    },
    roundFailed(project, error, retryInMs) {
      rounds.inc({ outcome: 'failed' });
      logger.warn({ error, project: project.name, retryInMs }, 'micro-batch failed and will be tried again');
    },
    collectionFailed(project, collection, error, retryInMs) {
      failures.inc();
      logger.warn(
        { error, project: project.name, collection, retryInMs },
        'collection could not be moved and will be tried again alone',
      );
    },
    projectStopped(project, error) {
      const { code, detail, hint } = error;
      logger.error(
        { error, code, detail, hint, project: project.name },
        'micro-batches of the project stopped',
      );
    },
    upkeepFailed(project, error) {
      upkeepFailures.inc();
      logger.warn({ error, project: project?.name }, 'upkeep failed and will be tried again');
    },
  };
}
