import { Type } from 'typebox';
import { bytes, type ConfigOf, duration, integer } from '../platform/config-types.ts';

const MEGABYTE = 1024 * 1024;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const batchConfig = Type.Object({
  'batch.max-rows': integer(250_000, 'Events that one micro-batch of a project moves at most.', {
    minimum: 1,
  }),
  'batch.max-bytes': bytes(
    128 * MEGABYTE,
    'Bytes of events that one micro-batch of a project moves at most, by an estimate from its first messages.',
    { minimum: MEGABYTE },
  ),
  'batch.max-age': duration(
    250,
    'Under load, how long events wait at most for others to share their micro-batch; when idle they never wait.',
    { minimum: 0, maximum: MINUTE },
  ),
  'batch.interval': duration(
    30 * SECOND,
    'Time between two micro-batches of a project where each costs the engine much (PrestoDB, Trino).',
    { minimum: 0 },
  ),
  'batch.max-concurrent-rounds': integer(2, 'Projects whose micro-batches run at the same time.', {
    minimum: 1,
  }),
  'batch.max-concurrent-attempts': integer(
    4,
    'INSERTs of one project that an engine runs at the same time.',
    {
      minimum: 1,
    },
  ),
  'batch.slow-round': duration(
    10 * SECOND,
    'A micro-batch that takes longer no longer counts as one of the concurrent ones, so that it holds nobody up.',
    { minimum: 1 },
  ),
  'batch.min-back-off': duration(100, 'Pause after a first failure; doubled after each further one.', {
    minimum: 1,
  }),
  'batch.max-back-off': duration(30 * SECOND, 'Longest pause after repeated failures.', { minimum: 1 }),
  'batch.poll-interval': duration(
    5 * SECOND,
    'How often the log is asked for events that nobody announced; with a log of several nodes, how soon they are seen.',
    { minimum: 10 },
  ),
  'batch.rotate-commits': integer(100, 'Commits after which a table of an attempt-based lake is sealed.', {
    minimum: 1,
  }),
  'batch.compact-segments': integer(10, 'Sealed tables of like size that are rewritten into one.', {
    minimum: 2,
  }),
  'batch.upkeep-interval': duration(
    MINUTE,
    'How often sealed tables are compacted, and dropped ones and log messages behind their retention removed.',
    { minimum: 10 },
  ),
  'batch.drop-grace': duration(
    15 * MINUTE,
    'How long a replaced table stays for queries that read it: the longest query time and its queueing.',
    { minimum: 0 },
  ),
  'batch.close-timeout': duration(3 * SECOND, 'How long a stopping server waits for running micro-batches.', {
    minimum: 0,
  }),
});

export type BatchConfig = ConfigOf<typeof batchConfig>;
