import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely';
import { assert } from '../platform/assert.ts';
import type { SqlTraits } from './sql-database.ts';
import type { SequenceName, SqlTables } from './sql-tables.ts';

export type SqlTransaction = Transaction<SqlTables>;

/**
 * How the metadata are read and written in any SQL database.
 *
 * A writing transaction first locks the row that stands for what it changes (the project, the collection, the
 * mastership, a sequence), so that whoever else would change it waits, then reads what is true now. So there are no
 * conflicts to be found afterwards, and the unique constraints are there for our own mistakes only.
 */
export class SqlStore {
  protected readonly db: Kysely<SqlTables>;
  protected readonly traits: SqlTraits;

  constructor(db: Kysely<SqlTables>, traits: SqlTraits) {
    this.db = db;
    this.traits = traits;
  }

  /** Read committed: after a lock was waited for, the next statement must see what its holder wrote. */
  protected write<T>(body: (trx: SqlTransaction) => Promise<T>): Promise<T> {
    return this.db.transaction().setIsolationLevel('read committed').execute(body);
  }

  /** Everything that `body` reads is of one moment. */
  protected read<T>(body: (trx: SqlTransaction) => Promise<T>): Promise<T> {
    return this.db
      .transaction()
      .setAccessMode('read only')
      .setIsolationLevel('repeatable read')
      .execute(body);
  }

  protected locked<T extends keyof SqlTables, O>(
    query: SelectQueryBuilder<SqlTables, T, O>,
  ): SelectQueryBuilder<SqlTables, T, O> {
    return this.traits.locksRows ? query.forUpdate() : query;
  }

  /** Holds the sequence until the end of the transaction: an id is given to one who commits, or to nobody. */
  protected async nextId(trx: SqlTransaction, name: SequenceName): Promise<number> {
    await trx
      .updateTable('sequences')
      .set((row) => ({ last_id: row('last_id', '+', 1) }))
      .where('name', '=', name)
      .execute();
    const { last_id: id } = await trx
      .selectFrom('sequences')
      .select('last_id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    assert(Number.isSafeInteger(id), `sequence "${name}" gave a whole number`);
    return id;
  }

  /** Makes those who would do the same wait, before anything is read. */
  protected async lockSequence(trx: SqlTransaction, name: SequenceName): Promise<void> {
    await this.locked(trx.selectFrom('sequences').select('last_id').where('name', '=', name)).execute();
  }

  protected async now(trx: SqlTransaction): Promise<number> {
    const { now } = await trx.selectNoFrom(this.traits.nowMs.as('now')).executeTakeFirstOrThrow();
    return now;
  }
}
