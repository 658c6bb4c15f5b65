/**
 * The thread that owns the database file: SQLite blocks its thread while it syncs, which must not be the one that
 * serves HTTP. The first reply, with id 0, says whether the file could be opened.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../platform/assert.ts';
import { messageOf } from '../../platform/errors.ts';
import type {
  SqliteFault,
  SqliteReply,
  SqliteRequest,
  SqliteStatement,
  SqliteValue,
  SqliteWorkerData,
} from './worker-messages.ts';

/** The store has about a hundred different statements. */
const MAX_STATEMENTS = 250;

const port = parentPort;
assert(port !== null, 'this file runs as a worker');
const statements = new Map<string, StatementSync>();
const database = open((workerData as SqliteWorkerData).file);

port.on('message', (request: SqliteRequest) => {
  if (!('close' in request)) {
    port.postMessage(answer(request));
    return;
  }
  database?.close();
  port.postMessage({ id: request.id, rows: [], changes: 0 } satisfies SqliteReply);
  port.close();
});

function open(file: string): DatabaseSync | undefined {
  try {
    const opened = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
    opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -4000;');
    const found = opened.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    const fault = found === 'ok' ? undefined : { message: String(found), resultCode: CORRUPT };
    port?.postMessage(fault === undefined ? { id: 0, rows: [], changes: 0 } : { id: 0, error: fault });
    return opened;
  } catch (error) {
    port?.postMessage({ id: 0, error: faultOf(error) } satisfies SqliteReply);
    return undefined;
  }
}

function answer({ id, sql, parameters }: SqliteStatement): SqliteReply {
  try {
    const statement = prepare(sql);
    if (statement.columns().length === 0) {
      return { id, rows: [], changes: Number(statement.run(...parameters).changes) };
    }
    const rows = statement.all(...parameters) as Record<string, SqliteValue>[];
    for (const row of rows) narrowIntegers(row);
    return { id, rows, changes: 0 };
  } catch (error) {
    return { id, error: faultOf(error) };
  }
}

function prepare(sql: string): StatementSync {
  assert(database !== undefined, 'nothing is asked of a database that could not be opened');
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = database.prepare(sql);
    statement.setReadBigInts(true);
    // The oldest goes: what is used every day is soon prepared again.
    const [oldest] = statements.keys();
    if (statements.size >= MAX_STATEMENTS && oldest !== undefined) statements.delete(oldest);
    statements.set(sql, statement);
  }
  return statement;
}

function narrowIntegers(row: Record<string, SqliteValue>): void {
  for (const name in row) {
    const value = row[name];
    if (typeof value !== 'bigint') continue;
    const narrow = Number(value);
    if (Number.isSafeInteger(narrow)) row[name] = narrow;
  }
}

function faultOf(error: unknown): SqliteFault {
  const extended = (error as { errcode?: number }).errcode ?? 0;
  return { message: messageOf(error), resultCode: extended & 0xff };
}

const CORRUPT = 11;
