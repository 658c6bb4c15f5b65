import type { Connection, DataChunk, PreparedStatement } from '@duckdb/node-bindings';
import duckdb from '@duckdb/node-bindings';
import { internalError, messageOf } from '../../platform/errors.ts';
import { chunksOf, rollback, run } from './native.ts';

/**
 * The chunks of a statement's answer, in the transaction that the connection has open, computed as they are asked for.
 *
 * An answer that fails after its first chunks ends like one that is complete: the bindings do not tell the error. But it
 * leaves an aborted transaction behind. For its error the statement is run once more, without keeping rows, unless
 * `mayRepeat` says that nobody could be told.
 */
export async function* answerChunks(
  connection: Connection,
  prepared: PreparedStatement,
  sql: string,
  mayRepeat: () => boolean,
): AsyncGenerator<DataChunk> {
  yield* chunksOf(await duckdb.execute_prepared_streaming(prepared));
  if (!(await isAborted(connection))) return;
  if (mayRepeat()) await findFault(connection, sql);
  throw internalError('QUERY_ENGINE_FAILED', 'the query engine failed before the last row');
}

async function isAborted(connection: Connection): Promise<boolean> {
  try {
    await run(connection, 'SELECT 1');
    return false;
  } catch (error) {
    if (/^TransactionContext Error: Current transaction is aborted/.test(messageOf(error))) return true;
    throw error;
  }
}

/** Every value goes into one number, so every fault shows, and no row is held. */
async function findFault(connection: Connection, sql: string): Promise<void> {
  await rollback(connection);
  await run(connection, 'BEGIN TRANSACTION READ ONLY');
  await run(connection, `SELECT bit_xor(hash(answer)) FROM (${sql}) answer`);
}
