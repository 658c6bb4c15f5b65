import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { externalError } from '../../platform/errors.ts';
import { corruptLog } from './errors.ts';

/** Says that here is a log, and in which layout: LMDB itself would take an emptied file for a new one. */
export const FORMAT_FILE = 'format';
export const FORMAT_TEXT = 'millrace event log 1\n';

/** Whether the directory has a log already; throws when it has one that cannot be used. */
export function hasLog(directory: string): boolean {
  const format = path.join(directory, FORMAT_FILE);
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
  const data = path.join(directory, 'data.mdb');
  if (!existsSync(data) || statSync(data).size === 0)
    throw corruptLog(directory, '"data.mdb" is missing or empty');
  return true;
}
