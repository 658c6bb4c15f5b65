/**
 * The command line with a real server: what a newcomer does from start to restore, over the running server and on the
 * data directory alone, and how a server ends.
 */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  type CommandResult,
  millrace,
  resultOf,
  spawnCommand,
  temporaryDirectory,
} from '../support/command-line.ts';
import { portOf, untilReady } from '../support/server-process.ts';

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<CommandResult>;
  readonly url: string;
}

async function start(t: TestContext, data: string): Promise<Started> {
  const child = spawnCommand(['start', '--data', data, '--port', '0']);
  t.after(() => child.kill('SIGKILL'));
  const ended = resultOf(child);
  const port = await portOf(data, child);
  await untilReady(port, child);
  return { child, ended, url: `http://127.0.0.1:${port}` };
}

async function succeed(words: readonly string[], input?: string | Buffer): Promise<CommandResult> {
  const result = await millrace(words, input === undefined ? {} : { input });
  assert.equal(result.exit, 0, `${words.join(' ')}: ${result.note}`);
  return result;
}

/** Asks until the answer is there: what was acknowledged is visible a moment later. */
async function untilAnswer(words: readonly string[], expected: string): Promise<void> {
  let out = '';
  for (let attempt = 0; attempt < 40; attempt++) {
    out = (await millrace(words)).out;
    if (out === expected) return;
  }
  assert.equal(out, expected);
}

test('from start to restore', async (t) => {
  const directory = await temporaryDirectory(t);
  const data = path.join(directory, 'data');
  const at = ['--data', data];
  const server = await start(t, data);
  assert.equal((await stat(path.join(data, 'server.json'))).mode & 0o777, 0o600);

  // Projects and keys.
  const created = await succeed(['project', 'create', 'shop', '--json', ...at]);
  const keys = JSON.parse(created.out) as Record<'master_key' | 'read_key' | 'write_key', string>;
  for (const key of Object.values(keys)) assert.equal(key.length, 64);
  assert.match((await succeed(['project', 'list', ...at])).out, /^shop +active +20/m);
  const twice = await millrace(['project', 'create', 'shop', ...at]);
  assert.deepEqual([twice.exit, twice.out], [1, '']);
  await succeed(['keys', 'create', ...at]);
  await succeed(['keys', 'revoke', '2', ...at]);
  const listed = JSON.parse((await succeed(['keys', 'list', '--json', ...at])).out) as {
    revoked_at: string | null;
  }[];
  assert.deepEqual(
    listed.map((keySet) => keySet.revoked_at === null),
    [true, false],
  );
  assert.equal((await millrace(['keys', 'revoke', '99', ...at])).exit, 1);

  // Import of each format, and answers in each form.
  await importFiles(directory, at, server.url, keys.write_key);
  const sum = ['query', 'SELECT count(*) AS rows, sum(n) AS total FROM thing', '--csv', ...at];
  await untilAnswer(sum, 'rows,total\n12,78\n');
  const nested = `SELECT name, n, _time FROM thing WHERE n = 1`;
  assert.equal(
    (await succeed(['query', nested, '--json', ...at])).out,
    '[\n{"name":"Şamil, \\"7\\"","n":1,"_time":"2020-01-02T03:04:05.000Z"}\n]\n',
  );
  assert.match(
    (await succeed(['query', 'SELECT n, name FROM thing ORDER BY n LIMIT 2', ...at])).out,
    /^n +name\n─/,
  );
  const elsewhere = ['--url', server.url, '--key'];
  assert.equal(
    (await succeed(['query', 'SELECT 1 AS x', '--csv', ...elsewhere, keys.read_key])).out,
    'x\n1\n',
  );
  assert.equal((await millrace(['query', 'SELECT 1', ...elsewhere, 'wrong'])).exit, 4);
  const faulty = await millrace(['query', 'SELECT nothing FROM thing', ...at]);
  assert.deepEqual([faulty.exit, faulty.out], [1, '']);

  // A second server is refused, and the first is named.
  const second = await millrace(['start', '--port', '0', ...at]);
  assert.equal(second.exit, 3);
  assert.match(second.note, new RegExp(`in use by process ${server.child.pid}`));

  // Backup while it runs.
  const backup = path.join(directory, 'backup');
  await succeed(['backup', backup, ...at]);
  assert.equal((await millrace(['backup', backup, ...at])).exit, 1);

  // The end in good order.
  server.child.kill('SIGTERM');
  const { exit, note } = await server.ended;
  assert.equal(exit, 0, note);
  assert.equal(existsSync(path.join(data, 'server.json')), false);

  // The same commands on the directory alone.
  assert.equal((await succeed(sum)).out, 'rows,total\n12,78\n');
  const restored = path.join(directory, 'restored');
  const report = await succeed(['restore', backup, '--data', restored]);
  assert.match(report.note, /1 project recounted, every event accounted for/);
  assert.equal((await succeed([...sum.slice(0, 3), '--data', restored])).out, 'rows,total\n12,78\n');
  const damaged = path.join(directory, 'damaged');
  await cp(backup, damaged, { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(damaged, 'manifest.json'), 'utf8')) as {
    files: { path: string }[];
  };
  for (const file of manifest.files)
    if (file.path.includes('sqlite')) await rm(path.join(damaged, file.path));
  const refused = await millrace(['restore', damaged, '--data', path.join(directory, 'other')]);
  assert.equal(refused.exit, 1);
  assert.match(refused.note, /is damaged/);
  assert.equal(existsSync(path.join(directory, 'other')), false);
});

