import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { DATA_FILES, DATA_FORMAT_VERSION } from '../platform/data-directory.ts';
import { externalError, MillraceError, userError } from '../platform/errors.ts';
import {
  ensurePrivateDirectory,
  hashFile,
  isAbsentOrEmpty,
  listFiles,
  syncDirectory,
  syncTree,
  writeFileDurably,
} from '../platform/files.ts';

/**
 * What a backup copies. Every copy lies where its original lies in the data directory, so that restoring is copying.
 *
 * Each part MUST write into `directory` (the root of the backup) a state of its store that can be opened as it is.
 */
export interface BackupSources {
  /** From now on the log keeps what it has, until the function returned is called. */
  holdRetention(): Promise<() => void>;
  /** Resolves when no round runs and none will begin, until the function returned is called. */
  pauseRounds(): Promise<() => void>;
  /** Checkpoints and copies the tables of every project. Called with rounds paused. */
  backupLake(directory: string): Promise<void>;
  /** Copies the log as of now, while events keep coming. */
  backupLog(directory: string): Promise<void>;
  backupMetadata(directory: string): Promise<void>;
}

export interface BackupManifest {
  /** Format of the manifest. */
  readonly manifest: 1;
  /** Format of the data directory. */
  readonly data: number;
  /** The Millrace that wrote it. */
  readonly version: string;
  readonly created_at: string;
  readonly files: readonly BackupFile[];
}

export interface BackupFile {
  /** Relative, with `/` between the parts. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** What `millrace backup` says about what it made. */
export interface BackupReport {
  readonly directory: string;
  readonly files: number;
  readonly bytes: number;
  /** How long no round ran; events were accepted all the while. */
  readonly paused_ms: number;
}

export const MANIFEST_FILE = 'manifest.json';

/**
 * Writes one consistent point of a running server into `target`, which must be absent or empty.
 *
 * The order makes the point consistent (protocol, rule 30): tables, then the log, then the metadata, the log kept from
 * being trimmed all the while. So the log of the backup covers every position of its tables, and its metadata knows
 * every schema in use. Everything goes to `<target>.partial`, which is renamed at the end: what bears the name of a
 * backup is complete and durable, whatever was killed when.
 *
 * Errors: `BACKUP_TARGET_EXISTS`, `BACKUP_FAILED`.
 */
export async function writeBackup(
  sources: BackupSources,
  target: string,
  options: { readonly clock: Clock; readonly version: string },
): Promise<BackupReport> {
  const partial = `${target}.partial`;
  try {
    await claim(target, partial);
    const pausedMs = await copyStores(sources, partial, options.clock);
    const manifest = await describe(partial, options);
    await writeFileDurably(path.join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    await syncTree(partial);
    await rename(partial, target);
    await syncDirectory(path.dirname(target));
    return {
      directory: target,
      files: manifest.files.length,
      bytes: manifest.files.reduce((sum, file) => sum + file.size, 0),
      paused_ms: Math.round(pausedMs),
    };
  } catch (error) {
    if (error instanceof MillraceError && error.class === 'user') throw error;
    await rm(partial, { recursive: true, force: true });
    throw externalError('BACKUP_FAILED', `could not write a backup to "${target}"`, {
      ...detailOf(error),
      hint: 'check that the directory can be written to and has room for a copy of the data directory',
      cause: error,
    });
  }
}

/** Creating `<target>.partial` is what keeps two backups to one target apart. */
async function claim(target: string, partial: string): Promise<void> {
  if (!(await isAbsentOrEmpty(target))) {
    throw userError('BACKUP_TARGET_EXISTS', `backup directory "${target}" is not empty`, {
      hint: 'name a directory that does not exist yet',
    });
  }
  await ensurePrivateDirectory(path.dirname(target));
  try {
    await mkdir(partial, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw userError('BACKUP_TARGET_EXISTS', `"${partial}" is there: another backup runs, or one was killed`, {
      hint: 'when no other backup runs, remove it and try again',
    });
  }
}

async function copyStores(sources: BackupSources, directory: string, clock: Clock): Promise<number> {
  const releaseRetention = await sources.holdRetention();
  try {
    const pausedAt = clock.monotonic();
    const resumeRounds = await sources.pauseRounds();
    try {
      await sources.backupLake(directory);
    } finally {
      resumeRounds();
    }
    const pausedMs = clock.monotonic() - pausedAt;
    await sources.backupLog(directory);
    await sources.backupMetadata(directory);
    return pausedMs;
  } finally {
    releaseRetention();
  }
}

async function describe(
  directory: string,
  options: { readonly clock: Clock; readonly version: string },
): Promise<BackupManifest> {
  await writeFileDurably(path.join(directory, DATA_FILES.version), `${DATA_FORMAT_VERSION}\n`);
  const files: BackupFile[] = [];
  for (const file of await listFiles(directory)) {
    files.push({ ...file, sha256: await hashFile(path.join(directory, file.path)) });
  }
  return {
    manifest: 1,
    data: DATA_FORMAT_VERSION,
    version: options.version,
    created_at: new Date(options.clock.now()).toISOString(),
    files,
  };
}

function detailOf(error: unknown): { readonly detail?: string } {
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' ? { detail: code } : {};
}
