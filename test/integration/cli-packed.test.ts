/** What npm publishes, installed into an empty folder as a user would: builds, packs, installs, runs. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { type CommandResult, resultOf, temporaryDirectory } from '../support/command-line.ts';
import { portOf, post, ROOT, untilReady } from '../support/server-process.ts';

function npm(words: readonly string[], cwd: string): Promise<CommandResult> {
  return resultOf(
    spawn('npm', words, { cwd, stdio: 'pipe', env: { ...process.env, npm_config_update_notifier: 'false' } }),
  );
}

test('the packed package runs in an empty folder', async (t) => {
  const directory = await temporaryDirectory(t);
  const packed = await npm(['pack', '--json', '--pack-destination', directory], ROOT);
  assert.equal(packed.exit, 0, packed.note);
  const [{ filename, files }] = JSON.parse(packed.out.slice(packed.out.indexOf('['))) as [
    { filename: string; files: { path: string }[] },
  ];
  const names = files.map((file) => file.path);
  for (const needed of ['bin/millrace.js', 'dist/main.js', 'sample/events.jsonl.gz', 'LICENSE']) {
    assert.ok(names.includes(needed), needed);
  }
  assert.deepEqual(
    names.filter((name) => name.endsWith('.ts') || name.includes('.test.')),
    [],
  );

  const folder = path.join(directory, 'empty');
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  const tarball = path.join(directory, filename);
  const installed = await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], folder);
  assert.equal(installed.exit, 0, installed.note);

  const bin = path.join(folder, 'node_modules/.bin/millrace');
  const run = (words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [bin, ...words], {
      cwd: folder,
      stdio: 'pipe',
      env: { ...process.env, MILLRACE_LOG_LEVEL: 'error', NO_COLOR: '1' },
    });
  assert.match((await resultOf(run(['--help']))).out, /^Millrace: /);

  const data = path.join(folder, 'data');
  const server = run(['start', '--port', '0']);
  t.after(() => server.kill('SIGKILL'));
  const ended = resultOf(server);
  const port = await portOf(data, server);
  await untilReady(port, server);
  const keys = JSON.parse((await resultOf(run(['project', 'create', 'shop', '--json']))).out) as Record<
    string,
    string
  >;
  const api = { api_key: keys['write_key'] };
  await post(port, '/event/collect', {
    collection: 'pageview',
    api,
    properties: { url: '/pricing', seconds: 12.5 },
  });
  let answer = '';
  for (let attempt = 0; attempt < 40 && !answer.includes('12.5'); attempt++) {
    answer = (await resultOf(run(['query', 'SELECT url, seconds FROM pageview', '--csv']))).out;
  }
  assert.equal(answer, 'url,seconds\n/pricing,12.5\n');
  // Written by a thread whose file must be in the package too.
  const words = ['export', 'SELECT * FROM pageview', '--output', 'pageview.parquet'];
  const exported = await resultOf(run(words));
  assert.equal(exported.exit, 0, exported.note);
  assert.equal((await readFile(path.join(folder, 'pageview.parquet'))).subarray(0, 4).toString(), 'PAR1');
  server.kill('SIGTERM');
  assert.equal((await ended).exit, 0);

  const demo = await resultOf(run(['demo', '--exit', '--port', '0']));
  assert.equal(demo.exit, 0, demo.note);
  assert.match(demo.out, /Sending the sample in this package/);
  assert.match(demo.out, /Now you\n\n {2}The events and the keys are kept: npx millrace start\n/);
});
