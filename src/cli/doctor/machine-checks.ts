import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import type { ListenAddress } from '../../http/config.ts';
import { messageOf } from '../../platform/errors.ts';
import type { ServerFile } from '../server-file.ts';
import { type Finding, fail, gigabytes, ok, warn } from './check.ts';

const GIGABYTE = 1024 ** 3;

export function checkNode(): Finding {
  const { node } = process.versions;
  return Number(node.split('.')[0]) >= 24
    ? ok('Node', `${node}, ${process.platform} ${process.arch}`)
    : fail('Node', node, 'start through bin/millrace.js or npm, which use the Node 24 of the dependencies');
}

export function checkProcessors(): Finding {
  const count = os.availableParallelism();
  return count >= 2
    ? ok('processors', String(count))
    : warn('processors', '1', 'ingestion and queries share it: give the machine two or more');
}

export function checkMemory(): Finding {
  const limit = process.constrainedMemory();
  const total = limit > 0 && limit < os.totalmem() ? limit : os.totalmem();
  const available = Math.min(process.availableMemory(), total);
  const found = `${gigabytes(available)} available of ${gigabytes(total)}`;
  if (total < 0.5 * GIGABYTE) return fail('memory', found, 'give it 1 GB or more');
  if (available < GIGABYTE) return warn('memory', found, 'end other programs, or give the machine more');
  return ok('memory', found);
}

export function checkClock(): Finding {
  const now = new Date();
  const year = now.getUTCFullYear();
  return year >= 2025 && year < 2100
    ? ok('clock', now.toISOString())
    : fail('clock', now.toISOString(), 'set the clock: events without a time of their own get this one');
}

const ENOUGH_FILES = 4096;

/** Connections and table files each take one. */
export async function checkOpenFiles(): Promise<Finding> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const soft = /^Max open files\s+(\S+)/m.exec(limits)?.[1];
  if (soft === undefined) return ok('open files', 'the limit cannot be read on this system');
  return soft === 'unlimited' || Number(soft) >= ENOUGH_FILES
    ? ok('open files', `limit ${soft}`)
    : warn(
        'open files',
        `limit ${soft}`,
        `raise it: ulimit -n ${ENOUGH_FILES}, or LimitNOFILE= of the service`,
      );
}

const ENOUGH_THREADS = 8;

/** See `main.ts`: with too few, acknowledgements wait behind queries. */
export function checkThreadPool(): Finding {
  const size = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
  return size >= ENOUGH_THREADS
    ? ok('thread pool', `${size} threads`)
    : warn('thread pool', `${size} threads`, 'unset UV_THREADPOOL_SIZE, or set it to 16');
}

/** Whether the server could listen where the configuration says. */
export async function checkPort(
  { host, port }: ListenAddress,
  running: ServerFile | undefined,
): Promise<Finding> {
  const place = `${host}:${port}`;
  if (running !== undefined) return ok('address', `${running.url} is served by process ${running.pid}`);
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(port, host, resolve);
    });
    await new Promise((resolve) => probe.close(resolve));
    return ok('address', port === 0 ? `${host}, any free port` : `${place} is free`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isTaken = code === 'EADDRINUSE';
    return fail(
      'address',
      isTaken ? `${place} is in use by another program` : `cannot listen on ${place}: ${code}`,
      isTaken ? 'take another with --port N' : 'name an address of this machine with --host',
    );
  }
}

/** Native modules are built per platform and version of Node. */
export async function checkNativeModules(): Promise<readonly Finding[]> {
  const modules: readonly (readonly [string, () => Promise<string>])[] = [
    [
      'DuckDB',
      async () => {
        const { DuckDBInstance, version } = await import('@duckdb/node-api');
        const instance = await DuckDBInstance.create(':memory:');
        const connection = await instance.connect();
        await connection.run('SELECT 1');
        connection.closeSync();
        instance.closeSync();
        return version();
      },
    ],
    [
      'SQLite',
      async () => {
        const { DatabaseSync } = await import('node:sqlite');
        const database = new DatabaseSync(':memory:');
        const version = database.prepare('SELECT sqlite_version() AS version').get()?.['version'];
        database.close();
        return String(version);
      },
    ],
    [
      'LMDB',
      async () => {
        await import('lmdb');
        return 'loads';
      },
    ],
  ];
  return Promise.all(
    modules.map(async ([name, load]) => {
      try {
        return ok(name, await load());
      } catch (error) {
        return fail(
          name,
          messageOf(error),
          'install again on this machine, with optional dependencies: npm install',
        );
      }
    }),
  );
}
