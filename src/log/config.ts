import { Type } from 'typebox';
import { bytes, type ConfigOf, duration } from '../platform/config-types.ts';

const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;

export const logConfig = Type.Object({
  'log.disk-limit': bytes(
    20 * GIGABYTE,
    'What the embedded log may occupy on disk; appends beyond it are refused until old messages are trimmed.',
    { minimum: 16 * MEGABYTE },
  ),
  'log.min-free-disk': bytes(
    512 * MEGABYTE,
    'Appends to the embedded log are refused while its file system has less free space than this; LMDB must not meet its end.',
    // See docs/decisions/embedded-log-on-lmdb.md.
    { minimum: 16 * MEGABYTE },
  ),
  'log.retention': duration(
    60 * 60 * 1000,
    'How long messages stay readable in the log after they are in the tables.',
    { minimum: 0 },
  ),
  'log.pending-limit': bytes(
    128 * MEGABYTE,
    'Memory for messages that wait to become durable, over all projects; more are refused for the moment.',
    { minimum: MEGABYTE },
  ),
  'log.pending-limit-per-project': bytes(
    32 * MEGABYTE,
    'Memory for messages of one project that wait to become durable; more are refused for the moment.',
    { minimum: MEGABYTE },
  ),
  'log.commit-limit': bytes(
    8 * MEGABYTE,
    'At about this size a group of requests is committed without waiting for more; one request is never split.',
    { minimum: 64 * 1024 },
  ),
});

export type LogConfig = ConfigOf<typeof logConfig>;
