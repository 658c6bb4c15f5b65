import { Type } from 'typebox';
import { type ConfigOf, duration, integer } from '../platform/config-types.ts';

export const catalogConfig = Type.Object({
  'catalog.key-cache-ttl': duration(
    5000,
    'How long a key that was checked is trusted: a revoked key may work for so long on other nodes.',
    { minimum: 0, maximum: 5000 },
  ),
  'catalog.key-cache-size': integer(
    10_000,
    'Keys kept in memory; as many again of those that were found to be invalid.',
    { minimum: 1 },
  ),
  'catalog.max-key-lookups-per-second': integer(
    500,
    'Keys never seen before that are looked up in a second; more get 503 with Retry-After.',
    { minimum: 1 },
  ),
  'catalog.max-collections': integer(500, 'Collections of one project.', { minimum: 1, maximum: 100_000 }),
  'catalog.max-fields': integer(
    1000,
    'Fields of one collection; values of further properties are kept in "_extra".',
    { minimum: 1, maximum: 10_000 },
  ),
  'catalog.max-fields-per-project': integer(
    50_000,
    'Fields of all collections of one project together; values of further properties are kept in "_extra".',
    { minimum: 1, maximum: 1_000_000 },
  ),
  'catalog.partitions': integer(
    1,
    'Partitions of the topic of a collection that is created from now on: how many nodes can read it at once.',
    { minimum: 1, maximum: 1024 },
  ),
});

export type CatalogConfig = ConfigOf<typeof catalogConfig>;
