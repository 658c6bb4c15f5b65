import { copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DATA_FORMAT_VERSION } from '../platform/data-directory.ts';
import { userError } from '../platform/errors.ts';
import {
  ensurePrivateDirectory,
  hashFile,
  isAbsentOrEmpty,
  listFiles,
  syncDirectory,
  syncTree,
} from '../platform/files.ts';
import { type BackupFile, type BackupManifest, MANIFEST_FILE } from './backup.ts';

/**
 * Makes a data directory of a backup. Every file is copied and then compared with the manifest, so a backup that was
 * damaged, or a copy that went wrong, never becomes a data directory: it has another name until it is whole.
 *
 * `check` gets the directory before it bears its name; when it throws, nothing is left behind.
 *
 * Errors: `RESTORE_TARGET_NOT_EMPTY`, `BACKUP_NOT_FOUND`, `BACKUP_TOO_NEW`, `BACKUP_DAMAGED`.
 */
export async function restoreBackup(
  backup: string,
  target: string,
  check: (directory: string) => Promise<void>,
): Promise<BackupManifest> {
  if (!(await isAbsentOrEmpty(target))) {
    throw userError('RESTORE_TARGET_NOT_EMPTY', `directory "${target}" is not empty`, {
      hint: 'name a directory that does not exist yet with --data',
    });
  }
  const manifest = await readManifest(backup);
  await checkFileList(backup, manifest);
  const partial = `${target}.partial`;
  await ensurePrivateDirectory(path.dirname(target));
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  try {
    for (const file of manifest.files) await copyVerified(backup, partial, file);
    await check(partial);
    await syncTree(partial);
    await rename(partial, target);
    await syncDirectory(path.dirname(target));
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  return manifest;
}

async function readManifest(backup: string): Promise<BackupManifest> {
  let text: string;
  try {
    text = await readFile(path.join(backup, MANIFEST_FILE), 'utf8');
  } catch (cause) {
    throw userError('BACKUP_NOT_FOUND', `there is no backup in "${backup}"`, {
      detail: `it has no readable "${MANIFEST_FILE}"`,
      hint: 'name the directory that millrace backup wrote',
      cause,
    });
  }
  const manifest = parseManifest(text);
  if (manifest === undefined) throw damaged(backup, `"${MANIFEST_FILE}" cannot be read`);
  if (manifest.manifest > 1 || manifest.data > DATA_FORMAT_VERSION) {
    throw userError('BACKUP_TOO_NEW', `backup "${backup}" was written by Millrace ${manifest.version}`, {
      detail: `it has format ${manifest.manifest}.${manifest.data}, this Millrace reads up to 1.${DATA_FORMAT_VERSION}`,
      hint: 'restore it with the Millrace that wrote it',
    });
  }
  return manifest;
}

function parseManifest(text: string): BackupManifest | undefined {
  try {
    const manifest = JSON.parse(text) as BackupManifest;
    const isWhole =
      Number.isInteger(manifest.manifest) &&
      Number.isInteger(manifest.data) &&
      manifest.files.every(
        (file) => isInside(file.path) && Number.isInteger(file.size) && file.sha256.length === 64,
      );
    return isWhole ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** A manifest from elsewhere must not lead out of the target. */
function isInside(relative: string): boolean {
  const parts = relative.split('/');
  return !path.isAbsolute(relative) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Cheap faults first, before anything is copied. */
async function checkFileList(backup: string, manifest: BackupManifest): Promise<void> {
  const present = new Map((await listFiles(backup)).map((file) => [file.path, file.size]));
  present.delete(MANIFEST_FILE);
  for (const file of manifest.files) {
    const size = present.get(file.path);
    if (size === undefined) throw damaged(backup, `"${file.path}" is missing`);
    if (size !== file.size) throw damaged(backup, `"${file.path}" has ${size} bytes instead of ${file.size}`);
    present.delete(file.path);
  }
  const [surplus] = present.keys();
  if (surplus !== undefined) throw damaged(backup, `"${surplus}" is not part of it`);
}

async function copyVerified(backup: string, directory: string, file: BackupFile): Promise<void> {
  const copy = path.join(directory, file.path);
  await mkdir(path.dirname(copy), { recursive: true, mode: 0o700 });
  await copyFile(path.join(backup, file.path), copy);
  const { size } = await stat(copy);
  if (size !== file.size || (await hashFile(copy)) !== file.sha256) {
    throw damaged(backup, `the contents of "${file.path}" are not those that were written`);
  }
}

function damaged(backup: string, detail: string) {
  return userError('BACKUP_DAMAGED', `backup "${backup}" is damaged`, {
    detail,
    hint: 'use another backup, or another copy of this one',
  });
}
