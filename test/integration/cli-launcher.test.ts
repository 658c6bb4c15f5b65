/** `bin/millrace.js` under an older Node. An older Node is played by changing what Node says of itself. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { type CommandResult, resultOf, temporaryDirectory } from '../support/command-line.ts';
import { ROOT } from '../support/server-process.ts';

const LAUNCHER = path.join(ROOT, 'bin/millrace.js');
const AS_NODE_20 = [
  '--import',
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})',
];

function launch(
  nodeOptions: readonly string[],
  launcher: string,
  words: readonly string[],
): Promise<CommandResult> {
  return resultOf(spawn(process.execPath, [...nodeOptions, launcher, ...words], { stdio: 'pipe' }));
}

/** A package of its own whose program says where it runs and does what it is told. */
async function fakePackage(directory: string, program: string): Promise<string> {
  await mkdir(path.join(directory, 'bin'), { recursive: true });
  await mkdir(path.join(directory, 'dist'), { recursive: true });
  await writeFile(path.join(directory, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(directory, 'dist/main.js'), program);
  await copyFile(LAUNCHER, path.join(directory, 'bin/millrace.js'));
  return path.join(directory, 'bin/millrace.js');
}

/** The npm package "node" as it is before its install script has run. */
async function fakeNodePackage(directory: string): Promise<void> {
  await mkdir(path.join(directory, 'node_modules/node/bin'), { recursive: true });
  await writeFile(path.join(directory, 'node_modules/node/package.json'), '{}');
}

test('an older Node starts the one of the dependencies, with arguments, output and exit code', async () => {
  const [own, other] = await Promise.all([
    launch([], LAUNCHER, ['--version']),
    launch(AS_NODE_20, LAUNCHER, ['--version']),
  ]);
  assert.deepEqual(other, own);
  assert.match(own.out, /^millrace \d/);
  assert.equal((await launch(AS_NODE_20, LAUNCHER, ['nonsense'])).exit, 2);
});

test('without its binary, an older Node is told what to do', async (t) => {
  const directory = await temporaryDirectory(t);
  const launcher = await fakePackage(directory, '');
  await fakeNodePackage(directory);
  const result = await launch(AS_NODE_20, launcher, []);
  assert.equal(result.exit, 1);
  assert.match(result.note, /needs Node 24 or later/);
  assert.match(result.note, /hint: install Millrace with its install scripts/);
});

test('the thread pool is large enough before the program begins, and as asked for otherwise', async (t) => {
  const launcher = await fakePackage(
    await temporaryDirectory(t),
    `import { readFile } from 'node:fs/promises';
     import { readdirSync, readFileSync } from 'node:fs';
     await Promise.all(Array.from({ length: 40 }, () => readFile('/proc/self/stat')));
     const names = readdirSync('/proc/self/task').map((task) => readFileSync('/proc/self/task/' + task + '/comm', 'utf8'));
     console.log(names.filter((name) => name.startsWith('libuv-worker')).length);`,
  );
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env['UV_THREADPOOL_SIZE'];
  const spawned = spawn(process.execPath, [launcher], { stdio: 'pipe', env });
  assert.equal((await resultOf(spawned)).out, '16\n');
  const asked = spawn(process.execPath, [launcher], {
    stdio: 'pipe',
    env: { ...env, UV_THREADPOOL_SIZE: '6' },
  });
  assert.equal((await resultOf(asked)).out, '6\n');
});

test('a signal is passed on once, and the exit code comes back', async (t) => {
  const directory = await temporaryDirectory(t);
  const launcher = await fakePackage(
    directory,
    `let count = 0;
     process.on('SIGTERM', () => { count++; setTimeout(() => process.exit(40 + count), 100); });
     setInterval(() => {}, 1000);
     console.log('up');`,
  );
  await fakeNodePackage(directory);
  await symlink(process.execPath, path.join(directory, 'node_modules/node/bin/node'));
  const child = spawn(process.execPath, [...AS_NODE_20, launcher], { stdio: 'pipe' });
  await once(child.stdout, 'data');
  const ended = resultOf(child);
  child.kill('SIGTERM');
  assert.equal((await ended).exit, 41);
});
