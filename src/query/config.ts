import { Type } from 'typebox';
import { type ConfigOf, duration, integer } from '../platform/config-types.ts';

export const queryConfig = Type.Object({
  'query.max-rows': integer(500_000, 'Most rows that a query may answer with; a LIMIT above it is refused.', {
    minimum: 1,
    maximum: 10_000_000,
  }),
  'query.timeout': duration(120_000, 'Longest time that a query may take, waiting for its turn included.', {
    minimum: 100,
  }),
  'query.export-max-rows': integer(
    100_000_000,
    'Most rows that an export may have; a LIMIT above it is refused.',
    { minimum: 1, maximum: 1_000_000_000_000 },
  ),
  'query.export-timeout': duration(
    3_600_000,
    'Longest time that an export may take, until its client has taken all of it.',
    { minimum: 100 },
  ),
  'query.after-timeout': duration(
    10_000,
    'Longest time that a query with `after` waits for events to become visible.',
    { minimum: 0 },
  ),
  'query.max-length': integer(100_000, 'Longest text of a query, in characters.', { minimum: 100 }),
  'query.max-concurrent-per-project': integer(
    16,
    'Queries of one project that run or wait at the same time; more get 429 with Retry-After.',
    { minimum: 1 },
  ),
  'query.send-timeout': duration(
    30_000,
    'A client that takes nothing of a large answer or an export for this long is cut off.',
    { minimum: 100 },
  ),
  'query.stats-interval': duration(500, 'How often a streamed query reports its progress.', { minimum: 10 }),
});

export type QueryConfig = ConfigOf<typeof queryConfig>;
