/** What the command line says without a server: help, wrong usage, exit codes, configuration, preflight. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import test from 'node:test';
import { millrace, spawnCommand, temporaryDirectory } from '../support/command-line.ts';
import { ROOT } from '../support/server-process.ts';

const COMMANDS = [
  ...['start', 'demo', 'query', 'export', 'import', 'project create', 'project list', 'keys create'],
  ...['keys list', 'keys revoke', 'backup', 'restore', 'sql check', 'sql print', 'config', 'doctor'],
];

test('help names every command and every exit code', async () => {
  const all = await millrace(['--help']);
  assert.equal(all.exit, 0);
  assert.equal(all.note, '');
  for (const command of COMMANDS) assert.match(all.out, new RegExp(`^  ${command} `, 'm'));
  for (const code of [0, 1, 2, 3, 4, 130]) assert.match(all.out, new RegExp(`^  ${code} `, 'm'));
  assert.equal((await millrace([])).out, all.out);
  const one = await millrace(['keys', 'create', '--help']);
  assert.match(one.out, /^ {2}millrace keys create \[OPTIONS\]$/m);
});

test('the version is that of the package', async () => {
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  assert.deepEqual(await millrace(['--version']), { exit: 0, out: `millrace ${version}\n`, note: '' });
});

test('wrong usage exits with 2, says what would be right, and answers nothing', async () => {
  const wrong: readonly (readonly [words: readonly string[], note: RegExp])[] = [
    [['qury', 'SELECT 1'], /unknown command "qury"\n +hint: did you mean "query"/],
    [['start', '--prot', '1'], /unknown option "--prot" of "start"\n +hint: did you mean "--port"/],
    [
      ['start', '--config', 'nowhere.properties'],
      /could not read configuration "nowhere.properties": there is no such file \(ENOENT\)/,
    ],
    [['query', 'SELECT 1', '--url', 'http://127.0.0.1:1'], /option "--url" needs "--key"/],
  ];
  await Promise.all(
    wrong.map(async ([words, note]) => {
      const result = await millrace(words);
      assert.deepEqual([result.exit, result.out], [2, ''], words.join(' '));
      assert.match(result.note, note);
    }),
  );
});

test('notes that nobody reads any more do not change how a command ends', async () => {
  const child = spawnCommand(['qury', 'SELECT 1']);
  child.stdout?.destroy();
  child.stderr?.destroy();
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 2);
});

test('what cannot be reached exits with 3, and nothing is made on the way', async (t) => {
  const directory = await temporaryDirectory(t);
  const elsewhere = await millrace(['query', 'SELECT 1', '--url', 'http://127.0.0.1:1', '--key', 'k']);
  assert.equal(elsewhere.exit, 3);
  assert.match(elsewhere.note, /could not reach the server at http:\/\/127.0.0.1:1\n +nothing listens there/);
  const secure = await millrace(['query', 'SELECT 1', '--url', 'https://127.0.0.1:1', '--key', 'k']);
  assert.equal(secure.exit, 3, secure.note);
  const missing = path.join(directory, 'data');
  for (const words of [
    ['query', 'SELECT 1'],
    ['project', 'list'],
    ['keys', 'list'],
    ['backup', 'b'],
  ]) {
    const result = await millrace([...words, '--data', missing]);
    assert.equal(result.exit, 3, words.join(' '));
    assert.match(result.note, /there is no data directory/);
  }
  await writeFile(path.join(directory, 'letter.txt'), 'dear all');
  const foreign = await millrace(['start', '--data', directory, '--port', '0']);
  assert.equal(foreign.exit, 3);
  assert.match(foreign.note, /is not a data directory/);
  assert.deepEqual(await readdir(directory), ['letter.txt']);
});

test('a file that cannot be imported, and a backup that is none, exit with 1', async (t) => {
  const directory = await temporaryDirectory(t);
  const file = await millrace(['import', path.join(directory, 'a.csv'), '--collection', 'c']);
  assert.deepEqual([file.exit, /could not read/.test(file.note)], [1, true]);
  const backup = await millrace(['restore', directory, '--data', path.join(directory, 'data')]);
  assert.deepEqual([backup.exit, /there is no backup in/.test(backup.note)], [1, true]);
});

test('config prints what is in force and where it comes from, as a file that reads back the same', async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(path.join(directory, 'config.properties'), 'http.server.address=127.0.0.1:1234\n');
  const printed = await millrace(['config'], { cwd: directory });
  assert.equal(printed.exit, 0);
  assert.match(printed.out, /^http.server.address=127.0.0.1:1234$/m);
  assert.match(printed.out, /^# set by config.properties:1; default 127.0.0.1:9999/m);
  assert.match(printed.out, /^# set by MILLRACE_LOG_LEVEL/m);

  await writeFile(path.join(directory, 'again.properties'), printed.out);
  const again = await millrace(['config', '--config', 'again.properties', '--json'], { cwd: directory });
  const keys = JSON.parse(again.out) as readonly { readonly key: string; readonly value: string }[];
  for (const { key, value } of keys)
    assert.ok(`${printed.out}\n`.includes(`\n${key}=${value}\n`) || key === 'log.level', key);
});

test('a key that does not exist is refused with the nearest, and the keys that exist are printed', async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(path.join(directory, 'config.properties'), '\nhttp.server.adress=127.0.0.1:1234\n');
  const result = await millrace(['config'], { cwd: directory });
  assert.equal(result.exit, 1);
  assert.match(result.note, /config.properties:2: unknown configuration key "http.server.adress"/);
  assert.match(result.note, /did you mean "http.server.address"/);
  assert.match(result.out, /^http.server.address=127.0.0.1:9999$/m);
});

test('doctor passes here, and finds a port in use and a directory that is open to others', async (t) => {
  const directory = await temporaryDirectory(t);
  const data = path.join(directory, 'data');
  const well = await millrace(['doctor', '--data', data, '--port', '0']);
  assert.equal(well.exit, 0, well.out);
  for (const subject of [
    'Node',
    'memory',
    'DuckDB',
    'SQLite',
    'LMDB',
    'disk',
    'sync to disk',
    'clock',
    'address',
  ]) {
    assert.match(well.out, new RegExp(`^(ok|warn) +${subject} `, 'm'));
  }
  assert.deepEqual(await readdir(directory), []);

  await mkdir(data, { mode: 0o755 });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ill = await millrace(['doctor', '--data', data, '--port', String(port), '--json']);
  assert.equal(ill.exit, 1);
  const findings = JSON.parse(ill.out) as readonly { subject: string; verdict: string; hint?: string }[];
  const verdict = (subject: string) => findings.find((finding) => finding.subject === subject)?.verdict;
  assert.equal(verdict('address'), 'fail');
  assert.equal(verdict('permissions'), 'warn');
  for (const finding of findings)
    assert.equal(finding.hint === undefined, finding.verdict === 'ok', finding.subject);
});
