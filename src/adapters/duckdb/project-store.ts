/**
 * One project's tables: one file, one native instance, one writer.
 *
 * A round is one transaction: it checks that the ranges begin where the store ends, creates tables and columns, appends,
 * moves counts and positions, commits. Whatever fails rolls all of it back. Three failures are handled here:
 * - the engine refuses a value: the message is found by halving and goes to the dead letters, and the round runs again;
 * - there is no memory left: queries are stopped, because ingestion comes first, what the engine keeps in memory until
 *   it is moved into the file is moved there (each column of each table that was written to takes its 40 kB), and the
 *   round runs again;
 * - the reply to COMMIT is an error: the store itself tells whether the round is in it.
 * An instance that the engine has given up (a full disk can do that) is opened again before the next use.
 */
import { existsSync, statfsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { LakeState, Round, RoundRange, RoundResult, RowCounts, RowSource } from '../../lake/lake.ts';
import type { Collection, Project } from '../../model/collection.ts';
import { ENVELOPE } from '../../model/envelope.ts';
import { covers, ORIGIN, type PositionRange, positionsEqual } from '../../model/position.ts';
import { assert } from '../../platform/assert.ts';
import { internalError, messageOf } from '../../platform/errors.ts';
import { syncFile } from '../../platform/files.ts';
import {
  isCheckpointRefused,
  isDataFault,
  isInvalidated,
  isOutOfMemory,
  lakeFull,
  writeError,
} from './errors.ts';
import { findFaults } from './fault-search.ts';
import { Instance, type StoreOptions, storeFile } from './instance.ts';
import { type CollectionChange, readState, recount, writeState } from './meta-tables.ts';
import { type Connection, inTransaction, readRows, rollback, run } from './native.ts';
import { SkipList, writeRange } from './round-writer.ts';
import { addColumnsSql, createTableSql, DATA_SCHEMA, PLACE_COLUMNS } from './table-layout.ts';

const OWN_COLUMNS = PLACE_COLUMNS.length + ENVELOPE.length;

/** The queries of a store, as the store needs them. */
export interface QueryControl {
  /** Stops what runs in the project, for want of memory or because the store closes; resolves when all have ended. */
  stop(project: Project, reason: 'memory' | 'closing'): Promise<void>;
}

export class ProjectStore {
  readonly project: Project;
  readonly #options: StoreOptions;
  readonly #source: RowSource;
  readonly #queries: QueryControl;
  /** `undefined` while the engine has given it up; the next use opens it again. */
  #open: Instance | undefined;
  /** Fields that each committed table has, by physical name; `undefined` until they are read. */
  #fieldCounts: Map<string, number> | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(
    project: Project,
    options: StoreOptions,
    source: RowSource,
    queries: QueryControl,
    instance: Instance,
  ) {
    this.project = project;
    this.#options = options;
    this.#source = source;
    this.#queries = queries;
    this.#open = instance;
  }

  static async open(
    project: Project,
    options: StoreOptions,
    source: RowSource,
    queries: QueryControl,
  ): Promise<ProjectStore> {
    return new ProjectStore(project, options, source, queries, await Instance.open(project, options));
  }

  /** For queries. */
  async instance(): Promise<Instance> {
    return this.#open ?? this.#inTurn(async () => this.#instance);
  }

  get #instance(): Instance {
    assert(this.#open !== undefined, 'a store is used outside its turn');
    return this.#open;
  }

  state(): Promise<LakeState> {
    return this.#inTurn(() =>
      inTransaction(this.#instance.reader, 'read', () => readState(this.#instance.reader)),
    );
  }

  verify(): Promise<LakeState> {
    return this.#inTurn(() =>
      inTransaction(this.#instance.reader, 'read', () => recount(this.#instance.reader)),
    );
  }

  commitRound(round: Round): Promise<RoundResult> {
    return this.#inTurn(async () => {
      this.#assertSpace();
      const skip = new SkipList();
      try {
        return await this.#attempt(round, skip);
      } catch (error) {
        if (isOutOfMemory(error)) await this.#freeMemory();
        else if (!(await this.#skipFaults(round, skip, error))) throw error;
        return await this.#attempt(round, skip);
      }
    });
  }

  /**
   * A round that fills the disk fails and harms nothing, but what needs a few bytes then fails too: metadata, the next
   * start. What is taken away here is in the log.
   */
  #assertSpace(): void {
    const { directory, minFreeBytes } = this.#options;
    const { bavail, bsize } = statfsSync(directory);
    const freeBytes = bavail * bsize;
    if (freeBytes >= minFreeBytes) return;
    throw lakeFull(this.project.name, {
      detail: `its file system has ${freeBytes} bytes left; ${minFreeBytes} are to stay free`,
    });
  }

  async #freeMemory(): Promise<void> {
    await this.#queries.stop(this.project, 'memory');
    await this.#checkpointIfPossible();
  }

  async #checkpointIfPossible(): Promise<void> {
    await run(this.#instance.writer, 'CHECKPOINT').catch((error: unknown) => {
      if (!isCheckpointRefused(error)) throw error;
    });
  }

  /** Makes the tables of these collections as wide as their schemas, so that a query can name every field. */
  async prepareTables(collections: readonly Collection[]): Promise<void> {
    const behind = (collection: Collection) =>
      (this.#fieldCounts?.get(collection.physicalName) ?? -1) < collection.schema.fields.length;
    if (!collections.some(behind)) return;
    await this.#inTurn(async () => {
      const widened = new Map<string, number>();
      await inTransaction(this.#instance.writer, 'write', async () => {
        for (const collection of collections.filter(behind)) await this.#widen(collection, widened);
      });
      this.#remember(widened);
    });
  }

  /**
   * Between two rounds: moves the write-ahead log into the file and copies it. The engine refuses to move it while a
   * query still reads an older state; then the log is copied too, which says the same. Nothing else writes either.
   */
  backup(targetFile: string): Promise<void> {
    return this.#inTurn(async () => {
      const file = storeFile(this.#options.directory, this.project);
      await this.#checkpointIfPossible();
      await copyDurably(file, targetFile);
      if (existsSync(`${file}.wal`)) await copyDurably(`${file}.wal`, `${targetFile}.wal`);
    });
  }

  /** Resolves when everything asked for before has ended. */
  idle(): Promise<void> {
    return this.#inTurn(async () => {});
  }

  /** Ends the queries, moves the write-ahead log into the file and closes it. Nothing may be asked of it later. */
  async close(): Promise<void> {
    await this.#queries.stop(this.project, 'closing');
    await this.#inTurn(async () => {
      const instance = this.#instance;
      this.#closed = true;
      this.#open = undefined;
      try {
        await run(instance.writer, 'CHECKPOINT');
      } finally {
        instance.close();
      }
    });
  }

  /** One after the other, with errors as callers know them. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(async () => {
      try {
        if (this.#closed)
          throw internalError('LAKE_CLOSED', `the lake of project "${this.project.name}" is closed`);
        this.#open ??= await Instance.open(this.project, this.#options);
        return await work();
      } catch (error) {
        if (isInvalidated(error)) await this.#giveUp();
        throw writeError(error, this.project.name);
      }
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #giveUp(): Promise<void> {
    await this.#queries.stop(this.project, 'closing');
    this.#fieldCounts = undefined;
    this.#open?.close();
    this.#open = undefined;
  }

  async #attempt(round: Round, skip: SkipList): Promise<RoundResult> {
    const { writer } = this.#instance;
    const widened = new Map<string, number>();
    const added = new Map<number, RowCounts>();
    let batch: number;
    await run(writer, 'BEGIN TRANSACTION');
    try {
      const before = await readState(writer);
      checkPositions(before, round);
      batch = before.batch + 1;
      const changes: CollectionChange[] = [];
      for (const entry of round.ranges) {
        await this.#widen(entry.collection, widened);
        const counts = await writeRange(writer, this.#source, entry, batch, skip);
        added.set(entry.collection.id, counts);
        changes.push({ collection: entry.collection, to: entry.range.to, added: counts });
      }
      await writeState(writer, before, batch, changes);
    } catch (error) {
      await rollback(writer);
      throw error;
    }
    await this.#commit(batch);
    this.#remember(widened);
    return { batch, added };
  }

  /**
   * An error in reply to COMMIT says nothing: the round counts as done exactly if the store has its batch. The instance
   * is given up: a commit that ran out of memory half way leaves columns of different length in its memory.
   */
  async #commit(batch: number): Promise<void> {
    try {
      await run(this.#instance.writer, 'COMMIT');
    } catch (error) {
      await this.#giveUp();
      this.#open = await Instance.open(this.project, this.#options);
      const state = await readState(this.#instance.writer);
      // Classified here, since the instance that the error speaks of is not the one that is open now.
      if (state.batch !== batch) throw writeError(error, this.project.name);
    }
  }

  async #widen(collection: Collection, widened: Map<string, number>): Promise<void> {
    const { writer } = this.#instance;
    const { physicalName, schema } = collection;
    // Of all tables at once: to ask for one costs as much, and there may be a thousand.
    this.#fieldCounts ??= await countFields(writer);
    const known = this.#fieldCounts.get(physicalName);
    if (known === undefined) await run(writer, createTableSql(collection));
    else for (const sql of addColumnsSql(collection, known)) await run(writer, sql);
    widened.set(physicalName, Math.max(known ?? 0, schema.fields.length));
  }

  #remember(widened: ReadonlyMap<string, number>): void {
    for (const [name, count] of widened) this.#fieldCounts?.set(name, count);
  }

  /** Puts the messages that the engine refuses on the list; `false` when it refuses none by itself. */
  async #skipFaults(round: Round, skip: SkipList, error: unknown): Promise<boolean> {
    if (!isDataFault(error)) return false;
    let found = false;
    for (const entry of round.ranges) {
      const faults = await findFaults(entry.range, (range) => this.#probe(entry, range));
      for (const { partition, offset, reason } of faults) {
        skip.add(entry.collection.id, partition, offset, reason);
        found = true;
      }
    }
    return found;
  }

  /** Why the engine refuses the messages of a range; `undefined` when it does not. */
  async #probe(entry: RoundRange, range: PositionRange): Promise<string | undefined> {
    const { writer } = this.#instance;
    await run(writer, 'BEGIN TRANSACTION');
    try {
      await this.#widen(entry.collection, new Map());
      await writeRange(writer, this.#source, { collection: entry.collection, range }, 0, new SkipList());
      return undefined;
    } catch (error) {
      if (!isDataFault(error)) throw error;
      return `the table refused it: ${messageOf(error).split('\n')[0]}`;
    } finally {
      await rollback(writer);
    }
  }
}

async function copyDurably(file: string, target: string): Promise<void> {
  await copyFile(file, target);
  await syncFile(target);
}

/** The fields of every table of collections that this connection's transaction sees, by physical name. */
async function countFields(connection: Connection): Promise<Map<string, number>> {
  const rows = await readRows(
    connection,
    `SELECT table_name, column_count FROM duckdb_tables() WHERE schema_name = '${DATA_SCHEMA}'`,
  );
  return new Map((rows as readonly [string, number][]).map(([name, count]) => [name, count - OWN_COLUMNS]));
}

function checkPositions(state: LakeState, round: Round): void {
  const seen = new Set<number>();
  for (const { collection, range } of round.ranges) {
    const position = state.collections.get(collection.id)?.position ?? ORIGIN;
    if (seen.has(collection.id) || !positionsEqual(position, range.from) || !covers(range.to, range.from)) {
      throw internalError(
        'LAKE_POSITION_MISMATCH',
        `the round does not begin where collection "${collection.name}" ends`,
        { detail: `committed ${JSON.stringify(position)}, range from ${JSON.stringify(range.from)}` },
      );
    }
    seen.add(collection.id);
  }
}