/** Rows 1 to 12 with n = row, in four files. */
async function importFiles(
  directory: string,
  at: readonly string[],
  url: string,
  key: string,
): Promise<void> {
  const line = (n: number) => JSON.stringify({ at: '2020-01-02T03:04:05Z', name: `Şamil, "7"`, n });
  const file = (name: string) => path.join(directory, name);
  await writeFile(file('a.jsonl'), `\n${line(1)}\r\n${line(2)}\n\n${line(3)}`);
  await writeFile(file('b.jsonl.gz'), gzipSync(`${line(4)}\n${line(5)}\n`));
  await writeFile(
    file('c.csv'),
    'at,name,n\n2020-01-02 03:04:05,"Şamil, ""7""",6\n2020-01-02 03:04:05,x,7\n',
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT TIMESTAMP '2020-01-02 03:04:05' AS at, 'y' AS name, n FROM range(8, 11) AS rows(n)) TO '${file('d.parquet')}'`,
  );
  connection.closeSync();
  instance.closeSync();
  const options = ['--collection', 'thing', '--time', 'at'];
  for (const [name, rows] of [
    ['a.jsonl', 3],
    ['b.jsonl.gz', 2],
    ['c.csv', 2],
    ['d.parquet', 3],
  ] as const) {
    const { note } = await succeed(['import', file(name), ...options, ...at]);
    assert.match(note, new RegExp(`stored ${rows} rows`), name);
  }
  await succeed(['import', '-', ...options, '--url', url, '--key', key], `${line(11)}\n${line(12)}\n`);
  const broken = await millrace(['import', '-', ...options, ...at], { input: 'no JSON\n' });
  assert.equal(broken.exit, 1);
  assert.match(broken.note, /no row is stored\nerror: row 1 of "-" is not a JSON object/);
}

/** Each says what is wrong and where, and ends in good order: keys made for it are revoked. */
const BROKEN_FILES: readonly (readonly [name: string, content: string | Buffer, note: RegExp])[] = [
  [
    'cut-off.jsonl.gz',
    gzipSync('{"n":1}\n{"n":2}\n').subarray(0, 20),
    /could not read ".*cut-off.jsonl.gz"\n +unexpected end of file/,
  ],
  ['noise.jsonl.gz', 'no gzip', /could not read ".*noise.jsonl.gz"\n +incorrect header check/],
  [
    'array.json',
    '[{"n":1}]',
    /row 1 of .* is not a JSON object[\s\S]*hint: JSON lines are one object a line/,
  ],
  ['later.jsonl', '{"n":1}\n{"n":\n', /no row is stored\nerror: row 2 of .* is not a JSON object/],
  // DuckDB alone would make it one column "a,b".
  [
    'ragged.csv',
    'a,b\n1,2\n3,4,5\n6\n',
    /as csv\n +CSV Error on Line: 3[\s\S]*Expected Number of Columns: 2 Found: 3/,
  ],
  [
    'latin1.csv',
    Buffer.from('a,b\né,1\n', 'latin1'),
    /as csv\n +CSV Error on Line: 2[\s\S]*not utf-8 encoded/,
  ],
  ['empty.parquet', '', /as parquet\n +File .* too small/],
  ['noise.parquet', 'x'.repeat(2000), /as parquet\n +No magic bytes/],
];

test('broken files: the message names the fault, and nothing of them is stored', async (t) => {
  const directory = await temporaryDirectory(t);
  const data = path.join(directory, 'data');
  const server = await start(t, data);
  const at = ['--data', data];
  await succeed(['project', 'create', 'shop', ...at]);
  for (const [name, content, note] of BROKEN_FILES) {
    await writeFile(path.join(directory, name), content);
    const result = await millrace(['import', path.join(directory, name), '--collection', 'thing', ...at]);
    assert.deepEqual([result.exit, result.out], [1, ''], name);
    assert.match(result.note, note);
    assert.doesNotMatch(result.note, / at .*:\d+:\d+/, `${name}: a stack trace`);
  }
  const refused = await millrace(['import', '-', '--collection', '$thing', ...at], { input: '{"n":1}' });
  assert.equal(refused.exit, 2, 'as events these would be malformed, and be called stored');
  assert.match(refused.note, /option "--collection" cannot be "\$thing"\n +hint: .* reserved/);
  for (const [name, content] of [
    ['empty.jsonl', ''],
    ['empty.csv', ''],
    ['header.csv', 'a,b\n'],
  ] as const) {
    await writeFile(path.join(directory, name), content);
    const { note } = await succeed(['import', path.join(directory, name), '--collection', 'thing', ...at]);
    assert.match(note, /^stored 0 rows in/);
  }
  const keySets = JSON.parse((await succeed(['keys', 'list', '--json', ...at])).out) as {
    revoked_at: unknown;
  }[];
  assert.equal(keySets.filter((keySet) => keySet.revoked_at === null).length, 1);
  const none = await millrace(['query', 'SELECT count(*) FROM thing', ...at]);
  assert.equal(none.exit, 1, none.out);
  server.child.kill('SIGTERM');
  await server.ended;
});

test('an import that was interrupted tells where to go on, and going on there stores each row once', async (t) => {
  const directory = await temporaryDirectory(t);
  const data = path.join(directory, 'data');
  const server = await start(t, data);
  const at = ['--data', data];
  await succeed(['project', 'create', 'shop', ...at]);
  const rows = 200_000;
  const file = path.join(directory, 'rows.jsonl');
  await writeFile(file, Array.from({ length: rows }, (_, n) => `{"n":${n}}\n`).join(''));
  const words = ['import', file, '--collection', 'thing', ...at];
  const child = spawnCommand(words);
  const ended = resultOf(child);
  await untilAnswer(['query', 'SELECT count(*) > 0 AS some FROM thing', '--csv', ...at], 'some\ntrue\n');
  child.kill('SIGINT');
  const { exit, note } = await ended;
  const stored = Number(
    /the first ([\d,]+) rows are stored; --skip \d+ goes on there/.exec(note)?.[1]?.replaceAll(',', ''),
  );
  if (exit === 0) return t.diagnostic('it was over before it was interrupted');
  assert.equal(exit, 130, note);
  assert.ok(stored > 0, note);
  await succeed([...words, '--skip', String(stored)]);
  const count = 'SELECT count(*) AS rows, count(DISTINCT n) AS different FROM thing';
  await untilAnswer(['query', count, '--csv', ...at], `rows,different\n${rows},${rows}\n`);
  server.child.kill('SIGTERM');
  await server.ended;
});

test('after kill -9 the data are there, without a server and with the next', async (t) => {
  const directory = await temporaryDirectory(t);
  const data = path.join(directory, 'data');
  const at = ['--data', data];
  const first = await start(t, data);
  await succeed(['project', 'create', 'shop', ...at]);
  await succeed(['import', '-', '--collection', 'thing', ...at], '{"n":1}\n{"n":2}\n');
  first.child.kill('SIGKILL');
  await first.ended;
  const count = ['query', 'SELECT count(*) AS rows FROM thing', '--csv', ...at];
  await untilAnswer(count, 'rows\n2\n');
  const next = await start(t, data);
  await succeed(['import', '-', '--collection', 'thing', ...at], '{"n":3}\n');
  await untilAnswer(count, 'rows\n3\n');
  next.child.kill('SIGINT');
  assert.equal((await next.ended).exit, 0);
});

test('administration is closed without the token, and the server stays up through bad requests', async (t) => {
  const directory = await temporaryDirectory(t);
  const server = await start(t, path.join(directory, 'data'));
  const file = JSON.parse(await readFile(path.join(directory, 'data/server.json'), 'utf8')) as {
    token: string;
  };
  const ask = (authorization: string, route = '/admin/projects') =>
    fetch(server.url + route, { headers: { authorization } });
  assert.equal((await ask(`Bearer ${file.token}`)).status, 200);
  for (const wrong of [
    '',
    'Bearer ',
    file.token,
    `Bearer ${file.token}x`,
    `Bearer ${file.token.slice(1)}x`,
  ]) {
    assert.equal((await ask(wrong)).status, 403, wrong);
  }
  assert.equal((await ask(`Bearer ${file.token}`, '/admin/projects/nobody/keys')).status, 404);
  server.child.kill('SIGTERM');
  const [code] = (await once(server.child, 'exit')) as [number];
  assert.equal(code, 0);
});
