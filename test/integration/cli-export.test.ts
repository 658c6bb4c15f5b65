/**
 * `millrace export` with a real server: every format, and every way in which a file could end up cut. Method: an answer
 * of gigabytes, whose server is killed or whose connection is cut, changed or stripped by a proxy half way.
 */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import net, { type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import avsc from 'avsc';
import { millrace, resultOf, spawnCommand, temporaryDirectory } from '../support/command-line.ts';
import { portOf, stop, until, untilReady } from '../support/server-process.ts';

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly directory: string;
  /** Where the command looks for the data. */
  readonly at: readonly string[];
  readonly readKey: string;
}

async function start(t: TestContext): Promise<Started> {
  const directory = await temporaryDirectory(t);
  const data = path.join(directory, 'data');
  const child = spawnCommand(['start', '--data', data, '--port', '0']);
  t.after(() => stop(child, 'SIGKILL'));
  void resultOf(child);
  const port = await portOf(data, child);
  await untilReady(port, child);
  const created = await millrace(['project', 'create', 'shop', '--json', '--data', data]);
  const { read_key: readKey } = JSON.parse(created.out) as { read_key: string };
  return { child, port, directory, at: ['--data', data], readKey };
}

/** Ten million rows, some hundred megabytes. */
const LARGE =
  "SELECT a.x * 100000 + b.x AS n, 'a text of some length' AS text FROM UNNEST(sequence(1, 1000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(x)";
const SMALL = "SELECT * FROM (VALUES (1, 'x'), (2, NULL)) t(n, name) ORDER BY n";

const listed = async (directory: string) => (await readdir(directory)).filter((name) => name !== 'data');

test('each format by the end of the file’s name, from a running server and from its data alone', async (t) => {
  const { child, at, directory, port, readKey } = await start(t);
  const file = (name: string) => path.join(directory, name);
  const exported = async (name: string, ...more: string[]) => {
    const result = await millrace(['export', SMALL, '--output', file(name), ...more]);
    assert.deepEqual([result.exit, result.out], [0, ''], result.note);
    assert.match(result.note, /^exported 2 rows, \d+ bytes/m);
    return readFile(file(name));
  };
  const csv = 'n,name\r\n1,x\r\n2,\r\n';
  assert.equal((await exported('a.csv', ...at)).toString(), csv);
  const jsonl = '{"n":1,"name":"x"}\n{"n":2,"name":null}\n';
  assert.equal((await exported('a.jsonl', ...at)).toString(), jsonl);
  assert.equal((await exported('a.JSON', ...at)).toString(), jsonl);
  const elsewhere = ['--url', `http://127.0.0.1:${port}`, '--key', readKey];
  assert.equal((await exported('b.csv', ...elsewhere)).toString(), csv);

  await exported('a.avro', ...at);
  const rows: object[] = [];
  for await (const row of avsc.createFileDecoder(file('a.avro'))) rows.push({ ...(row as object) });
  assert.deepEqual(rows, [
    { n: 1, name: 'x' },
    { n: 2, name: null },
  ]);
  await exported('a.parquet', ...at);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const read = await connection.runAndReadAll(`FROM '${file('a.parquet')}'`);
  assert.deepEqual(read.getRows(), [
    [1, 'x'],
    [2, null],
  ]);
  connection.closeSync();
  instance.closeSync();

  const piped = await millrace(['export', SMALL, '--format', 'jsonl', ...at]);
  assert.deepEqual([piped.exit, piped.out], [0, jsonl]);
  await stop(child, 'SIGTERM');
  assert.equal((await exported('c.csv', ...at)).toString(), csv);
  assert.equal((await millrace(['export', SMALL, '--output', '-', ...at])).out, csv);
});

test('what is wrong is said at once, and leaves what was there', async (t) => {
  const { at, directory, port } = await start(t);
  const old = path.join(directory, 'old.csv');
  await writeFile(old, 'old');
  await mkdir(path.join(directory, 'folder.csv'));
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[SMALL, '--output', path.join(directory, 'x.xlsx')], 2, /does not tell its format/],
    [[SMALL, '--format', 'excel'], 2, /"--format" cannot be "excel"/],
    [['SELECT nothing', '--output', old], 1, /"nothing" does not exist/],
    [[SMALL, '--output', path.join(directory, 'folder.csv')], 1, /is not a file/],
    [[SMALL, '--output', '/dev/full', '--format', 'csv'], 1, /is not a file\n.*standard output/],
    [[SMALL, '--output', path.join(directory, 'none', 'x.csv')], 1, /could not write.*\n.*ENOENT/],
  ];
  for (const [words, exit, note] of cases) {
    const result = await millrace(['export', ...words, ...at]);
    assert.deepEqual([result.exit, result.out], [exit, ''], result.note);
    assert.match(result.note, note);
  }
  const wrongKey = ['--url', `http://127.0.0.1:${port}`, '--key', 'wrong', '--output', old];
  assert.equal((await millrace(['export', SMALL, ...wrongKey])).exit, 4);
  assert.equal(await readFile(old, 'utf8'), 'old');
  assert.deepEqual((await listed(directory)).sort(), ['folder.csv', 'old.csv']);

  await symlink('old.csv', path.join(directory, 'link.csv'));
  const linked = ['--output', path.join(directory, 'link.csv')];
  assert.equal((await millrace(['export', SMALL, ...linked, ...at])).exit, 0);
  assert.match(await readFile(old, 'utf8'), /^n,name/);
});

