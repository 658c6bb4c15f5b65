import { Type } from 'typebox';
import { bytes, type ConfigOf, duration, flag, integer } from '../platform/config-types.ts';

export const collectConfig = Type.Object({
  'collect.max-body-size': bytes(
    8 * 1024 * 1024,
    'Largest body of a request with events, also after inflating it.',
    { minimum: 1024, maximum: 256 * 1024 * 1024 },
  ),
  'collect.max-inflight-bytes': bytes(
    64 * 1024 * 1024,
    'Bodies being received or processed at the same time; more get 503 with Retry-After.',
    { minimum: 1024 },
  ),
  'collect.max-events-per-batch': integer(10_000, 'Events in one request; more get 413.', { minimum: 1 }),
  'collect.max-values': integer(
    500_000,
    'Values in one request: texts, numbers, objects, arrays and so on, however nested; more get 413.',
    { minimum: 1 },
  ),
  'collect.max-new-collections': integer(
    100,
    'Collections that one request may create; events of further ones are kept in the collection "_malformed".',
    { minimum: 1 },
  ),
  'collect.max-depth': integer(
    64,
    'Levels of nesting within a property; deeper values are kept in "_extra".',
    { minimum: 1, maximum: 500 },
  ),
  'collect.max-name-length': integer(
    250,
    'Characters in the name of a collection or field; properties with longer names are kept in "_extra".',
    { minimum: 1, maximum: 250 },
  ),
  'collection.max-string-length': integer(
    65_536,
    'Characters of a string in its column; longer ones are cut there and kept whole in "_extra".',
    { minimum: 1 },
  ),
  'collect.clock-skew-threshold': duration(
    10_000,
    'Difference between "upload_time" and the clock of the server from which on "_time" is corrected by it.',
    { minimum: 0 },
  ),
  'event.schema.enable-dynamic': flag(
    true,
    'Whether properties seen for the first time become fields; if not, only requests with the master key add fields.',
  ),
});

export type CollectConfig = ConfigOf<typeof collectConfig>;
