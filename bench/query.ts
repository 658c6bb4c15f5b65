/** What a query costs over HTTP, beside the same question put to DuckDB directly, on the same table. */

import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { portOf, post, spawnMillrace, stop, untilReady } from '../test/support/server-process.ts';
import { untilStored } from './support/lake-watch.ts';
import { load, startMillrace } from './support/processes.ts';
import { percentile, report, say } from './support/report.ts';

const BENCH = 'query';
/** Of the answers that count; the first ones warm both up. */
const ROUNDS = 200;
const WARM_UP_ROUNDS = 50;

/** What a user writes, and how someone would ask DuckDB the same. */
const QUESTIONS = [
  {
    name: 'count',
    sql: 'SELECT count(*) FROM pageview',
    direct: (table: string) => `SELECT count(*) FROM ${table}`,
  },
  {
    name: 'group',
    sql: 'SELECT country, count(*) AS views, avg(price) AS price FROM pageview GROUP BY 1 ORDER BY 2 DESC LIMIT 20',
    direct: (table: string) =>
      `SELECT country, count(*) AS views, avg(price) AS price FROM ${table} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
  },
  {
    name: 'long',
    sql: `WITH daily AS (
  SELECT date_trunc('day', _time) AS day, country, browser, count(*) AS views,
    count(*) FILTER (WHERE price > 10) AS dear, approx_percentile(price, 0.5) AS middle
  FROM pageview
  WHERE _time >= TIMESTAMP '2000-01-01 00:00:00' AND (country IS NOT NULL OR browser = 'x')
  GROUP BY 1, 2, 3
), ranked AS (
  SELECT d.*, row_number() OVER (PARTITION BY day ORDER BY views DESC, country, browser) AS place FROM daily d
)
SELECT day, country, browser, CASE WHEN views > 100 THEN 'many' ELSE 'few' END AS kind, views, dear, middle
FROM ranked
WHERE place <= 10
ORDER BY 1, place LIMIT 100`,
    direct: (table: string) => `WITH daily AS (
  SELECT date_trunc('day', _time) AS day, country, browser, count(*) AS views,
    count(*) FILTER (WHERE price > 10) AS dear, quantile_disc(price, 0.5) AS middle
  FROM ${table}
  WHERE _time >= TIMESTAMP '2000-01-01 00:00:00' AND (country IS NOT NULL OR browser = 'x')
  GROUP BY 1, 2, 3
), ranked AS (
  SELECT d.*, row_number() OVER (PARTITION BY day ORDER BY views DESC, country, browser) AS place FROM daily d
)
SELECT day, country, browser, CASE WHEN views > 100 THEN 'many' ELSE 'few' END AS kind, views, dear, middle
FROM ranked
WHERE place <= 10
ORDER BY 1, place LIMIT 100`,
  },
] as const;

export async function query(seconds: number): Promise<void> {
  const server = await startMillrace();
  try {
    say(`filling: ${seconds} s at 50,000 events/s`);
    await load({
      port: server.port,
      path: '/event/batch',
      writeKey: server.writeKey,
      perRequest: 100,
      connections: 16,
      rate: 500,
      seconds,
    });
    await untilStored(server);
    // Both read what a start finds in the file.
    await server.stopAndKeep();
    const child = spawnMillrace(server.dataDirectory);
    const port = await portOf(server.dataDirectory, child);
    await untilReady(port);
    const ask = (sql: string) =>
      post(port, '/query/execute', { query: sql }, { read_key: server.readKey }) as Promise<{
        result: unknown[][];
      }>;
    const [[events] = []] = (await ask('SELECT count(*) FROM pageview')).result;
    report(BENCH, { figure: 'events', value: Number(events), unit: 'events' });
    const over = new Map<string, readonly number[]>();
    for (const { name, sql } of QUESTIONS) over.set(name, await timesOf(() => ask(sql)));
    await stop(child, 'SIGTERM');
    const direct = await directTimes(path.join(server.dataDirectory, 'lake'));
    for (const { name } of QUESTIONS) {
      for (const fraction of [0.5, 0.99]) {
        const limit = percentile(direct.get(name) ?? [], fraction);
        const value = percentile(over.get(name) ?? [], fraction);
        report(BENCH, {
          figure: `${name}_p${fraction * 100}`,
          value,
          unit: 'ms',
          limit,
          limitName: 'DuckDB asked directly',
        });
        report(BENCH, {
          figure: `${name}_overhead_p${fraction * 100}`,
          value: value - limit,
          unit: 'ms',
          limit: 10,
          limitName: 'the aim',
        });
      }
    }
  } finally {
    rmSync(server.dataDirectory, { recursive: true, force: true });
  }
}

/** The same file with the settings that the server has. */
async function directTimes(lake: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const file = readdirSync(lake).find((name) => name.endsWith('.duckdb'));
  if (file === undefined) throw new Error(`no tables in ${lake}`);
  const instance = await DuckDBInstance.create(path.join(lake, file), { threads: '1' });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'data' AND table_name LIKE 'pageview%'",
  );
  const table = `data."${String(reader.getRows()[0]?.[0])}"`;
  const times = new Map<string, readonly number[]>();
  for (const { name, direct } of QUESTIONS) {
    times.set(name, await timesOf(async () => (await connection.runAndReadAll(direct(table))).getRowsJson()));
  }
  connection.closeSync();
  instance.closeSync();
  return times;
}

async function timesOf(run: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    const startedAt = performance.now();
    await run();
    if (round >= WARM_UP_ROUNDS) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}
