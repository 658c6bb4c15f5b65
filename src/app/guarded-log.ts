import type { CollectorLog } from '../collect/collector-log.ts';
import type { EventLog } from '../log/event-log.ts';
import { externalError, type MillraceError, messageOf } from '../platform/errors.ts';

/** Why a project takes no events; `undefined` when it does. A want of resources passes, anything else does not. */
export type StopReason = (
  projectId: number,
) => MillraceError | undefined | Promise<MillraceError | undefined>;

/**
 * The log as the collector has it. A project whose log contradicts its tables (`LOG_BEHIND_LAKE`: the log lost what the
 * tables have) must not take events: they would get places that count as stored already, and would never be seen.
 */
export function guardedLog(log: EventLog, stopReason: StopReason): CollectorLog {
  return {
    createTopic: (topic, partitionCount) => log.createTopic(topic, partitionCount),
    append: async (owner, batches) => {
      const asked = stopReason(owner);
      const reason = asked instanceof Promise ? await asked : asked;
      if (reason === undefined) return log.append(owner, batches);
      if (reason.class === 'insufficient_resources') throw reason;
      throw externalError('PROJECT_STOPPED', 'the project takes no events: its log and its tables disagree', {
        detail: messageOf(reason),
        hint: 'restore both from one backup',
        cause: reason,
      });
    },
  };
}
