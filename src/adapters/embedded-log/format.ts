import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { externalError } from '../../platform/errors.ts';
import { corruptLog } from './errors.ts';

/** Says that here is a log, and in which layout: LMDB itself would take an emptied file for a new one. */
export const FORMAT_FILE = 'format';
export const FORMAT_TEXT = 'millrace event log 1\n';

/**
 * Whether the directory has a log already; throws when it has one that cannot be used. It looks at the header itself
 * because LMDB's binding does not throw when a header is damaged: it ends the process.
 */
export function hasLog(directory: string): boolean {
  const data = path.join(directory, 'data.mdb');
  const format = path.join(directory, FORMAT_FILE);
  const isThere = existsSync(data) && (!statSync(data).isFile() || statSync(data).size > 0);
  checkRights(directory, ['.', 'data.mdb', 'lock.mdb']);
  if (isThere) checkHeader(directory, data);
  if (!existsSync(format)) return false;
  const text = readFileSync(format, 'utf8');
  if (text !== FORMAT_TEXT) {
    throw externalError(
      'LOG_FORMAT_UNKNOWN',
      `the event log in "${directory}" has a layout that is not known`,
      {
        detail: text.slice(0, 100).trim(),
        hint: 'use the version of the server that wrote it, or a newer one',
      },
    );
  }
  if (!isThere) throw corruptLog(directory, '"data.mdb" is missing or empty');
  return true;
}

function checkRights(directory: string, names: readonly string[]): void {
  for (const name of names) {
    const file = path.join(directory, name);
    if (!existsSync(file)) continue;
    try {
      accessSync(file, constants.R_OK | constants.W_OK);
    } catch (cause) {
      throw externalError('LOG_OPEN_FAILED', `could not open the event log in "${directory}"`, {
        detail: `"${name}" cannot be read and written`,
        hint: 'check the permissions of the directory and its files',
        cause,
      });
    }
  }
}

const META_MAGIC = 0xbeefc0de;
const META_VERSION = 2;
const META_BYTES = 52;

/** Both of LMDB's meta pages must look like ones. */
function checkHeader(directory: string, data: string): void {
  if (!statSync(data).isFile()) throw corruptLog(directory, '"data.mdb" is not a file');
  const file = openSync(data, 'r');
  try {
    const pageBytes = checkMeta(directory, file, 0);
    if (pageBytes < 512 || pageBytes > 65_536)
      throw corruptLog(directory, 'the header of "data.mdb" is damaged');
    checkMeta(directory, file, pageBytes);
  } finally {
    closeSync(file);
  }
}

/** Returns the size of a page. */
function checkMeta(directory: string, file: number, at: number): number {
  const meta = Buffer.alloc(META_BYTES);
  const isWhole = readSync(file, meta, 0, META_BYTES, at) === META_BYTES;
  if (!isWhole || meta.readUInt32LE(24) !== META_MAGIC || meta.readUInt16LE(28) !== META_VERSION) {
    throw corruptLog(directory, 'the header of "data.mdb" is damaged');
  }
  return meta.readUInt32LE(48);
}