/** Starts an export of the large answer and resolves when some of it is written. */
async function halfWay(directory: string, words: readonly string[]) {
  const child = spawnCommand(['export', LARGE, '--output', path.join(directory, 'large.csv'), ...words]);
  const ended = resultOf(child);
  const partial = async () => (await listed(directory)).find((name) => name.endsWith('.partial'));
  await until('some is written', async () => {
    const name = await partial().catch(() => undefined);
    const bytes = name === undefined ? 0 : (await readFile(path.join(directory, name))).length;
    return bytes > 1_000_000;
  });
  return { child, ended };
}

test('a server that is killed half way leaves no file', async (t) => {
  const { child, at, directory } = await start(t);
  const { ended } = await halfWay(directory, at);
  await stop(child, 'SIGKILL');
  const result = await ended;
  assert.equal(result.exit, 1);
  assert.match(result.note, /error: the export was cut off after [\d,]+ bytes/);
  assert.deepEqual(await listed(directory), []);
});

test('a server that is stopped half way ends in time, and leaves no file', async (t) => {
  const { child, at, directory } = await start(t);
  const { ended } = await halfWay(directory, at);
  const stoppedAt = performance.now();
  await stop(child, 'SIGTERM');
  assert.ok(performance.now() - stoppedAt < 5000);
  assert.equal(child.exitCode, 0);
  assert.equal((await ended).exit, 1);
  assert.deepEqual(await listed(directory), []);
});

test('an export that is interrupted leaves no file, and no work behind', async (t) => {
  const { at, directory, port } = await start(t);
  const { child, ended } = await halfWay(directory, at);
  child.kill('SIGINT');
  assert.equal((await ended).exit, 130);
  assert.deepEqual(await listed(directory), []);
  await until('the server has stopped the work', async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return /^millrace_query_running_queries 0$/m.test(metrics);
  });
});

/** Passes bytes on to the server; what the server sends goes through `change`, where `undefined` ends the connection. */
async function proxy(
  t: TestContext,
  port: number,
  change: (piece: Buffer, sent: number) => Buffer | undefined,
): Promise<string> {
  const sockets = new Set<Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(port, '127.0.0.1');
    let sent = 0;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    client.pipe(upstream);
    upstream.on('data', (piece: Buffer) => {
      const changed = change(piece, sent);
      sent += piece.length;
      if (changed !== undefined && !client.writableEnded) client.write(changed);
      else {
        client.end();
        upstream.destroy();
      }
    });
    upstream.on('end', () => client.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a proxy that cuts the answer, changes it or drops its trailers leaves no file', async (t) => {
  const { directory, port, readKey } = await start(t);
  const query = 'SELECT n FROM UNNEST(sequence(1, 9000)) t(n)';
  const cases: readonly (readonly [(piece: Buffer, sent: number) => Buffer | undefined, RegExp])[] = [
    [(piece, sent) => (sent > 20_000 ? undefined : piece.subarray(0, 20_000)), /was cut off after/],
    [
      (piece) => Buffer.from(piece.toString('latin1').replace('\r\n100\r\n', '\r\n200\r\n'), 'latin1'),
      /checksum/,
    ],
    [
      (piece) => Buffer.from(piece.toString('latin1').replace(/\r\nX-Millrace-Rows: \d+/, ''), 'latin1'),
      /cannot be told\n.*\n.*trailers/,
    ],
    [
      (piece) => Buffer.from(piece.toString('latin1').replace(/X-Millrace-Sha256: \w+\r\n/, ''), 'latin1'),
      /cannot be told/,
    ],
  ];
  for (const [change, note] of cases) {
    const url = await proxy(t, port, change);
    const words = ['--output', path.join(directory, 'x.csv'), '--url', url, '--key', readKey];
    const result = await millrace(['export', query, ...words]);
    assert.equal(result.exit, 1, result.note);
    assert.match(result.note, note);
    assert.deepEqual(await listed(directory), []);
  }
  const url = await proxy(t, port, (piece) => piece);
  const words = ['--output', path.join(directory, 'x.csv'), '--url', url, '--key', readKey];
  assert.equal((await millrace(['export', query, ...words])).exit, 0);
});
