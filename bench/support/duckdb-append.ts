/**
 * The limit of the way into the table: DuckDB's appender alone, fed with ready data chunks of the benchmark's columns
 * (15 fields, the envelope, the place in the log), one transaction per 150,000 rows, in this process. Building the
 * chunks is not counted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import { batchBodies } from './events.ts';

const ROWS_PER_CHUNK = 2048;
const CHUNKS = 74;
const ROUNDS = 6;

type Event = Record<string, unknown>;

const FIELDS = [
  ['_user', VARCHAR],
  ['_device_id', VARCHAR],
  ['_session_id', VARCHAR],
  ['_platform', VARCHAR],
  ['page_url', VARCHAR],
  ['page_title', VARCHAR],
  ['country', VARCHAR],
  ['browser', VARCHAR],
  ['browser_version', DOUBLE],
  ['duration_ms', DOUBLE],
  ['price', DOUBLE],
  ['scroll_depth', DOUBLE],
  ['logged_in', BOOLEAN],
  ['referrer', VARCHAR],
] as const;

const ENVELOPE = [
  ['_id', VARCHAR],
  ['_time', TIMESTAMP],
  ['_shard_time', TIMESTAMP],
  ['_client_time', TIMESTAMP],
  ['_upload_time', TIMESTAMP],
  ['_collector', BIGINT],
  ['_sequence', BIGINT],
  ['_extra', VARCHAR],
  ['_partition', INTEGER],
  ['_offset', BIGINT],
  ['_batch', BIGINT],
] as const;

function chunk(events: readonly Event[], firstRow: number): DuckDBDataChunk {
  const filled = DuckDBDataChunk.create(
    [...FIELDS, ...ENVELOPE].map(([, type]) => type),
    ROWS_PER_CHUNK,
  );
  const rows = Array.from({ length: ROWS_PER_CHUNK }, (_, i) => events[i % events.length] ?? {});
  const time = { micros: 1_760_000_000_000_000n };
  filled.setColumns([
    ...FIELDS.map(([name]) => rows.map((row) => row[name] as never)),
    rows.map(() => null),
    rows.map((_, i) => ({ micros: time.micros + BigInt(firstRow + i) * 137n }) as never),
    rows.map(() => time as never),
    rows.map((_, i) => ({ micros: time.micros + BigInt(firstRow + i) * 137n }) as never),
    rows.map(() => null),
    rows.map(() => 1n),
    rows.map((_, i) => BigInt(firstRow + i)),
    rows.map(() => null),
    rows.map(() => 0),
    rows.map((_, i) => BigInt(firstRow + i)),
    rows.map(() => 1n),
  ]);
  return filled;
}

/** Rows a second. */
export async function duckdbAppendRate(): Promise<number> {
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-append-'));
  const instance = await DuckDBInstance.create(path.join(directory, 'append.duckdb'), { threads: '1' });
  const connection = await instance.connect();
  try {
    const columns = [...FIELDS, ...ENVELOPE].map(([name, type]) => `${name} ${type}`);
    await connection.run(`CREATE TABLE events (${columns.join(', ')})`);
    const bodies = batchBodies('none', CHUNKS * 4, 512, 1_760_000_000_000);
    const chunks = Array.from({ length: CHUNKS }, (_, i) => {
      const events = bodies.slice(i * 4, i * 4 + 4).flatMap((body) => {
        const parsed = JSON.parse(body.toString()) as { events: { properties: Event }[] };
        return parsed.events.map((event) => event.properties);
      });
      return chunk(events, i * ROWS_PER_CHUNK);
    });
    const startedAt = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      await connection.run('BEGIN');
      const appender = await connection.createAppender('events');
      for (const filled of chunks) appender.appendDataChunk(filled);
      appender.closeSync();
      await connection.run('COMMIT');
    }
    return (ROUNDS * CHUNKS * ROWS_PER_CHUNK) / ((performance.now() - startedAt) / 1000);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(directory, { recursive: true, force: true });
  }
}
