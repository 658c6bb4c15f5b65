import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { DATA_FILES, openDataDirectory } from './data-directory.ts';

async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'millrace-data-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

const HOLDER = `
  import { openDataDirectory } from ${JSON.stringify(import.meta.resolve('./data-directory.ts'))};
  try {
    await openDataDirectory(process.argv[1]);
    console.log('held');
    setInterval(() => {}, 1000);
  } catch (error) {
    console.log(error.code);
  }
`;

/** A process that opens the directory and keeps it; resolves with what became of the try. */
async function hold(t: TestContext, directory: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: chunk.toString().trim() };
}

test('a new data directory is private and bears the format version', async (t) => {
  const directory = path.join(await temporaryDirectory(t), 'a', 'data');
  const opened = await openDataDirectory(directory);
  assert.equal(opened.path, directory);
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
  assert.equal(await readFile(path.join(directory, DATA_FILES.version), 'utf8'), '1\n');
  await opened.close();
  await (await openDataDirectory(directory)).close();
});

test('a second process is refused with the id of the holder, and let in after kill -9', async (t) => {
  const directory = path.join(await temporaryDirectory(t), 'data');
  const first = await hold(t, directory);
  assert.equal(first.said, 'held');
  await assert.rejects(openDataDirectory(directory), {
    code: 'DATA_DIRECTORY_LOCKED',
    message: `data directory "${directory}" is in use by process ${first.child.pid}`,
  });
  assert.equal((await hold(t, directory)).said, 'DATA_DIRECTORY_LOCKED');

  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await openDataDirectory(directory);
  assert.equal((await hold(t, directory)).said, 'DATA_DIRECTORY_LOCKED');
  await second.close();
});

test('of many processes that open a new directory at once, one gets it', async (t) => {
  const directory = path.join(await temporaryDirectory(t), 'data');
  const said = await Promise.all(Array.from({ length: 4 }, () => hold(t, directory)));
  assert.deepEqual(said.map((one) => one.said).sort(), [
    'DATA_DIRECTORY_LOCKED',
    'DATA_DIRECTORY_LOCKED',
    'DATA_DIRECTORY_LOCKED',
    'held',
  ]);
});

test('the same process cannot open a directory twice', async (t) => {
  const directory = await temporaryDirectory(t);
  const opened = await openDataDirectory(directory);
  await assert.rejects(openDataDirectory(directory), { code: 'DATA_DIRECTORY_LOCKED' });
  // The refused try must not have released the lock of the first.
  assert.equal((await hold(t, directory)).said, 'DATA_DIRECTORY_LOCKED');
  await opened.close();
  await (await openDataDirectory(directory)).close();
});

test('a newer format is refused and the directory is free again', async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(path.join(directory, DATA_FILES.version), '2\n');
  for (let attempt = 0; attempt < 2; attempt++) {
    await assert.rejects(openDataDirectory(directory), {
      code: 'DATA_DIRECTORY_TOO_NEW',
      message: /has format 2, this Millrace reads up to 1$/,
    });
  }
});

test('a directory with other files, and a file, are refused', async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(path.join(directory, 'letter.txt'), 'dear all');
  await assert.rejects(openDataDirectory(directory), { code: 'DATA_DIRECTORY_INVALID' });
  await assert.rejects(openDataDirectory(path.join(directory, 'letter.txt')), {
    code: 'DATA_DIRECTORY_UNUSABLE',
    detail: /ENOTDIR|EEXIST/,
  });
  const damaged = path.join(directory, 'damaged');
  await mkdir(damaged);
  await writeFile(path.join(damaged, DATA_FILES.version), 'one');
  await assert.rejects(openDataDirectory(damaged), { code: 'DATA_DIRECTORY_INVALID' });
});
