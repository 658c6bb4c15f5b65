import { mkdir, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Project } from '../../model/collection.ts';
import { prepareMeta } from './meta-tables.ts';
import {
  type Connection,
  closeDatabase,
  connect,
  type Database,
  disconnect,
  openDatabase,
  run,
} from './native.ts';

/** What every store of a server has in common. */
export interface StoreOptions {
  /** Where the files are: `<directory>/<physical name>.duckdb`. */
  readonly directory: string;
  /** Bytes of memory that one project's tables and queries may use together. */
  readonly memoryLimitBytes: number;
  /** Threads that the engine works with; 0 = half of the cores, at least one. */
  readonly threads: number;
  /** Bytes of the write-ahead log after which a commit moves it into the table file. */
  readonly checkpointThresholdBytes: number;
  /** Bytes that must be free on the file system for a round to begin. */
  readonly minFreeBytes: number;
  /** Bytes that queries of one project may spill to disk. */
  readonly temporaryLimitBytes: number;
  /** Queries of one project that may run at the same time. */
  readonly concurrentQueries: number;
}

/**
 * One open database file. Everything that a query's text could reach is switched off and locked before the first one
 * runs: files, the network, extensions, and the settings themselves.
 */
export class Instance {
  readonly writer: Connection;
  /** For reads of the program itself: state, recounts, the parsing of texts. */
  readonly reader: Connection;
  readonly #database: Database;
  readonly #idle: Connection[];
  readonly #all: readonly Connection[];

  private constructor(database: Database, [writer, reader, ...queries]: OpenConnections) {
    this.#database = database;
    this.writer = writer;
    this.reader = reader;
    this.#idle = [...queries];
    this.#all = [writer, reader, ...queries];
  }

  static async open(project: Project, options: StoreOptions): Promise<Instance> {
    await mkdir(options.directory, { recursive: true });
    const database = await openDatabase(storeFile(options.directory, project), settingsOf(project, options));
    const open: Connection[] = [];
    const connectOne = async () => {
      const connection = await connect(database);
      open.push(connection);
      return connection;
    };
    try {
      const writer = await connectOne();
      await prepareMeta(writer, project);
      const connections: OpenConnections = [writer, await connectOne()];
      for (let index = 0; index < options.concurrentQueries; index++) {
        const connection = await connectOne();
        await prepareForQueries(connection);
        connections.push(connection);
      }
      await lockDown(writer);
      return new Instance(database, connections);
    } catch (error) {
      // Opening is tried again and again: each try would leave an instance behind.
      closeAll(database, open);
      throw error;
    }
  }

  /** A connection for one query; `undefined` when all are in use. */
  take(): Connection | undefined {
    return this.#idle.pop();
  }

  giveBack(connection: Connection): void {
    this.#idle.push(connection);
  }

  close(): void {
    closeAll(this.#database, this.#all);
  }
}

/** The writer, the reader, and those for queries. */
type OpenConnections = [Connection, Connection, ...Connection[]];

function closeAll(database: Database, connections: readonly Connection[]): void {
  for (const connection of connections) disconnect(connection);
  closeDatabase(database);
}

/** Settings of a session cannot be changed once they are locked. */
async function prepareForQueries(connection: Connection): Promise<void> {
  await run(connection, "SET schema = 'data'");
  await run(connection, 'SET enable_progress_bar = true');
  await run(connection, 'SET enable_progress_bar_print = false');
}

async function lockDown(connection: Connection): Promise<void> {
  // Parts of an instance may live on until they are collected; its file may then belong to another already.
  await run(connection, 'PRAGMA disable_checkpoint_on_shutdown');
  await run(connection, "SET GLOBAL TimeZone = 'UTC'");
  await run(connection, 'SET GLOBAL lock_configuration = true');
}

export function storeFile(directory: string, project: Project): string {
  return path.join(directory, `${project.physicalName}.duckdb`);
}

/** Removes the files of a store that is not open; harmless when there are none. */
export async function deleteStore(directory: string, project: Project): Promise<void> {
  await sweepStores(directory, new Set([project.physicalName]));
}

/**
 * Removes the files of all stores of these physical names; none may be open. Beside its table file a store may have
 * write-ahead logs, also of a checkpoint that was cut short, and a directory that queries spilled to.
 * Returns whose files there were.
 */
export async function sweepStores(
  directory: string,
  physicalNames: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const entry of await readdir(directory).catch(nothingWhenMissing)) {
    const name = /^([a-z][a-z0-9_]*)\.(duckdb(\..+)?|tmp)$/.exec(entry)?.[1];
    if (name === undefined || !physicalNames.has(name)) continue;
    await rm(path.join(directory, entry), { force: true, recursive: true });
    found.add(name);
  }
  return found;
}

function nothingWhenMissing(error: NodeJS.ErrnoException): readonly string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

function temporaryDirectory(directory: string, project: Project): string {
  return path.join(directory, `${project.physicalName}.tmp`);
}

/** Access to files is switched off last, because the directory for spilling could not be set after it. */
function settingsOf(project: Project, options: StoreOptions): ReadonlyMap<string, string> {
  const settings = new Map([
    ['memory_limit', bytesText(options.memoryLimitBytes)],
    ['checkpoint_threshold', bytesText(options.checkpointThresholdBytes)],
    ['temp_directory', temporaryDirectory(options.directory, project)],
    ['max_temp_directory_size', bytesText(options.temporaryLimitBytes)],
    ['autoinstall_known_extensions', 'false'],
    ['autoload_known_extensions', 'false'],
    ['allow_community_extensions', 'false'],
  ]);
  settings.set('threads', String(options.threads > 0 ? options.threads : halfOfTheCores()));
  settings.set('enable_external_access', 'false');
  return settings;
}

function bytesText(bytes: number): string {
  return `${Math.ceil(bytes / 1024)}KiB`;
}

/** The other half accepts events: with all cores a checkpoint would hold up acknowledgements, and costs a third more. */
function halfOfTheCores(): number {
  return Math.max(1, Math.floor(availableParallelism() / 2));
}
