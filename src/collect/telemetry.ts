import type { Metrics } from '../platform/metrics.ts';

/** What one accepted request came to. */
export interface AcceptedRequest {
  readonly events: number;
  readonly bytes: number;
  /** Values that went to `_extra`. */
  readonly unfitValues: number;
  /** Events that went to the collection of malformed ones. */
  readonly malformedEvents: number;
  readonly durationMs: number;
}

export interface CollectTelemetry {
  accepted(request: AcceptedRequest): void;
  /** Answered with 4xx (`rejected`) or 5xx (`failed`). */
  refused(result: 'rejected' | 'failed'): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function collectTelemetry(metrics: Metrics, inflightBytes: () => number): CollectTelemetry {
  const requests = metrics.counter(
    'millrace_collect_requests_total',
    'Requests with events, by how they ended.',
    ['result'],
  );
  const events = metrics.counter('millrace_collect_events_total', 'Events acknowledged.');
  const bytes = metrics.counter(
    'millrace_collect_bytes_total',
    'Bytes of the bodies acknowledged, inflated.',
  );
  const unfit = metrics.counter(
    'millrace_collect_unfit_values_total',
    'Values acknowledged that found no column or did not fit its type, kept in "_extra".',
  );
  const malformed = metrics.counter(
    'millrace_collect_malformed_events_total',
    'Events acknowledged that are kept in the collection "_malformed".',
  );
  const seconds = metrics.histogram(
    'millrace_collect_request_seconds',
    'Time from the whole body to the acknowledgement.',
    SECONDS,
  );
  const inflight = metrics.gauge(
    'millrace_collect_inflight_bytes',
    'Bytes of bodies being received or processed.',
  );
  metrics.onCollect(() => inflight.set(inflightBytes()));
  // Binding labels costs more than counting.
  const acceptedRequests = requests.labels('accepted');
  return {
    accepted(request) {
      acceptedRequests.inc();
      events.inc(request.events);
      bytes.inc(request.bytes);
      if (request.unfitValues > 0) unfit.inc(request.unfitValues);
      if (request.malformedEvents > 0) malformed.inc(request.malformedEvents);
      seconds.observe(request.durationMs / 1000);
    },
    refused(result) {
      requests.inc({ result });
    },
  };
}
