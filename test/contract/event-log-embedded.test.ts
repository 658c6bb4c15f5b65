import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventLogSuite } from './event-log.suite.ts';
import { openLog } from './event-log-embedded-open.ts';

eventLogSuite('embedded event log', async (t, limits) => {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'millrace-log-'));
  const config = {
    ...(limits.diskBytes === undefined ? {} : { 'log.disk-limit': limits.diskBytes }),
    ...(limits.pendingBytes === undefined ? {} : { 'log.pending-limit': limits.pendingBytes }),
    ...(limits.ownerPendingBytes === undefined
      ? {}
      : { 'log.pending-limit-per-project': limits.ownerPendingBytes }),
    ...(limits.commitBytes === undefined ? {} : { 'log.commit-limit': limits.commitBytes }),
  };
  let log = await openLog(dataDirectory, config);
  t.after(async () => {
    await log.close();
    await rm(dataDirectory, { recursive: true });
  });
  return {
    log,
    async reopen() {
      await log.close();
      log = await openLog(dataDirectory, config);
      return log;
    },
  };
});
