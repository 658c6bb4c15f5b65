import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { DATA_FILES } from '../platform/data-directory.ts';
import { writeFileDurably } from '../platform/files.ts';

/** How commands on the same machine reach the server that runs on a data directory. */
export interface ServerFile {
  readonly pid: number;
  readonly url: string;
  /** Opens `/admin/…`; made anew at every start. */
  readonly token: string;
  readonly version: string;
}

/** Readable by the owner alone: who may read the data directory may do anything with it. */
export function writeServerFile(directory: string, file: ServerFile): Promise<void> {
  return writeFileDurably(
    path.join(directory, DATA_FILES.server),
    `${JSON.stringify(file, null, 2)}\n`,
    0o600,
  );
}

export function removeServerFile(directory: string): Promise<void> {
  return rm(path.join(directory, DATA_FILES.server), { force: true });
}

/** The server that runs on the directory; `undefined` when none does, whatever a killed one left behind. */
export async function readServerFile(directory: string): Promise<ServerFile | undefined> {
  let file: ServerFile;
  try {
    file = JSON.parse(await readFile(path.join(directory, DATA_FILES.server), 'utf8')) as ServerFile;
  } catch {
    return undefined;
  }
  const isComplete =
    typeof file.url === 'string' && typeof file.token === 'string' && Number.isInteger(file.pid);
  return isComplete && isAlive(file.pid) ? file : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
