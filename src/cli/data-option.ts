import path from 'node:path';
import { DEFAULT_DATA, type Invocation } from './command.ts';

export function dataDirectoryOf({ options }: Invocation): string {
  return path.resolve(options.text('data') ?? DEFAULT_DATA);
}
