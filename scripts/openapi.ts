/** Writes `openapi.json`, the description of the HTTP API, so that a change of the API is read as a diff. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeApi } from '../test/support/describe-api.ts';
import { ROOT } from '../test/support/server-process.ts';

writeFileSync(path.join(ROOT, 'openapi.json'), await describeApi());
