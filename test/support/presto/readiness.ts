import type { PrestoClient } from '../../../src/adapters/presto/rest-client.ts';
import { MillraceError } from '../../../src/platform/errors.ts';
import type { CatalogProperties } from './catalogs.ts';

/** A schema of catalogs that can be written, which a start makes and drops. */
const PROBE = 'readiness_probe';

/**
 * Resolves when every catalog answers a real query. What the server says of itself comes too early: for some seconds
 * more no node is known to have the catalogs, and reads fail. `hasExited` is asked between tries.
 */
export async function untilReady(
  client: PrestoClient,
  catalogs: Readonly<Record<string, CatalogProperties>>,
  hasExited: () => string | undefined,
  timeoutMs: number,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (const [name, properties] of Object.entries(catalogs)) {
    for (const sql of probesOf(name, properties)) {
      await untilAnswered(client, sql, hasExited, end);
    }
  }
}

function probesOf(catalog: string, properties: CatalogProperties): readonly string[] {
  switch (properties['connector.name']) {
    case 'tpch':
      return [`SELECT count(*) FROM "${catalog}".tiny.nation`];
    case 'memory':
    case 'hive-hadoop2':
    case 'iceberg':
      return [
        `CREATE SCHEMA IF NOT EXISTS "${catalog}".${PROBE}`,
        `DROP TABLE IF EXISTS "${catalog}".${PROBE}.one`,
        `CREATE TABLE IF NOT EXISTS "${catalog}".${PROBE}.one AS SELECT 1 AS one`,
        `SELECT one FROM "${catalog}".${PROBE}.one`,
        `DROP TABLE IF EXISTS "${catalog}".${PROBE}.one`,
        `DROP SCHEMA IF EXISTS "${catalog}".${PROBE}`,
      ];
    default:
      // What stands behind the others (a database, a service of ours) need not be there yet.
      return [`SHOW SESSION LIKE '${catalog}.%'`];
  }
}

async function untilAnswered(
  client: PrestoClient,
  sql: string,
  hasExited: () => string | undefined,
  end: number,
): Promise<void> {
  for (;;) {
    try {
      await client.execute(sql, { timeoutMs: Math.max(1, end - performance.now()) });
      return;
    } catch (error) {
      const exited = hasExited();
      if (exited !== undefined) throw new Error(exited);
      if (performance.now() >= end || isFinal(error)) {
        throw new Error(`PrestoDB did not become ready: ${sql}: ${(error as Error).message}`, {
          cause: error,
        });
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** A mistake in the catalog or in the probe does not go away by waiting. */
function isFinal(error: unknown): boolean {
  return !(error instanceof MillraceError) || (error.class === 'user' && error.code !== 'QUERY_TIMEOUT');
}
