import path from 'node:path';
import { DEFAULT_DATA, type Invocation } from './command.ts';

export function dataDirectoryOf({ options }: Invocation): string {
  return path.resolve(options.text('data') ?? DEFAULT_DATA);
}

/** What another command of the same data directory needs on its command line: ` --data DIR`, or nothing. */
export function sameDataOption({ options }: Invocation): string {
  const directory = options.text('data');
  if (directory === undefined) return '';
  const isPlain = /^[\w./:@%+=-]+$/.test(directory);
  return ` --data ${isPlain ? directory : `'${directory.replaceAll("'", "'\\''")}'`}`;
}
