import { catalogErrors } from '../catalog/errors.ts';
import type { CollectorLog } from '../collect/collector-log.ts';
import type { EventLog } from '../log/event-log.ts';
import { externalError, type MillraceError, messageOf } from '../platform/errors.ts';
import { physicalNameOfTopic } from './sweep-orphans.ts';

export interface LogGuards {
  readonly stopReason: StopReason;
  /** Whether a project of this physical name is there and is not being deleted. */
  readonly isLive: (physicalName: string) => Promise<boolean>;
}

/** Why a project takes no events; `undefined` when it does. A want of resources passes, anything else does not. */
export type StopReason = (
  projectId: number,
) => MillraceError | undefined | Promise<MillraceError | undefined>;

/**
 * The log as the collector has it. A project whose log contradicts its tables (`LOG_BEHIND_LAKE`: the log lost what the
 * tables have) must not take events: they would get places that count as stored already, and would never be seen.
 *
 * A request may be under way while its project is deleted, and create a topic after the deletion has removed them all.
 * So it looks again afterwards. A deletion that begins after that look knows the collection and finds its topic.
 */
export function guardedLog(
  log: Pick<EventLog, 'append' | 'createTopic' | 'deleteTopic'>,
  { stopReason, isLive }: LogGuards,
): CollectorLog {
  return {
    createTopic: async (topic, partitionCount) => {
      await log.createTopic(topic, partitionCount);
      const physicalName = physicalNameOfTopic(topic);
      if (await isLive(physicalName)) return;
      await log.deleteTopic(topic);
      throw catalogErrors.projectNotFound(physicalName);
    },
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
