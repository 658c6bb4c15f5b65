import type { Metrics } from '../platform/metrics.ts';

export interface LogGauges {
  /** Bytes of requests that wait to become durable. */
  pendingBytes(): number;
  /** Bytes that stored messages take up. */
  storedBytes(): number;
  /** Size of the log's file. */
  fileBytes(): number;
}

/** What a log tells of itself. */
export interface LogTelemetry {
  /** A group commit: its requests are durable. */
  committed(requests: number, events: number, bytes: number, seconds: number): void;
  /** A group commit failed: its requests were told so. */
  commitFailed(requests: number): void;
  /** A request was refused with this code (`LOG_BUSY`, `LOG_FULL`). */
  refused(code: string): void;
  /** Blocks were removed. */
  removed(bytes: number): void;
  /** Whom to ask for the present values; the last one told. */
  observe(gauges: LogGauges): void;
}

const COMMIT_SECONDS = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1, 4];

export function createLogTelemetry(metrics: Metrics): LogTelemetry {
  const appends = metrics.counter('millrace_log_appends_total', 'Requests that became durable.');
  const events = metrics.counter('millrace_log_events_total', 'Events that became durable.');
  const bytes = metrics.counter('millrace_log_appended_bytes_total', 'Bytes of events that became durable.');
  const commits = metrics.histogram(
    'millrace_log_commit_seconds',
    'Time of a group commit, its sync included.',
    COMMIT_SECONDS,
  );
  const failures = metrics.counter(
    'millrace_log_failed_appends_total',
    'Requests whose group commit failed.',
  );
  const refusals = metrics.counter(
    'millrace_log_refused_appends_total',
    'Requests refused for want of room.',
    ['code'],
  );
  const removed = metrics.counter(
    'millrace_log_removed_bytes_total',
    'Bytes of messages removed from the log.',
  );
  const pending = metrics.gauge(
    'millrace_log_pending_bytes',
    'Bytes of requests that wait to become durable.',
  );
  const stored = metrics.gauge('millrace_log_stored_bytes', 'Bytes that stored messages take up.');
  const file = metrics.gauge('millrace_log_file_bytes', "Size of the log's file.");
  let observed: LogGauges | undefined;
  metrics.onCollect(() => {
    if (observed === undefined) return;
    pending.set(observed.pendingBytes());
    stored.set(observed.storedBytes());
    file.set(observed.fileBytes());
  });
  return {
    committed(requests, eventCount, byteCount, seconds) {
      appends.inc(requests);
      events.inc(eventCount);
      bytes.inc(byteCount);
      commits.observe(seconds);
    },
    commitFailed: (requests) => failures.inc(requests),
    refused: (code) => refusals.inc({ code }),
    removed: (byteCount) => removed.inc(byteCount),
    observe(gauges) {
      observed = gauges;
    },
  };
}
