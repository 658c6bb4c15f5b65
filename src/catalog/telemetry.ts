import type { Metrics } from '../platform/metrics.ts';

/** What became of a key: its answer was known, or the store was asked. */
export type KeyLookup = 'known' | 'valid' | 'invalid' | 'refused';

export interface CatalogTelemetry {
  lookedUp(outcome: KeyLookup): void;
  collectionCreated(): void;
  fieldsAdded(count: number): void;
}

export function catalogTelemetry(metrics: Metrics): CatalogTelemetry {
  const lookups = metrics.counter(
    'millrace_catalog_key_lookups_total',
    'Keys that were not answered from the cache of the hot path, by what became of them.',
    ['outcome'],
  );
  const collections = metrics.counter(
    'millrace_catalog_collections_created_total',
    'Collections learnt or created by this node.',
  );
  const fields = metrics.counter('millrace_catalog_fields_added_total', 'Fields added by this node.');
  return {
    lookedUp: (outcome) => lookups.inc({ outcome }),
    collectionCreated: () => collections.inc(),
    fieldsAdded: (count) => fields.inc(count),
  };
}
