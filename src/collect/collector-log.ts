import type { EventLog } from '../log/event-log.ts';

/** What the collector needs of the log. */
export type CollectorLog = Pick<EventLog, 'append' | 'createTopic'>;
