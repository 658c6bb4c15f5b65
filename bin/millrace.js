#!/usr/bin/env node
/**
 * Starts Millrace on Node 24, whatever Node runs this file (20 and later): on the current one when it is new enough,
 * otherwise on the one of the npm package "node", which comes with the dependencies. Plain JavaScript, because an older
 * Node reads it. From a checkout it runs the sources, from the published package what was built of them.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_MAJOR = 24;
const EXIT_FAILED = 1;

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const sources = path.join(root, 'src', 'main.ts');
const program = existsSync(sources) ? sources : path.join(root, 'dist', 'main.js');

// libuv reads this when its pool is first used; see src/main.ts for why it matters.
process.env.UV_THREADPOOL_SIZE ??= '16';

if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) {
  await import(pathToFileURL(program).href);
} else {
  const node = packagedNode();
  if (node === undefined) {
    process.stderr.write(
      `error: Millrace needs Node ${NEEDED_MAJOR} or later; this is ${process.version}, and the npm package "node" is not installed\n` +
        '  hint: install Millrace with its install scripts (npm install without --ignore-scripts), or start it with a newer Node\n',
    );
    process.exit(EXIT_FAILED);
  }
  runOn(node);
}

/** The binary of the npm package "node"; `undefined` when its install script did not run. */
function packagedNode() {
  try {
    const require = createRequire(import.meta.url);
    const folder = path.dirname(require.resolve('node/package.json'));
    return ['bin/node', 'bin/node.exe'].map((file) => path.join(folder, file)).find(existsSync);
  } catch {
    return undefined;
  }
}

/**
 * Signals are passed on, and what becomes of the program becomes of this. A terminal and some service managers send
 * theirs to both: the program takes two in quick succession for one.
 */
function runOn(node) {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`error: could not start ${node}: ${error.message}\n`);
    process.exit(EXIT_FAILED);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}
