/**
 * Builds what is published: `npm run build`. `dist/` is `src/` without types, since Node does not strip types of
 * packages; `sample/` holds events for the demo, because its data are development dependencies.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { findDatasets, openDatasets } from '../src/cli/demo/demo-source.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');

/** Every how many of the flights is in the sample. */
const SAMPLE_STEP = 150;

compile();
await makeSample();

/** Into a directory of its own first, so that a build never runs over a `dist/` that is in use. */
function compile(): void {
  const fresh = `${DIST}.${process.pid}`;
  const tsc = spawnSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', fresh],
    { cwd: ROOT, stdio: 'inherit' },
  );
  if (tsc.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    process.exit(1);
  }
  for (const file of globSync('**/*.js', { cwd: fresh })) nameWorkersAsBuilt(path.join(fresh, file));
  for (const file of globSync('**/*', { cwd: path.join(ROOT, 'src'), withFileTypes: true })) {
    if (!file.isFile() || file.name.endsWith('.ts')) continue;
    const source = path.join(file.parentPath, file.name);
    const target = path.join(fresh, path.relative(path.join(ROOT, 'src'), source));
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(source, target);
  }
  rmSync(DIST, { recursive: true, force: true });
  renameSync(fresh, DIST);
}

/** The compiler rewrites imports, but not the URLs that workers are started from. */
function nameWorkersAsBuilt(file: string): void {
  const built = readFileSync(file, 'utf8');
  const renamed = built.replaceAll(
    /new URL\((['"])(\.{1,2}\/[^'"]+)\.ts\1, import\.meta\.url\)/g,
    'new URL($1$2.js$1, import.meta.url)',
  );
  const left = /['"`]\.{1,2}\/[^'"`\n]*\.ts['"`]/.exec(renamed);
  if (left !== null) {
    console.error(`${path.relative(ROOT, file)} names ${left[0]}, which the package does not have`);
    process.exit(1);
  }
  if (renamed !== built) writeFileSync(file, renamed);
}

/** The same bytes for the same data, so that a build changes nothing that is committed. */
async function makeSample(): Promise<void> {
  const files = findDatasets();
  if (files === undefined) {
    console.error('the development dependencies are not installed: npm install');
    process.exit(1);
  }
  const source = await openDatasets(files, SAMPLE_STEP);
  const events: string[] = [];
  for await (const event of source.events()) events.push(event);
  const directory = path.join(ROOT, 'sample');
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, 'events.jsonl.gz'), gzipSync(`${events.join('\n')}\n`, { level: 9 }));
  const counts = { webhooks: source.webhookCount, flights: source.flightCount };
  writeFileSync(path.join(directory, 'counts.json'), `${JSON.stringify(counts)}\n`);
}
