/** Writes `docs/sql-functions.md`, the reference of the functions that queries may use. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../test/support/server-process.ts';
import { referencePage } from '../test/support/sql/reference-page.ts';

writeFileSync(path.join(ROOT, 'docs/sql-functions.md'), referencePage());
