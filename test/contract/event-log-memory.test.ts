import { MemoryEventLog, MemoryLogStore } from '../../src/adapters/memory/event-log.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemTimers } from '../../src/platform/timers.ts';
import { eventLogSuite } from './event-log.suite.ts';

eventLogSuite('memory event log', async (_t, limits) => {
  const store = new MemoryLogStore();
  const open = () =>
    new MemoryEventLog(
      { clock: systemClock, timers: systemTimers },
      {
        store,
        ...(limits.diskBytes === undefined ? {} : { limitBytes: limits.diskBytes }),
        ...(limits.pendingBytes === undefined ? {} : { pendingLimitBytes: limits.pendingBytes }),
        ...(limits.ownerPendingBytes === undefined
          ? {}
          : { ownerPendingLimitBytes: limits.ownerPendingBytes }),
        ...(limits.commitBytes === undefined ? {} : { groupLimitBytes: limits.commitBytes }),
      },
    );
  const log = open();
  return {
    log,
    async reopen() {
      await log.close();
      return open();
    },
  };
});
