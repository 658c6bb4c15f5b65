import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { syncDirectory } from '../platform/files.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { systemProblem } from './system-problem.ts';

/**
 * Lets `produce` write a file that gets its name only when that has succeeded: before, it has a name of its own, and
 * after a failure there is none. What was there under the name stays until then.
 */
export async function writeWhole<T>(
  file: string,
  produce: (write: (piece: Buffer) => Promise<void>) => Promise<T>,
): Promise<T> {
  const target = await targetOf(file);
  const partial = `${target}.${process.pid}.partial`;
  const handle = await open(partial, 'w').catch((cause: unknown) => unwritable(file, cause));
  try {
    let result: T;
    try {
      result = await produce((piece) =>
        handle.writeFile(piece).catch((cause: unknown) => unwritable(file, cause)),
      );
      await handle.sync().catch((cause: unknown) => unwritable(file, cause));
    } finally {
      await handle.close();
    }
    await rename(partial, target).catch((cause: unknown) => unwritable(file, cause));
    await syncDirectory(path.dirname(target));
    return result;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Where a link leads, so that it stays one. Devices and pipes cannot be replaced by a file. */
async function targetOf(file: string): Promise<string> {
  const target = await realpath(file).catch(() => path.resolve(file));
  const found = await stat(target).catch(() => undefined);
  if (found === undefined || found.isFile()) return target;
  throw new CommandFailure(EXIT.failed, `"${file}" is not a file`, {
    hint: found.isDirectory() ? 'name a file in it' : 'write to standard output with -, and redirect that',
  });
}

function unwritable(file: string, cause: unknown): never {
  throw new CommandFailure(EXIT.failed, `could not write "${file}"`, { detail: systemProblem(cause), cause });
}
