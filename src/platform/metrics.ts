import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * One registry per server. Modules create their instruments in one `telemetry.ts` each, named
 * `millrace_<module>_<noun>_<unit>[_total]`; labels have few values (never a key, a user or a query).
 */
export interface Metrics {
  counter(name: string, help: string, labels?: readonly string[]): Counter<string>;
  gauge(name: string, help: string, labels?: readonly string[]): Gauge<string>;
  /** `buckets` in the unit that the name ends with. */
  histogram(
    name: string,
    help: string,
    buckets: readonly number[],
    labels?: readonly string[],
  ): Histogram<string>;
  /** The Prometheus text exposition. */
  render(): Promise<string>;
  readonly contentType: string;
  /** Calls `collect` before each rendering, for gauges that are read rather than kept. */
  onCollect(collect: () => void | Promise<void>): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const collectors: (() => void | Promise<void>)[] = [];
  const registers = [registry];
  return {
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: [...labels], registers }),
    gauge: (name, help, labels = []) => new Gauge({ name, help, labelNames: [...labels], registers }),
    histogram: (name, help, buckets, labels = []) =>
      new Histogram({ name, help, buckets: [...buckets], labelNames: [...labels], registers }),
    async render() {
      for (const collect of collectors) await collect();
      return registry.metrics();
    },
    contentType: registry.contentType,
    onCollect: (collect) => {
      collectors.push(collect);
    },
  };
}
