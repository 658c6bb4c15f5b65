/**
 * The composition root: the only place that knows which adapter stands behind which port. Everything embedded: the log
 * on LMDB, tables and queries on DuckDB, metadata on SQLite, one process that is always master.
 *
 * The order of opening is the order of trust: first the lock of the data directory, then the log and the metadata, then
 * the tables, then what moves events from one to the other; the server answers `/health/ready` with 200 only after
 * unfinished intents are finished and every project's position is known. Closing goes the other way round.
 */
import path from 'node:path';
import { openDuckdbLake } from '../adapters/duckdb/index.ts';
import { openEmbeddedEventLog } from '../adapters/embedded-log/index.ts';
import { openSqliteDatabase } from '../adapters/sqlite/index.ts';
import { type BatchRunner, startBatchRunner } from '../batch/batch-runner.ts';
import { readLedger } from '../batch/ledger.ts';
import { createCatalog } from '../catalog/cached-catalog.ts';
import { openSqlCatalogStore } from '../catalog/sql-catalog-store.ts';
import { collectRoutes } from '../collect/routes.ts';
import type { Config } from '../config/keys.ts';
import { parseListenAddress } from '../http/config.ts';
import { createServer, type HttpServer } from '../http/server.ts';
import { createLogTelemetry } from '../log/telemetry.ts';
import type { Project } from '../model/collection.ts';
import { adminRoutes } from '../operation/admin-routes.ts';
import { writeBackup } from '../operation/backup.ts';
import { healthRoutes, Readiness } from '../operation/health-routes.ts';
import { ledgerReply, ledgerRoutes } from '../operation/ledger-routes.ts';
import { metricsRoutes } from '../operation/metrics-routes.ts';
import { watchProcess } from '../operation/process-metrics.ts';
import { openDataDirectory } from '../platform/data-directory.ts';
import { type Component, Lifecycle } from '../platform/lifecycle.ts';
import type { Platform } from '../platform/platform.ts';
import { VERSION } from '../platform/version.ts';
import { ProjectLifecycle } from '../project/project-lifecycle.ts';
import { projectRoutes } from '../project/project-routes.ts';
import { createQueryApi } from '../query/query-routes.ts';
import { backupSources } from './backup-sources.ts';
import { guardedLog } from './guarded-log.ts';
import { healthChecks } from './health-checks.ts';
import { reduceMemoryWhenIdle } from './idle-memory.ts';
import { lakeWorkerData } from './lake-worker-data.ts';
import { sweepOrphans } from './sweep-orphans.ts';

export interface MillraceOptions {
  readonly config: Config;
  readonly platform: Platform;
  readonly dataDirectory: string;
}

export interface Millrace {
  /** Ready for `inject`, and for {@link listen}. */
  readonly server: HttpServer;
  /** What `/admin/…` asks for; new at every start. */
  readonly adminToken: string;
  /** Accepts connections at `http.server.address`; tells where, with the port that was chosen. */
  listen(): Promise<{ readonly address: string }>;
  /** Stops accepting, lets running requests and rounds end, releases everything. */
  close(): Promise<void>;
}

/** Metadata, in the data directory. */
const CATALOG_FILE = 'catalog.sqlite';

/** Opens everything on a data directory. When a part cannot be opened, those opened before are closed again. */
export async function openMillrace(options: MillraceOptions): Promise<Millrace> {
  const lifecycle = new Lifecycle(options.platform.logger);
  try {
    return await open(options, lifecycle);
  } catch (error) {
    await lifecycle.close();
    throw error;
  }
}

