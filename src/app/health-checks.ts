import type { BatchRunner } from '../batch/batch-runner.ts';
import type { ProjectStatus } from '../batch/status.ts';
import type { CatalogStore } from '../catalog/catalog-store.ts';
import type { EventLog } from '../log/event-log.ts';
import type { HealthCheck } from '../operation/health-routes.ts';
import { MillraceError } from '../platform/errors.ts';

export interface HealthParts {
  readonly log: Pick<EventLog, 'usage'>;
  readonly store: Pick<CatalogStore, 'currentEpoch'>;
  readonly runner: Pick<BatchRunner, 'status'>;
}

/** With less room than this the log refuses requests of ordinary size. */
const FULL_BYTES = 1024 * 1024;

/** What `/health/ready` asks. Its answers are for everybody, so they name no project. */
export function healthChecks({ log, store, runner }: HealthParts): readonly HealthCheck[] {
  return [
    {
      name: 'event log',
      async check() {
        const { bytes, limitBytes } = await log.usage();
        const isFull = limitBytes !== undefined && limitBytes - bytes < FULL_BYTES;
        return isFull ? 'the event log is full, events are refused until there is space again' : undefined;
      },
    },
    {
      name: 'catalog',
      async check() {
        await store.currentEpoch();
        return undefined;
      },
    },
    {
      name: 'tables',
      async check() {
        const codes = runner.status().flatMap(troubleOf);
        const [code] = codes;
        if (code === undefined) return undefined;
        return `events wait to be stored, of ${codes.length} ${codes.length === 1 ? 'project' : 'projects'} (${code})`;
      },
    },
  ];
}

/** The code of what keeps a project's events out of its tables. */
function troubleOf({ stopped, failures, failingCollections, lastError }: ProjectStatus): readonly string[] {
  if (stopped === undefined && failures === 0 && failingCollections.length === 0) return [];
  const error = stopped ?? lastError?.error;
  return [error instanceof MillraceError ? error.code : 'INTERNAL'];
}
