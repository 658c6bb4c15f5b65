import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { PrestoClient } from '../../../src/adapters/presto/rest-client.ts';
import type { PrestoSession } from '../../../src/adapters/presto/session.ts';
import { systemRandom } from '../../../src/platform/random.ts';
import { systemTimers } from '../../../src/platform/timers.ts';
import { hasExited, stop } from '../server-process.ts';
import { type CatalogProperties, standardCatalogs } from './catalogs.ts';
import { ensurePresto, type PrestoInstallation } from './ensure-presto.ts';
import { prepareInstance } from './instance-folder.ts';
import { untilReady } from './readiness.ts';

export interface StartOptions {
  /** By name. Default: memory, tpch, hive and iceberg, the tables of the last two in `folder`. */
  readonly catalogs?: Readonly<Record<string, CatalogProperties>>;
  /** Default: one that is free. */
  readonly port?: number;
  /** Where tables are kept. Default: a temporary one, removed by `stop`. */
  readonly folder?: string;
  /** Default: what `ensurePresto` finds or installs. */
  readonly installation?: PrestoInstallation;
  /** Default 5 minutes; 20 to 50 s are usual, more beside other work. */
  readonly timeoutMs?: number;
  readonly progress?: (line: string) => void;
}

export interface RunningPresto extends AsyncDisposable {
  /** E.g. `http://127.0.0.1:41234`. */
  readonly address: string;
  readonly pid: number;
  /** The server's own log. */
  readonly logFile: string;
  /** Resolves with the reason when the server has ended, whoever ended it. */
  readonly exited: Promise<string>;
  /** A client of it, user `test` and time zone UTC unless said otherwise; closed by `stop`. */
  client(session?: Partial<PrestoSession>): PrestoClient;
  /** Ends the server and removes what it had; idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts a PrestoDB of its own, on this machine and for it alone, and resolves when every catalog answers. It ends with
 * `stop`, and also when this process ends, however it does.
 */
export async function startPresto(options: StartOptions = {}): Promise<RunningPresto> {
  const { progress = () => {}, timeoutMs = 300_000 } = options;
  const installation = options.installation ?? (await ensurePresto({ progress }));
  const instance = await mkdtemp(path.join(os.tmpdir(), 'millrace-presto-'));
  const port = options.port ?? (await freePort());
  const catalogs = options.catalogs ?? standardCatalogs(options.folder ?? path.join(instance, 'tables'));
  const logFile = path.join(instance, 'server.log');
  const javaArguments = await prepareInstance({ installation, folder: instance, port, catalogs });
  const child = spawnServer(installation.java, javaArguments, instance, logFile);
  const watchdog = spawnWatchdog(child.pid, instance);
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(`PrestoDB ended with ${code ?? signal}\n${tailOf(logFile)}`),
    );
    child.once('error', (error) => resolve(`"${installation.java}" did not start: ${error.message}`));
  });
  let ended: string | undefined;
  void exited.then((reason) => {
    ended = reason;
  });

  const address = `http://127.0.0.1:${port}`;
  const clients: PrestoClient[] = [];
  const client = (session: Partial<PrestoSession> = {}) => {
    const created = new PrestoClient({
      timers: systemTimers,
      random: systemRandom,
      address,
      session: { user: 'test', ...session },
    });
    clients.push(created);
    return created;
  };
  const stopAll = async () => {
    for (const each of clients.splice(0)) each.close();
    if (child.pid !== undefined) await stopServer(child);
    watchdog?.kill('SIGKILL');
    await rm(instance, { recursive: true, force: true });
  };
  try {
    progress('PrestoDB: starting');
    await untilReady(client(), catalogs, () => ended, timeoutMs);
  } catch (error) {
    await stopAll();
    throw error;
  }
  return { address, pid: child.pid!, logFile, exited, client, stop: stopAll, [Symbol.asyncDispose]: stopAll };
}

function spawnServer(
  java: string,
  javaArguments: readonly string[],
  folder: string,
  logFile: string,
): ChildProcess {
  const log = openSync(logFile, 'a');
  // A group of its own: Ctrl-C is for us, who then stop it.
  const child = spawn(java, javaArguments, { cwd: folder, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  return child;
}

/** Ends the server and its folder when the pipe from this process closes, which it does even when that is killed. */
function spawnWatchdog(pid: number | undefined, folder: string): ChildProcess | undefined {
  if (pid === undefined) return undefined;
  const watchdog = spawn(
    'sh',
    ['-c', 'cat > /dev/null; kill -9 "$1"; rm -rf -- "$2"', 'sh', String(pid), folder],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    },
  );
  watchdog.unref();
  (watchdog.stdin as net.Socket | null)?.unref();
  return watchdog;
}

const STOP_LIMIT_MS = 10_000;

/** Its orderly end waits for clients; what it would still write is nobody's after this. */
async function stopServer(child: ChildProcess): Promise<void> {
  if (hasExited(child)) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await stop(child, 'SIGTERM');
  clearTimeout(timer);
}

function tailOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as net.AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
