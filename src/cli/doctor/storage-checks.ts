import { existsSync } from 'node:fs';
import { access, constants, mkdtemp, open, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { DATA_FORMAT_VERSION, openDataDirectory, readDataVersion } from '../../platform/data-directory.ts';
import { MillraceError, messageOf } from '../../platform/errors.ts';
import { formatCount } from '../progress.ts';
import type { ServerFile } from '../server-file.ts';
import { type Finding, fail, gigabytes, ok, warn } from './check.ts';

/** The directory, who holds it, its format and who can read it. Changes nothing. */
export async function checkDataDirectory(
  directory: string,
  running: ServerFile | undefined,
): Promise<readonly Finding[]> {
  const subject = 'data directory';
  if (!existsSync(directory)) return [await checkCanCreate(directory)];
  const { mode } = await stat(directory);
  const privacy =
    (mode & 0o077) === 0
      ? ok('permissions', 'open to this user alone')
      : warn('permissions', `open to others (mode ${(mode & 0o777).toString(8)})`, `chmod 700 ${directory}`);
  if (running !== undefined) return [ok(subject, `${directory}, in use by process ${running.pid}`), privacy];
  const version = await readDataVersion(directory);
  if (version === undefined || Number.isNaN(version)) {
    return [
      fail(subject, `${directory} is not a data directory`, 'name an empty or another directory with --data'),
      privacy,
    ];
  }
  try {
    await (await openDataDirectory(directory)).close();
    return [
      ok(subject, `${directory}, format ${version}, free (this Millrace: ${DATA_FORMAT_VERSION})`),
      privacy,
    ];
  } catch (error) {
    const hint = error instanceof MillraceError ? error.hint : undefined;
    return [fail(subject, messageOf(error), hint ?? 'see the message'), privacy];
  }
}

async function checkCanCreate(directory: string): Promise<Finding> {
  const parent = existingParent(directory);
  try {
    await access(parent, constants.W_OK | constants.X_OK);
    return ok('data directory', `${directory} is not there yet and can be made`);
  } catch {
    return fail('data directory', `"${parent}" cannot be written to`, 'name another directory with --data');
  }
}

function existingParent(directory: string): string {
  return existsSync(directory) ? directory : existingParent(path.dirname(directory));
}

const GIGABYTE = 1024 ** 3;

/** Kinds of file systems (`statfs`) that do not do what a database needs. */
const UNFIT: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs: data are gone after a restart of the machine'],
  [0x6969, 'NFS: locks and syncs depend on the server'],
  [0xff534d42, 'CIFS: locks and syncs depend on the server'],
]);

export async function checkDisk(directory: string): Promise<Finding> {
  const at = existingParent(directory);
  const { bavail, blocks, bsize, type } = await statfs(at);
  const free = bavail * bsize;
  const found = `${gigabytes(free)} free of ${gigabytes(blocks * bsize)}`;
  const hint = 'free some, or name a directory on another disk with --data';
  if (free < GIGABYTE) return fail('disk', found, hint);
  if (free < 5 * GIGABYTE) return warn('disk', found, hint);
  const unfit = UNFIT.get(type);
  return unfit === undefined
    ? ok('disk', found)
    : warn('disk', `${found}, ${unfit}`, 'name a directory on a local disk with --data');
}

const SYNCS = 20;
const SLOW_SYNC_MS = 20;

/** An acknowledgement waits for a sync, so this is the least time that it can take. */
export async function checkSync(directory: string): Promise<Finding> {
  const at = existingParent(directory);
  let scratch: string | undefined;
  try {
    scratch = await mkdtemp(path.join(at, '.millrace-doctor-'));
    const times = await timeSyncs(path.join(scratch, 'probe'));
    const median = times[Math.floor(times.length / 2)]!;
    const found = `${median.toFixed(2)} ms median, ${times.at(-1)!.toFixed(1)} ms worst of ${formatCount(SYNCS)}`;
    return median <= SLOW_SYNC_MS
      ? ok('sync to disk', found)
      : warn('sync to disk', found, 'each acknowledgement waits for one: take a faster disk, an SSD');
  } catch (error) {
    return fail('sync to disk', messageOf(error), `check that "${at}" can be written to`);
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }
}

async function timeSyncs(file: string): Promise<readonly number[]> {
  const handle = await open(file, 'w');
  const times: number[] = [];
  try {
    const block = Buffer.alloc(4096, 1);
    for (let i = 0; i < SYNCS; i++) {
      const startedAt = performance.now();
      await handle.write(block, 0, block.length, i * block.length);
      await handle.datasync();
      times.push(performance.now() - startedAt);
    }
  } finally {
    await handle.close();
  }
  return times.sort((a, b) => a - b);
}
