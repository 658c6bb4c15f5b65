import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { externalError, MillraceError, resourceError, userError } from './errors.ts';
import { ensurePrivateDirectory, isAbsentOrEmpty, writeFileDurably } from './files.ts';
import type { Component } from './lifecycle.ts';

/**
 * The directory that holds everything of an embedded Millrace: its format version, and a lock that one process at a
 * time has.
 *
 * The lock is an exclusive SQLite transaction on the empty database `lock`. What stands behind it is a lock of the
 * kernel on an open file, so it ends with the process however that ends, no stale lock file has to be judged, and it
 * also holds between containers that share the directory. Such a lock ends as soon as its process closes any handle of
 * the file, so nothing else may ever open `lock`: a backup leaves it out.
 */
export interface DataDirectory extends Component {
  readonly path: string;
}

/** Raised whenever an older Millrace could not read what a newer one wrote. */
export const DATA_FORMAT_VERSION = 1;

/** Where things are in a data directory (and in a backup, which has the same layout without the first three). */
export const DATA_FILES = {
  lock: 'lock',
  /** The process id of the holder of the lock: for messages, decides nothing. */
  holder: 'holder',
  /** How commands on this machine reach the server that runs here: see `cli/server-file.ts`. */
  server: 'server.json',
  version: 'version',
} as const;

const SQLITE_FULL = 13;

/**
 * Errors: `DATA_DIRECTORY_LOCKED`, `DATA_DIRECTORY_TOO_NEW`, `DATA_DIRECTORY_INVALID`, `DATA_DIRECTORY_FULL`,
 * `DATA_DIRECTORY_UNUSABLE`.
 */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  const root = path.resolve(directory);
  const isNew = await isNewDirectory(root);
  // Before the lock, so that a directory of somebody else's is left as it is.
  if (!isNew) await checkVersion(root);
  await ensurePrivateDirectory(root).catch((cause: unknown) => {
    throw unusable(root, cause);
  });
  const lock = await acquireLock(root);
  try {
    // Only who has the lock can tell what the directory is: others may have been filling it a moment ago.
    if ((await readDataVersion(root)) === undefined && (await isNewDirectory(root))) {
      await writeFileDurably(path.join(root, DATA_FILES.version), `${DATA_FORMAT_VERSION}\n`);
    }
    await checkVersion(root);
    await writeFileDurably(path.join(root, DATA_FILES.holder), `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw error instanceof MillraceError ? error : unusable(root, error);
  }
  return {
    name: 'data directory',
    path: root,
    close: async () => lock.close(),
  };
}

/** The format version written in a directory; `undefined` when it has none. */
export async function readDataVersion(directory: string): Promise<number | undefined> {
  try {
    const text = (await readFile(path.join(directory, DATA_FILES.version), 'utf8')).trim();
    return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isNewDirectory(root: string): Promise<boolean> {
  try {
    if (await isAbsentOrEmpty(root)) return true;
    // A process may have been killed, or be just now, between taking the lock and writing the version.
    return await holdsOnlyTraces(root);
  } catch (error) {
    throw unusable(root, error);
  }
}

/** Files that a process leaves that did not come as far as writing the version; the lock's journal among them. */
async function holdsOnlyTraces(root: string): Promise<boolean> {
  const names = await readdir(root);
  return names.every(
    (name) => name.startsWith(DATA_FILES.lock) || name === DATA_FILES.holder || name.endsWith('.tmp'),
  );
}

async function acquireLock(root: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path.join(root, DATA_FILES.lock));
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (cause) {
    database?.close();
    const isBusy = (cause as { errcode?: number }).errcode === 5;
    if (!isBusy) throw unusable(root, cause);
    const holder = await readHolder(root);
    throw userError('DATA_DIRECTORY_LOCKED', `data directory "${root}" is in use by ${holder}`, {
      hint: 'stop that process, or name another directory with --data',
      cause,
    });
  }
}

async function readHolder(root: string): Promise<string> {
  try {
    return `process ${(await readFile(path.join(root, DATA_FILES.holder), 'utf8')).trim()}`;
  } catch {
    return 'another process';
  }
}

async function checkVersion(root: string): Promise<void> {
  const version = await readDataVersion(root);
  if (version === undefined || Number.isNaN(version)) {
    throw notOurs(root);
  }
  if (version > DATA_FORMAT_VERSION) {
    throw userError(
      'DATA_DIRECTORY_TOO_NEW',
      `data directory "${root}" has format ${version}, this Millrace reads up to ${DATA_FORMAT_VERSION}`,
      { hint: 'start the newer Millrace that wrote it, or restore a backup made by this one' },
    );
  }
}

function notOurs(root: string): MillraceError {
  return userError('DATA_DIRECTORY_INVALID', `directory "${root}" is not a data directory`, {
    detail: 'it has files, but no readable file "version"',
    hint: 'name an empty directory, or one that Millrace made, with --data',
  });
}

function unusable(root: string, cause: unknown): MillraceError {
  const { code, errcode } = cause as NodeJS.ErrnoException & { readonly errcode?: number };
  if (code === 'ENOSPC' || code === 'EDQUOT' || errcode === SQLITE_FULL) {
    return resourceError('DATA_DIRECTORY_FULL', `no space is left for data directory "${root}"`, {
      hint: 'free disk space or enlarge its volume',
      cause,
    });
  }
  return externalError('DATA_DIRECTORY_UNUSABLE', `could not use data directory "${root}"`, {
    ...(code === undefined ? {} : { detail: code }),
    hint: 'check that it is a directory that this user may write to',
    cause,
  });
}
