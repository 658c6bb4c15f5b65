import { externalError, type MillraceError, resourceError, userError } from '../platform/errors.ts';

/** The errors of the EventLog port, so that every adapter speaks with one voice. */
export const logErrors = {
  topicNotFound: (topic: string): MillraceError =>
    userError('TOPIC_NOT_FOUND', `topic "${topic}" does not exist`, {
      hint: 'create the collection again if it was deleted',
    }),

  partitionNotFound: (topic: string, partition: number, count: number): MillraceError =>
    userError('TOPIC_NOT_FOUND', `topic "${topic}" has no partition ${partition}`, {
      hint: `use a partition below ${count}`,
    }),

  partitionsDiffer: (topic: string, existing: number, wanted: number): MillraceError =>
    userError(
      'TOPIC_PARTITIONS_DIFFER',
      `topic "${topic}" exists with ${existing} partitions, not ${wanted}`,
      {
        hint: 'the number of partitions of a topic is fixed when it is created',
      },
    ),

  rangeUnavailable: (
    topic: string,
    partition: number,
    wanted: readonly [from: number, to: number],
    available: readonly [from: number, to: number],
  ): MillraceError =>
    externalError(
      'LOG_RANGE_UNAVAILABLE',
      `range [${wanted.join(', ')}) of topic "${topic}" partition ${partition} is not in the log`,
      {
        detail: `the log has [${available.join(', ')})`,
        hint: 'messages before the range that is there were trimmed; raise "log.retention" to keep them longer',
      },
    ),

  busy: (): MillraceError =>
    resourceError('LOG_BUSY', 'too many events wait to become durable', {
      retryAfterMs: 1000,
      hint: 'send again later; raise "log.pending-limit" or "log.pending-limit-per-project" if it lasts',
    }),

  full: (reason: string): MillraceError =>
    resourceError('LOG_FULL', 'the event log is full', {
      retryAfterMs: 10_000,
      detail: reason,
      hint: 'free disk space, raise "log.disk-limit" or lower "log.retention"',
    }),

  appendFailed: (cause: unknown): MillraceError =>
    externalError('LOG_APPEND_FAILED', 'could not append to the event log', {
      hint: 'send again; the server log has the reason',
      cause,
    }),

  closed: (): MillraceError =>
    resourceError('LOG_CLOSED', 'the event log is closed', {
      hint: 'the server is stopping; send again later',
    }),
};