async function open(options: MillraceOptions, lifecycle: Lifecycle): Promise<Millrace> {
  const { config, platform } = options;
  const { logger, metrics, clock, timers } = platform;
  const readiness = new Readiness();
  const { path: directory } = lifecycle.add(await openDataDirectory(options.dataDirectory));

  const telemetry = createLogTelemetry(metrics);
  const log = await openEmbeddedEventLog(platform, {
    dataDirectory: directory,
    config,
    telemetry,
    onFailure: stopBecause,
  });
  lifecycle.add(part('event log', log));
  const database = await openSqliteDatabase(path.join(directory, CATALOG_FILE));
  const store = await openSqlCatalogStore(database);
  lifecycle.add(part('catalog', store));
  const catalog = createCatalog({ store, platform, config });
  const { lake, engine } = await openDuckdbLake({
    clock,
    timers,
    entry: new URL(`./lake-worker${EXTENSION}`, import.meta.url),
    workers: config['lake.workers'],
    concurrentQueries: config['lake.concurrent-queries'],
    workerData: lakeWorkerData(directory, config),
    findSchema: (id) => store.findSchema(id),
    onFailure: stopBecause,
  });
  lifecycle.add(part('lake', lake));
  lifecycle.add(part('query engine', engine));
  lifecycle.add(watchProcess(metrics));
  lifecycle.add(reduceMemoryWhenIdle({ timers }));

  const batches: { runner?: BatchRunner } = {};
  const projects = new ProjectLifecycle({
    store,
    catalog,
    log,
    lake,
    logger,
    stopBatches: async (projectId) => batches.runner?.release(projectId),
  });
  await projects.finishPending();
  await sweepOrphans({ store, log, lake, logger });
  const runner = await startBatchRunner({ catalog, store, log, lake, platform, config });
  batches.runner = runner;
  lifecycle.add(runner);

  const accepting = guardedLog(log, {
    stopReason: (projectId) => runner.refusal(projectId),
    isLive: async (physicalName) =>
      (await store.listProjects()).some(
        (project) => project.physicalName === physicalName && project.state !== 'deleting',
      ),
  });

  const server = createServer({ platform, config, version: VERSION });
  lifecycle.add(part('HTTP server', { close: () => closeServer(server, platform) }));
  const adminToken = Buffer.from(platform.random.bytes(32)).toString('base64url');
  const queries = createQueryApi({ platform, config, catalog, engine, visibility: runner });
  // Before the server, which waits for the requests that it is answering.
  lifecycle.add(part('queries', queries));
  const ledgerOf = (project: Project, verify: boolean) =>
    readLedger({ store, log, lake, platform }, project, { verify });
  const sources = backupSources({ runner, lake, log, database, store, catalogFile: CATALOG_FILE });

  await server.register(
    collectRoutes({ catalog, log: accepting, platform, config, collectorId: await store.nextCollectorId() }),
  );
  await server.register(queries.routes);
  await server.register(projectRoutes({ catalog, lifecycle: projects, log, queries, clock, config }));
  await server.register(
    ledgerRoutes({ catalog, readLedger: (project, { verify }) => ledgerOf(project, verify) }),
  );
  await server.register(
    healthRoutes({
      platform,
      readiness,
      checks: healthChecks({ log, store, runner }),
    }),
  );
  await server.register(metricsRoutes(metrics));
  await server.register(
    adminRoutes({
      token: adminToken,
      version: VERSION,
      store: {
        listProjects: () => store.listProjects(),
        listKeySets: (projectId) => store.listKeySets(projectId),
        // Through the catalog, whose cache would let the keys live some seconds longer.
        revokeKeySet: (keySetId) => catalog.revokeKeys(keySetId),
      },
      projects,
      collections: ({ id }) => catalog.collections(id),
      queries,
      ledger: async (project, verify) => ledgerReply(await ledgerOf(project, verify)),
      backup: (target) => writeBackup(sources, target, { clock, version: VERSION }),
    }),
  );
  await server.ready();
  readiness.ready();
  return {
    server,
    adminToken,
    async listen() {
      const { host, port } = parseListenAddress(config['http.server.address']);
      return { address: await server.listen({ host, port }) };
    },
    async close() {
      readiness.notReady('closing');
      await lifecycle.close();
      logger.info({ directory }, 'closed');
    },
  };
}

/** Sources run as TypeScript, the published package as JavaScript; workers are files of the same kind. */
const EXTENSION = path.extname(import.meta.url);

function part(name: string, closable: { close(): unknown }): Component {
  return {
    name,
    close: async () => {
      await closable.close();
    },
  };
}

/** Requests that a stopping server is answering may take so long; those of slow clients would hold it up. */
const REQUESTS_END_WITHIN_MS = 1000;

async function closeServer(server: HttpServer, { timers }: Platform): Promise<void> {
  const cut = timers.after(REQUESTS_END_WITHIN_MS, () => server.server.closeAllConnections());
  await server.close();
  cut.cancel();
}

/** A thread that owns tables or the log is gone: nothing that is in memory can be relied on, and a new start recovers. */
function stopBecause(error: Error): void {
  queueMicrotask(() => {
    throw error;
  });
}
