import type { Metrics } from '../platform/metrics.ts';

export interface HttpTelemetry {
  /** One request is over; `status` 499 = the client went away first. */
  answered(method: string, route: string, status: number, durationMs: number): void;
  /** A request was turned away because too many were in flight. */
  turnedAway(): void;
}

/** `gauges` are read when the metrics are. */
export function httpTelemetry(
  metrics: Metrics,
  gauges: { inFlight(): number; connections(): number },
): HttpTelemetry {
  const seconds = metrics.histogram(
    'millrace_http_request_duration_seconds',
    'Time to answer a request, by route and class of status.',
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    ['method', 'route', 'status'],
  );
  const refused = metrics.counter(
    'millrace_http_requests_turned_away_total',
    'Requests refused because too many were in flight.',
  );
  const inFlight = metrics.gauge('millrace_http_in_flight_requests', 'Requests being answered now.');
  const connections = metrics.gauge('millrace_http_open_connections', 'Connections open now.');
  metrics.onCollect(() => {
    inFlight.set(gauges.inFlight());
    connections.set(gauges.connections());
  });
  // Binding labels costs more than observing: each route and class of status is bound once.
  const bound = new Map<string, { observe(value: number): void }>();
  return {
    answered(method, route, status, durationMs) {
      const statusClass = status === 499 ? 'aborted' : `${Math.floor(status / 100)}xx`;
      const key = `${method} ${route} ${statusClass}`;
      let child = bound.get(key);
      if (child === undefined) {
        child = seconds.labels(method, route, statusClass);
        bound.set(key, child);
      }
      child.observe(durationMs / 1000);
    },
    turnedAway: () => refused.inc(),
  };
}
