import { readFileSync } from 'node:fs';

/** The version of this Millrace; the same from a checkout (`src/`) and from the package (`dist/`). */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
