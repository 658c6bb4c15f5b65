/**
 * The layer table: which folder of `src/` may import which. Goal: the dependency picture of ARCHITECTURE.md is true.
 * Method: every relative import of every source file is resolved and looked up.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { sourceFiles, withoutComments } from './sources.ts';

/** A folder may import itself and these. `*` = everything; `ports` = the port files below. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['app', 'cli', 'config', 'platform'],
  app: ['*'],
  cli: ['app', 'config', 'platform', 'model', 'catalog', 'http', 'operation', 'sql'],
  config: ['platform', 'model', 'configs'],
  platform: [],
  model: ['platform'],
  catalog: ['platform', 'model', 'log-port', 'lake-port'],
  log: ['platform', 'model'],
  lake: ['platform', 'model'],
  collect: ['platform', 'model', 'catalog', 'log', 'http'],
  batch: ['platform', 'model', 'catalog', 'log', 'lake'],
  query: ['platform', 'model', 'catalog', 'http', 'sql'],
  sql: ['platform', 'model'],
  project: ['platform', 'model', 'catalog', 'log', 'lake', 'http'],
  operation: ['platform', 'model', 'catalog', 'log', 'lake', 'batch', 'http'],
  http: ['platform', 'model', 'catalog'],
  adapters: ['platform', 'model', 'ports'],
};

/** What adapters implement, and the types beside it. */
const PORT_FILES: readonly string[] = [
  'src/log/event-log.ts',
  'src/log/append-queue.ts',
  'src/log/append-waiters.ts',
  'src/log/config.ts',
  'src/log/errors.ts',
  'src/log/telemetry.ts',
  'src/lake/lake.ts',
  'src/catalog/catalog-store.ts',
  'src/catalog/append-fields.ts',
  'src/catalog/errors.ts',
  'src/catalog/physical-name.ts',
  'src/catalog/sql-database.ts',
  'src/query/query-engine.ts',
  'src/sql/types/sql-type.ts',
];

const ALLOWED_BESIDE: Readonly<Record<string, readonly string[]>> = {
  'log-port': ['src/log/event-log.ts'],
  'lake-port': ['src/lake/lake.ts'],
  ports: PORT_FILES,
};

function folderOf(file: string): string {
  const [, first = '', second] = file.split('/');
  return first === 'adapters' ? `adapters/${second}` : first;
}

function violation(from: string, to: string): string | undefined {
  const source = folderOf(from);
  const target = folderOf(to);
  if (source === target) return undefined;
  const rule = MAY_IMPORT[source.startsWith('adapters/') ? 'adapters' : source];
  if (rule === undefined) return `${from}: folder "${source}" is not in the layer table`;
  const allowed = rule.some(
    (entry) =>
      entry === '*' ||
      entry === target ||
      (entry === 'configs' && to.endsWith('/config.ts')) ||
      (ALLOWED_BESIDE[entry]?.includes(to) ?? false),
  );
  return allowed ? undefined : `${from} imports ${to}: "${source}" may not import "${target}"`;
}

export function imports(text: string): readonly string[] {
  return [
    ...withoutComments(text).matchAll(/\bfrom\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)|\bimport\s+'(\.[^']+)'/g),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

test('every import obeys the layer table', () => {
  const violations: string[] = [];
  let checked = 0;
  for (const file of sourceFiles('src/**/*.ts')) {
    // Unit tests stand beside their sources and may use memory adapters and helpers.
    if (file.path.endsWith('.test.ts')) continue;
    for (const specifier of imports(file.text)) {
      const target = path.posix.join(path.posix.dirname(file.path), specifier);
      checked++;
      const found = target.startsWith('src/')
        ? violation(file.path, target)
        : `${file.path} imports ${target} outside src/`;
      if (found !== undefined) violations.push(found);
    }
  }
  assert.ok(checked > 50, `only ${checked} imports were found: the check is broken`);
  assert.deepEqual(violations, []);
});

test('the layer table can fail', () => {
  assert.match(violation('src/model/x.ts', 'src/http/y.ts') ?? '', /may not import/);
  assert.match(violation('src/adapters/duckdb/x.ts', 'src/adapters/memory/y.ts') ?? '', /may not import/);
  assert.equal(violation('src/adapters/duckdb/x.ts', 'src/lake/lake.ts'), undefined);
  assert.deepEqual(imports(`import { a } from './a.ts';\n// from './b.ts'\nexport * from '../c.ts';`), [
    './a.ts',
    '../c.ts',
  ]);
});
