import { Type } from 'typebox';
import { bytes, type ConfigOf, integer } from '../platform/config-types.ts';

const MEBIBYTE = 1024 * 1024;

export const lakeConfig = Type.Object({
  'lake.workers': integer(
    1,
    'Threads that own the tables of projects; a project is always on the same one.',
    {
      minimum: 1,
      maximum: 64,
    },
  ),
  'lake.threads': integer(
    0,
    'Threads that the engine uses for one project’s tables and queries; 0 = half of the cores.',
    {
      minimum: 0,
      maximum: 256,
    },
  ),
  'lake.niceness': integer(
    10,
    'How far queries step back behind what accepts events, as in nice(1); micro-batches step back half as far. Linux only.',
    { minimum: 0, maximum: 19 },
  ),
  'lake.memory-limit': bytes(
    1024 * MEBIBYTE,
    'Memory that one project’s tables and queries may use together.',
    {
      minimum: 128 * MEBIBYTE,
    },
  ),
  'lake.process-memory-limit': bytes(
    4096 * MEBIBYTE,
    'Memory of the whole process at which running queries are stopped: the engine does not count all that functions take. 0 = never.',
    { minimum: 0 },
  ),
  'lake.temporary-limit': bytes(4096 * MEBIBYTE, 'Disk space that queries of one project may spill to.', {
    minimum: 0,
  }),
  'lake.min-free-disk': bytes(
    256 * MEBIBYTE,
    'Micro-batches wait while the file system of the tables has less free space than this; less than "log.min-free-disk", so that events are refused first and what is in the log still gets into the tables.',
    { minimum: 0 },
  ),
  'lake.checkpoint-threshold': bytes(
    64 * MEBIBYTE,
    'Size of a project’s write-ahead log at which it is moved into the table file: larger makes rarer and longer pauses.',
    { minimum: MEBIBYTE },
  ),
  'lake.concurrent-queries': integer(
    4,
    'Queries that run at the same time over all projects; others wait for their turn. Each occupies a thread of the pool.',
    { minimum: 1, maximum: 12 },
  ),
  'lake.max-result-size': bytes(
    256 * MEBIBYTE,
    'Size of an answer’s rows as JSON text above which a query is an error.',
    {
      minimum: MEBIBYTE,
    },
  ),
});

export type LakeConfig = ConfigOf<typeof lakeConfig>;
